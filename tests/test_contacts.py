"""Telephone numbers: masked everywhere, in clear by a recorded look alone."""

from __future__ import annotations

import asyncio
import itertools
import json
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from graphql import GraphQLObjectType, get_named_type

from resolvers.roots import api
from schema.access import SETTING, Role, Viewer
from schema.tables.contacts import hidden
from schema.vocabulary import SearchKind
from server.policies import HELD
from server.premises import programs
from tests.asking import READER, Asker
from tests.conftest import Copy
from tests.test_decisions import start_input
from tests.test_proposals import proposed

REVEAL = """mutation R($i: RevealContactInput!) { revealContact(input: $i) {
  id name phone note reason by contact { name phone duty division { code } }
} }"""
LIST = "{ contacts { totalCount edges { node { id name phone duty unit { code } body { code } } } } }"
MARKERS = 500
HERE = Viewer.of("here", Role.OFFICER, ("421000",))
ELSEWHERE = Viewer.of("elsewhere", Role.COMMANDER, ("420100",))
OFFICES = [Viewer.of(role.value, role, ("421000",)) for role in Role]
SECRET_REASON = "what is not decided yet"
_keys = itertools.count(1)


def marker(number: int) -> str:
    """A number that nobody has: no mobile number begins with 10."""
    return f"1077{number:04}555"


@pytest.fixture(scope="module")
async def planted(cluster: Any, demo: Copy) -> Any:
    """A demo whose contacts are 500 more, each with a number that is looked for everywhere."""
    from tests.asking import asker
    from tests.conftest import copied

    async for copy in copied(cluster, "demo"):
        connection = await asyncpg.connect(copy.owner_url)
        await connection.executemany(
            """INSERT INTO private.contact (warden_id, duty, name, phone, note, basis)
               SELECT id, '演示', '演示' || $1, $1, $1, 'SYNTHETIC' FROM warden ORDER BY id OFFSET $2 % 100 LIMIT 1""",
            [(marker(number), number) for number in range(MARKERS)],
        )
        await connection.close()
        async with asker(copy) as asking:
            await proposed(asking, start=await start_input(asking, level="I", reason=SECRET_REASON))
            yield asking


def given(contact: str, **more: Any) -> dict[str, Any]:
    return {"i": {"key": f"{next(_keys)}", "contact": contact, "reason": "call-out"} | more}


async def first(ask: Asker, viewer: Viewer = HERE) -> dict[str, Any]:
    found: dict[str, Any] = (await ask.data(LIST, None, viewer))["contacts"]["edges"][0]["node"]
    return found


async def test_it_is_recorded_then_shown(own: Asker) -> None:
    one = await first(own)
    assert (one["name"], one["phone"]) == ("演*", "100****0001")
    done = (await own.data(REVEAL, given(one["id"]), HERE))["revealContact"]
    assert (done["name"], done["phone"], done["by"]) == ("演示一号", "10000000001", "here")
    assert done["contact"]["phone"] == "100****0001"
    rows = await own.database.rows("SELECT reason, by, contact_id FROM reveal", ())
    assert [tuple(row) for row in rows] == [("call-out", "here", 1)]
    noted = await own.database.rows("SELECT subject, key, outcome FROM audit WHERE kind = 'REVEAL'", ())
    assert [tuple(row) for row in noted] == [("here", 1, "DONE")], "as many entries of the audit as looks"
    again = await own.data(
        "query N($id: ID!) { node(id: $id) { ... on ContactReveal { reason phone name note } } }",
        {"id": done["id"]},
        HERE,
    )
    assert again["node"] == {"reason": "call-out", "phone": None, "name": None, "note": None}


