"""What lies in an area: 200 polygons of 10 to 1,000 vertices, over a million points."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from bench import peers
from bench.load import Load
from bench.peers import Server
from bench.points import Point
from bench.question import origins
from bench.rounds import Found, Loading, interleaved
from server.cluster import Cluster

FEWEST, MOST = 10, 1_000
RADIUS = 2.0, 15.0  # km
PAGE = """\
query Page($area: Area!) {
  resources(filter: {area: $area}, first: 50) { edges { node { id name } } }
}"""
COUNT = """\
query Count($area: Area!) { resources(filter: {area: $area}, first: 1) { totalCount } }"""
CASES = {"the first 50 in it": PAGE, "how many are in it": COUNT}


def polygon(center: Point, number: int, count: int) -> list[list[float]]:
    """Make a ring around a place, as ragged as an inundation area: each vertex at a distance of its own."""
    vertices = round(FEWEST * (MOST / FEWEST) ** (number / (count - 1)))
    least, most = RADIUS
    middle = least + (most - least) * _chance(f"{number}")
    ring = []
    for at in range(vertices):
        radius = middle * (0.7 + 0.3 * _chance(f"{number}:{at}"))
        angle = 2 * math.pi * at / vertices
        east = radius * math.cos(angle) / (111.32 * math.cos(math.radians(center.lat)))
        ring.append([round(center.lon + east, 6), round(center.lat + radius * math.sin(angle) / 110.9, 6)])
    return [*ring, ring[0]]


def _chance(text: str) -> float:
    return int(hashlib.md5(f"levee-bench-3:{text}".encode()).hexdigest()[:8], 16) / 2**32


def measure(running: Cluster, folder: Path, rounds: int, seconds: float) -> tuple[dict[str, Found], float]:
    """Ask each in turn; also how many points an area holds, the mean."""
    with ExitStack() as stack:
        server = peers.levee(running, folder)
        stack.callback(server.stop)
        server.start()
        bodies = {name: _bodies(text) for name, text in CASES.items()}
        for each in bodies.values():
            for body in each:
                server.ask(body)
        held = [_count(server, body) for body in bodies["how many are in it"]]
        loads: Mapping[str, Loading] = {name: partial(_load, server, each) for name, each in bodies.items()}
        return interleaved(loads, (1,), rounds, seconds, 1.0), sum(held) / len(held)


def _bodies(text: str) -> list[bytes]:
    places = origins()
    rings = [polygon(place, number, len(places)) for number, place in enumerate(places)]
    areas = [{"polygon": {"type": "Polygon", "coordinates": [ring]}} for ring in rings]
    return [json.dumps({"query": text, "variables": {"area": area}}).encode() for area in areas]


def _count(server: Server, body: bytes) -> int:
    held: int = json.loads(server.ask(body))["data"]["resources"]["totalCount"]
    return held


def _load(server: Server, bodies: list[bytes], connections: int, seconds: float) -> Load:
    return server.asked(bodies, connections, seconds)


def text(found: Mapping[str, Found], held: float, depots: int) -> str:
    """Write a result out."""
    head = f"{depots:,} points, an area holds {held:,.0f} of them on average; one connection."
    rows = [f"| {name} | {one.p50(1):.1f} ms | {one.p99(1):.1f} ms |" for name, one in found.items()]
    return "\n".join([head, "", "| of an area | p50 | p99 |", "|---|---|---|", *rows])
