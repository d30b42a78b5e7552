"""What waits to be sent to one socket, in order and within bounds."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

MESSAGES = 256
CHARACTERS = 262_144


class Tray:
    """A queue of text frames. A frame is given in parts, so that a part may be shared by many sockets."""

    def __init__(self) -> None:
        """Start empty."""
        self.frames: deque[tuple[str, ...]] = deque()
        self.size = 0
        self.sending = False
        """Seen from outside while the connection takes no more."""
        self._last = False
        self._filled = asyncio.Event()
        self._roomy = asyncio.Event()
        self._roomy.set()

    @property
    def roomy(self) -> bool:
        """Tell whether it is less than half full: then it takes a batch and stays within its bounds."""
        return self._roomy.is_set()

    def put(self, *parts: str) -> None:
        """Put a frame at the end."""
        self.frames.append(parts)
        self.size += sum(map(len, parts))
        self._filled.set()
        if len(self.frames) > MESSAGES // 2 or self.size > CHARACTERS // 2:
            self._roomy.clear()

    async def room(self) -> None:
        """Wait until it is less than half full, or will never be sent any more."""
        await self._roomy.wait()

    async def write(self, send: Callable[[str], Awaitable[None]]) -> None:
        """Send the frames one after another, until there are no more to come."""
        while True:
            while self.frames:
                parts = self.frames.popleft()
                self.sending = True
                await send("".join(parts))
                self.sending = False
                self.size -= sum(map(len, parts))
                if len(self.frames) <= MESSAGES // 2 and self.size <= CHARACTERS // 2:
                    self._roomy.set()
            if self._last:
                return
            self._filled.clear()
            await self._filled.wait()

    def finish(self) -> None:
        """Send what waits, and no more."""
        self._last = True
        self._filled.set()

    def end(self) -> None:
        """Drop what waits, and hold nobody up any more."""
        self.frames.clear()
        self.size = 0
        self._roomy.set()