async def test_who_may_not(own: Asker) -> None:
    """Another prefecture, a role that does not decide, nobody; and a reason is a reason."""
    one = await first(own)
    for viewer, code in (
        (READER, "UNAUTHENTICATED"),
        (ELSEWHERE, "FORBIDDEN"),
        *(
            (Viewer.of("x", role, ("421000",)), "FORBIDDEN")
            for role in (Role.VIEWER, Role.HOLDER, Role.REVIEWER)
        ),
        (Viewer.of("low", Role.OFFICER, ("421022",)), "FORBIDDEN"),
    ):
        assert (await own.error(REVEAL, given(one["id"]), viewer))["code"] == code, viewer
    assert (await own.error(REVEAL, given(one["id"], reason=" "), HERE))["code"] == "BAD_USER_INPUT"
    assert await own.database.rows("SELECT 1 FROM reveal", ()) == []


async def test_a_retry_shows_the_same_and_only_while_one_may(own: Asker) -> None:
    asked = given((await first(own))["id"])
    both = [(await own.data(REVEAL, asked, HERE))["revealContact"]["id"] for _ in range(2)]
    assert both[0] == both[1]
    moved = Viewer.of("here", Role.OFFICER, ("421022",))
    assert (await own.error(REVEAL, asked, moved))["code"] == "FORBIDDEN"
    assert len(await own.database.rows("SELECT 1 FROM reveal", ())) == 1


async def test_neighbours_do_not_see_that_there_is_one(own: Asker) -> None:
    assert (await own.data(LIST, None, HERE))["contacts"]["totalCount"] == 5
    for viewer in (READER, ELSEWHERE):
        assert (await own.data(LIST, None, viewer))["contacts"] == {"totalCount": 0, "edges": []}
    nested = "{ memberUnits { edges { node { contacts { phone } } } } }"
    shown = await own.data(nested, None, ELSEWHERE)
    assert not [edge for edge in shown["memberUnits"]["edges"] if edge["node"]["contacts"]]


async def test_the_table_of_numbers_is_shut_without_a_transaction_that_says_who_asks(own: Asker) -> None:
    """Forced row-level security guards every look; the owner's dump shows no number either."""
    for url in (own.copy.url,):
        connection = await asyncpg.connect(url)
        assert await connection.fetchval("SELECT count(*) FROM private.contact") == 0
        async with connection.transaction():
            for viewer, count in ((ELSEWHERE, 0), (HERE, 5), (Viewer("x", system=True), 5)):
                await connection.execute(f"SELECT set_config('{SETTING}', $1, true)", viewer.identity)
                assert await connection.fetchval("SELECT count(*) FROM private.contact") == count
        assert await connection.fetchval("SELECT count(*) FROM private.contact") == 0
        await connection.close()
    owner = await asyncpg.connect(own.copy.owner_url, server_settings={SETTING: ""})
    assert await owner.fetchval("SELECT count(*) FROM private.contact") == 0
    await owner.close()


async def test_a_dump_for_others_holds_no_number(planted: Asker, tmp_path: Path) -> None:
    """As docs/operations.md says: the owner who does not say who asks sees no row of it."""
    dump = tmp_path / "dump.sql"
    program = str(programs(Path("/nowhere")) / "pg_dump")
    url = planted.copy.owner_url + "&options=-c%20levee.posts%3D"
    done = await asyncio.create_subprocess_exec(program, "--enable-row-security", f"--file={dump}", url)
    assert await done.wait() == 0
    text = dump.read_text()
    assert "107****" in text
    assert not [one for one in map(marker, range(MARKERS)) if one in text]


async def test_no_marker_leaves_by_any_question(planted: Asker, caplog: pytest.LogCaptureFixture) -> None:
    """500 planted numbers; every field of every type, as each role, and every map layer's statement: none is seen."""
    said: list[str] = []
    inside: dict[str, bool] = dict.fromkeys((viewer.subject for viewer in (READER, *OFFICES)), False)
    for document in documents():
        for viewer in (READER, *OFFICES):
            said.append(json.dumps(await planted(document, None, viewer), ensure_ascii=False))
            inside[viewer.subject] |= SECRET_REASON in said[-1]
    seeing = {"officer", "reviewer", "commander", "administrator"}
    assert {subject for subject, seen in inside.items() if seen} == seeing, "proposals, by whatever path"
    assert sum('"data"' in one and "errors" not in one for one in said) > len(said) / 2
    whole = "\n".join([*said, caplog.text])
    assert "107****" in whole, "they were there to be seen, masked"
    assert not [one for one in map(marker, range(MARKERS)) if one in whole]


