"""What was found about screens, in words and tables, the aims beside them."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from bench.fanout import FLOOR, GRAPHQL_WS, LEVEE, STRAWBERRY, Result, Spread
from bench.fanout_alone import WRITTEN
from bench.fanout_screens import COUNTIES
from bench.fanout_storm import DOWN
from bench.report import met

TIMES = {GRAPHQL_WS: 1.0, STRAWBERRY: 0.15}
"""Aims: until the last screen has it, times that of each peer."""
HELD = 30.0  # KiB of memory a subscription
STEADY = 2.0  # seconds, p99
SINGLE = (10.0, 50.0)  # milliseconds, p50 and p99
STORM = 30.0  # seconds until all are current
WEIGHT = 700.0  # MiB of the server with all sockets open
REPLAYS = 20.0  # statements a second by which those who come back are told what they missed
DECIDED = 2.0  # seconds, p99 of a decision while all knock
RATE = 300.0  # changes a second


def text(result: Result) -> str:
    """Write a result out."""
    size = f"{result.sizes.sockets:,} sockets, {len(COUNTIES)} counties."
    return "\n\n".join([size, _table(result), _ratios(result), "\n".join(_rest(result))])


def _table(result: Result) -> str:
    lines = [
        "| | first | p50 | last | last, each round | memory a subscription | the client's CPU an event |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *map(_row, result.spreads.values())])


def _row(spread: Spread) -> str:
    median = statistics.median
    times = " | ".join(f"{median(took):.1f} ms" for took in (spread.first, spread.middle, spread.last))
    each = ", ".join(f"{took:.0f}" for took in spread.last)
    held = "" if spread.name == FLOOR else f"{median(spread.held):.1f} KiB"
    return f"| {spread.name} | {times} | {each} | {held} | {median(spread.spent):.0f} ms |"


def _ratios(result: Result) -> str:
    lines = ["| Levee against | p50 | last | aim |", "|---|---|---|---|"]
    levee = result.spreads[LEVEE]
    for name, aim in TIMES.items():
        other = result.spreads.get(name)
        if other is None:
            lines.append(f"| {name} | not measured | | ≤ {aim:g} × |")
            continue
        middle, last = ratio(levee.middle, other.middle), ratio(levee.last, other.last)
        lines.append(f"| {name} | {middle:.2f} × | {last:.2f} × | ≤ {aim:g} ×: {met(last <= aim)} |")
    return "\n".join(lines)


def _rest(result: Result) -> Iterator[str]:
    """The other measurements, one a line."""
    sizes = result.sizes
    held = statistics.median(result.spreads[LEVEE].held)
    steady, single = (percentiles(took) for took in (result.steady, result.single))
    yield "| Levee | found | aim |\n|---|---|---|"
    yield f"| memory of an idle subscription | {held:.1f} KiB | ≤ {HELD:g} KiB: {met(held <= HELD)} |"
    yield (
        f"| memory of the server, {sizes.many:,} sockets open and idle | {result.steady_held:.0f} MiB | "
        f"≤ {WEIGHT:g} MiB: {met(result.steady_held <= WEIGHT)} |"
    )
    yield (
        f"| {sizes.many:,} sockets, one event a second for {sizes.seconds} s | p50 {steady[0]:.0f} ms, "
        f"p99 {steady[1]:.0f} ms, lost {result.steady_lost} | p99 ≤ {STEADY:g} s, 0 lost: "
        f"{met(steady[1] <= STEADY * 1000 and not result.steady_lost)} |"
    )
    yield (
        f"| from commit to frame, one socket, {sizes.single} events | p50 {single[0]:.1f} ms, "
        f"p99 {single[1]:.1f} ms | p50 ≤ {SINGLE[0]:g} ms, p99 ≤ {SINGLE[1]:g} ms: "
        f"{met(single[0] <= SINGLE[0] and single[1] <= SINGLE[1])} |"
    )
    yield from _storms(result)
    rate, missed = result.straight
    yield (
        f"| changes of level written to the feed, {len(WRITTEN)} connections to the database | "
        f"{rate:.0f}/s, lost {missed} | ≥ {RATE:g}/s: {met(rate >= RATE and not missed)} |"
    )
    rate, missed = result.rate
    yield f"| whole decisions over HTTP, {len(WRITTEN)} connections | {rate:.0f}/s, lost {missed} | |"


def _storms(result: Result) -> Iterator[str]:
    """Both storms."""
    sizes = result.sizes
    storm, asked, seconds = result.storm, result.asked, result.asked_for
    yield (
        f"| storm of {sizes.sockets:,} after a kill, server back after {storm.down:.1f} s | "
        f"all have what was committed meanwhile {storm.current:.1f} s after the kill, "
        f"of {1 + sum(DOWN)} changes {storm.lost} lost | ≤ {STORM:g} s, 0 lost: "
        f"{met(storm.current <= STORM and not storm.lost)} |"
    )
    yield (
        f"| the database while {sizes.sockets:,} come back after a kill, nothing being changed | "
        f"in {seconds:.1f} s {asked.statements:,} statements: {asked.replays} replay the event log, "
        f"{asked.replays / seconds:.1f} a second, {asked.checks} check what is asked for | "
        f"≤ {REPLAYS:g}/s for replay: {met(asked.replays / seconds <= REPLAYS)} |"
    )
    yield from _knocking(result)


def _knocking(result: Result) -> Iterator[str]:
    """The storm without chance, and who had to decide in it."""
    storm, decided = result.knocking, result.decided
    middle, slow = percentiles(decided) if decided else (0.0, float("inf"))
    yield (
        "| storm of as many who all knock at one moment every half second, "
        f"server back after {storm.down:.1f} s | "
        f"all have what was committed meanwhile {storm.current:.1f} s after the kill, {storm.lost} lost; "
        f"{storm.refused:,} were answered 503 with Retry-After | "
        f"0 lost: {met(not storm.lost)} |"
    )
    yield (
        f"| {len(decided)} decisions over HTTP in that storm | "
        f"p50 {middle:.0f} ms, p99 {slow:.0f} ms, failed {result.undecided} | p99 ≤ {DECIDED:g} s, 0 failed: "
        f"{met(slow <= DECIDED * 1000 and not result.undecided)} |"
    )


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Hold the medians of the rounds against each other."""
    return statistics.median(ours) / statistics.median(theirs)


def percentiles(ordered: Sequence[float]) -> tuple[float, float]:
    """The 50th and the 99th."""
    return ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100]
