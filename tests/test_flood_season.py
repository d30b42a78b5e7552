"""The flood season: levels change, stock moves and readings come in, all at once, before a thousand screens."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from schema.access import Role
from server.readings import HEADER, load
from server.settings import Settings
from tests.conftest import Copy
from tests.programs import program
from tests.runs import Run, run
from tests.screens import scaled, token
from tests.stock import moving

pytestmark = pytest.mark.alone

GAUGES = "{ gauges(first: 200) { edges { node { code } } } }"
READ = "mutation R($i: RecordReadingsInput!) { recordReadings(input: $i) { received } }"
MOVES = 50.0
"""Moves of stock a second."""
PAUSE = 0.6
"""Seconds that each of sixteen officers rests, on average: twenty changes a second, and a little more."""
SIZE = 500
"""Readings of one import."""


class Scale(NamedTuple):
    """How many screens, changes of level, imports."""

    walls: int
    changes: int
    imports: int


@scaled(Scale(30, 40, 2), Scale(1000, 200, 20))
async def test_a_burst_of_the_flood_season(
    city: Copy, tmp_path: Path, scale: Scale, record_property: Any
) -> None:
    """Two hundred changes of level in ten seconds, fifty moves of stock a second and twenty imports of readings, every
    second of them a file, before a thousand screens: nothing lost, nothing doubled, no stock overdrawn, every frame
    in time."""
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(program(city, tmp_path))
        season = run(city, [running.base], tmp_path, officers=16, walls=scale.walls, pause=PAUSE)
        made = await stack.enter_async_context(season)
        hands = await stack.enter_async_context(moving(city, made.history, MOVES))
        importing = asyncio.create_task(imported(city, running.base, tmp_path, scale.imports))
        begun = time.monotonic()
        await made.ok(scale.changes, 60)
        record_property("changes a second", round(scale.changes / (time.monotonic() - begun), 1))
        assert await importing == scale.imports * SIZE
        lasted = time.monotonic() - begun
    assert sum(hand.told["made"] + hand.told["refused"] for hand in hands) > MOVES * lasted * 0.9
    assert all(hand.told["refused"] for hand in hands), "more was asked for than there is, too"
    assert not refused(made)
    assert made.record is not None
    frames = made.history.frames(made.record)
    p99 = frames[len(frames) * 99 // 100]
    record_property("p99 of commit to frame, seconds", round(p99, 3))
    assert 0 < p99 < 2
    assert made.history.slowest() < 2


def refused(made: Run) -> set[tuple[str | None, str]]:
    """Give what was refused; what was open before the run its officers find out by a CONFLICT."""
    unsaid = [line for line in made.history.entries if line.what in ("info", "fail")]
    codes = {(line.operation, line.result["code"]) for line in unsaid if "code" in line.result}
    return codes - {("startResponse", "CONFLICT")}


async def imported(copy: Copy, base: str, folder: Path, imports: int) -> int:
    """Import again and again, by a mutation and by a file in turn; give how many readings were taken."""
    taken, begun = 0, datetime.now(UTC) - timedelta(days=1)
    headers = {"authorization": token(Role.OFFICER, "100000")}
    async with httpx.AsyncClient(base_url=base, timeout=30, headers=headers) as client:
        told = (await client.post("/graphql", json={"query": GAUGES})).json()["data"]["gauges"]
        gauges = [edge["node"]["code"] for edge in told["edges"]]
        for number in range(imports):
            rows = [
                (gauges[at % len(gauges)], (begun + timedelta(seconds=at)).isoformat(), 20 + at % 9)
                for at in range(number * SIZE, (number + 1) * SIZE)
            ]
            taken += await (filed(copy, folder, rows) if number % 2 else sent(client, number, rows))
            await asyncio.sleep(0.2)
    return taken


async def sent(client: httpx.AsyncClient, number: int, rows: list[tuple[str, str, int]]) -> int:
    """Record readings by one mutation."""
    readings = [{"gauge": gauge, "observedAt": at, "level": level} for gauge, at, level in rows]
    body = {"query": READ, "variables": {"i": {"key": f"import {number}", "readings": readings}}}
    answer = await client.post("/graphql", json=body)
    taken: int = answer.json()["data"]["recordReadings"]["received"]
    return taken


async def filed(copy: Copy, folder: Path, rows: list[tuple[str, str, int]]) -> int:
    """Record readings of a file, as the command does."""
    path = folder / "readings.csv"
    lines = [",".join(HEADER), *(f"{gauge},{at},{level},,," for gauge, at, level in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    taken, _ = await load(Settings(database_url=copy.url), path)
    return taken
