"""The two walls for access: one declaration, a predicate in each statement, a policy below each table."""

from __future__ import annotations

import asyncio
import random
from typing import Any, TypeAlias

import asyncpg
import pytest
from geoalchemy2 import Geography, Geometry
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import asyncpg as dialect

from schema.access import COMMAND, SETTING, SYSTEM, Post, Role, Viewer, access, allowed, anyone, within
from schema.tables import metadata
from schema.tables.contacts import hidden
from server import policies
from server.policies import HELD
from tests.asking import OFFICER, READER, Asker
from tests.conftest import Copy
from tests.test_decisions import START, start_input

Asyncpg: TypeAlias = "asyncpg.Connection[Any]"
DEFINERS = {
    "levee_account_mutation",
    "levee_chain_event",
    "levee_counted",
    "levee_keep_due",
    "levee_keep_entries",
    "levee_keep_level_entries",
    "levee_keep_period",
    "levee_moved",
    "levee_placed",
    "levee_recount",
    "levee_require_result",
    "levee_revised",
    "levee_seal",
    "levee_set_in_motion",
    "levee_unsealed",
}
"""The functions that run as their owner: whoever adds one says here why it must.

They write what the server's role may only read: periods, tasks, what lies ahead, versions, the search, seals and
chains of the record, what is counted on the map; and whoever writes stock holds its depot, which it may not write.
"""


async def test_the_policies_are_what_the_tables_declare(shared_database: Copy) -> None:
    """Made anew from the declaration they come out the same; forced, so that an owner is guarded too."""
    connection = await asyncpg.connect(shared_database.owner_url)
    transaction = connection.transaction()
    await transaction.start()
    there = await connection.fetch(HELD)
    for relation in policies.wanted():
        names = [row["name"] for row in there if row["relation"] == relation]
        for name in names:
            await connection.execute(f"DROP POLICY {name} ON {relation}")
    await policies.keep(connection)
    made = await connection.fetch(HELD)
    await transaction.rollback()
    await connection.close()
    assert {tuple(row) for row in made} == {tuple(row) for row in there}
    assert all(row["forced"] for row in there)


def test_whatever_the_server_writes_is_guarded() -> None:
    """A table that a mutation writes says who may, and stands behind the second wall."""
    names = {table.name for table in policies.guarded_tables()}
    for table in metadata.tables.values():
        if access(table).write and table.info["grants"] != "SELECT":
            assert table.name in names
    assert {"response", "response_transition", "proposal", "reading", "reveal", "event"} <= names


async def test_functions_that_run_as_their_owner_are_few_and_pinned(connection: Asyncpg) -> None:
    """A way past the policies: none but those listed, and none that looks where it is told to."""
    found = await connection.fetch(
        """
        SELECT proname::text AS name, array_to_string(proconfig, ' ') AS settings FROM pg_proc
         WHERE prosecdef AND pronamespace::regnamespace::text IN ('public', 'private')
           AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
        """
    )
    assert {row["name"] for row in found} == DEFINERS
    assert {row["settings"] for row in found} == {"search_path=pg_catalog, public, pg_temp"}


def test_no_policy_narrows_what_a_map_reads() -> None:
    """A10: a policy would be asked of every row before the index of places, whose operators are not leakproof."""
    placed = {
        f"{table.schema or 'public'}.{table.name}"
        for table in (*metadata.sorted_tables, *hidden.sorted_tables)
        if any(isinstance(column.type, Geography | Geometry) for column in table.columns)
    }
    narrowing = {name for name, made in policies.wanted().items() if "(true)" not in made["levee_read"]}
    assert narrowing == {"private.contact"}, "what is hidden, and nothing else"
    assert {"public.resource", "public.hazard_site", "public.gauge"} <= placed
    assert not placed & narrowing


@pytest.mark.parametrize("many", [True, False])
async def test_many_rows_are_looked_up_in_one_list_of_divisions(demo: Copy, many: bool) -> None:
    """A list or a map asks of each row whether its division is in a hash; a single row follows its own upwards."""
    row, viewer = metadata.tables["resource"], Viewer.of("x", Role.OFFICER, ("421000",))
    chosen = select(row.c.id).where(allowed(within("division_id", *COMMAND), row, viewer, many=many))
    text = str(chosen.compile(dialect=dialect.dialect()))  # type: ignore[no-untyped-call]
    connection = await asyncpg.connect(demo.url, server_settings={"plan_cache_mode": "force_generic_plan"})
    try:
        await connection.execute(f"PREPARE chosen AS {text}")
        plan = "\n".join(row[0] for row in await connection.fetch("EXPLAIN EXECUTE chosen('{421000}')"))
    finally:
        await connection.close()
    assert ("hashed SubPlan" in plan) is many
    assert ("Join" in plan or "Nested Loop" in plan.split("SubPlan")[0]) is not many


