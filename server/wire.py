"""One WebSocket on its connection: the opening handshake, frames in, frames out, the end.

It stands under uvicorn in the place of an ASGI server's own, and hands messages over as calls: a socket that
waits is no task, and a frame that is written is on its way when `write` returns.
"""

from __future__ import annotations

import asyncio
import logging
from http import HTTPStatus
from typing import Any, cast

from starlette.requests import HTTPConnection
from uvicorn.config import Config
from uvicorn.server import ServerState
from websockets.frames import Close, Frame, Opcode
from websockets.http11 import Request, Response
from websockets.protocol import SERVER, Protocol, State
from websockets.server import ServerProtocol

from server import frames
from server.conversation import Conversation
from server.sockets import Sockets

PIECE = 4_096  # bytes that are read at a time; of what is in them one message is obeyed in a turn
LINGER = 10.0  # seconds that a client has to read the last frame and close its side

QUIET = logging.getLogger("levee.wire")
QUIET.setLevel(logging.CRITICAL)  # what clients send wrongly is answered, not logged


class Wire(asyncio.Protocol):
    """One WebSocket."""

    __slots__ = (
        "answer",
        "asked",
        "connections",
        "ended",
        "heard",
        "loop",
        "parser",
        "parts",
        "paused",
        "rest",
        "sockets",
        "talk",
        "text",
        "timer",
        "transport",
    )

    def __init__(self, config: Config, server_state: ServerState, app_state: dict[str, Any]) -> None:
        """Begin, as uvicorn begins each."""
        del app_state
        app: Any = config.app
        self.sockets: Sockets = app.state.sockets
        self.connections: set[Any] = server_state.connections
        self.loop = asyncio.get_running_loop()
        self.parser: Protocol | None = None
        self.talk: Conversation | None = None
        self.asked: HTTPConnection | None = None
        self.answer = b""
        self.rest = b""
        self.parts: list[bytes] = []
        self.text = False
        self.paused = False
        self.ended = False
        self.heard = self.loop.time()
        self.timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take over a connection."""
        self.transport = cast(asyncio.Transport, transport)
        self.connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget everything."""
        del exc
        self.ended = True
        self.connections.discard(self)
        self.sockets.turnstile.leave(self.enter)
        if self.timer is not None:
            self.timer.cancel()
        if self.talk is not None:
            self.talk.release()

    def pause_writing(self) -> None:
        """Hear that the connection takes no more."""
        if self.talk is not None:
            self.talk.tray.hold()

    def resume_writing(self) -> None:
        """Hear that it does again."""
        if self.talk is not None:
            self.talk.flow()

    def shutdown(self) -> None:
        """Do nothing when uvicorn stops: the sockets are closed in steps (`Sockets.drain`)."""

    def data_received(self, data: bytes) -> None:
        """Take what came: first the request of the handshake, as uvicorn read it; then frames."""
        if self.ended:
            return
        self.heard = self.loop.time()
        if self.talk is not None:
            self.rest += data
            self.go_on()
        elif self.asked is None:
            self._greet(data)
        else:
            self.abort()  # a client waits for the answer before it says anything

    def go_on(self) -> None:
        """Read the next piece; what the conversation has no time for just now stays outside."""
        talk = self.talk
        if self.ended or talk is None:
            return
        while self.rest and not (talk.obeyed or talk.occupied):
            piece, self.rest = self.rest[:PIECE], self.rest[PIECE:]
            self._feed(piece, talk)
        self._listen(not self.rest and not talk.occupied)

    def write(self, frame: bytes) -> None:
        """Write a frame; after the end, nothing."""
        if not self.ended:
            self.transport.write(frame)

    def quiet(self) -> float:
        """Tell for how many seconds the client has not been heard, though it was listened to."""
        if self.paused:
            self.heard = self.loop.time()
        return self.loop.time() - self.heard

    def knock(self) -> None:
        """Ask for a sign of life below the protocol: any client answers, whatever runs on it."""
        self.write(Frame(Opcode.PING, b"").serialize(mask=False))

    def close(self, code: int, reason: str = "") -> None:
        """Say why and end; what the client still sends is not read."""
        self._end(Frame(Opcode.CLOSE, Close(code, reason).serialize()).serialize(mask=False))

    def abort(self) -> None:
        """End at once."""
        self.ended = True
        self.transport.abort()

    def enter(self) -> None:
        """Accept the handshake: the conversation begins."""
        assert self.asked is not None
        if self.sockets.stopping:
            self._end(crowded(1))
            return
        self.transport.write(self.answer)
        self.answer = b""
        self.parser = Protocol(SERVER, state=State.OPEN, max_size=self.sockets.quotas.frame, logger=QUIET)
        self.talk = Conversation(self.sockets, self, self.asked)
        self.talk.begin()

    def _greet(self, data: bytes) -> None:
        """Answer the request of the handshake."""
        shake = ServerProtocol(logger=QUIET)
        shake.receive_data(data)
        for request in shake.events_received():
            assert isinstance(request, Request)
            self.asked = connection(request, self.transport)
            self._reply(shake, shake.accept(request), self.asked)
        if self.asked is None:
            self._end(b"".join(shake.data_to_send()))

    def _reply(self, shake: ServerProtocol, response: Response, asked: HTTPConnection) -> None:
        refused = self.sockets.refusal(asked) if response.status_code == 101 else None
        if refused is HTTPStatus.SERVICE_UNAVAILABLE:
            self._end(crowded(self.sockets.turnstile.wait))
            return
        if refused is not None:
            response = shake.reject(refused, f"{refused.phrase}\n")
        elif frames.PROTOCOL in asked.scope["subprotocols"]:
            response.headers["Sec-WebSocket-Protocol"] = frames.PROTOCOL
        self.answer = response.serialize()
        if response.status_code != 101:
            self._end(self.answer)
        elif not self.sockets.turnstile.knock(self.enter):
            self._end(crowded(self.sockets.turnstile.wait))

    def _feed(self, piece: bytes, talk: Conversation) -> None:
        assert self.parser is not None
        self.parser.receive_data(piece)
        for frame in self.parser.events_received():
            if self.ended:
                return
            if isinstance(frame, Frame):
                self._take(frame, talk)
        for out in self.parser.data_to_send():
            if self.ended:
                return
            if self.parser.close_sent is not None:
                talk.release()
                self._end(out)
            else:
                talk.tray.put(out)

    def _take(self, frame: Frame, talk: Conversation) -> None:
        """Take one frame. All count but the first of a message, and the answer to our own ping."""
        match frame.opcode:
            case Opcode.TEXT | Opcode.BINARY:
                self.text = frame.opcode is Opcode.TEXT
            case Opcode.CONT | Opcode.PING:
                talk.charge()
            case Opcode.PONG:
                talk.answered()
        if frame.opcode in (Opcode.PING, Opcode.PONG, Opcode.CLOSE) or self.ended:
            return
        self.parts.append(bytes(frame.data))
        if frame.fin:
            whole, self.parts = b"".join(self.parts), []
            self._hear(whole, talk)

    def _hear(self, whole: bytes, talk: Conversation) -> None:
        try:
            talk.hear(whole.decode() if self.text else None)
        except UnicodeDecodeError:
            talk.close(frames.INVALID_TEXT, "A text frame is UTF-8.")

    def _listen(self, wanted: bool) -> None:
        """Read from the connection, or leave what comes outside."""
        if wanted is self.paused and not self.ended:
            self.paused = not wanted
            (self.transport.resume_reading if wanted else self.transport.pause_reading)()

    def _end(self, last: bytes) -> None:
        """Write the last bytes and close this side; a client that does not close its own is cut off."""
        if self.ended:
            return
        self._listen(True)
        self.ended = True
        self.rest = b""
        self.parts = []
        self.transport.write(last)
        self.transport.write_eof()
        self.timer = self.loop.call_later(LINGER, self.transport.abort)


def connection(request: Request, transport: asyncio.Transport) -> HTTPConnection:
    """Give the request of a handshake as others read it."""
    offered = ",".join(request.headers.get_all("Sec-WebSocket-Protocol")).split(",")
    scope = {
        "type": "websocket",
        "http_version": "1.1",
        "scheme": "ws",
        "path": request.path.partition("?")[0],
        "client": transport.get_extra_info("peername")[:2],
        "headers": [
            (name.lower().encode(), value.encode("latin-1")) for name, value in request.headers.raw_items()
        ],
        "subprotocols": [name.strip() for name in offered],
    }
    return HTTPConnection(scope)


def crowded(seconds: int) -> bytes:
    """Say that too many come at once, and when to come back."""
    text = b"Too many sockets: try again.\n"
    return (
        b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Type: text/plain\r\n"
        b"Retry-After: %d\r\nContent-Length: %d\r\n\r\n" % (seconds, len(text))
    ) + text
