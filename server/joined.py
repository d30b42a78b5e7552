"""HTTP as uvicorn speaks it, the head of an answer and its body sent at once.

A client asks again and again with the very same head. One that was read before, whole and by itself, is not
read again: what it says is looked up by its bytes, and its request begins where the parser would have ended.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from server.admission import Admission
from server.head import EXTENSION, Head
from server.whole import WHOLE, written

STATUS = b"HTTP/1.1 "
SEPARATORS = 4  # bytes between a header's name and its value, and at its end
LONGEST = 65_536
END = b"\r\n\r\n"
USUAL = 2_048
"""Bytes of a head that is kept."""
KEPT = 500
"""Heads that are kept; the oldest go first."""
QUESTIONS = "/graphql"
AUTHORIZATION, ACCEPT, EVENTS = b"authorization", b"accept", b"event-stream"
LENGTH = b"content-length"
APART = {b"transfer-encoding", b"upgrade", b"expect"}
"""Headers by which more than a head and a body is told."""
CONNECTION = ("server", "client", "scheme", "root_path", "state", "app", "extensions")
"""What a request has of its connection, not of its head."""


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

    def whole(self, data: bytes) -> None:
        """Write an answer that has its head."""
        self.flush()
        self.transport.write(data)

    def flush(self) -> None:
        """Write the head, if it was kept until now."""
        if self.head:
            self.transport.write(self.head)
            self.head = b""

    def is_closing(self) -> bool:
        """Tell whether the transport is being closed; asked after each answer."""
        return self.transport.is_closing()

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


class Cycle(RequestResponseCycle):
    """A request and its answer, which may be sent as one message."""

    async def send(self, message: Any) -> None:
        """Send a part of the answer, or all of it."""
        if message["type"] != WHOLE:
            await super().send(message)
            return
        if self.flow.write_paused and not self.disconnected:
            await self.flow.drain()
        if self.disconnected:
            return
        self.response_started = self.response_complete = True
        cast(Joined, self.transport).whole(self._written(message))
        self.message_event.set()
        if not self.keep_alive:
            self.transport.close()
        self.on_response()

    def _written(self, message: Any) -> bytes:
        parts = [written(message["status"], message["headers"])]
        for name, value in self.default_headers:
            parts += [name, b": ", value, b"\r\n"]
        if not self.keep_alive:
            parts.append(b"connection: close\r\n")
        body: bytes = message["body"]
        parts += [b"content-length: %d" % len(body), END, body]
        return b"".join(parts)


@dataclass(frozen=True, slots=True)
class Known:
    """A head that was read before: what it says for all requests, how long their bodies are."""

    scope: dict[str, Any]
    length: int
    bearer: bool


class Heads:
    """The heads of questions that were read lately, by their bytes."""

    def __init__(self) -> None:
        """Start with none."""
        self.known: dict[bytes, Known] = {}

    def find(self, data: bytes) -> tuple[Known, bytes] | None:
        """Split what came into a known head and its whole body; None where it is anything else."""
        end = data.find(END, 0, USUAL) + len(END)
        found = self.known.get(data[:end])
        return (found, data[end:]) if found is not None and len(data) == end + found.length else None

    def learn(self, data: bytes, scope: Mapping[str, Any]) -> None:
        """Keep the head of a question that was all that came, if it says how long its body is."""
        end = data.find(END, 0, USUAL) + len(END)
        names = [name for name, _ in scope["headers"]]
        if end < len(END) or not APART.isdisjoint(names) or names.count(LENGTH) != 1:
            return
        if dict(scope["headers"])[LENGTH] != b"%d" % (len(data) - end):
            return
        kept = {key: value for key, value in scope.items() if key not in CONNECTION}
        kept["extensions"] = {EXTENSION: Head(kept), WHOLE: {}}
        self.known[data[:end]] = Known(kept, len(data) - end, AUTHORIZATION in names)
        while len(self.known) > KEPT:
            del self.known[next(iter(self.known))]


class Protocol(HttpToolsProtocol):
    """uvicorn's own, over such a transport; the head of a request has at most `longest` bytes."""

    def __init__(
        self, *arguments: Any, admission: Admission, heads: Heads, longest: int = LONGEST, **more: Any
    ) -> None:
        """Keep the limit, who lets questions in, and the heads that are known."""
        super().__init__(*arguments, **more)
        self.admission = admission
        self.heads = heads
        self.longest = longest
        self.reading = False
        self.kept: tuple[RequestResponseCycle, Any] | None = None
        self.begun = False
        self.came = self.measured = 0

    def data_received(self, data: bytes) -> None:
        """Read on."""
        free = not self.begun and (
            self.cycle is None or (self.cycle.response_complete and not self.cycle.more_body)
        )
        again = self.heads.find(data) if free else None
        if again is not None:
            self._repeat(*again)
            return
        self._read(data)
        if free and self._alone():
            self.heads.learn(data, self.cycle.scope)

    def _repeat(self, known: Known, body: bytes) -> None:
        """Begin with a request whose head was read before."""
        self._unset_keepalive_if_required()
        scope: Any = known.scope | {
            "server": self.server,
            "client": self.client,
            "scheme": self.scheme,
            "root_path": self.root_path,
            "state": self.app_state.copy(),
        }
        self.cycle = cycle = Cycle(
            scope=scope,
            transport=self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=self.access_log,
            default_headers=self.server_state.default_headers,
            message_event=asyncio.Event(),
            expect_100_continue=False,
            keep_alive=True,
            on_response=self.on_response_complete,
        )
        cycle.body += body
        cycle.more_body = False
        cycle.message_event.set()
        self._enter(cycle, self.app, bearer=known.bearer)

    def _alone(self) -> bool:
        """Tell whether nothing came but one whole question, which keeps its connection."""
        cycle = self.cycle
        return (
            cycle is not None
            and not (self.begun or cycle.more_body or cycle.waiting_for_100_continue)
            and cycle.keep_alive
            and not self.pipeline
            and asks(cycle.scope)
        )

    def _read(self, data: bytes) -> None:
        """Have it parsed; a head without end is refused while it comes."""
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
        if cycle.more_body:
            super()._start_asgi_task(cycle, app)
        else:
            self._enter(cycle, app, bearer=any(name == AUTHORIZATION for name, _ in cycle.scope["headers"]))

    def _enter(self, cycle: RequestResponseCycle, app: Any, *, bearer: bool) -> None:
        begin = partial(super()._start_asgi_task, cycle)
        self.admission.enter(cycle.body, bearer, begin, app, lambda: cycle.disconnected)

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
