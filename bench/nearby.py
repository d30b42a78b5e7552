"""The 50 nearest depots with their stock lines and item names: Levee beside its peers."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg

from bench import peers, question
from bench.depots import fill
from bench.floor import Floor
from bench.load import Load, apart
from bench.peers import Peer
from server import cluster, provision
from server.cluster import Cluster

CONNECTIONS = (8, 1)
WARMING = 3.0


@dataclass(slots=True)
class Found:
    """What was found about one peer: its loads by number of connections, and its memory at the end."""

    name: str
    loads: dict[int, list[Load]] = field(default_factory=lambda: {number: [] for number in CONNECTIONS})
    memory: int | None = None

    def rate(self, connections: int) -> float:
        """Answers a second, the median of the rounds."""
        return statistics.median(load.rate for load in self.loads[connections])

    def p50(self, connections: int) -> float:
        """The median of the rounds' medians, milliseconds."""
        return statistics.median(load.p50 for load in self.loads[connections])

    def p99(self, connections: int) -> float:
        """The median of the rounds' 99th percentiles, milliseconds."""
        return statistics.median(load.p99 for load in self.loads[connections])


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found. The first peer is Levee, the last the floor."""

    depots: int
    rounds: int
    seconds: float
    length: int
    """Bytes of an answer, the mean over the origins."""
    found: list[Found]
    limits: dict[int, Load]
    """What the load tool reaches against a responder that does nothing."""
    database: str
    busy: float
    """How many processes wanted to run in the minute before (the load average): near 0 on a quiet machine."""


def measure(depots: int, rounds: int, seconds: float) -> Result:
    """Make the database, start the peers, see that all answer the same, then load them in turn."""
    busy = os.getloadavg()[0]
    with ExitStack() as stack:
        folder = stack.enter_context(_folder())
        running = stack.enter_context(_database(folder / "data", depots))
        measured: list[Peer] = [
            peers.levee(running, folder),
            peers.objects(running, folder),
            Floor(running, folder),
        ]
        for peer in measured:
            stack.callback(peer.stop)
            peer.start()
        length = _alike(measured)
        found = _rounds(measured, rounds, seconds)
        limits = {number: _limit(number, length) for number in CONNECTIONS}
        version = asyncio.run(_version(running))
        return Result(depots, rounds, seconds, length, found, limits, version, busy)


def say(text: str) -> None:
    """Show how far it is."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="levee-bench-"))
    folder.chmod(0o755)  # PostgreSQL may run as another user
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def _database(data: Path, depots: int) -> Iterator[Cluster]:
    """A private cluster, migrated as a real one, filled with depots."""
    say(f"A database with {depots:,} depots ...")
    running = cluster.launch(data)
    try:
        asyncio.run(provision.furnish(running))
        asyncio.run(provision.prepare(running.owner_url, running.url))
        asyncio.run(fill(running.owner_url, depots))
        yield running
    finally:
        running.stop()


def _alike(measured: Sequence[Peer]) -> int:
    """See that every peer gives the same answer from every origin; return the mean length."""
    say("The answers of all, compared ...")
    lengths = []
    for origin in question.origins():
        first, *others = (peer.ask(origin) for peer in measured)
        lengths.append(len(first))
        for peer, other in zip(measured[1:], others, strict=True):
            if json.loads(other) != json.loads(first):
                raise RuntimeError(f"{peer.name} and {measured[0].name} differ at {origin}")
    return round(statistics.mean(lengths))


def _rounds(measured: Sequence[Peer], rounds: int, seconds: float) -> list[Found]:
    """Load one peer after the other, again and again; each round begins with another one."""
    found = [Found(peer.name) for peer in measured]
    for peer in measured:
        say(f"Warming up: {peer.name} ...")
        peer.load(max(CONNECTIONS), min(seconds, WARMING))
    for turn in range(rounds):
        for number in CONNECTIONS:
            for at in range(len(measured)):
                chosen = (at + turn) % len(measured)
                load = measured[chosen].load(number, seconds)
                found[chosen].loads[number].append(load)
                say(f"Round {turn + 1}, {number} at once, {found[chosen].name}: {load.rate:,.0f}/s")
    for one, peer in zip(found, measured, strict=True):
        one.memory = peer.memory()
    return found


def _limit(connections: int, length: int) -> Load:
    """Load a responder that does nothing, with answers of that length."""
    port = peers.free_port()
    still = subprocess.Popen([sys.executable, "-m", "bench.still", str(port), str(length)])
    try:
        peers.listening(port)
        requests = [question.request(origin, "/") for origin in question.origins()]
        return apart(port, connections, WARMING, requests, [length] * len(requests))
    finally:
        still.terminate()
        still.wait()


VERSION = "SELECT 'PostgreSQL ' || current_setting('server_version') || ', PostGIS ' || postgis_lib_version()"


async def _version(running: Cluster) -> str:
    connection = await asyncpg.connect(running.url)
    try:
        version: str = await connection.fetchval(VERSION)
    finally:
        await connection.close()
    return version
