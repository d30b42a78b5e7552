"""Changes of level among other transactions: what those lose that have nothing to do with the feed.

Eight writers write and ask what the feed does not know of, as fast as they can; then the same with changes of
level beside it, at a steady pace over connections of their own, and then as every tenth transaction of each.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import uvloop

from bench import peers
from bench.fanout_alone import WRITTEN
from bench.fanout_writer import Hand
from bench.floor import Floor
from bench.report import met
from bench.stage import say
from server.cluster import Cluster

PACE, RATE = 205.0, 200.0
"""Changes a second that are due, and the aim: an edge that one of them falls over does not decide."""
EVERY = 10
LOSS = 0.3
"""Aim: the share of their rate that the others lose at most."""
WARMING = 2.0
ALONE, PACED, MUTE, TENTH = (
    "the others alone",
    "changes of level beside them, at a steady pace",
    "the same, and no bell is rung: what they cost without its lock",
    "every tenth a change",
)
WAYS = (ALONE, PACED, MUTE, TENTH)
TELL = "SELECT pg_get_functiondef('levee_tell'::regproc)"
BELL = "    PERFORM pg_notify(bell, '');\n"
GAUGE = """
INSERT INTO gauge (code, name, kind, water, division_id)
SELECT 'B-MIXED-' || $1, 'SYNTHETIC', 'river', 'SYNTHETIC', id
FROM division WHERE code = $1 AND valid_to IS NULL
RETURNING id
"""
"""A gauge that no plan looks at: what it shows calls for nothing, so the feed is not told of it."""
READING = """
WITH made AS (INSERT INTO reading_intake (received_by, received, added) VALUES ('bench', 1, 1) RETURNING id)
INSERT INTO reading (gauge_id, observed_at, level, basis, intake_id)
SELECT $1, $2, 30, 'SYNTHETIC', id FROM made
"""
LINE = "SELECT id FROM stock ORDER BY id OFFSET $1 LIMIT 1"
MOVE = "UPDATE stock SET quantity = quantity + $2 WHERE id = $1"
HEAD = "SELECT seq FROM event_head"
FIRST = datetime(2001, 1, 1, tzinfo=UTC)

Doing = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Count:
    """What was done in so many seconds; how many cores the writers' process took, and how many were idle."""

    changes: int
    others: int
    seconds: float
    spent: float
    idle: float

    @property
    def rate(self) -> float:
        """Changes of level a second."""
        return self.changes / self.seconds

    @property
    def beside(self) -> float:
        """Others a second."""
        return self.others / self.seconds


Found = dict[str, list[Count]]


class Writer:
    """Does this and that, one after another: as the server's role, and with the stock as its owner.

    Its response is changed over a connection of its own, so that both can be done at once.
    """

    def __init__(self, hand: Hand, desk: Hand, register: asyncpg.Connection[Any], floor: Floor) -> None:
        """Keep the connections."""
        self.hand = hand
        self.desk = desk.connection
        self.register = register
        assert floor.plan is not None
        self.sql = floor.plan.sql
        self.questions = itertools.cycle(floor.values)
        self.moments = (FIRST + timedelta(minutes=number) for number in itertools.count())
        self.amounts = itertools.cycle((1, -1))
        self.gauge = self.line = 0
        self.others: Iterator[Doing] = itertools.cycle((self.ask, self.read, self.move))

    async def settle(self, number: int, code: str) -> None:
        """Start the response, and find what else it writes to, nobody else."""
        await self.hand.start(code)
        self.gauge = await self.register.fetchval(GAUGE, code)
        self.line = await self.register.fetchval(LINE, number)

    async def ask(self) -> None:
        """Ask what is near, by the statement that the server sends."""
        await self.desk.fetchval(self.sql, *next(self.questions))

    async def read(self) -> None:
        """Store a reading."""
        async with self.desk.transaction():
            await self.desk.execute(READING, self.gauge, next(self.moments))

    async def move(self) -> None:
        """Put something into a depot, or take it out."""
        async with self.register.transaction():
            await self.register.execute(MOVE, self.line, next(self.amounts))

    async def steadily(self, dues: Sequence[float], last: float) -> int:
        """Change the level whenever it is due until the end; what is late at once, one after another."""
        for done, due in enumerate(dues):
            await asyncio.sleep(due - time.monotonic())
            if time.monotonic() >= last:
                return done
            await self.hand.follow()
        return len(dues)

    async def alone(self, last: float) -> int:
        """Do others until the end."""
        for done in itertools.count():
            if time.monotonic() >= last:
                return done
            await next(self.others)()
        raise AssertionError

    async def tenth(self, last: float) -> tuple[int, int]:
        """Do others, and every tenth time a change."""
        done = 0
        while time.monotonic() < last:
            done += 1
            await (next(self.others)() if done % EVERY else self.hand.follow())
        return done // EVERY, done - done // EVERY


def measure(running: Cluster, folder: Path, rounds: int, seconds: float) -> Found:
    """Let the ways take turns, while a server listens to the feed."""
    floor = Floor(running, folder)
    floor.start()
    with ExitStack() as stack:
        levee = peers.levee(running, folder)
        stack.callback(levee.stop)
        levee.start()
        runner = stack.enter_context(asyncio.Runner(loop_factory=uvloop.new_event_loop))
        return runner.run(_measured(running, floor, rounds, seconds))


