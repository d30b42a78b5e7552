"""The same question among ten times as many depots, and where few of them or none belong to the answer."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from bench import peers
from bench.load import Load
from bench.peers import Server
from bench.points import Point
from bench.question import NEAR, Question, origins
from bench.rounds import Found, Loading, interleaved
from server.cluster import Cluster

TEXT = """\
query Near($lon: Float!, $lat: Float!, $within: Float!, $first: Int!, $items: [String!], $least: Float) {
  nearbySupplies(
    near: {lon: $lon, lat: $lat}, within: $within, first: $first, items: $items, minQuantity: $least
  ) {
    distance
    depot { id name stock { quantity item { name } } }
  }
}"""
FAR = 25.0
"""Degrees to the west of each origin there is no depot: the desert."""
SPREAD, SELECTIVE = 1.3, 5.0
"""Aims: the large database against the small one, a selective case against the plain one."""
FEW, MANY = "plain, fewer depots", "plain"


def _case(**variables: Any) -> Question:
    return Question(TEXT, {"within": 50_000, "first": 50, "items": None, "least": None, **variables})


CASES: Mapping[str, tuple[Question, float]] = {
    MANY: (NEAR, 0.0),
    "an item that one depot in 10,000 holds, within 500 km": (_case(items=["boats"], within=500_000), 0.0),
    "an item and a quantity that one in 1,000 holds": (_case(items=["bags"], least=4996), 0.0),
    "an item and a quantity that one in 100 holds": (_case(items=["bags"], least=4951), 0.0),
    "a radius with nothing in it": (_case(), FAR),
    "a radius over the province, 500 km": (_case(within=500_000), 0.0),
    "first: 200": (_case(first=200), 0.0),
}
"""Each question, and how far to the west of the origins it is asked."""


def measure(small: Cluster, large: Cluster, folder: Path, rounds: int, seconds: float) -> dict[str, Found]:
    """Ask Levee on both databases in turn, one question at a time."""
    with ExitStack() as stack:
        few, many = (peers.levee(running, folder) for running in (small, large))
        for server in (few, many):
            stack.callback(server.stop)
            server.start()
        loads: dict[str, Loading] = {FEW: partial(_load, few, _bodies(*CASES[MANY]))}
        loads |= {name: partial(_load, many, _bodies(*case)) for name, case in CASES.items()}
        return interleaved(loads, (1,), rounds, seconds, 2.0)


def _bodies(question: Question, west: float) -> list[bytes]:
    return [question.body(Point(origin.lon - west, origin.lat)) for origin in origins()]


def _load(server: Server, bodies: list[bytes], connections: int, seconds: float) -> Load:
    for body in bodies:
        if body not in server.lengths:
            server.ask(body)
    return server.asked(bodies, connections, seconds)


def text(found: Mapping[str, Found], small: int, large: int) -> str:
    """Write a result out."""
    few, plain = found[FEW].p50(1), found[MANY].p50(1)
    rows = [
        f"| {name} | {one.p50(1):.2f} ms | {one.p99(1):.2f} ms | {one.p50(1) / plain:.2f} × |"
        for name, one in found.items()
    ]
    slow = [name for name in CASES if found[name].p50(1) >= SELECTIVE * plain]
    met = f"not reached: {'; '.join(slow)}" if slow else "reached"
    head = f"{large:,} depots (the first row: {small:,}), one connection."
    lines = [head, "", "| case | p50 | p99 | against plain |", "|---|---|---|---|", *rows, ""]
    grown = (
        f"{large:,} depots against {small:,}: {plain / few:.2f} × (aim ≤ {SPREAD} ×: {_said(plain / few)})"
    )
    return "\n".join([*lines, f"{grown}; each case < {SELECTIVE:g} × plain: {met}."])


def _said(ratio: float) -> str:
    return "reached" if ratio <= SPREAD else "not reached"
