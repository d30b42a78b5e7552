"""What the walls cost a map: the same box of resources with everything open, narrowed, and by a policy."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from sqlalchemy import Select, func, select, true
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import Double

from bench.depots import fill
from bench.points import Point
from bench.question import origins
from resolvers.plan import Asking
from resolvers.statement import Known, given
from schema import tables
from schema.access import COMMAND, SETTING, Post, Role, Viewer, allowed, guarded, within
from server.cluster import Cluster

COUNTIES, OWN = 100, 10
"""So many counties in ten prefectures; who asks serves in one of these."""
BOX = 0.25  # degrees to each side
MOST = 500
RATIO, SLOWEST = 1.5, 100.0  # aims: times the open one at p95, and milliseconds
POLICY = within("division_id", *COMMAND)
VIEWER = Viewer("bench", (Post(Role.OFFICER, ("110000",)), Post(Role.VIEWER, ("100000",))))
OPEN, PREDICATE, RLS = "open", "the predicate", "row-level security"
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
WALLED = """
CREATE TABLE walled (LIKE resource INCLUDING ALL);
INSERT INTO walled OVERRIDING SYSTEM VALUE SELECT {columns} FROM resource;
ALTER TABLE walled ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON walled FOR SELECT USING ({policy});
GRANT SELECT ON walled TO PUBLIC;
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
    """Write resources over a hundred counties, and the same into a table with a policy of its own."""
    await fill(url, count)
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(DIVIDE)
        stored = [column.name for column in resource.columns if column.computed is None]
        await connection.execute(WALLED.format(columns=", ".join(stored), policy=_policy()))
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


def _policy() -> str:
    walled = resource.to_metadata(type(resource.metadata)(), name="walled")
    whole = select(true()).select_from(walled).where(guarded(POLICY, walled))
    text = str(whole.compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
    return text.partition("WHERE ")[2]


def ways() -> dict[str, Known]:
    """Say the three ways; the policy is the table's own."""
    walled = resource.to_metadata(type(resource.metadata)(), name="walled")
    return {
        OPEN: Known(lambda: _box(resource)),
        PREDICATE: Known(lambda: _box(resource).where(allowed(POLICY, resource, VIEWER))),
        RLS: Known(lambda: _box(walled)),
    }


def _box(row: Any) -> Select[Any]:
    """Choose what a map shows of a box."""
    sides = (given(name, Double()) for name in ("west", "south", "east", "north"))
    box = func.geography(func.ST_MakeEnvelope(*sides, 4326))
    found = select(row.c.id, row.c.kind, row.c.name, func.ST_AsGeoJSON(row.c.location))
    return found.where(row.c.location.op("&&")(box)).limit(MOST)


def measure(running: Cluster, rounds: int) -> dict[str, Times]:
    """Ask for each box in each way, in turn."""
    return asyncio.run(_measured(running.url, rounds))


async def _measured(url: str, rounds: int) -> dict[str, Times]:
    connection = await asyncpg.connect(url, server_settings={SETTING: VIEWER.identity})
    asked, run = ways(), Asking({}, VIEWER, b"")
    found: dict[str, list[tuple[float, int]]] = {name: [] for name in asked}
    try:
        for turn, place, name in itertools.product(range(rounds + 1), origins(), asked):
            plan = asked[name].filled(_sides(place))
            began = time.perf_counter()
            rows = await connection.fetch(plan.sql, *plan.parameters(run))
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
    head = f"{count:,} resources in {COUNTIES} counties, boxes of {2 * BOX:g}° a side, at most {MOST} rows."
    rows = [
        f"| {name} | {one.rows:,.0f} | {one.at(0.5):.2f} ms | {one.at(0.95):.2f} ms |"
        for name, one in found.items()
    ]
    aims = [
        f"{name}: p95 {found[name].at(0.95) / found[OPEN].at(0.95):.2f} × the open one's"
        for name in (PREDICATE, RLS)
    ]
    met = all(
        one.at(0.95) <= SLOWEST and one.at(0.95) <= RATIO * found[OPEN].at(0.95) for one in found.values()
    )
    aim = f"Aims: ≤ {RATIO:g} × and p95 ≤ {SLOWEST:g} ms: {'reached' if met else 'not reached'}."
    table = ["| | rows | p50 | p95 |", "|---|---|---|---|", *rows]
    return "\n".join([head, "", *table, "", f"{'; '.join(aims)}. {aim}"])
