"""Lines that fail: a way to the database on which single connections can be stalled or cut."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlsplit


class Line:
    """One connection. Stalled, it carries nothing more either way, and nobody is told."""

    def __init__(self, hello: bytes, ends: list[asyncio.StreamWriter]) -> None:
        self.hello = hello
        self.ends = ends
        self.flowing = asyncio.Event()
        self.flowing.set()

    def cut(self) -> None:
        """Reset both ends."""
        for end in self.ends:
            end.transport.abort()


class Way:
    """A port on this machine that leads to the Unix socket of a PostgreSQL."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.path = parse_qs(parts.query)["host"][0] + "/.s.PGSQL.5432"
        self.parts = parts
        self.lines: list[Line] = []
        self.port = 0
        self.open = True

    @property
    def url(self) -> str:
        """The database by this way."""
        return self.parts._replace(
            netloc=f"{self.parts.username}@127.0.0.1:{self.port}", query="sslmode=disable"
        ).geturl()

    def chosen(self, word: bytes) -> list[Line]:
        """The lines whose client named itself so."""
        return [line for line in self.lines if word in line.hello]

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection."""
        hello = await reader.read(4096)
        if not self.open or not hello:
            writer.transport.abort()
            return
        back, forth = await asyncio.open_unix_connection(self.path)
        line = Line(hello, [writer, forth])
        self.lines.append(line)
        forth.write(hello)
        try:
            await asyncio.gather(_pour(line, reader, forth), _pour(line, back, writer))
        finally:
            self.lines.remove(line)
            line.cut()


async def _pour(line: Line, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(65_536):
            await line.flowing.wait()
            target.write(data)
            await target.drain()
    except OSError:
        pass
    line.cut()


@asynccontextmanager
async def way(url: str) -> AsyncIterator[Way]:
    """Lead to the database of a URL until the end."""
    made = Way(url)
    tasks: set[asyncio.Task[None]] = set()

    def arrive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(made.carry(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(arrive, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        for line in list(made.lines):
            line.flowing.set()
            line.cut()
        await asyncio.gather(*tasks, return_exceptions=True)


async def until(true: Callable[[], bool], seconds: float = 10.0) -> float:
    """Wait until something is true, at most so long; give the seconds it took."""
    begun = asyncio.get_running_loop().time()
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - it may be true of anything
            await asyncio.sleep(0.01)
    return asyncio.get_running_loop().time() - begun
