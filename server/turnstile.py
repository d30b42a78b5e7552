"""A turnstile that lets in so many a second, and an allowance that fills up again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

TURN = 0.05  # seconds between two looks at who waits


class Allowance:
    """So much at once, and so much a second again."""

    __slots__ = ("at", "burst", "left", "rate")

    def __init__(self, rate: float, burst: float) -> None:
        """Begin full."""
        self.rate = rate
        self.burst = burst
        self.left = burst
        self.at = 0.0

    def take(self, now: float) -> bool:
        """Take one, if there is one."""
        self.left = min(self.burst, self.left + (now - self.at) * self.rate)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


class Turnstile:
    """Lets in whoever comes; where too many come at once they wait in turn, and too many are not kept."""

    def __init__(self, rate: float, burst: int, held: int) -> None:
        """Stand open."""
        self.allowance = Allowance(rate, burst)
        self.held = held
        self.waiting: dict[Callable[[], None], None] = {}
        self.timer: asyncio.TimerHandle | None = None

    @property
    def wait(self) -> int:
        """Tell after how many seconds there will be room for another to wait."""
        return 1 + int(len(self.waiting) / self.allowance.rate)

    def knock(self, enter: Callable[[], None]) -> bool:
        """Let somebody in, now or in turn; False where too many wait."""
        loop = asyncio.get_running_loop()
        if not self.waiting and self.allowance.take(loop.time()):
            enter()
        elif len(self.waiting) >= self.held:
            return False
        else:
            self.waiting[enter] = None
            self.timer = self.timer or loop.call_later(TURN, self._turn)
        return True

    def open(self) -> None:
        """Let in all who wait."""
        while self.waiting:
            self._first()

    def leave(self, enter: Callable[[], None]) -> None:
        """Wait no longer."""
        self.waiting.pop(enter, None)

    def _turn(self) -> None:
        loop = asyncio.get_running_loop()
        while self.waiting and self.allowance.take(loop.time()):
            self._first()
        self.timer = loop.call_later(TURN, self._turn) if self.waiting else None

    def _first(self) -> None:
        enter = next(iter(self.waiting))
        del self.waiting[enter]
        enter()
