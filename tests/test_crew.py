"""Several processes that serve one database on one port: one is killed, all are stopped, their watcher is gone."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import time
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.conftest import Copy
from tests.lines import until
from tests.programs import Program, program
from tests.runs import run
from tests.screens import free_port, scaled, screens

pytestmark = pytest.mark.alone


def running(pid: int) -> bool:
    """Tell whether a process runs; one that has ended and is still on the list does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def crew(made: Program) -> list[int]:
    """The workers that run."""
    assert made.process is not None
    children = Path(f"/proc/{made.process.pid}/task/{made.process.pid}/children").read_text()
    return [pid for pid in map(int, children.split()) if running(pid)]


def sockets(pid: int) -> int:
    """How many sockets a process holds."""
    names = (str(entry.readlink()) for entry in Path(f"/proc/{pid}/fd").iterdir())
    return sum(name.startswith("socket:") for name in names)


@scaled(2, 16)
async def test_a_killed_worker_is_replaced_and_its_screens_go_on_at_the_other(
    city: Copy, tmp_path: Path, scale: int
) -> None:
    """Officers decide and walls watch all the while: nothing is lost, nothing is doubled.

    Each time the other one serves: the one that took the last one's place has begun to.
    """
    async with AsyncExitStack() as stack:
        made = await stack.enter_async_context(program(city, tmp_path, WORKERS="2"))
        runs = await stack.enter_async_context(run(city, [made.base], tmp_path, walls=16))
        for number in range(scale):
            await until(lambda number=number: made.log.read_text().count('"worker serves"') == 2 + number, 30)  # type: ignore[misc]
            await runs.ok(20)
            stays = runs.outcomes["from"]
            victim = max(crew(made), key=sockets)
            os.kill(victim, signal.SIGKILL)
            await runs.ok(5, 5)
            await until(lambda victim=victim: len(crew(made)) == 2 and not running(victim), 5)  # type: ignore[misc]
            await until(lambda stays=stays: runs.outcomes["from"] > stays)  # type: ignore[misc]
    assert made.log.read_text().count('"worker ended"') == scale


async def test_all_are_stopped_in_order(city: Copy, tmp_path: Path) -> None:
    async with program(city, tmp_path, WORKERS="3") as made, screens(made.address, 12) as shown:
        watches = [await one.watch() for one in shown]
        workers, begun = crew(made), time.monotonic()
        assert len(workers) == 3
        assert await made.end(signal.SIGTERM) == 0
        assert time.monotonic() - begun < 15
        assert not [pid for pid in workers if running(pid)]
        await until(lambda: all(one.closed in (1012, 1001) for one in shown))
        assert len(watches) == 12


async def test_workers_end_with_whoever_watches_them(city: Copy, tmp_path: Path) -> None:
    """Nobody is left behind who holds the port."""
    async with program(city, tmp_path, WORKERS="2") as made:
        workers = crew(made)
        assert await made.end(signal.SIGKILL) == -9
        await until(lambda: not any(map(running, workers)))
        with socket.socket() as again:
            again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            again.bind(("127.0.0.1", int(made.env["PORT"])))


async def test_a_crew_that_cannot_serve_says_so(city: Copy, tmp_path: Path) -> None:
    own = {"DATABASE_URL": city.url, "OWNER_URL": city.owner_url, "DOCUMENTS": str(tmp_path / "none")}
    made = Program(tmp_path, free_port(), **own, WORKERS="2")
    assert await asyncio.to_thread(made.begun().wait, 30) == 1
    said = made.log.read_text().splitlines()
    assert said[-1].startswith("levee: a worker ended with status")


async def test_a_database_that_is_not_there_is_said_before_a_worker_starts(
    city: Copy, tmp_path: Path
) -> None:
    nowhere = city.url.replace(city.name, "nowhere")
    made = Program(tmp_path, free_port(), DATABASE_URL=nowhere, OWNER_URL=city.owner_url, WORKERS="2")
    assert await asyncio.to_thread(made.begun().wait, 30) == 1
    assert made.log.read_text().splitlines()[-1].startswith("levee: LEVEE_DATABASE_URL: no connection")
