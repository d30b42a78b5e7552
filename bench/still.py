"""A responder that does nothing: what the load tool reaches against it is the tool's own limit."""

from __future__ import annotations

import asyncio
import sys
from typing import cast

import uvloop


class Still(asyncio.Protocol):
    """Answers whatever comes with the same bytes. A request must come in one piece."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's own is no subclass

    def data_received(self, _: bytes) -> None:
        self.transport.write(self.answer)


async def serve(port: int, length: int) -> None:
    """Answer `length` bytes on a port until told to stop."""
    head = f"HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n"
    answer = head.encode() + b"x" * length
    server = await asyncio.get_running_loop().create_server(lambda: Still(answer), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]), int(sys.argv[2])))
