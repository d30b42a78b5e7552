"""Screens in processes of their own (`fanout_crowd.py`): ordered from here, they tell what came when."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

COUNTIES = (
    *("420102", "420103", "420104", "420105", "420106", "420107", "420111", "420112", "420113", "420114"),
    *("420115", "420116", "420117", "420202", "420203", "420204", "420205", "420222", "420281", "420302"),
)
"""Twenty counties of the demo; the response is their province's, so each change is for all of them."""
TEXT = """subscription Changes({}) {{ responseLevelChanged({}) {{
  cursor transition {{ id kind from to response {{ system drill }} }}
}} }}"""
QUERY = TEXT.format("$division: DivisionCode, $after: Cursor", "division: $division, after: $after")
PATIENCE = 120.0  # seconds for what must come; so many screens are let in 200 a second after the first 1,000


@dataclass(frozen=True, slots=True)
class Came:
    """What came to the screens: of each event when, in nanoseconds of the clock that does not go back."""

    ready: int
    lacking: int
    faults: Sequence[str]
    arrivals: Sequence[Sequence[int]]
    refused: int
    """Handshakes answered 503, with the seconds after which to try again."""
    spent: float
    """CPU seconds of the client while it waited."""


class Screens:
    """Screens in a process of their own."""

    def __init__(
        self,
        port: int,
        count: int,
        query: str,
        divisions: Sequence[str],
        sources: Sequence[str] = ("127.0.0.1",),
        **more: Any,
    ) -> None:
        """Begin to open them; `came` waits for them. `more` is of `fanout_crowd.Crowd`."""
        order = {"port": port, "sources": sources, "query": query, "divisions": divisions, "count": count}
        self.count = count
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.fanout_crowd", json.dumps(order | more)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def wait(self, events: int, seconds: float, *, told: bool = True) -> None:
        """Ask to be answered when so many events have come to each."""
        assert self.process.stdin is not None
        order = {"goal": events * self.count, "seconds": seconds, "told": told}
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        self.process.stdin.flush()

    def came(self) -> Came:
        """Give the answer."""
        assert self.process.stdout is not None
        return Came(**json.loads(self.process.stdout.readline()))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()


def whole(came: Came, count: int) -> None:
    """See that all are there, and nothing is lost, doubled or out of order."""
    if came.ready != count or came.lacking or came.faults:
        raise RuntimeError(f"{came.ready} of {count} screens, {came.lacking} lacking: {came.faults[:3]}")


def latencies(came: Sequence[Came], begun: Sequence[int]) -> list[list[float]]:
    """Of each event the milliseconds until each screen had it."""
    return [
        [(at - start) / 1e6 for part in came for at in part.arrivals[number]]
        for number, start in enumerate(begun)
        if all(number < len(part.arrivals) for part in came)
    ]


def lost(came: Sequence[Came]) -> int:
    """Count what did not come, or came wrongly."""
    return sum(part.lacking + len(part.faults) for part in came)
