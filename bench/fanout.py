"""One change of level to thousands of screens: Levee beside graphql-ws and Strawberry, then Levee alone."""

from __future__ import annotations

import itertools
import re
import socket
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from bench import peers
from bench.fanout_alone import alone, steadily, writing
from bench.fanout_asked import Asked
from bench.fanout_screens import COUNTIES, PATIENCE, QUERY, TEXT, Screens, latencies, whole
from bench.fanout_storm import Storm, counted, knocked, stormed
from bench.fanout_writer import Writer
from bench.peers import Server
from bench.question import request
from bench.stage import say
from bench.tiles import Listening
from server.cluster import Cluster

PLAIN = TEXT.format("$division: String", "division: $division")
LEVEE, GRAPHQL_WS, STRAWBERRY, FLOOR = "Levee", "graphql-ws on Node", "Strawberry", "the floor"
ANSWER = re.compile(rb"\r\n\r\n(?:[0-9a-f]+\r\n)?(\d+)(?:\r\n0\r\n|$)")
EVENTS = 3
"""Events of one round, after one that warms up; its median counts."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of what."""

    sockets: int = 5_000
    many: int = 10_000
    seconds: int = 60
    single: int = 200
    writing: float = 10.0

    @classmethod
    def of(cls, sockets: int) -> Self:
        """Shrink everything with the number of sockets."""
        full = cls()
        part = min(1.0, sockets / full.sockets)
        return cls(
            sockets, 2 * sockets, max(3, round(60 * part)), max(20, round(200 * part)), max(2, 10 * part)
        )


@dataclass(slots=True)
class Spread:
    """One server: per round the milliseconds until the first, the middle and the last screen had it."""

    name: str
    first: list[float] = field(default_factory=list)
    middle: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)
    held: list[float] = field(default_factory=list)
    """KiB of memory for each subscription that waits."""
    spent: list[float] = field(default_factory=list)
    """CPU time of the client for an event, milliseconds."""

    def take(self, events: Sequence[Sequence[float]]) -> None:
        """Take one round: for each event the milliseconds of all screens."""
        self.first.append(statistics.median(min(event) for event in events))
        self.middle.append(statistics.median(statistics.median(event) for event in events))
        self.last.append(statistics.median(max(event) for event in events))


@dataclass(slots=True)
class Result:
    """What was found; times in milliseconds."""

    sizes: Sizes
    rounds: int
    spreads: dict[str, Spread]
    steady: list[float]
    steady_lost: int
    steady_held: float
    """MiB that the server held while all of them were open and nothing happened."""
    single: list[float]
    storm: Storm
    asked: Asked
    """What the database was asked while all came back."""
    asked_for: float
    """For how many seconds."""
    knocking: Storm
    """All at once."""
    decided: list[float]
    """Decisions that officers took meanwhile, and how many failed."""
    undecided: int
    straight: tuple[float, int]
    """Changes a second written at the database, and what was lost of them."""
    rate: tuple[float, int]
    """The same over HTTP."""


@dataclass(slots=True)
class Peer:
    """A server, what it is asked, and how one event is made: it gives the moment it began."""

    server: Server
    query: str
    publish: Callable[[], int]
    counted: bool = True

    def await_all(self, count: int) -> None:
        """Wait until so many subscriptions stand."""
        last = time.monotonic() + PATIENCE
        while self.counted and posted(self.server.port, "/count", b"") != count:
            if time.monotonic() > last:
                raise TimeoutError(f"{self.server.name}: not all subscriptions stand")
            time.sleep(0.1)


def measure(running: Cluster, folder: Path, rounds: int, sizes: Sizes) -> Result:
    """Measure all in turn."""
    with ExitStack() as stack:
        writer = stack.enter_context(Writer(running))
        writer.start()
        spreads = beside(running, folder, writer, rounds, sizes)
        levee = peers.levee(running, folder)
        stack.callback(levee.stop)
        levee.start()
        steady, lost, held = steadily(levee, writer, sizes.many, sizes.seconds)
        single = alone(levee, writer, sizes.single)
        storm = stormed(levee, writer, sizes.sockets)
        asked, asked_for = counted(running, levee, writer, sizes.sockets)
        knocking, decided, undecided = knocked(levee, writer, sizes.sockets)
        written = writing(levee, running, sizes.writing)
    return Result(
        sizes,
        rounds,
        spreads,
        steady,
        lost,
        held,
        single,
        storm,
        asked,
        asked_for,
        knocking,
        decided,
        undecided,
        *written,
    )


def posted(port: int, path: str, body: bytes) -> int:
    """Tell a peer something; it answers a number."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as peer:
        peer.sendall(request(body, path))
        answer = b""
        while not (found := ANSWER.search(answer)):
            got = peer.recv(65_536)
            if not got:
                raise ConnectionError(f"no answer to {path}: {answer[:200]!r}")
            answer += got
    return int(found[1])


def beside(running: Cluster, folder: Path, writer: Writer, rounds: int, sizes: Sizes) -> dict[str, Spread]:
    """One event to all: each peer in turn, started anew in each round."""
    found: dict[str, Spread] = {}
    for turn in range(rounds):
        made = list(_peers(running, folder, writer))
        for at in range(len(made)):
            peer = made[(at + turn) % len(made)]
            spread = found.setdefault(peer.server.name, Spread(peer.server.name))
            _round(peer, spread, sizes.sockets)
            say(f"Round {turn + 1}, {spread.name}: last of {sizes.sockets:,} after {spread.last[-1]:.0f} ms")
    return found


def _peers(running: Cluster, folder: Path, writer: Writer) -> Iterator[Peer]:
    yield Peer(peers.levee(running, folder), QUERY, writer.change, counted=False)
    node = peers.node()
    if node is not None:
        script = peers.script("fanout.mjs")
        server = Listening(GRAPHQL_WS, (node, script), {"PORT": "{port}", "NODE_ENV": "production"}, folder)
        yield _published(server)
    else:
        say("graphql-ws is not there (setup/peers.sh): it is left out.")
    for name, module in ((STRAWBERRY, "bench.fanout_objects"), (FLOOR, "bench.fanout_floor")):
        yield _published(Listening(name, (sys.executable, "-m", module, "{port}"), {}, folder))


def _published(server: Server) -> Peer:
    changes = map(change, itertools.count(1))
    return Peer(server, PLAIN, lambda: posted(server.port, "/publish", next(changes)))


def change(number: int) -> bytes:
    """Write a change as large as Levee's."""
    cursor = "x" * 90
    return (
        f'{{"cursor":"{cursor}","transition":{{"id":"UmVzcG9uc2VUcmFuc2l0aW9uOj{number:04}","kind":"RAISE",'
        f'"from":"IV","to":"III","response":{{"system":"bench","drill":false}}}}}}'
    ).encode()


def _round(peer: Peer, spread: Spread, count: int) -> None:
    server = peer.server
    server.start()
    try:
        before = server.memory() or 0
        with Screens(server.port, count, peer.query, COUNTIES) as screens:
            screens.wait(0, PATIENCE, told=False)
            whole(screens.came(), count)
            peer.await_all(count)
            time.sleep(1)
            spread.held.append(((server.memory() or 0) - before) / 1024 / count)
            begun, spent = [], []
            for number in range(1 + EVENTS):
                screens.wait(number + 1, PATIENCE, told=number == EVENTS)
                begun.append(peer.publish())
                came = screens.came()
                spent.append(came.spent * 1000)
                whole(came, count)
                time.sleep(0.2)
        spread.spent.append(statistics.median(spent[1:]))
        spread.take(latencies([came], begun)[1:])
    finally:
        server.stop()