def documents() -> list[str]:
    """A question for each root that needs no argument, with every field two levels down."""
    root = api.query_type
    assert root is not None
    found = []
    for name, field in root.fields.items():
        if not any(argument.type.__class__.__name__ == "GraphQLNonNull" for argument in field.args.values()):
            type_ = get_named_type(field.type)
            limit = "(first: 200)" if "first" in field.args else ""
            found += [f"{{ {name}{limit} {part} }}" for part in selections(type_)]
    return found


def selections(type_: Any) -> list[str]:
    if not isinstance(type_, GraphQLObjectType):
        return ["{ __typename }"] if hasattr(type_, "types") or hasattr(type_, "fields") else [""]
    if "edges" in type_.fields:
        node = get_named_type(get_named_type(type_.fields["edges"].type).fields["node"].type)
        return [f"{{ edges {{ node {part} }} }}" for part in selections(node)]
    plain, nested = [], []
    for name, field in type_.fields.items():
        if any(
            argument.type.__class__.__name__ == "GraphQLNonNull" and argument.default_value is None
            for argument in field.args.values()
        ):
            continue
        inner = get_named_type(field.type)
        if not hasattr(inner, "fields") and not hasattr(inner, "types"):
            plain.append(name)
        elif hasattr(inner, "fields") and "edges" not in inner.fields:
            below = [
                key
                for key, one in inner.fields.items()
                if not hasattr(get_named_type(one.type), "fields")
                and not hasattr(get_named_type(one.type), "types")
                and not one.args
            ]
            nested.append(f"{name} {{ {' '.join(below) or '__typename'} }}")
    lines = [f"{{ {' '.join(plain)} }}"] if plain else []
    return lines + [f"{{ {one} }}" for one in nested]


async def test_what_is_masked_is_no_oracle(planted: Asker) -> None:
    """Neither filter nor order reaches a hidden column: two numbers with one mask answer alike."""
    arguments = api.query_type.fields["contacts"].args if api.query_type else {}
    orders = get_named_type(arguments["orderBy"].type) if "orderBy" in arguments else None
    assert "filter" not in arguments
    assert orders is None or not {"phone", "name"} & {
        key.lower() for key in getattr(orders, "values", orders.fields)
    }
    assert not [kind for kind in SearchKind if "CONTACT" in kind.name], "the search does not know them"
    masks = await planted.database.rows(
        "SELECT DISTINCT phone FROM contact WHERE phone LIKE '107****%' AND name = '演*'", ()
    )
    assert len(masks) < MARKERS / 10, "many numbers have one mask"


async def test_masks(connection: asyncpg.Connection[Any]) -> None:
    for phone, shown in (("13800000000", "138****0000"), ("0716-0000000", "071****0000"), ("00000", "****0")):
        assert await connection.fetchval("SELECT levee_masked_phone($1)", phone) == shown
    assert await connection.fetchval("SELECT levee_masked_name('演示一号')") == "演*"


async def test_the_hidden_table_is_as_declared(connection: asyncpg.Connection[Any]) -> None:
    rows = await connection.fetch(
        "SELECT attname::text AS name FROM pg_attribute WHERE attrelid = 'private.contact'::regclass AND attnum > 0"
    )
    assert [row["name"] for row in rows] == [column.name for column in hidden.tables["private.contact"].c]
    guarded = {row["relation"] for row in await connection.fetch(HELD) if row["forced"]}
    assert "private.contact" in guarded