VIEWS = {
    "notice": "what a change is announced with: of responses and plans, which everybody reads",
    "search_source": "what is found by its name: the server's role may not read it, a trigger does",
}
"""Views that read with their owner's rights, and why they may."""


async def test_views_are_few_and_show_nothing_that_is_hidden(connection: Asyncpg) -> None:
    """A11: none but those listed, and none of them reads a table that not everybody may read."""
    found = await connection.fetch(
        """
        SELECT relname::text AS name, ARRAY(
                 SELECT DISTINCT d.refobjid::regclass::text FROM pg_rewrite AS r JOIN pg_depend AS d ON d.objid = r.oid
                  WHERE r.ev_class = v.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> v.oid) AS reads
          FROM pg_class AS v
         WHERE relkind IN ('v', 'm') AND relnamespace::regnamespace::text IN ('public', 'private')
           AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = v.oid AND deptype = 'e')
        """
    )
    assert {row["name"] for row in found} == set(VIEWS)
    for row in found:
        hidden = {name for name in row["reads"] if access(metadata.tables[name]).read != anyone}
        assert not hidden, row["name"]


REFUSED = "InsufficientPrivilegeError"
RAW = """
INSERT INTO response (system, plan_id, division_id, drill, period)
SELECT 'x', min(plan.id), min(division.id), false, tstzrange(now(), NULL) FROM plan, division WHERE division.code = $1
"""


async def tried(connection: Asyncpg, posts: str | None, statement: str, *values: Any) -> str:
    """Run a statement past the first wall, as a bug in the compiled predicate would; say what came of it."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        if posts is not None:
            await connection.execute(f"SELECT set_config('{SETTING}', $1, true)", posts)
        return str(await connection.execute(statement, *values))
    except asyncpg.PostgresError as error:
        return type(error).__name__
    finally:
        await transaction.rollback()


async def written(connection: Asyncpg, posts: str | None, division: str) -> bool:
    """Tell whether a response is written past the first wall."""
    came = await tried(connection, posts, RAW, division)
    assert came in ("INSERT 0 1", REFUSED)
    return came != REFUSED


@pytest.mark.parametrize("role", list(Role))
async def test_the_second_wall_stands_alone(ask: Asker, role: Role) -> None:
    """A neighbouring county's rows are refused by the database too: own, neighbour, parent, child."""
    connection = await asyncpg.connect(ask.copy.url)
    may = role in COMMAND
    for post, target, reached in (
        ("421022", "421022", True),
        ("421002", "421022", False),
        ("421000", "421022", True),
        ("421022", "421000", False),
    ):
        posts = Viewer.of("x", role, (post,)).identity
        assert await written(connection, posts, target) is (may and reached), (role, post, target)
    await connection.close()


async def test_no_setting_is_no_right(ask: Asker) -> None:
    """On a connection that was used before the setting is empty, not absent: both are nobody."""
    connection = await asyncpg.connect(ask.copy.url)
    assert not await written(connection, None, "421022")
    assert await written(connection, SYSTEM, "421022")
    assert await connection.fetchval(f"SELECT current_setting('{SETTING}', true)") == ""
    assert not await written(connection, None, "421022")
    for nothing in ("", "[]", '[{"role":"commander"}]', '[{"role":"commander","divisions":[]}]'):
        assert not await written(connection, nothing, "421022"), nothing
    await connection.close()


async def test_rights_are_never_put_together_from_two_posts(own: Asker) -> None:
    """A commander there who is a viewer here commands there; half a basin and the other half are not a basin."""
    split = Viewer(
        "split",
        (Post(Role.COMMANDER, ("421002",)), Post(Role.VIEWER, ("421022",)), Post(Role.OFFICER, ("421087",))),
    )
    made = await start_input(own)
    assert (await own.error(START, {"i": made}, split))["code"] == "FORBIDDEN"
    basin = (await own.data("{ basins { edges { node { id } } } }"))["basins"]["edges"][0]["node"]["id"]
    wide = made | {"division": None, "basin": basin}
    halves = Viewer("halves", (Post(Role.OFFICER, ("421083",)), Post(Role.OFFICER, ("421088",))))
    assert (await own.error(START, {"i": wide}, halves))["code"] == "FORBIDDEN"
    other = Viewer("other", (Post(Role.OFFICER, (), ("B-OTHER",)), Post(Role.VIEWER, (), ("B-DONGJING",))))
    assert (await own.error(START, {"i": wide}, other))["code"] == "FORBIDDEN"
    whole = Viewer("whole", (Post(Role.OFFICER, ("421083", "421088")),))
    assert (await own.data(START, {"i": wide | {"key": "1", "drill": True}}, whole))["startResponse"][
        "to"
    ] == "IV"
    river = Viewer("river", (Post(Role.OFFICER, (), ("B-DONGJING",)),))
    assert (await own.data(START, {"i": wide | {"key": "2"}}, river))["startResponse"]["to"] == "IV"


