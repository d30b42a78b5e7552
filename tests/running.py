"""A server in a process of its own, as an operator starts it, and what it is asked."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, Process, create_subprocess_exec
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.asking import SECRET
from tests.conftest import Copy
from tests.screens import free_port

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
NAME = '{ division(code: "421000") { name } }'
NAMED = {"data": {"division": {"name": "荆州市"}}}
PATIENCE = 60.0


class Running:
    """A server in a process of its own, and its log."""

    def __init__(self, port: int, log: Path) -> None:
        self.port = port
        self.pid = 0
        self.url = f"http://127.0.0.1:{port}"
        self.log = log
        self.client = httpx.AsyncClient(base_url=self.url, timeout=PATIENCE)

    async def ask(
        self, query: Any = NAME, accept: str = JSON, headers: Any = (), **more: Any
    ) -> httpx.Response:
        """Post a question."""
        return await self.client.post(
            "/graphql", json={"query": query, **more}, headers={"accept": accept, **dict(headers)}
        )

    def lines(self) -> list[dict[str, Any]]:
        """What it has logged of its requests."""
        found = [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]
        return [line for line in found if line["event"] == "graphql"]


@asynccontextmanager
async def running(demo: Copy, folder: Path, **settings: str) -> AsyncIterator[Running]:
    """Serve the demo until the end."""
    port, log = free_port(), folder / "log"
    kept = {key: value for key, value in os.environ.items() if not key.startswith("LEVEE_")}
    own = {
        "LEVEE_DATABASE_URL": demo.url,
        "LEVEE_DATA": str(folder / "none"),
        "LEVEE_SECRET": SECRET.decode(),
    }
    environment = kept | own | {"PORT": str(port)} | settings
    made = Running(port, log)
    with log.open("w") as file:
        process = await create_subprocess_exec(
            sys.executable, "-m", "server", "serve", env=environment, stdout=DEVNULL, stderr=file
        )
        made.pid = process.pid
        try:
            await ready(made, process)
            yield made
        finally:
            await made.client.aclose()
            process.terminate()
            assert await process.wait() == 0


async def ready(made: Running, process: Process) -> None:
    async with asyncio.timeout(PATIENCE):
        while process.returncode is None:
            with suppress(httpx.TransportError):
                if (await made.client.get("/readyz")).status_code == 200:
                    return
            await asyncio.sleep(0.05)
    raise AssertionError(made.log.read_text())


@pytest.fixture(scope="session")
async def levee(demo: Copy, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """Reads need no token from this machine, as `make up` sets it."""
    async with running(demo, tmp_path_factory.mktemp("open"), LEVEE_OPEN_READS="1") as made:
        yield made


@pytest.fixture(scope="session")
async def closed(demo: Copy, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """Everything needs a token, as it is where nothing is set."""
    async with running(demo, tmp_path_factory.mktemp("closed")) as made:
        yield made


@pytest.fixture(scope="session")
async def guarded(demo: Copy, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """As it is set where strangers can reach it: in production, behind names and origins that are listed."""
    names = "127.0.0.1, levee.example.org, *.inner.example.org"
    async with running(
        demo,
        tmp_path_factory.mktemp("guarded"),
        LEVEE_PRODUCTION="1",
        LEVEE_ALLOWED_ORIGINS="https://map.example.org, http://wall.example.org:8080",
        LEVEE_TRUSTED_HOSTS=names,
        LEVEE_PUBLIC_URL="https://levee.example.org",
    ) as made:
        yield made


def code(response: httpx.Response) -> str:
    """See that an answer is an error, and clean; give its code."""
    told = response.json()
    assert not told.get("data"), told
    (error,) = told["errors"][:1]
    assert len(error["message"]) > 15
    leaks = ("select ", "asyncpg", "postgres", "traceback", ".py", "/home", SECRET.decode(), "sqlstate")
    assert not [leak for leak in leaks if leak in response.text.lower()], response.text
    found: str = error["extensions"]["code"]
    return found
