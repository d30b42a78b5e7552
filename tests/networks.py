"""A network with a river and two bridges, invented; and a way of one's own through any network."""

from __future__ import annotations

import heapq
import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg

EAST, NORTH = 0.010364, 0.009030
"""A kilometre in degrees, at 30 degrees north."""
Spot = tuple[float, float]


def at(east: float, north: float) -> Spot:
    """A place by its kilometres from 112.0 E, 30.0 N; the river flows along north = 0, a kilometre wide."""
    return round(112 + east * EAST, 7), round(30 + north * NORTH, 7)


# The southern bank road, the northern bank road, and bridges at 0 km (narrow, west) and at 12 km (east).
RIVER: tuple[tuple[dict[str, Any], list[Spot]], ...] = (
    ({"highway": "secondary", "name": "南岸路"}, [at(e, -0.5) for e in (-2, 0, 4, 6, 9, 12, 14)]),
    ({"highway": "secondary", "name": "北岸路"}, [at(e, 0.5) for e in (-2, 0, 4, 6, 9, 12, 14)]),
    ({"highway": "primary", "bridge": "yes", "name": "西桥"}, [at(0, -0.5), at(0, 0.5)]),
    ({"highway": "primary", "bridge": "yes", "name": "东桥"}, [at(12, -0.5), at(12, 0.5)]),
)


def collection(roads: Iterable[tuple[Mapping[str, Any], Sequence[Spot]]]) -> dict[str, Any]:
    """Roads as GeoJSON."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": dict(tags),
                "geometry": {"type": "LineString", "coordinates": [list(place) for place in line]},
            }
            for tags, line in roads
        ],
    }


def written(folder: Path, content: Any, name: str = "roads.geojson") -> Path:
    """Write a file of roads."""
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


class Edge(NamedTuple):
    """A road between two vertices, as the table holds it."""

    id: int
    source: int
    target: int
    forth: float | None
    back: float | None
    metres: float


class Access(NamedTuple):
    """Where a place touches the roads: how far along which, and how many metres beside it."""

    edge: Edge
    along: float
    beside: float


WALK = 5 / 3.6


def quickest(edges: Iterable[Edge], start: Access, goal: Access) -> tuple[float, float] | None:
    """Seconds and metres of the fastest way: Dijkstra, forwards, on a graph that both places cut open."""
    links: dict[Any, list[tuple[Any, float, float]]] = {}

    def join(one: Any, other: Any, seconds: float | None, metres: float) -> None:
        if seconds is not None:
            links.setdefault(one, []).append((other, seconds, metres))

    for edge in edges:
        stops: list[tuple[float, Any]] = [(0.0, edge.source), (1.0, edge.target)]
        stops += [(a.along, name) for a, name in ((start, "start"), (goal, "goal")) if a.edge.id == edge.id]
        stops.sort(key=lambda stop: stop[0])
        for (low, one), (high, other) in itertools.pairwise(stops):
            part = high - low
            join(one, other, 0.0 if part == 0 else _part(edge.forth, part), edge.metres * part)
            join(other, one, 0.0 if part == 0 else _part(edge.back, part), edge.metres * part)
    best, queue = {}, [(0.0, 0.0, 0, "start")]
    count = 0
    while queue:
        seconds, metres, _, here = heapq.heappop(queue)
        if here in best:
            continue
        best[here] = seconds, metres
        for there, more, farther in links.get(here, ()):
            count += 1
            heapq.heappush(queue, (seconds + more, metres + farther, count, there))
    if "goal" not in best:
        return None
    beside = start.beside + goal.beside
    return best["goal"][0] + beside / WALK, best["goal"][1] + beside


def _part(seconds: float | None, part: float) -> float | None:
    return None if seconds is None else seconds * part


async def depots(owner_url: str, places: Mapping[str, Spot], bags: float = 5_000) -> dict[str, int]:
    """Put depots with bags into an empty database; give their keys."""
    connection: asyncpg.Connection[Any] = await asyncpg.connect(owner_url)
    try:
        await connection.execute(
            "INSERT INTO division (code, level, name, path, official) "
            "VALUES ('100000', 'COUNTRY', '中华人民共和国', '1', true) ON CONFLICT DO NOTHING;"
            "INSERT INTO supply_item (code, name, unit) VALUES ('bags', '各种袋类', 'bag') ON CONFLICT DO NOTHING"
        )
        rows = await connection.fetch(
            """
            INSERT INTO resource (kind, code, name, division_id, location, basis)
            SELECT 'DEPOT', new.name, new.name, d.id, ST_Point(lon, lat, 4326), 'SYNTHETIC'
              FROM unnest($1::text[], $2::float8[], $3::float8[]) AS new (name, lon, lat), division AS d
            RETURNING code, id
            """,
            list(places),
            [place[0] for place in places.values()],
            [place[1] for place in places.values()],
        )
        await connection.execute(
            "INSERT INTO stock (depot_id, item_id, quantity, quantity_basis) "
            "SELECT r.id, i.id, $1, 'SYNTHETIC' FROM resource AS r, supply_item AS i WHERE r.code = ANY ($2)",
            bags,
            list(places),
        )
    finally:
        await connection.close()
    return {row["code"]: row["id"] for row in rows}
