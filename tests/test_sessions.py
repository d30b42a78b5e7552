"""Sessions that end before their time: refused, closed and told no more, at every server, within seconds."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from schema.access import Role
from server import auth, keys
from server.auth import issue
from server.door import PATIENCE
from server.keys import Keys
from server.revocations import Revocations
from tests.asking import SECRET, Asker, Counted
from tests.conftest import Copy
from tests.levels import as_superuser, writing
from tests.lines import until
from tests.running import NAME, NAMED
from tests.screens import CHANGES, Screen, Served, Watch, quiet, screen, serving
from tests.test_stream import Stream, stream

OUT = "mutation { signOut { subject at } }"
ALL = "mutation($s: String) { revokeSessions(subject: $s) { subject at } }"
SOON = 5.0


def person(name: str, role: Role = Role.OFFICER, *divisions: str) -> str:
    return issue(SECRET, role, divisions or ("421000",), name=name)


async def ask(served: Served, token: str | None, query: str = NAME, **variables: Any) -> dict[str, Any]:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    async with httpx.AsyncClient(base_url=served.base, timeout=30) as client:
        sent = await client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
    told: dict[str, Any] = sent.json()
    return told


async def code(
    served: Served, token: str | None, query: str = NAME, **variables: Any
) -> tuple[str, str | None]:
    (error,) = (await ask(served, token, query, **variables))["errors"]
    return error["extensions"]["code"], error["extensions"].get("reason")


@pytest.fixture(scope="module")
async def second(city: Copy) -> AsyncIterator[Served]:
    """Another server over the same database."""
    async with serving(city) as running:
        yield running


async def watching(stack: AsyncExitStack, served: Served, token: str) -> tuple[Screen, Watch]:
    shown = await stack.enter_async_context(screen(served.address, f"Bearer {token}"))
    return shown, await shown.watch()


async def following(stack: AsyncExitStack, served: Served, token: str) -> Stream:
    made = await stack.enter_async_context(stream(served.base, CHANGES, authorization=f"Bearer {token}"))
    before = len(served.hub.places)
    await until(lambda: len(served.hub.places) >= max(before, 1))
    return made


async def ended(*watched: tuple[Screen, Watch]) -> None:
    await until(lambda: all(shown.closed is not None for shown, _ in watched), SOON)
    for shown, watch in watched:
        assert shown.closed == 4403
        with pytest.raises(EOFError):
            await watch.message()


async def test_signing_out_ends_all_that_goes_on_with_the_token_at_every_server(
    served: Served, second: Served
) -> None:
    """W13: logout elsewhere closes within 5 s; W12: not one event comes afterwards."""
    token, other = person("one"), person("other")
    async with AsyncExitStack() as stack:
        writer = await stack.enter_async_context(writing(served.copy))
        mine = [await watching(stack, place, token) for place in (served, second)]
        events = [await following(stack, place, token) for place in (served, second)]
        stays, watch = await watching(stack, second, other)
        assert (await ask(served, token, OUT))["data"]["signOut"]["subject"] == "one"
        noted = "SELECT kind || ' ' || action || ' ' || session FROM audit WHERE subject = 'one'"
        assert await as_superuser(served.copy, noted) == f"SIGN_OUT signOut {auth.session(token)[0]}"
        begun = time.monotonic()
        await ended(*mine)
        assert [await one.refused() for one in events] == ["UNAUTHENTICATED"] * 2
        assert time.monotonic() - begun < SOON
        for place in (served, second):
            assert await code(place, token) == ("UNAUTHENTICATED", "SESSION_ENDED")
        made = [await writer.start(), *[await writer.change() for _ in range(20)]]
        assert await watch.changes(21) == made
        await quiet(stays, watch)
        assert [one.box.get_nowait() for _, one in mine] == [{}, {}], "the end, and nothing else"
        assert [await ask(place, other) for place in (served, second)] == [NAMED] * 2


async def test_the_bell_makes_it_a_matter_of_moments(served: Served, second: Served) -> None:
    """A second server is told by the bell, not by its next look."""
    await asyncio.sleep(0)
    token = person("quick")
    async with AsyncExitStack() as stack:
        shown, _ = await watching(stack, second, token)
        readings = second.app.state.door.revocations
        rung: list[float] = []
        readings.watchers.append(lambda: rung.append(time.monotonic()))
        await ask(served, token, OUT)
        await until(lambda: bool(rung), SOON)
        await until(lambda: shown.closed == 4403, 1)


async def test_all_sessions_of_a_person_end_and_new_ones_are_good(served: Served, second: Served) -> None:
    tokens = [person("many"), person("many", Role.VIEWER)]
    async with AsyncExitStack() as stack:
        watched = [await watching(stack, second, token) for token in tokens]
        assert (await ask(served, tokens[0], ALL))["data"]["revokeSessions"]["subject"] == "many"
        await ended(*watched)
    for token in tokens:
        assert await code(second, token) == ("UNAUTHENTICATED", "SESSION_ENDED")
    assert await ask(second, person("many")) == NAMED


@pytest.mark.parametrize("query", [OUT, ALL])
async def test_nobody_ends_a_session_without_a_token(served: Served, query: str) -> None:
    assert await code(served, None, query) == ("UNAUTHENTICATED", None)


ACCOUNT = """
WITH made AS (INSERT INTO account (subject, hash) VALUES ('{name}', 'x') RETURNING id)
INSERT INTO account_post (account_id, role, divisions, basins, units)
SELECT id, 'officer', '{{{divisions}}}', '{{{basins}}}', '{{{units}}}' FROM made
"""
SCOPES = {
    "own": ({"divisions": "421000"}, True),
    "below": ({"divisions": "421022"}, True),
    "above": ({"divisions": "420000"}, False),
    "beside": ({"divisions": "420500"}, False),
    "both": ({"divisions": "421022,420500"}, False),
    "basin": ({"basins": "{basin}"}, True),
    "no basin": ({"basins": "none"}, False),
    "unit": ({"units": "{unit}"}, True),
}


@pytest.mark.parametrize("scope", SCOPES)
async def test_an_administrator_ends_the_sessions_of_accounts_in_their_divisions(
    served: Served, scope: str
) -> None:
    """Outside them, an account is as one that does not exist."""
    posts, allowed = SCOPES[scope]
    basin = await as_superuser(
        served.copy, "SELECT code FROM basin WHERE levee_basin_covered(id, '{421000}') LIMIT 1"
    )
    unit = await as_superuser(served.copy, "SELECT code FROM member_unit LIMIT 1")
    codes = {"divisions": "", "basins": "", "units": ""} | {
        kind: text.format(basin=basin, unit=unit) for kind, text in posts.items()
    }
    await as_superuser(served.copy, ACCOUNT.format(name=f"{scope}-1", **codes))
    chief = person("chief", Role.ADMINISTRATOR)
    told = await ask(served, chief, ALL, s=f"{scope}-1")
    if allowed:
        assert told["data"]["revokeSessions"]["subject"] == f"{scope}-1"
    else:
        nobody = await ask(served, chief, ALL, s="nobody")
        assert told == nobody
        assert told["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    for role in set(Role) - {Role.ADMINISTRATOR}:
        assert (await code(served, person("o", role), ALL, s=f"{scope}-1"))[0] == "FORBIDDEN", role


def command(copy: Copy, folder: Path, *words: str, sent: str = "") -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LEVEE_")}
    own = {"LEVEE_DATABASE_URL": copy.url, "LEVEE_OWNER_URL": copy.owner_url}
    environment = kept | own | {"LEVEE_DATA": str(folder), "LEVEE_SECRET": SECRET.decode()}
    run = [sys.executable, "-m", "server", *words]
    return subprocess.run(run, env=environment, input=sent, capture_output=True, text=True, check=False)


async def run(copy: Copy, folder: Path, *words: str, sent: str = "") -> subprocess.CompletedProcess[str]:
    return await asyncio.to_thread(command, copy, folder, *words, sent=sent)


async def test_an_operator_revokes_a_subject_or_a_token(
    served: Served, second: Served, tmp_path: Path
) -> None:
    first, other, third = person("lost"), person("lost"), person("found")
    async with AsyncExitStack() as stack:
        by_token, by_subject = await watching(stack, served, first), await watching(stack, second, other)
        done = await run(served.copy, tmp_path, "revoke", "--token", "-", sent=first + "\n")
        assert (done.returncode, done.stdout) == (0, "The session of the token has ended.\n"), done.stderr
        await ended(by_token)
        assert await ask(second, other) == NAMED
        assert (await run(served.copy, tmp_path, "revoke", "--subject", "lost")).returncode == 0
        await ended(by_subject)
    assert await code(second, other) == ("UNAUTHENTICATED", "SESSION_ENDED")
    assert await ask(second, third) == NAMED
    for words in ([], ["--subject", "a", "--token", "b"], ["--token", "b"]):
        refused = await run(served.copy, tmp_path, "revoke", *words)
        assert (refused.returncode, refused.stderr[:7]) == (1, "levee: ")
        assert "Traceback" not in refused.stderr


async def test_a_retired_key_ends_what_goes_on_with_its_tokens(served: Served, tmp_path: Path) -> None:
    held: Keys = served.app.state.door.keys
    held.path = tmp_path / keys.FILE
    old = keys.rotate(held.path, held.first)
    held.look(now=True)
    token = issue(old, Role.VIEWER, ["421000"])
    async with AsyncExitStack() as stack:
        watched = await watching(stack, served, token)
        keys.rotate(held.path, held.first)
        await asyncio.sleep(1.5)
        assert watched[0].closed is None
        keys.retire(held.path, held.first, old.kid)
        await ended(watched)
        stays, _ = await watching(stack, served, person("first"))
        await quiet(stays)


WRITE = "INSERT INTO revocation (session, until, recorded_by) VALUES ($1, now() + interval '1 hour', 'test')"


async def test_no_revocation_is_missed_in_whichever_order_they_commit(own: Asker) -> None:
    """What began before and committed after another is read, too."""
    known = Revocations(own.database)
    await known.look()
    async with AsyncExitStack() as stack:
        opened = []
        for number in range(6):
            connection = await asyncpg.connect(own.copy.owner_url)
            stack.push_async_callback(connection.close)
            transaction = connection.transaction()
            await transaction.start()
            await connection.execute(WRITE, f"s{number}")
            opened.append(transaction)
        for count, number in enumerate((4, 0, 5, 2, 1, 3), 1):
            await known.look()
            await opened[number].commit()
            await known.look()
            assert f"s{number}" in known.sessions
            assert len(known.sessions) == count
    assert set(known.sessions) == {f"s{number}" for number in range(6)}
    fresh = Revocations(own.database)
    await fresh.look()
    assert fresh.sessions == known.sessions


async def test_after_a_restore_everything_is_read_anew(own: Asker) -> None:
    known = Revocations(own.database)
    known._unsettled = 2**60
    await own.owner(
        "INSERT INTO revocation (session, until, recorded_by) VALUES ('back', now() + interval '1 hour', 't')"
    )
    await known.look()
    assert set(known.sessions) == {"back"}


async def test_what_is_over_is_forgotten(own: Asker) -> None:
    known = Revocations(own.database)
    for name, until_ in (("past", "now() - interval '1 s'"), ("ahead", "now() + interval '1 hour'")):
        await own.owner(
            f"INSERT INTO revocation (session, until, recorded_by) VALUES ('{name}', {until_}, 't')"
        )
    await known.look()
    await known.tidy()
    assert set(known.sessions) == {"ahead"}
    assert await own.database.text("SELECT string_agg(session, ' ') FROM revocation", ()) == "ahead"


async def test_a_question_costs_no_statement_more(served: Served) -> None:
    counted = Counted(served.app.state.database.pool)
    execution = served.app.state.execution
    execution.database, kept = counted, execution.database
    try:
        for _ in range(3):
            assert await ask(served, person("cheap")) == NAMED
    finally:
        execution.database = kept
    assert len(counted.statements) == 3


async def test_where_revocations_cannot_be_read_nothing_is_changed_and_all_is_shown(served: Served) -> None:
    door = served.app.state.door
    token = person("writer", Role.VIEWER)
    change = 'mutation { endResponse(input: {key: "k", response: "x", effectiveAt: "2026-01-01T00:00:00Z", reason: "r"}) { id } }'
    look, door.revocations.look = door.revocations.look, failing
    try:
        door.revocations._read -= PATIENCE + 1
        assert (await code(served, token, change))[0] == "SERVICE_UNAVAILABLE"
        assert await ask(served, token) == NAMED
    finally:
        door.revocations.look = look
    await until(lambda: door.revocations.age < 2)
    assert (await code(served, token, change))[0] == "FORBIDDEN"


async def failing() -> None:
    raise TimeoutError


async def test_before_revocations_were_read_no_token_is_good(served: Served) -> None:
    door = served.app.state.door
    look, door.revocations.look = door.revocations.look, failing
    try:
        door.revocations.known = False
        assert (await code(served, person("early")))[0] == "SERVICE_UNAVAILABLE"
    finally:
        door.revocations.look = look
    await until(lambda: door.revocations.known)
    assert await ask(served, person("early")) == NAMED
    door.revocations.subjects["anonymous"] = time.time()
    assert await ask(served, None) == NAMED, "without a token there is nothing to revoke"


async def test_a_body_that_takes_its_time_is_asked_again_whose_it_is(served: Served) -> None:
    """Somebody begins to send, is shut out, and sends on: nothing is answered."""
    token = person("slow")
    gone = asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield b'{"query": '
        await gone.wait()
        yield json.dumps(NAME).encode() + b"}"

    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    async with httpx.AsyncClient(base_url=served.base, timeout=30) as client:
        sending = asyncio.create_task(client.post("/graphql", content=body(), headers=headers))
        await asyncio.sleep(0.2)
        await ask(served, token, OUT)
        await until(
            lambda: served.app.state.door.revocations.sessions.get(auth.session(token)[0]) is not None
        )
        gone.set()
        told = (await sending).json()
    assert told["errors"][0]["extensions"]["reason"] == "SESSION_ENDED"


START = """mutation($k: String!, $p: ID!, $d: DivisionCode!) { startResponse(input: {
    key: $k, plan: $p, division: $d, level: IV, effectiveAt: "2026-05-01T08:00:00+08:00", reason: "rain" }) { id } }"""


async def test_a_key_is_its_senders_own(served: Served) -> None:
    """S7: two users with one key have two effects, and neither sees the other's answer; sessions share theirs."""
    find = '{ plans(filter: {systems: ["flood"]}) { edges { node { id } } } }'
    plan = (await ask(served, None, find))["data"]["plans"]["edges"][0]["node"]["id"]

    async def done(who: str, where: str) -> dict[str, Any]:
        return await ask(served, person(who), START, k="shared key", p=plan, d=where)

    one = (await done("a", "421023"))["data"]["startResponse"]["id"]
    two = (await done("b", "421024"))["data"]["startResponse"]["id"]
    assert one != two
    assert (await done("a", "421023"))["data"]["startResponse"]["id"] == one, (
        "another session of the same person"
    )
    assert (await done("b", "421024"))["data"]["startResponse"]["id"] == two
    (error,) = (await done("b", "421023"))["errors"]
    assert error["extensions"]["code"] == "CONFLICT"
