"""HTTP as uvicorn speaks it, the head of an answer and its body sent at once."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

STATUS = b"HTTP/1.1 "


class Joined:
    """A transport that keeps a head until the answer goes on, at most for one turn of the loop.

    uvicorn writes the two one after the other; sent apart they are two packets, and wake the client twice.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        """Wrap a transport."""
        self.transport = transport
        self.head = b""

    def write(self, data: bytes) -> None:
        """Write, with the head that was kept."""
        if not self.head and data.startswith(STATUS):
            self.head = data
            asyncio.get_running_loop().call_soon(self.flush)
        else:
            self.transport.write(self.head + data)
            self.head = b""

    def flush(self) -> None:
        """Write the head, if it was kept until now."""
        if self.head:
            self.transport.write(self.head)
            self.head = b""

    def close(self) -> None:
        """Write what is kept, then close."""
        self.flush()
        self.transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.transport, name)


class Protocol(HttpToolsProtocol):
    """uvicorn's own, over such a transport."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin."""
        super().connection_made(cast(asyncio.Transport, Joined(transport)))

    def handle_websocket_upgrade(self) -> None:
        """Leave the transport to the WebSocket as it is."""
        self.transport = cast(Joined, self.transport).transport
        super().handle_websocket_upgrade()
