"""The doorbell and the head: what rings, what is looked at, and what happens when the line is bad."""

from __future__ import annotations

import ast
import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from server import metrics
from server import outbox as outbox_module
from server.database import Database, opened
from server.outbox import Head, Outbox, Pace
from server.settings import Settings
from tests.asking import Counted
from tests.conftest import Copy
from tests.levels import as_superuser, writing
from tests.lines import until, way
from tests.screens import DOORBELL, scaled, screen, serving

NEVER = 3600.0
RUNG = re.compile(rb"A\x00\x00\x00.{5}levee_event\x00\x00", re.DOTALL)
"""A notification, as PostgreSQL sends it."""
ROOT = Path(__file__).parents[1]
QUICK = Pace(poll=NEVER, beat=0.2, patience=0.4, retry=0.02)


@asynccontextmanager
async def outbox(copy: Copy, pace: Pace, url: str | None = None) -> AsyncIterator[Outbox]:
    async with opened(copy.url, Settings(database_url=copy.url)) as database:
        made = Outbox(Counted(database.pool), url or copy.url, pace)
        async with made.open():
            yield made


def looks(outbox: Outbox) -> int:
    database: Database = outbox.database
    assert isinstance(database, Counted)
    return len(database.statements)


def seq(outbox: Outbox) -> int:
    return outbox.head.seq if outbox.head else -1


async def caught_up(box: Outbox, copy: Copy, seconds: float = 3.0) -> float:
    """Wait until the box has seen the head; give the seconds it took."""
    head = await as_superuser(copy, "SELECT seq FROM event_head")
    return await until(lambda: seq(box) == head, seconds)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(-1, 12), st.booleans())
def test_a_position_is_good_from_what_is_kept_to_the_head(kept: int, more: int, at: int, same: bool) -> None:
    head = Head("epoch", kept + more, kept)
    good = same and kept <= at <= kept + more
    assert head.reaches("epoch" if same else "another", at) == good


async def test_the_bell_alone_tells_of_a_commit(city: Copy) -> None:
    async with outbox(city, QUICK) as box, writing(city) as writer:
        assert box.listening
        await caught_up(box, city)
        await writer.start()
        assert await caught_up(box, city) < 0.5


async def test_the_poll_alone_tells_of_a_commit(city: Copy) -> None:
    """A doorbell that cannot be heard at all: the log is looked at every second all the same."""
    async with (
        outbox(city, Pace(), "postgresql://nobody@127.0.0.1:1/nothing") as box,
        writing(city) as writer,
    ):
        assert not box.listening
        await caught_up(box, city)
        await writer.start()
        assert await caught_up(box, city) < 1.5


async def test_many_rings_fold_into_few_looks(city: Copy) -> None:
    async with outbox(city, QUICK) as box, writing(city) as writer:
        await writer.start()
        await until(lambda: box.head is not None)
        before = looks(box)
        for _ in range(1000):
            box.bell.set()
            await asyncio.sleep(0)
        await until(lambda: not box.bell.is_set())
        assert looks(box) - before < 200


async def test_looks_at_once_are_one_statement_and_each_is_fresh(city: Copy) -> None:
    async with outbox(city, QUICK) as box, writing(city) as writer:
        await writer.start()
        for _ in range(20):
            waiting = [asyncio.create_task(box.look()) for _ in range(10)]
            await asyncio.sleep(0)
            await writer.change()
            before = looks(box)
            heads = await asyncio.gather(*(box.look() for _ in range(50)))
            assert looks(box) - before <= 3
            assert {head.seq for head in heads} == {seq(box)}
            late = [(await task).seq for task in waiting]
            assert max(late) <= seq(box)
            assert await as_superuser(city, "SELECT seq FROM event_head") == seq(box)


async def test_a_killed_doorbell_is_replaced_and_what_it_missed_is_seen(city: Copy) -> None:
    async with outbox(city, QUICK) as box, writing(city) as writer:
        await writer.start()
        for _ in range(5):
            await until(lambda: box.listening)
            await as_superuser(city, DOORBELL.format("pg_terminate_backend(pid)", city.name))
            await until(lambda: not box.listening)
            await writer.change()
            await caught_up(box, city)
            assert box.listening


async def test_a_silent_line_counts_as_lost(city: Copy) -> None:
    """A cable pulled: no end of the connection is ever told, only the sign of life does not come."""
    async with way(city.url) as by, outbox(city, QUICK, by.url) as box, writing(city) as writer:
        await writer.start()
        await until(lambda: box.listening)
        (line,) = by.chosen(b"levee doorbell")
        line.flowing.clear()
        await writer.change()
        assert box.listening
        await until(lambda: not box.listening, QUICK.beat + QUICK.patience + 1)
        await caught_up(box, city)
        assert box.listening
        assert by.chosen(b"levee doorbell") != [line]


async def test_a_database_out_of_reach_is_asked_again(city: Copy) -> None:
    async with way(city.url) as by, outbox(city, QUICK, by.url) as box, writing(city) as writer:
        await writer.start()
        by.open = False
        for line in list(by.lines):
            line.cut()
        await until(lambda: not box.listening)
        await writer.change()
        await asyncio.sleep(0.2)
        by.open = True
        await caught_up(box, city)


