"""A server that only writes the same bytes to all: what it takes is the kernel's and the client's share."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import cast
from uuid import UUID

import uvloop

UPGRADED = (
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
)
screens: set[Still] = set()


def frame(text: str) -> bytes:
    """Write a text frame as a server does, of less than 64 kB."""
    payload = text.encode()
    size = bytes([len(payload)]) if len(payload) < 126 else bytes([126]) + len(payload).to_bytes(2)
    return b"\x81" + size + payload


ACK, PONG = frame('{"type":"connection_ack"}'), frame('{"type":"pong"}')


class Still(asyncio.Protocol):
    """Greets, and is written to. What comes must come in one piece, with a mask that changes nothing."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's own is no subclass

    def connection_lost(self, _: Exception | None) -> None:
        screens.discard(self)

    def data_received(self, data: bytes) -> None:
        if data.startswith(b"GET"):
            self.transport.write(UPGRADED)
        elif b'"connection_init"' in data:
            self.transport.write(ACK)
        elif b'"subscribe"' in data:
            screens.add(self)
            self.transport.write(PONG)
        elif data.startswith(b"POST /count"):
            self._answer(len(screens))
        elif data.startswith(b"POST /publish"):
            self._publish(json.loads(data.partition(b"\r\n\r\n")[2]))

    def _publish(self, change: object) -> None:
        payload = {
            "id": str(UUID(int=0)),
            "type": "next",
            "payload": {"data": {"responseLevelChanged": change}},
        }
        begun = time.monotonic_ns()
        told = frame(json.dumps(payload, separators=(",", ":")))
        for screen in screens:
            screen.transport.write(told)
        self._answer(begun)

    def _answer(self, number: int) -> None:
        text = str(number)
        self.transport.write(f"HTTP/1.1 200 OK\r\ncontent-length: {len(text)}\r\n\r\n{text}".encode())


async def serve(port: int) -> None:
    """Answer on a port until told to stop."""
    server = await asyncio.get_running_loop().create_server(Still, "127.0.0.1", port, backlog=2048)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1])))
