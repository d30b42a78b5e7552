"""Which depot gets there first: the nearby question by road, over a network that is invented.

A grid of roads a kilometre apart, 90 km wide, cut in two by a river with three bridges.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import math
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from bench import peers
from bench.load import Load
from bench.peers import Server
from bench.points import Point, points
from bench.question import Question
from bench.rounds import Found, Loading, interleaved
from bench.stage import say
from schema.vocabulary import Basis
from server import operation
from server.cluster import Cluster
from server.settings import Settings

SEED = "levee-bench-4"
ORIGINS = 50
CENTRE = Point(112.24, 30.33)
HALF = 45
"""Kilometres from the middle of the network to its edge."""
BRIDGES = (-30, 0, 30)
"""Kilometres east of the middle at which a road crosses the river, which flows between 0 and 1 km north."""
EAST, NORTH = 1 / (111.32 * math.cos(math.radians(CENTRE.lat))), 1 / 110.9
TEXT = """\
query Reach($lon: Float!, $lat: Float!, $within: Float!, $minutes: Float!) {
  reachableSupplies(
    near: {lon: $lon, lat: $lat}, within: $within, minutes: $minutes
    first: 20, items: ["bags"], minQuantity: 1000
  ) { by seconds metres depot { id name } }
}"""
CASES: Mapping[str, Question] = {
    f"within {minutes} minutes and {within // 1000} km": Question(
        TEXT, {"within": within, "minutes": minutes}
    )
    for minutes, within in ((10, 10_000), (30, 20_000), (60, 50_000))
}
Line = tuple[str, bool, list[tuple[int, int]]]


class Measured(NamedTuple):
    """What was found: the loads, how many pieces of road there are, which part of the rows came by road."""

    found: Mapping[str, Found]
    pieces: int
    by_road: float


def network() -> dict[str, Any]:
    """Make the roads as GeoJSON."""
    return {"type": "FeatureCollection", "features": [_feature(*line) for line in _lines()]}


def _lines() -> Iterator[Line]:
    span = range(-HALF, HALF + 1)
    for at in span:
        kind = "primary" if at % 10 == 0 else "secondary" if at % 5 == 0 else "tertiary"
        yield kind, False, [(east, at) for east in span]
        yield kind, False, [(at, north) for north in span if north <= 0]
        yield kind, False, [(at, north) for north in span if north > 0]
    for east in BRIDGES:
        yield "primary", True, [(east, 0), (east, 1)]


def _feature(kind: str, bridge: bool, places: list[tuple[int, int]]) -> dict[str, Any]:
    line = [[round(CENTRE.lon + x * EAST, 7), round(CENTRE.lat + y * NORTH, 7)] for x, y in places]
    tags = {"highway": kind, "bridge": "yes" if bridge else "no"}
    return {"type": "Feature", "properties": tags, "geometry": {"type": "LineString", "coordinates": line}}


def origins() -> list[Point]:
    """Choose the places that are asked from: they lie half-way to the edge at most."""
    return list(itertools.islice(filter(_inside, points(SEED, 1_000_000)), ORIGINS))


def _inside(place: Point) -> bool:
    east, north = (place.lon - CENTRE.lon) / EAST, (place.lat - CENTRE.lat) / NORTH
    return max(abs(east), abs(north)) <= HALF / 2


def measure(running: Cluster, folder: Path, rounds: int, seconds: float) -> Measured:
    """Load the network, and ask each question in turn."""
    path = folder / "roads.geojson"
    path.write_text(json.dumps(network()), encoding="utf-8")
    placed = Settings(database_url=running.url, owner_url=running.owner_url)
    loaded = asyncio.run(operation.build(placed, path, replace=True, basis=Basis.SYNTHETIC))
    if not loaded.routed:
        raise RuntimeError("pgRouting is not there: nothing is reached by road")
    say(f"{loaded.network.pieces:,} pieces of road are loaded.")
    with ExitStack() as stack:
        server = peers.levee(running, folder)
        stack.callback(server.stop)
        server.start()
        bodies = {name: [case.body(place) for place in origins()] for name, case in CASES.items()}
        rows = [row["by"] for each in bodies.values() for body in each for row in _rows(server, body)]
        loads: dict[str, Loading] = {name: partial(_load, server, each) for name, each in bodies.items()}
        found = interleaved(loads, (1,), rounds, seconds, 1.0)
    return Measured(found, loaded.network.pieces, rows.count("ROAD") / max(1, len(rows)))


def _rows(server: Server, body: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(server.ask(body))["data"]["reachableSupplies"]
    return rows


def _load(server: Server, bodies: list[bytes], connections: int, seconds: float) -> Load:
    return server.asked(bodies, connections, seconds)


def text(measured: Measured, depots: int) -> str:
    """Write a result out."""
    head = (
        f"{depots:,} depots, {measured.pieces:,} pieces of road, {ORIGINS} origins, one connection; "
        f"{measured.by_road:.0%} of the rows came by road."
    )
    rows = [f"| {name} | {one.p50(1):.1f} ms | {one.p99(1):.1f} ms |" for name, one in measured.found.items()]
    return "\n".join([head, "", "| the first 20 with 1,000 bags | p50 | p99 |", "|---|---|---|", *rows])
