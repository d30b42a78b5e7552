"""The server as it is started by hand, in a process of its own, to be killed and started again."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from tests.asking import SECRET
from tests.conftest import Copy
from tests.screens import free_port

ROOT = Path(__file__).parents[1]


class Program:
    """A server with a port of its own, whichever process it is just now."""

    def __init__(self, folder: Path, number: int, **settings: str) -> None:
        self.base = f"http://127.0.0.1:{number}"
        self.address = f"ws://127.0.0.1:{number}/graphql"
        given = {"SECRET": SECRET.decode(), "OPEN_READS": "1", "DATA": str(folder)} | settings
        self.env = {f"LEVEE_{name}": value for name, value in given.items()}
        self.env |= {"PATH": os.environ["PATH"], "PORT": str(number)}
        self.log = folder / "log"
        self.process: subprocess.Popen[bytes] | None = None

    def begun(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "server", "serve"]
        with self.log.open("ab") as log:
            return subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log)

    async def start(self) -> None:
        """Start it and wait until it is ready."""
        self.process = self.begun()
        await self.ready()

    async def ready(self, seconds: float = 30) -> None:
        """Wait until it is ready."""
        assert self.process is not None
        async with asyncio.timeout(seconds), httpx.AsyncClient() as client:
            while True:
                with contextlib.suppress(httpx.TransportError):
                    if (await client.get(f"{self.base}/readyz")).status_code == 200:
                        return
                assert self.process.poll() is None, self.log.read_text()
                await asyncio.sleep(0.05)

    async def end(self, number: signal.Signals) -> int:
        """Send it a signal, wait for its end, give its status."""
        assert self.process is not None
        self.process.send_signal(number)
        return await asyncio.to_thread(self.process.wait, 20)


@asynccontextmanager
async def program(copy: Copy, folder: Path, **settings: str) -> AsyncIterator[Program]:
    """Serve a database until the end."""
    own = {"DATABASE_URL": copy.url, "OWNER_URL": copy.owner_url} | settings
    async with started(Program(folder, free_port(), **own)) as made:
        yield made


@asynccontextmanager
async def started(made: Program) -> AsyncIterator[Program]:
    """Let a program run until the end, whatever it has come to by then."""
    await made.start()
    try:
        yield made
    finally:
        assert made.process is not None
        made.process.terminate()
        await asyncio.to_thread(made.process.wait, 20)
