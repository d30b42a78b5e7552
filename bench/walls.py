"""What the walls cost a map: the same boxes of resources without any, behind Levee's, and narrowed."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from sqlalchemy import Select, Table, func, select
from sqlalchemy.types import Double

from bench.depots import fill
from bench.points import Point
from bench.question import origins
from resolvers.plan import Asking
from resolvers.statement import Known, given
from schema import tables
from schema.access import COMMAND, SETTING, Post, Role, Viewer, allowed, within
from server import policies
from server.cluster import Cluster

COUNTIES, OWN = 100, 10
"""So many counties in ten prefectures; who asks serves in one of these."""
BOX = 0.25  # degrees to each side
RATIO, SLOWEST = 1.5, 100.0  # aims: times the open one at p95, and milliseconds
POLICY = within("division_id", *COMMAND)
VIEWER = Viewer("bench", (Post(Role.OFFICER, ("110000",)), Post(Role.VIEWER, ("100000",))))
COUNTRY = Viewer("bench", (Post(Role.OFFICER, ("100000",)),))
OPEN, RLS, ALL, TENTH, NARROW = (
    "no wall",
    "row-level security on, as on every table that a post writes and all read",
    "the predicate of a type that is not everybody's, asked by who sees all",
    "the same, asked by who sees a tenth",
    "a policy that narrows what is read (beside the aims)",
)
HELD = (RLS, ALL, TENTH)
"""What the aims are for."""
resource = tables.resources.resource

DIVIDE = f"""
INSERT INTO division (code, level, name, path, official, parent_id)
SELECT (11 + n) || '0000', 'PREFECTURE', 'P' || n, (top.path::text || '.' || (11 + n))::ltree, true, top.id
  FROM generate_series(0, 9) AS n, division AS top WHERE top.code = '100000';
INSERT INTO division (code, level, name, path, official, parent_id)
SELECT left(above.code, 2) || lpad((n + 1)::text, 4, '0'), 'COUNTY', 'C' || n,
       (above.path::text || '.' || n)::ltree, true, above.id
  FROM generate_series(0, {COUNTIES // OWN - 1}) AS n, division AS above WHERE above.level = 'PREFECTURE';
ALTER TABLE resource DISABLE TRIGGER USER;
UPDATE resource SET division_id = county.id
  FROM (SELECT id, row_number() OVER (ORDER BY code) - 1 AS number
          FROM division WHERE level = 'COUNTY') AS county
 WHERE county.number = resource.id % {COUNTIES};
ALTER TABLE resource ENABLE TRIGGER USER;
"""
"""Counties beside each other on the list, not on the map: no order of the rows helps the predicate."""
WALLS = ("walled", "narrow")
"""Tables with the same rows and policies of their own: as Levee makes them, and one that narrows reading."""
WALLED = """
CREATE TABLE {table} (LIKE resource INCLUDING ALL);
INSERT INTO {table} OVERRIDING SYSTEM VALUE SELECT {columns} FROM resource;
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
GRANT SELECT ON {table} TO PUBLIC;
"""


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of each box, and how many rows came on average."""

    each: Sequence[float]
    rows: float

    def at(self, part: float) -> float:
        """Give a percentile."""
        return sorted(self.each)[min(len(self.each) - 1, int(part * len(self.each)))]


async def divided(url: str, count: int) -> None:
    """Write resources over a hundred counties, and the same into tables with policies of their own."""
    await fill(url, count)
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(DIVIDE)
        stored = [column.name for column in resource.columns if column.computed is None]
        for table in WALLS:
            await connection.execute(WALLED.format(table=table, columns=", ".join(stored)))
            may = policies.text(POLICY, _named(table))
            for name, said in policies.clauses(may if table == "narrow" else "true", may).items():
                await connection.execute(f"CREATE POLICY {name} ON {table} {said}")
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


def _named(name: str) -> Table:
    """Give the table of resources under another name."""
    return resource.to_metadata(type(resource.metadata)(), name=name)


def ways() -> dict[str, Known]:
    """Say the ways; a policy is the table's own."""
    walled, narrow = map(_named, WALLS)
    return {
        OPEN: Known(lambda: _box(resource)),
        RLS: Known(lambda: _box(walled)),
        ALL: Known(lambda: _box(resource).where(allowed(POLICY, resource, COUNTRY, many=True))),
        TENTH: Known(lambda: _box(resource).where(allowed(POLICY, resource, VIEWER, many=True))),
        NARROW: Known(lambda: _box(narrow)),
    }


def _box(row: Any) -> Select[Any]:
    """Choose what a map shows of a box."""
    sides = (given(name, Double()) for name in ("west", "south", "east", "north"))
    box = func.geography(func.ST_MakeEnvelope(*sides, 4326))
    found = select(row.c.id, row.c.kind, row.c.name, func.ST_AsGeoJSON(row.c.location))
    return found.where(row.c.location.op("&&")(box))


def measure(running: Cluster, rounds: int) -> dict[str, Times]:
    """Ask for each box in each way, in turn."""
    return asyncio.run(_measured(running.url, rounds))


async def _measured(url: str, rounds: int) -> dict[str, Times]:
    connection = await asyncpg.connect(url, server_settings={SETTING: VIEWER.identity})
    asked, runs = ways(), {True: Asking({}, COUNTRY, b""), False: Asking({}, VIEWER, b"")}
    found: dict[str, list[tuple[float, int]]] = {name: [] for name in asked}
    try:
        for turn, place, name in itertools.product(range(rounds + 1), origins(), asked):
            plan = asked[name].filled(_sides(place))
            began = time.perf_counter()
            rows = await connection.fetch(plan.sql, *plan.parameters(runs[name == ALL]))
            if turn:  # the first warms up
                found[name].append(((time.perf_counter() - began) * 1000, len(rows)))
    finally:
        await connection.close()
    return {
        name: Times([one for one, _ in each], sum(rows for _, rows in each) / len(each))
        for name, each in found.items()
    }


def _sides(place: Point) -> dict[str, float]:
    return {
        "west": place.lon - BOX,
        "south": place.lat - BOX,
        "east": place.lon + BOX,
        "north": place.lat + BOX,
    }


def text(found: dict[str, Times], count: int) -> str:
    """Write a result out."""
    head = (
        f"{count:,} resources in {COUNTIES} counties, boxes of {2 * BOX:g}° a side, whole: a page would end "
        "the first way early, which is not what a wall costs."
    )
    rows = [
        f"| {name} | {one.rows:,.0f} | {one.at(0.5):.2f} ms | {one.at(0.95):.2f} ms | "
        f"{one.at(0.95) / found[OPEN].at(0.95):.2f} |"
        for name, one in found.items()
    ]
    met = all(found[name].at(0.95) <= min(SLOWEST, RATIO * found[OPEN].at(0.95)) for name in HELD)
    aim = f"Aims, of p95: ≤ {RATIO:g} × without a wall and ≤ {SLOWEST:g} ms: {'' if met else 'not '}reached."
    table = ["| | rows | p50 | p95 | × |", "|---|---|---|---|---|", *rows]
    return "\n".join([head, "", *table, "", aim])