OVERRIDE = "mutation O($i: OverrideDecisionInput!) { overrideDecision(input: $i) { id } }"


async def test_an_override_takes_one_post_that_may_and_reaches(own: Asker) -> None:
    split = Viewer("split", (Post(Role.COMMANDER, ("421002",)), Post(Role.OFFICER, ("421022",))))
    given = {"decision": {"start": await start_input(own, level="I")}, "reason": "no time"}
    assert (await own.error(OVERRIDE, {"i": given}, split))["code"] == "FORBIDDEN"


async def test_who_writes_rides_on_the_beginning(own: Asker) -> None:
    """The second wall costs a mutation no statement and no round trip of its own."""
    own.database.statements.clear()
    await own.data(START, {"i": await start_input(own)}, OFFICER)
    setting = [
        text
        for text in own.database.statements
        if SETTING in text or ("set_config" in text and "jit" not in text)
    ]
    assert len([text for text in setting if text.startswith("BEGIN; ")]) == 1
    assert all(text.startswith("BEGIN; ") or "pg_advisory_xact_lock" in text for text in setting)


async def test_nothing_crosses_between_requests(own: Asker) -> None:
    """2,000 mixed requests over few connections, some given up midway: none has another's rights."""
    made = await start_input(own, division="421002")
    here = Viewer.of("here", Role.OFFICER, ("421002",))
    there = Viewer.of("there", Role.OFFICER, ("421022",))
    dice = random.Random(7)

    async def request(number: int) -> None:
        match number % 4:
            case 0:
                given = made | {"key": f"{number}", "effectiveAt": f"{2030 + number}-01-01T00:00:00Z"}
                answer = await own(START, {"i": given}, here)
                codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
                assert codes <= {"CONFLICT", "SERVICE_UNAVAILABLE"}, answer
            case 1:
                answer = await own(START, {"i": made | {"key": f"{number}"}}, there)
                codes = {error["extensions"]["code"] for error in answer["errors"]}
                assert codes <= {"FORBIDDEN", "SERVICE_UNAVAILABLE"}, answer
            case _:
                data = await own("{ proposals { totalCount } }", None, READER if number % 2 else here)
                assert data.get("data") or data["errors"][0]["extensions"]["code"] == "SERVICE_UNAVAILABLE"

    for start in range(0, 2000, 100):
        running = [asyncio.create_task(request(number)) for number in range(start, start + 100)]
        await asyncio.sleep(0)
        running[dice.randrange(100)].cancel()
        done = await asyncio.gather(*running, return_exceptions=True)
        wrong = [
            one
            for one in done
            if isinstance(one, BaseException) and not isinstance(one, asyncio.CancelledError)
        ]
        assert not wrong, wrong[0]
    assert not await own.database.rows("SELECT 1 WHERE levee_known()", ())
    by = {
        row["by"]
        for row in await own.database.rows(
            "SELECT DISTINCT recorded_by AS by FROM response_transition WHERE source IS NULL", ()
        )
    }
    assert by <= {"here"}


PLAIN = "SELECT * FROM response_transition WHERE response_id = 1 ORDER BY effective_at, id"


async def test_reads_are_planned_as_without_the_second_wall(database: Copy) -> None:
    """It guards writes; a plain read keeps its index and pays nothing."""
    server, owner = await asyncpg.connect(database.url), await asyncpg.connect(database.owner_url)

    async def plan() -> str:
        return "\n".join(row[0] for row in await server.fetch(f"EXPLAIN (COSTS OFF) {PLAIN}"))

    guarded = await plan()
    await owner.execute("ALTER TABLE response_transition DISABLE ROW LEVEL SECURITY")
    assert await plan() == guarded
    await server.close()
    await owner.close()


READINGS = "mutation R($i: RecordReadingsInput!) { recordReadings(input: $i) { added } }"


async def test_of_many_rows_none_is_a_neighbours(own: Asker) -> None:
    """Ten readings of a neighbour among four hundred: none is stored, and each of the ten is named."""
    sent = [
        {"gauge": "G-SHIZIKOU", "observedAt": f"2020-01-{1 + n // 24:02}T{n % 24:02}:00:00Z", "level": 30.0}
        for n in range(400)
    ]
    strange = list(range(7, 400, 40))
    for place in strange:
        sent[place]["gauge"] = "G-SHASHI"
    county = Viewer.of("county", Role.INSPECTOR, ("421022",))
    error = await own.error(READINGS, {"i": {"key": "1", "readings": sent}}, county)
    assert error["code"] == "FORBIDDEN"
    assert error["extensions"]["argument"] == f"input.readings.{strange[0]}.gauge"
    assert all(f" {place}" in error["message"] for place in strange[1:])
    assert len(strange) == 10
    assert not await own.database.rows("SELECT 1 FROM reading_intake", ())
