"""Readings that come in: many in a mutation, one in a mutation, a file; beside a bare COPY of as many."""

from __future__ import annotations

import asyncio
import csv
import itertools
import statistics
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg
import uvloop

from bench import peers
from bench.fanout_writer import Client
from bench.peers import Server
from bench.stage import say
from resolvers.readings import MOST
from schema.access import Role
from schema.vocabulary import Basis
from server.auth import issue
from server.cluster import Cluster
from server.readings import HEADER, load
from server.settings import Settings

LARGE = 5_000
"""Readings of a file."""
WARMING = 1.0
ONE, MANY, FILE = "one reading a mutation", f"{MOST} readings a mutation", f"a file of {LARGE:,} readings"
BARE, LARGER = f"bare COPY of {MOST} rows", f"bare COPY of {LARGE:,} rows"
SIZES = {ONE: 1, MANY: MOST, BARE: MOST, FILE: LARGE, LARGER: LARGE}
RATIOS = ((MANY, BARE), (FILE, LARGER), (MANY, ONE))
"""Which is held against which."""
RECORD = "mutation Record($i: RecordReadingsInput!) { recordReadings(input: $i) { added } }"
GAUGES = "SELECT code, id FROM gauge WHERE name <> 'SYNTHETIC' ORDER BY code"
TWIN = "CREATE TABLE IF NOT EXISTS reading_twin (LIKE reading)"
"""The same columns; neither keys, indexes, checks, policies nor triggers."""
COLUMNS = ("id", "gauge_id", "observed_at", "level", "basis", "intake_id")
FIRST = datetime(2002, 1, 1, tzinfo=UTC)


class Reading(NamedTuple):
    """What is sent of one; no two are of the same gauge and instant."""

    gauge: str
    at: datetime
    level: Decimal


def readings(gauges: Sequence[str]) -> Iterator[Reading]:
    """Make one after another: every gauge in turn, then again five minutes later, as stations report."""
    for number in itertools.count():
        turn, place = divmod(number, len(gauges))
        level = Decimal(2000 + number % 900) / 100
        yield Reading(gauges[place], FIRST + timedelta(minutes=5 * turn), level)


Sending = Coroutine[Any, Any, None]
Way = Callable[[list[Reading]], Sending]
"""Makes what is sent ready; what it gives sends it, and ends when it is answered."""
Found = dict[str, list[float]]
"""Readings a second of each round, by way."""


class Intake:
    """The ways by which readings come in."""

    def __init__(
        self, running: Cluster, folder: Path, client: Client, owner: asyncpg.Connection[Any]
    ) -> None:
        """Keep what they need."""
        self.settings = Settings(database_url=running.url)
        self.path = folder / "readings.csv"
        self.client = client
        self.owner = owner
        self.gauges: dict[str, int] = {}
        self.numbers = itertools.count(1)

    async def settle(self) -> None:
        """Find the gauges, and make the twin."""
        self.gauges = dict(await self.owner.fetch(GAUGES))
        await self.owner.execute(TWIN)

    @property
    def ways(self) -> Mapping[str, Way]:
        """All of them."""
        return {ONE: self.mutation, MANY: self.mutation, BARE: self.bare, FILE: self.file, LARGER: self.bare}

    def mutation(self, sent: list[Reading]) -> Sending:
        """Send a mutation."""
        rows = [
            {"gauge": one.gauge, "observedAt": one.at.isoformat(), "level": float(one.level)} for one in sent
        ]
        return self._mutation({"key": f"readings {next(self.numbers)}", "readings": rows})

    async def _mutation(self, asked: dict[str, Any]) -> None:
        told = await self.client.ask(RECORD, i=asked)
        whole(told["recordReadings"]["added"], len(asked["readings"]))

    def file(self, sent: list[Reading]) -> Sending:
        """Load a file, as `python -m server readings` does once it has started."""
        with self.path.open("w", encoding="utf-8", newline="") as lines:
            sheet = csv.writer(lines)
            sheet.writerow(HEADER)
            sheet.writerows((one.gauge, one.at.isoformat(), one.level, "", "", "") for one in sent)
        return self._file(len(sent))

    async def _file(self, count: int) -> None:
        _, added = await load(self.settings, self.path)
        whole(added, count)

    async def _bare(self, rows: list[tuple[Any, ...]]) -> None:
        await self.owner.copy_records_to_table("reading_twin", records=rows, columns=COLUMNS)

    def bare(self, sent: list[Reading]) -> Sending:
        """COPY the same columns into the twin; a COPY is a transaction."""
        basis = Basis.REPORTED.value
        return self._bare(
            [(at, self.gauges[one.gauge], one.at, one.level, basis, 1) for at, one in enumerate(sent)]
        )


