"""Whoever is told by way of a tray: one operation of a socket, or a stream."""

from __future__ import annotations

import time
from collections.abc import Sequence

import structlog

from server.sent import Sent
from server.tray import Tray

log = structlog.get_logger()


class Reader:
    """One operation that goes on; in the hub, a member of a group."""

    __slots__ = ("begun", "document", "method", "name", "told", "tray")

    def attend(self, method: str, sent: Sent, tray: Tray) -> None:
        """Begin: nothing has been told yet. Of what was asked, name and hash are kept."""
        self.method = method
        mark = sent.mark
        self.name, self.document = mark["operation"], mark["document"]
        self.tray: Tray = tray
        self.begun = time.perf_counter()
        self.told = 0

    @property
    def roomy(self) -> bool:
        """Tell whether a batch can be told."""
        return self.tray.roomy

    @property
    def stuck(self) -> bool:
        """Tell whether the client does not read just now."""
        return self.tray.sending

    @property
    def waiting(self) -> int:
        """Count the messages that wait to be sent over its connection."""
        return len(self.tray.frames)

    async def room(self) -> None:
        """Wait until there is room, or nothing will be sent any more."""
        await self.tray.room()

    def note(self, codes: Sequence[str] = ()) -> None:
        """Write one line: what was asked by hash and name, never its text or variables."""
        log.info(
            "graphql",
            method=self.method,
            operation=self.name,
            document=self.document,
            ms=round((time.perf_counter() - self.begun) * 1000, 2),
            told=self.told,
            codes=codes or None,
        )
