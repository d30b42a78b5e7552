"""Lines that fail: a way to a database or a server on which connections can be stalled, cut, or lose replies."""

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
    """A port on this machine that leads to the Unix socket of a PostgreSQL, or to another port."""

    def __init__(self, url: str) -> None:
        self.parts = urlsplit(url)
        self.lines: list[Line] = []
        self.port = 0
        self.open = True
        self.loses: Callable[[bytes], bool] = lambda _: False
        """Asked of each piece on its way back: whether the line is cut instead."""
        self.passes: Callable[[bytes], bytes] = lambda data: data
        """What becomes of each piece on its way back."""

    @property
    def url(self) -> str:
        """The other end by this way."""
        if self.parts.scheme == "http":
            return f"http://127.0.0.1:{self.port}"
        return self.parts._replace(
            netloc=f"{self.parts.username}@127.0.0.1:{self.port}", query="sslmode=disable"
        ).geturl()

    async def reach(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open a connection to the other end."""
        if self.parts.scheme == "http":
            return await asyncio.open_connection(self.parts.hostname, self.parts.port)
        return await asyncio.open_unix_connection(parse_qs(self.parts.query)["host"][0] + "/.s.PGSQL.5432")

    def chosen(self, word: bytes) -> list[Line]:
        """The lines whose client named itself so."""
        return [line for line in self.lines if word in line.hello]

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection."""
        hello = await reader.read(4096)
        if not self.open or not hello:
            writer.transport.abort()
            return
        try:
            back, forth = await self.reach()
        except OSError:
            writer.transport.abort()
            return
        line = Line(hello, [writer, forth])
        self.lines.append(line)
        forth.write(hello)
        try:
            await asyncio.gather(_pour(line, reader, forth), _pour(line, back, writer, self))
        finally:
            self.lines.remove(line)
            line.cut()


async def _pour(
    line: Line, source: asyncio.StreamReader, target: asyncio.StreamWriter, way: Way | None = None
) -> None:
    try:
        while data := await source.read(65_536):
            await line.flowing.wait()
            if way is not None and way.loses(data):
                break
            target.write(way.passes(data) if way is not None else data)
            await target.drain()
    except OSError:
        pass
    line.cut()


@asynccontextmanager
async def way(url: str) -> AsyncIterator[Way]:
    """Lead to the database or the server of a URL until the end."""
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