async def test_a_line_that_passes_no_notification_on_is_no_doorbell(city: Copy) -> None:
    """A pooler in transaction mode takes LISTEN and drops what comes: never ready, and nothing is lost."""
    async with way(city.url) as by:
        by.passes = lambda data: RUNG.sub(b"", data)
        async with (
            serving(city, url=by.url) as served,
            writing(city) as writer,
            screen(served.address) as shown,
        ):
            watch = await shown.watch()
            started = await writer.start()
            assert await watch.changes(1) == [started]
            for _ in range(5):
                assert await served.get("/readyz") == {
                    "database": True,
                    "migrations": True,
                    "listener": False,
                }
                await asyncio.sleep(0.1)
            by.passes = lambda data: data
            await until(lambda: served.hub.outbox.listening)
            assert (await served.get("/readyz"))["listener"] is True


@scaled(1.0, 60.0)
async def test_a_listener_never_stands_in_a_transaction(city: Copy, scale: float) -> None:
    """Else it would hold up the queue of notifications, and when that is full, commits."""
    async with outbox(city, QUICK) as box, writing(city) as writer:
        await writer.start()
        await until(lambda: box.listening)
        begun, seen = asyncio.get_running_loop().time(), set()
        while asyncio.get_running_loop().time() - begun < scale:
            await writer.change()
            seen.add(await as_superuser(city, DOORBELL.format("state", city.name)))
        assert seen <= {"idle", "active"}


RINGS = {
    "migrations/sql/0014_telling.sql": "levee_tell, the one function through which the log grows",
    "resolvers/revocations.py": "a revocation, to be read by every server at once",
    "server/epoch.py": "an operator's new epoch after a restore",
    "server/outbox.py": "the listener's own ring, on its own connection, which tells that it hears",
}
"""Who rings the bell, and why: each ring waits in the one queue of the cluster."""


def named(*words: str) -> set[str]:
    """The files of the product in which one of these words stands."""
    floors = ("geo", "schema", "resolvers", "server", "migrations")
    files = [path for floor in floors for path in (ROOT / floor).rglob("*") if path.suffix in (".py", ".sql")]
    word = re.compile("|".join(words))
    return {str(path.relative_to(ROOT)) for path in files if word.search(path.read_text(encoding="utf-8"))}


def test_few_ring_and_one_listens() -> None:
    """A queue of notifications fills by who rings and by who listens: both are few, and known."""
    assert named(r"pg_notify\(", r"\bNOTIFY\s+\w+\s*[,;\"']", r"\.pg_notify\b") == set(RINGS)
    assert named(r"\badd_listener\b", r"\bLISTEN\s+\w+\s*[;\"']") == {"server/outbox.py"}


async def test_in_the_database_one_function_rings(city: Copy) -> None:
    """No trigger rings for each row, whatever a migration brought."""
    rings = """
    SELECT array_agg(DISTINCT proname::text) FROM pg_proc
     WHERE prosrc ~* 'notify' AND pronamespace::regnamespace::text IN ('public', 'private')
       AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    """
    assert await as_superuser(city, rings) == ["levee_tell"]


def test_on_the_listening_connection_no_transaction_can_begin() -> None:
    """All that is ever asked on it stands here: to listen, one ring, one question, each by itself."""
    (doorbell,) = [
        part
        for part in ast.parse(Path(outbox_module.__file__).read_text(encoding="utf-8")).body
        if isinstance(part, ast.ClassDef) and part.name == "Doorbell"
    ]
    asked = [
        ast.unparse(call)
        for call in ast.walk(doorbell)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and ast.unparse(call.func.value) == "connection"
    ]
    assert sorted(asked) == [
        "connection.add_listener(BELL, ring)",
        "connection.add_termination_listener(lambda _: lost.set())",
        "connection.execute(RING)",
        "connection.fetchval(QUEUE)",
        "connection.terminate()",
    ]
    passed = [
        call
        for call in ast.walk(doorbell)
        if isinstance(call, ast.Call) and "connection" in map(ast.unparse, call.args)
    ]
    assert [ast.unparse(call) for call in passed] == ["self._heard(connection)"], (
        "it is handed to nobody else"
    )
    for statement in (outbox_module.RING, outbox_module.QUEUE):
        assert statement.startswith("SELECT ")
        assert ";" not in statement


async def test_a_queue_of_notifications_that_fills_is_told(
    city: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else listens and stands in a transaction: what is rung meanwhile stays in the queue."""
    monkeypatch.setattr("server.outbox.FULL", 1e-6)
    other = await asyncpg.connect(city.superuser_url)
    with capture_logs() as said:
        async with outbox(city, QUICK) as box:
            await until(lambda: box.listening)
            await other.execute("LISTEN elsewhere")
            await other.execute("BEGIN; SELECT 1")
            ringing = await asyncpg.connect(city.superuser_url)
            await ringing.execute(
                "SELECT pg_notify('elsewhere', repeat('x', 7000) || n) FROM generate_series(1, 99) n"
            )
            await until(lambda: any(one["event"] == "notification queue fills" for one in said))
            assert metrics.NOTIFICATIONS._value.get() > 1e-6
            for connection in (other, ringing):
                await connection.close()


async def test_a_look_that_fails_is_told_to_all_who_wait(city: Copy) -> None:
    async with outbox(city, QUICK) as box:
        await until(lambda: box.head is not None)
        await box.database.pool.close()
        told = await asyncio.gather(*(box.look() for _ in range(5)), return_exceptions=True)
        assert [getattr(error, "code", error) for error in told] == ["SERVICE_UNAVAILABLE"] * 5


async def test_connections_of_the_outbox_are_two_and_end_with_it(city: Copy) -> None:
    async with outbox(city, QUICK) as box:
        await until(lambda: box.listening)
    connection = await asyncpg.connect(city.owner_url)
    try:
        left = "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'levee%' AND datname = $1"
        async with asyncio.timeout(3):
            while await connection.fetchval(left, city.name):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
    finally:
        await connection.close()
