"""The wall that docs/feed.md gives to those who build screens, as it stands there, run by Node against a real server."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from server import graphiql
from server.outbox import Pace
from tests.conftest import Copy
from tests.levels import Levels, as_superuser, writing
from tests.lines import Way, until, way
from tests.screens import PATIENCE, Served, serving, token

ROOT = Path(__file__).parents[1]
NODE = shutil.which("node")
CLIENT = graphiql.FILES["graphql-ws.min.js"]
SYSTEM = "the paper's own"
BEAT = 0.2
SILENCE = 2.0
TIMES = {"silence": SILENCE * 1000, "soonest": 20, "latest": 100}
"""The paper's times, made short: its numbers are parameters with these names."""

pytestmark = [
    pytest.mark.skipif(NODE is None, reason="node is missing: the client in the paper is for a browser"),
    pytest.mark.skipif(not CLIENT.is_file(), reason="setup/graphiql.sh has not fetched graphql-ws from npm"),
]


class Wall:
    """The client of the paper, and what it shows."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.stale = 0

    async def line(self) -> dict[str, str] | None:
        """What it draws next, as levels by response; None when it says that it is stale."""
        assert self.process.stdout is not None
        line = await self.process.stdout.readline()
        assert line, "it has ended"
        told = json.loads(line)
        if "stale" in told:
            self.stale += 1
            return None
        return {one["id"]: one["level"] for one in told["shown"] if one["system"] == SYSTEM}

    async def draws(self, *levels: str) -> None:
        """See it draw these levels of the responses of this test, sooner or later."""
        async with asyncio.timeout(PATIENCE):
            while (shown := await self.line()) is None or sorted(shown.values()) != sorted(levels):
                pass

    async def says_stale(self) -> None:
        """See it say so."""
        async with asyncio.timeout(PATIENCE):
            while await self.line() is not None:
                pass


def laid_out(folder: Path) -> Path:
    """Put the client of the paper where it finds what it imports, under the name that it imports."""
    paper = (ROOT / "docs" / "feed.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```js\n(.*?)^```$", paper, re.MULTILINE | re.DOTALL)
    package = folder / "node_modules" / "graphql-ws"
    package.mkdir(parents=True)
    (package / "client.cjs").write_bytes(CLIENT.read_bytes())
    (package / "index.mjs").write_text(
        'import all from "./client.cjs";\nexport const { createClient } = all;\n'
    )
    (package / "package.json").write_text('{"name": "graphql-ws", "exports": "./index.mjs"}')
    (folder / "feed.mjs").write_text(block, encoding="utf-8")
    (folder / "wall.mjs").write_bytes((ROOT / "tests" / "wall.mjs").read_bytes())
    return folder / "wall.mjs"


@asynccontextmanager
async def shown(folder: Path, address: str) -> AsyncIterator[Wall]:
    """Run it until the end."""
    assert NODE
    bearer = token().removeprefix("Bearer ")
    process = await create_subprocess_exec(
        NODE, "--experimental-websocket", laid_out(folder), address, bearer, json.dumps(TIMES), stdout=PIPE
    )
    try:
        yield Wall(process)
    finally:
        process.kill()
        await process.wait()


@pytest.fixture
async def running(city: Copy, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Served, Way, Levels]]:
    """A server with signs of life as much shorter as the client's patience, a way to it, and who decides."""
    monkeypatch.setattr("server.group.BEAT", BEAT)
    async with (
        serving(city, pace=Pace(poll=BEAT / 4)) as served,
        way(served.base) as by,
        writing(city) as writer,
    ):
        await writer.start(SYSTEM)
        yield served, by, writer
        await writer.step("END", "IV", None)


async def test_the_wall_shows_what_is_in_force_and_each_change(
    running: tuple[Served, Way, Levels], tmp_path: Path
) -> None:
    """While nothing happens, signs of life keep it from saying that it is stale."""
    served, _, writer = running
    async with shown(tmp_path, served.address) as wall:
        await wall.draws("IV")
        await writer.change()
        await wall.draws("III")
        async with asyncio.timeout(PATIENCE):
            for _ in range(int(1.5 * SILENCE / BEAT)):
                assert await wall.line(), "it stands"
        await writer.change()
        await wall.draws("IV")
        assert wall.stale == 0


async def test_the_wall_says_that_it_is_stale_and_comes_back_by_another_line(
    running: tuple[Served, Way, Levels], tmp_path: Path
) -> None:
    """A cable pulled, and nobody tells it: it says so in time, and shows what it has missed once it can."""
    _, by, writer = running
    async with shown(tmp_path, by.url.replace("http", "ws") + "/graphql") as wall:
        await wall.draws("IV")
        (dead,) = by.lines
        dead.flowing.clear()
        silent = asyncio.get_running_loop().time()
        await writer.change()
        await wall.says_stale()
        assert SILENCE / 2 < asyncio.get_running_loop().time() - silent < SILENCE + 1
        await wall.draws("III")
        await writer.change()
        await wall.draws("IV")


async def test_the_wall_misses_nothing_while_the_server_is_away(
    running: tuple[Served, Way, Levels], tmp_path: Path
) -> None:
    """It knocks until it is let in, and goes on after its cursor: what ended meanwhile is taken off."""
    served, by, writer = running
    async with (
        writing(served.copy) as other,
        shown(tmp_path, by.url.replace("http", "ws") + "/graphql") as wall,
    ):
        await other.start(SYSTEM, "421087")
        await wall.draws("IV", "IV")
        by.open = False
        for line in list(by.lines):
            line.cut()
        await other.step("END", "IV", None)
        await writer.change()
        await wall.says_stale()
        by.open = True
        await wall.draws("III")
        await writer.change()
        await wall.draws("IV")


async def test_the_wall_begins_anew_after_a_restore(
    running: tuple[Served, Way, Levels], tmp_path: Path
) -> None:
    """CURSOR_EXPIRED: it forgets its cursor and takes a new picture."""
    served, _, writer = running
    async with shown(tmp_path, served.address) as wall:
        await wall.draws("IV")
        await as_superuser(served.copy, "UPDATE event_head SET epoch = gen_random_uuid()")
        await until(lambda: not served.hub.places)
        await writer.change()
        await wall.draws("III")
        await writer.change()
        await wall.draws("IV")
