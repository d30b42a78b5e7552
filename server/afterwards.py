"""What decisions left for after their commit: done for all of them together, in a transaction of its own.

Many who decide at once on what one plan looks at would else wait for each other, each until the commit of
the one before. Who has an answer can rely on it: what follows from the decision has been done by then. Where
that fails, the clock makes up for it.
"""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from resolvers.outcomes import left
from resolvers.transaction import Transaction
from schema.access import Viewer
from schema.errors import LeveeError
from server.database import Database
from server.fresh import Fresh

log = structlog.get_logger()

NOBODY = Viewer("afterwards", system=True)


class Afterwards:
    """Follows transitions whose transactions are over; those that come meanwhile are next, together."""

    def __init__(self, database: Database, secret: bytes) -> None:
        """Keep them; nothing is left yet."""
        self.database = database
        self.secret = secret
        self.waiting: list[int] = []
        self.runs: Fresh[None] = Fresh(self._follow)

    async def follow(self, transitions: Sequence[int]) -> None:
        """Return when these have been followed, or when that has failed, which the log tells."""
        self.waiting.extend(transitions)
        await self.runs.get()

    async def _follow(self) -> None:
        """Follow all that wait, in the order in which they were recorded; keep them where that fails."""
        keys, self.waiting = sorted(self.waiting), []
        try:
            async with self.database.transaction(NOBODY) as connection:
                tx = Transaction(connection, NOBODY, self.secret)
                await left(tx, keys)
                await tx.finish("COMMIT")
        except LeveeError as error:
            log.warning("left undone", code=error.code, transitions=len(keys))
            self.waiting.extend(keys)
