"""The messages of one socket, obeyed one in each turn of the loop, and no more than their sender may send."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import structlog

from server import frames
from server.frames import Breach
from server.tray import Chute
from server.turnstile import Allowance

if TYPE_CHECKING:
    from server.sockets import Sockets
    from server.wire import Wire

log = structlog.get_logger()


class Turns(ABC):
    """What comes and what goes over one socket, whatever it means."""

    __slots__ = ("allowance", "closed", "inbox", "joining", "obeyed", "slow", "sockets", "tray", "wire")

    def __init__(self, sockets: Sockets, wire: Wire) -> None:
        """Begin with nothing said."""
        self.sockets = sockets
        self.wire = wire
        self.tray = Chute(sockets.quotas, wire.write)
        self.inbox: list[str | None] = []
        self.joining: asyncio.Task[None] | None = None
        """Settles where a subscription begins; the next message waits for it."""
        self.obeyed = False
        """A message has been obeyed in this turn of the loop."""
        self.allowance: Allowance | None = None
        self.slow: asyncio.TimerHandle | None = None
        self.closed = False

    @abstractmethod
    def obey(self, body: Mapping[str, Any]) -> None:
        """Do what a message asks. Raises Breach."""

    @abstractmethod
    def close(self, code: int, reason: str) -> None:
        """Close at once."""

    @property
    def occupied(self) -> bool:
        """Tell whether there is no room for more messages: others wait, the position of a subscription is
        being settled, or the client does not read its answers.
        """
        return bool(self.inbox) or self.joining is not None or not self.tray.roomy

    def hear(self, text: str | None) -> None:
        """Take a message; a binary one is None."""
        self.inbox.append(text)
        if not self.obeyed:
            self._go_on()

    def flow(self) -> None:
        """Hear that the connection takes more again."""
        self.tray.flow()
        if self.tray.roomy:
            if self.slow is not None:
                self.slow.cancel()
                self.slow = None
            self.resume()

    def charge(self) -> None:
        """Count a message that asks for nothing; who sends too many is closed."""
        quotas = self.sockets.quotas
        self.allowance = self.allowance or Allowance(quotas.messages / 60, quotas.burst)
        if not self.allowance.take(asyncio.get_running_loop().time()):
            self.close(
                frames.FLOOD, f"Too many messages: {quotas.messages} a minute, {quotas.burst} at once."
            )

    def resume(self) -> None:
        """Obey what has waited, then hear more."""
        if not self.obeyed:
            self._go_on()
        if not self.occupied:
            self.wire.go_on()

    def later(self, seconds: float, then: Callable[[], None]) -> asyncio.TimerHandle:
        """Do something after so many seconds."""
        return asyncio.get_running_loop().call_later(seconds, then)

    def _turn(self) -> None:
        self.obeyed = False
        self.resume()

    def _go_on(self) -> None:
        """Obey one message, in turn with all other sockets; not for who does not read its answers."""
        if self.inbox and self.joining is None and self.tray.roomy:
            self.obeyed = True
            asyncio.get_running_loop().call_soon(self._turn)
            try:
                self.obey(frames.read(self.inbox.pop(0)))
            except Breach as breach:
                self.close(breach.code, breach.reason)
            except Exception as error:
                log.error("socket broken", kind=type(error).__name__)
                self.close(frames.BROKEN, "Something went wrong inside.")
        if not (self.tray.roomy or self.slow or self.closed):
            self.slow = self.later(self.sockets.quotas.patience, self._deaf)

    def _deaf(self) -> None:
        self.close(frames.SLOW, "Too slow: the answers were not read.")
