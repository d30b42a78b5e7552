"""HTTP as uvicorn speaks it, the head of an answer and its body sent at once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from server.admission import Admission

STATUS = b"HTTP/1.1 "
SEPARATORS = 4  # bytes between a header's name and its value, and at its end
LONGEST = 65_536
QUESTIONS = "/graphql"
AUTHORIZATION, ACCEPT, EVENTS = b"authorization", b"accept", b"event-stream"


def asks(scope: Mapping[str, Any]) -> bool:
    """Tell whether a request is a question to GraphQL that is answered at once, not by a stream of events."""
    return (
        scope["path"] == QUESTIONS
        and scope["method"] == "POST"
        and not any(name == ACCEPT and EVENTS in value for name, value in scope["headers"])
    )


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

    def __init__(self, *arguments: Any, admission: Admission, longest: int = LONGEST, **more: Any) -> None:
        """Keep the limit, and who lets questions in."""
        super().__init__(*arguments, **more)
        self.admission = admission
        self.longest = longest
        self.reading = False
        self.kept: tuple[RequestResponseCycle, Any] | None = None
        self.begun = False
        self.came = self.measured = 0

    def data_received(self, data: bytes) -> None:
        """Read on; a head without end is refused while it comes."""
        before = self.begun
        self.reading = True
        super().data_received(data)
        self.reading = False
        self._admit()
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

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        """Begin with a request; with a question, when it is known whether all of it is there."""
        if self.reading and self.kept is None and asks(cycle.scope):
            self.kept = cycle, app
        else:
            super()._start_asgi_task(cycle, app)

    def _admit(self) -> None:
        """Let a question in whose body has come; whoever takes time over it is nobody's hindrance."""
        if self.kept is None:
            return
        (cycle, app), self.kept = self.kept, None
        begin = partial(super()._start_asgi_task, cycle)
        if cycle.more_body:
            begin(app)
        else:
            known = any(name == AUTHORIZATION for name, _ in cycle.scope["headers"])
            self.admission.enter(cycle.body, known, begin, app, lambda: cycle.disconnected)

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
