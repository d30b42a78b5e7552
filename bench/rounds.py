"""Loads that take turns: each round begins with another one, and what counts is the median of the rounds."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bench.load import Load
from bench.stage import say

Loading = Callable[[int, float], Load]
"""Keeps so many connections busy for so many seconds."""


@dataclass(slots=True)
class Found:
    """What was found about one of them: its loads by number of connections."""

    name: str
    loads: dict[int, list[Load]] = field(default_factory=dict)

    def rate(self, connections: int) -> float:
        """Answers a second, the median of the rounds."""
        return statistics.median(load.rate for load in self.loads[connections])

    def p50(self, connections: int) -> float:
        """The median of the rounds' medians, milliseconds."""
        return statistics.median(load.p50 for load in self.loads[connections])

    def p99(self, connections: int) -> float:
        """The median of the rounds' 99th percentiles, milliseconds."""
        return statistics.median(load.p99 for load in self.loads[connections])


def interleaved(
    loads: Mapping[str, Loading], connections: Sequence[int], rounds: int, seconds: float, warming: float
) -> dict[str, Found]:
    """Warm each up, then load one after the other, again and again."""
    found = {name: Found(name, {number: [] for number in connections}) for name in loads}
    for name, load in loads.items():
        say(f"Warming up: {name} ...")
        load(max(connections), min(seconds, warming))
    names = list(loads)
    for turn in range(rounds):
        for number in connections:
            for at in range(len(names)):
                name = names[(at + turn) % len(names)]
                got = loads[name](number, seconds)
                found[name].loads[number].append(got)
                say(f"Round {turn + 1}, {number} at once, {name}: {got.rate:,.0f}/s, p50 {got.p50:.2f} ms")
    return found
