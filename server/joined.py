"""HTTP as uvicorn speaks it, the head of an answer and its body sent at once."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

STATUS = b"HTTP/1.1 "
SEPARATORS = 4  # bytes between a header's name and its value, and at its end
LONGEST = 65_536


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


class TooLong(Exception):
    """The head of a request is longer than it may be."""

    def __init__(self) -> None:
        """Say it."""
        super().__init__("The head of the request is too long.")


class Protocol(HttpToolsProtocol):
    """uvicorn's own, over such a transport; the head of a request has at most `longest` bytes."""

    def __init__(self, *arguments: Any, longest: int = LONGEST, **more: Any) -> None:
        """Keep the limit."""
        super().__init__(*arguments, **more)
        self.longest = longest
        self.begun = False
        self.came = self.measured = 0

    def data_received(self, data: bytes) -> None:
        """Read on; a head without end is refused while it comes."""
        before = self.begun
        super().data_received(data)
        self.came = self.came + len(data) if before and self.begun else 0
        if self.came > self.longest:
            self.begun = False
            self.send_400_response(str(TooLong()))

    def on_message_begin(self) -> None:
        """Begin to read a head."""
        self.begun, self.measured = True, 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Take the address, or its next part."""
        self._measure(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        self._measure(len(name) + len(value) + SEPARATORS)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """End the head."""
        self.begun = False
        super().on_headers_complete()

    def _measure(self, size: int) -> None:
        """Count; what is raised here, uvicorn answers with 400."""
        self.measured += size
        if self.measured > self.longest:
            raise TooLong

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin."""
        super().connection_made(cast(asyncio.Transport, Joined(transport)))

    def handle_websocket_upgrade(self) -> None:
        """Leave the transport to the WebSocket as it is."""
        self.transport = cast(Joined, self.transport).transport
        super().handle_websocket_upgrade()
