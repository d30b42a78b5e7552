"""Levee killed under thousands of screens: they come back by chance, or all knock at once."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from dataclasses import dataclass
from typing import Self

from bench.fanout_asked import Asked, Log
from bench.fanout_screens import COUNTIES, PATIENCE, QUERY, Screens, lost, whole
from bench.fanout_writer import CHANGE, SINCE, Client, Writer, paced, started
from bench.peers import Server
from bench.stage import say
from schema.access import Role
from server.auth import issue
from server.cluster import Cluster

DOWN = (10, 10)
"""Changes that are committed while the server is down, and while the screens come back."""
CHANCE, AT_ONCE = (0.3, 3.0), (0.5, 0.5)
"""Seconds until a screen tries again: some time between, or all at one moment."""
DECIDING = ("420303", "420304", "420502", "420503")
"""Counties that no screen here watches: they are told nothing of the responses there."""
PAUSE = 0.25  # seconds from one decision of an officer to the next, if it is answered by then


@dataclass(slots=True)
class Storm:
    """How a storm went; times in seconds since the kill."""

    down: float
    current: float
    lost: int
    refused: int
    """Handshakes answered 503 with Retry-After. Another answer counts as lost."""


def stormed(levee: Server, writer: Writer, count: int) -> Storm:
    """Kill the server; screens come back by chance, while changes go on."""
    say(f"{count:,} screens, the server killed ...")
    with Screens(levee.port, count, QUERY, COUNTIES, retry=CHANCE) as screens:
        _stand(screens, writer, count)
        return _over(screens, writer, count, _killed(levee, writer))


def counted(running: Cluster, levee: Server, writer: Writer, count: int) -> tuple[Asked, float]:
    """The same, and nothing is changed while they come back: what the database was asked, and for how long.

    So whatever reads the event log then reads it for those who come back.
    """
    say(f"{count:,} screens, the server killed, its statements counted ...")
    with Log(running) as log, Screens(levee.port, count, QUERY, COUNTIES, retry=CHANCE) as screens:
        _stand(screens, writer, count)
        _killed(levee, writer)
        log.begin()
        begun = time.monotonic()
        screens.wait(1 + DOWN[0], PATIENCE, told=False)
        whole(screens.came(), count)
        took = time.monotonic() - begun
        return log.asked(), took


def knocked(levee: Server, writer: Writer, count: int) -> tuple[Storm, list[float], int]:
    """The same, and all knock at one moment, again and again, while officers decide.

    Gives the milliseconds of each decision, in order of size, and how many were not answered well.
    """
    say(f"{count:,} screens, the server killed, all knock at once ...")
    officers = Officers(levee)
    with Screens(levee.port, count, QUERY, COUNTIES, retry=AT_ONCE, flight=count) as screens:
        _stand(screens, writer, count)
        officers.start()
        killed = _killed(levee, writer)
        with officers:
            storm = _over(screens, writer, count, killed)
    return storm, sorted(officers.took), officers.failed


def _stand(screens: Screens, writer: Writer, count: int) -> None:
    """Wait until all watch and have been told once."""
    screens.wait(0, PATIENCE, told=False)
    whole(screens.came(), count)
    screens.wait(1, PATIENCE, told=False)
    writer.change()
    whole(screens.came(), count)


def _killed(levee: Server, writer: Writer) -> tuple[int, float]:
    """Kill the server and start it again after some changes: when, and the seconds it was down."""
    assert levee.process is not None
    levee.process.kill()
    killed = time.monotonic_ns()
    levee.process.wait()
    for _ in range(DOWN[0]):
        writer.change()
    levee.start()
    return killed, (time.monotonic_ns() - killed) / 1e9


def _over(screens: Screens, writer: Writer, count: int, killed: tuple[int, float]) -> Storm:
    """Go on changing until all are there again and have everything."""
    at, down = killed
    screens.wait(1 + sum(DOWN), PATIENCE)
    list(paced(writer, DOWN[1], 0.5))
    came = screens.came()
    missed = came.arrivals[DOWN[0]] if len(came.arrivals) > DOWN[0] else [time.monotonic_ns()]
    current = (max(missed) - at) / 1e9
    for fault, times in Counter(one[:80] for one in came.faults).most_common(5):
        say(f"{times} × {fault}")
    return Storm(down, current, lost([came]) + count - came.ready, came.refused)


class Officers:
    """Some who raise and lower at a steady pace, each over a connection made when the server is back."""

    def __init__(self, levee: Server) -> None:
        """Keep whom to ask."""
        self.levee = levee
        secret = levee.environment["LEVEE_SECRET"].encode()
        self.tokens = [issue(secret, Role.OFFICER, (code,)) for code in DECIDING]
        self.responses: list[str] = []
        self.took: list[float] = []
        self.failed = 0
        self.over = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._decide()))

    def start(self) -> None:
        """Start the responses."""
        self.responses = asyncio.run(self._started())

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _clients(self) -> list[Client]:
        return [Client(self.levee.port, token) for token in self.tokens]

    async def _started(self) -> list[str]:
        return [await started(client, code) for client, code in zip(self._clients(), DECIDING, strict=True)]

    async def _decide(self) -> None:
        await asyncio.gather(*map(self._one, self._clients(), self.responses))

    async def _one(self, client: Client, response: str) -> None:
        """Decide until it is over; who is late decides the next at once."""
        begun, number = time.monotonic(), 0
        while not self.over.is_set():
            level = ("III", "IV")[number % 2]
            asked = {"key": f"storm {number}", "response": response, "level": level, "effectiveAt": SINCE}
            sent = time.monotonic()
            try:
                if number == 0:
                    await client.open()
                await client.ask(CHANGE, i=asked | {"reason": "SYNTHETIC"})
            except (RuntimeError, OSError, EOFError) as error:
                say(f"a decision failed: {error}")
                self.failed += 1
                return
            self.took.append((time.monotonic() - sent) * 1000)
            number += 1
            await asyncio.sleep(max(0.0, begun + number * PAUSE - time.monotonic()))
