"""Who is begun with when more is asked than can be answered: what waits here is unread, and costs little.

A request that is worked on takes the loop in small steps; between them the answers of the database must be
taken. Where hundreds were begun at once, each step of a change would wait for one of each of them.
"""

from __future__ import annotations

import asyncio
import gc
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from server.limits import Waits

TURN = 8
"""Requests that are begun in one turn of the loop."""
TOLD = 64
"""Requests that are told to come again in one turn."""
LONG = 0.02  # seconds that a document may take to validate without a rest after it
PAUSE = 0.005  # seconds until the database is looked at again
CHANGES = b"mutation"
ENTRANCE = b"signIn"
Begin = Callable[[Any], None]
"""Begins to work on a request with an application."""


@dataclass(eq=False, slots=True)
class Waiting:
    """A request that is not begun yet: how it is begun and with what, since when it waits, if it is gone."""

    begin: Begin
    app: Any
    since: float
    gone: Callable[[], bool]


class Admission:
    """Two queues: those who bear a token go first, and may wait twice as long. A change never waits."""

    def __init__(self, waits: Waits, later: Any) -> None:
        """Keep how long and how many may wait, and the application that tells to come again."""
        self.waits = waits
        self.later = later
        self.behind: Callable[[], bool] = lambda: False
        """Whether the database has enough to do; set where there is one."""
        self.queues: tuple[deque[Waiting], deque[Waiting]] = deque(), deque()
        self.begun = 0
        self.planned = False
        self.reading = asyncio.Lock()
        self.rested = 0.0

    @asynccontextmanager
    async def apart(self) -> AsyncIterator[None]:
        """Read a new document in a turn of the loop in which no other is: to validate one may take long.

        After one that did, nobody's is read for twice as long, so that what others ask finds time between.
        """
        clock = asyncio.get_running_loop().time
        async with self.reading:
            await asyncio.sleep(max(0.0, self.rested - clock()))
            begun = clock()
            try:
                yield
            finally:  # what is refused was read as well
                took = clock() - begun
                if took > LONG:
                    gc.collect()  # it made much that holds each other and would stand for long
                self.rested = clock() + 2 * took if took > LONG else 0.0

    def enter(
        self, body: bytes | bytearray, known: bool, begin: Begin, app: Any, gone: Callable[[], bool]
    ) -> None:
        """Begin with a request whose whole body has come, or let it wait."""
        if CHANGES in body and (known or ENTRANCE in body):
            begin(app)
            return
        queue = self.queues[not known]
        if not any(self.queues) and self.begun < TURN and not self.behind():
            self._begin(begin, app)
        elif len(queue) >= self.waits.queue * self.waits.part(known=known):
            begin(self.later)
        else:
            queue.append(Waiting(begin, app, asyncio.get_running_loop().time(), gone))
            self._plan(0)

    def _begin(self, begin: Begin, app: Any) -> None:
        self.begun += 1
        self._plan(0)
        begin(app)

    def _plan(self, seconds: float) -> None:
        if not self.planned:
            self.planned = True
            loop = asyncio.get_running_loop()
            loop.call_later(seconds, self._turn) if seconds else loop.call_soon(self._turn)

    def _turn(self) -> None:
        """Begin a new turn of the loop with those who wait."""
        self.begun = 0
        self.planned = False
        for known in (True, False):
            self._serve(self.queues[not known], self.waits.acquire * self.waits.part(known=known))
        if any(self.queues):
            self._plan(PAUSE if self.behind() else 0)

    def _serve(self, queue: deque[Waiting], longest: float) -> None:
        """Begin with the first ones, as many as may be; who has waited too long is told to come again."""
        told, now = 0, asyncio.get_running_loop().time()
        while queue and told < TOLD:
            if queue[0].gone():
                queue.popleft()
            elif now - queue[0].since > longest:
                told += 1
                queue.popleft().begin(self.later)
            elif self.begun >= TURN or self.behind():
                return
            else:
                one = queue.popleft()
                self._begin(one.begin, one.app)