async def _measured(running: Cluster, floor: Floor, rounds: int, seconds: float) -> Found:
    found: Found = {way: [] for way in WAYS}
    async with AsyncExitStack() as stack:
        writers = []
        for number, code in enumerate(WRITTEN):
            hand, desk = await Hand.at(running.url), await Hand.at(running.url)
            register = await asyncpg.connect(running.owner_url)
            for connection in (hand.connection, desk.connection, register):
                stack.push_async_callback(connection.close)
            writers.append(Writer(hand, desk, register, floor))
            await writers[-1].settle(number, code)
        for way in WAYS:
            await _told(writers, way, min(WARMING, seconds))
        await writers[0].register.execute("ANALYZE")  # as autovacuum would within the first minute
        for turn, at in itertools.product(range(rounds), range(len(WAYS))):
            way = WAYS[(at + turn) % len(WAYS)]
            count = await _told(writers, way, seconds)
            found[way].append(count)
            say(f"Round {turn + 1}, {way}: {count.rate:.0f} changes/s, {count.beside:,.0f} others/s")
    return found


async def _told(writers: Sequence[Writer], way: str, seconds: float) -> Count:
    """Run one way; the log must have grown by just the changes."""
    connection = writers[0].hand.connection
    before = await connection.fetchval(HEAD)
    async with _mute(writers[0].register) if way == MUTE else nullcontext():
        count = await _run(writers, way, seconds)
    grown = await connection.fetchval(HEAD) - before
    if grown != count.changes:
        raise RuntimeError(f"{count.changes} changes of level, and the log grew by {grown}")
    return count


@asynccontextmanager
async def _mute(owner: asyncpg.Connection[Any]) -> AsyncIterator[None]:
    """Write to the log without ringing, until the end: the server looks once a second besides."""
    told: str = await owner.fetchval(TELL)
    if told.count(BELL) != 1:
        raise RuntimeError("the bell is not where it was")
    await owner.execute(told.replace(BELL, ""))
    try:
        yield
    finally:
        await owner.execute(told)


async def _run(writers: Sequence[Writer], way: str, seconds: float) -> Count:
    begun, spent, idle = time.monotonic(), time.process_time(), _idle()
    last = begun + seconds
    if way == TENTH:
        pairs = await asyncio.gather(*(one.tenth(last) for one in writers))
        changes, others = map(sum, zip(*pairs, strict=True))
    else:
        dues = (
            [begun + number / PACE for number in range(int(seconds * PACE))] if way in (PACED, MUTE) else []
        )
        at_pace = (one.steadily(dues[at :: len(writers)], last) for at, one in enumerate(writers))
        done = await asyncio.gather(*at_pace, *(one.alone(last) for one in writers))
        changes, others = sum(done[: len(writers)]), sum(done[len(writers) :])
    took = time.monotonic() - begun
    return Count(changes, others, took, (time.process_time() - spent) / took, (_idle() - idle) / took)


def _idle() -> float:
    """Tell for how many seconds the cores have had nothing to do, all together."""
    words = Path("/proc/stat").read_text().split(maxsplit=6)
    return (int(words[4]) + int(words[5])) / os.sysconf("SC_CLK_TCK")


def lost(found: Found, way: str, against: str = ALONE) -> float:
    """Tell which share of their rate the others lost, the median of the rounds."""
    pairs = zip(found[way], found[against], strict=True)
    return statistics.median(1 - there.beside / other.beside for there, other in pairs)


def text(found: Found) -> str:
    """Write it out."""
    rate = statistics.median(one.rate for one in found[PACED])
    loss, bell = lost(found, PACED), lost(found, PACED, MUTE)
    lines = [
        f"{len(WRITTEN)} writers; {PACE:g} changes a second are due at the steady pace.",
        "",
        "| | changes of level/s | share of all | others/s | each round | others lose | writers' CPU | idle |",
        "|---|---|---|---|---|---|---|---|",
        *(_row(found, way) for way in WAYS),
        "",
        f"Aims, at the steady pace: ≥ {RATE:g} changes of level a second: {met(rate >= RATE)}; "
        f"the others lose ≤ {LOSS:.0%}: {met(loss <= LOSS)}. "
        f"To the bell alone, against as many changes without one, they lose {bell:.0%}.",
    ]
    return "\n".join(lines)


def _row(found: Found, way: str) -> str:
    counts, median = found[way], statistics.median
    rate, beside = median(one.rate for one in counts), median(one.beside for one in counts)
    each = ", ".join(f"{one.beside:,.0f}" for one in counts)
    loss = "" if way == ALONE else f"{lost(found, way):.0%}"
    spent, idle = median(one.spent for one in counts), median(one.idle for one in counts)
    return (
        f"| {way} | {rate:.0f} | {rate / (rate + beside):.0%} | {beside:,.0f} | {each} | {loss} | "
        f"{spent:.2f} cores | {idle:.2f} cores |"
    )