def whole(added: int, sent: int) -> None:
    """See that all were new."""
    if added != sent:
        raise RuntimeError(f"of {sent} readings {added} were new")


def measure(running: Cluster, folder: Path, rounds: int, seconds: float) -> Found:
    """Let the ways take turns."""
    with ExitStack() as stack:
        levee = peers.levee(running, folder)
        stack.callback(levee.stop)
        levee.start()
        runner = stack.enter_context(asyncio.Runner(loop_factory=uvloop.new_event_loop))
        return runner.run(_measured(running, folder, levee, rounds, seconds))


async def _measured(running: Cluster, folder: Path, levee: Server, rounds: int, seconds: float) -> Found:
    async with AsyncExitStack() as stack:
        client = Client(
            levee.port, issue(levee.environment["LEVEE_SECRET"].encode(), Role.OFFICER, ("100000",))
        )
        stack.callback(client.close)
        owner = await asyncpg.connect(running.owner_url)
        stack.push_async_callback(owner.close)
        intake = Intake(running, folder, client, owner)
        await intake.settle()
        return await _turns(intake, rounds, seconds)


async def _turns(intake: Intake, rounds: int, seconds: float) -> Found:
    source = readings(list(intake.gauges))
    names = list(SIZES)
    for name in names:
        await _turn(intake, name, source, min(WARMING, seconds))
    found: Found = {name: [] for name in names}
    for turn, at in itertools.product(range(rounds), range(len(names))):
        name = names[(at + turn) % len(names)]
        found[name].append(await _turn(intake, name, source, seconds))
        say(f"Round {turn + 1}, {name}: {found[name][-1]:,.0f} readings/s")
    return found


async def _turn(intake: Intake, name: str, source: Iterator[Reading], seconds: float) -> float:
    """Let one way have its turn: readings a second."""
    await intake.client.open()  # the server has closed one that was idle for long
    return await _rate(intake.ways[name], source, SIZES[name], seconds)


async def _rate(way: Way, source: Iterator[Reading], size: int, seconds: float) -> float:
    """Send again and again; only from sending to the answer counts."""
    sent, took = 0, 0.0
    while took < seconds:
        ready = way(list(itertools.islice(source, size)))
        begun = time.perf_counter()
        await ready
        took += time.perf_counter() - begun
        sent += size
    return sent / took


def text(found: Found) -> str:
    """Write it out."""
    lines = [
        "One connection.",
        "",
        "| | readings/s | each round |",
        "|---|---|---|",
        *(f"| {name} | {statistics.median(each):,.0f} | {_each(each)} |" for name, each in found.items()),
        "",
        "| | against | × |",
        "|---|---|---|",
        *(f"| {name} | {other} | {ratio(found, name, other):.3g} |" for name, other in RATIOS),
    ]
    return "\n".join(lines)


def _each(rates: Sequence[float]) -> str:
    return ", ".join(f"{rate:,.0f}" for rate in rates)


def ratio(found: Found, name: str, other: str) -> float:
    """Hold one way against another, the median of the rounds."""
    pairs = zip(found[name], found[other], strict=True)
    return statistics.median(one / beside for one, beside in pairs)
