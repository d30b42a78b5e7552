"""What waits to be sent to one client, in order and within bounds."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from server.quotas import Quotas

NOTHING: deque[bytes] = deque(maxlen=0)
"""What waits for most, shared by them all: an empty queue of one's own has room for 64."""


class Tray:
    """A queue of frames."""

    __slots__ = ("cleared", "frames", "quotas", "roomy", "sending", "size")

    def __init__(self, quotas: Quotas) -> None:
        """Start empty."""
        self.quotas = quotas
        self.frames = NOTHING
        self.size = 0
        self.sending = False
        """Seen from outside while the connection takes no more."""
        self.roomy = True
        """Seen from outside while it is less than half full: it takes a batch and stays within bounds."""
        self.cleared: asyncio.Event | None = None

    def put(self, frame: bytes) -> None:
        """Put a frame at the end."""
        if self.frames is NOTHING:
            self.frames = deque()
        self.frames.append(frame)
        self.size += len(frame)
        self._look()

    def take(self) -> bytes:
        """Take the first frame off."""
        frame = self.frames.popleft()
        self.size -= len(frame)
        return frame

    async def room(self) -> None:
        """Wait until it is less than half full, or will never be sent any more."""
        if not self.roomy:
            self.cleared = self.cleared or asyncio.Event()
            await self.cleared.wait()

    def end(self) -> None:
        """Drop what waits, and hold nobody up any more."""
        self.frames = NOTHING
        self.size = 0
        self._look()

    def _look(self) -> None:
        """See whether there is room now."""
        self.roomy = len(self.frames) <= self.quotas.events // 2 and self.size <= self.quotas.bytes // 2
        if self.roomy and self.cleared is not None:
            self.cleared.set()
            self.cleared = None


class Chute(Tray):
    """The tray of a connection that is written to at once; frames wait only while it takes no more."""

    __slots__ = ("write",)

    def __init__(self, quotas: Quotas, write: Callable[[bytes], None]) -> None:
        """Write by `write`, which may call `hold` before it returns."""
        super().__init__(quotas)
        self.write = write

    def put(self, frame: bytes) -> None:
        """Send a frame, after those that wait."""
        if self.sending:
            super().put(frame)
        else:
            self.write(frame)

    def hold(self) -> None:
        """Keep frames: the connection takes no more."""
        self.sending = True

    def flow(self) -> None:
        """Send what waits: the connection takes more again, until it says otherwise."""
        self.sending = False
        while self.frames and not self.sending:
            self.write(self.take())
        if not self.frames:
            self.frames = NOTHING
        self._look()


class Belt(Tray):
    """The tray of a response that is sent part by part, each awaited."""

    __slots__ = ("filled", "last")

    def __init__(self, quotas: Quotas) -> None:
        """Start empty."""
        super().__init__(quotas)
        self.filled = asyncio.Event()
        self.last = False

    def put(self, frame: bytes) -> None:
        """Put a part at the end."""
        super().put(frame)
        self.filled.set()

    async def write(self, send: Callable[[bytes], Awaitable[None]]) -> None:
        """Send the parts one after another, until there are no more to come."""
        while True:
            while self.frames:
                part = self.take()
                self.sending = True
                await send(part)
                self.sending = False
                self._look()
            if self.last:
                return
            self.filled.clear()
            await self.filled.wait()

    def finish(self) -> None:
        """Send what waits, and no more."""
        self.last = True
        self.filled.set()
