"""Moves of stock at a steady pace, by SQL as the owner of its table: Levee itself moves none yet."""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from decimal import Decimal
from typing import Any

import asyncpg

from tests.conftest import Copy
from tests.history import History, Move

LINES = "SELECT id, item_id FROM stock WHERE item_id IN (SELECT item_id FROM stock GROUP BY 1 HAVING count(*) > 1)"
CHANGE = """
UPDATE stock SET quantity = quantity + $2 WHERE id = $1 AND quantity + $2 >= reserved RETURNING quantity
"""
MISCOUNTED = "SELECT count(*) FROM levee_miscounted()"
HANDS = 4
FAR_TOO_MUCH = Decimal(10**9)


class Short(Exception):
    """There is not so much in a depot."""


class Hand:
    """Moves stock of one item from one depot to another, and notes what the database says they hold then."""

    def __init__(
        self, connection: asyncpg.Connection[Any], history: History, lines: dict[int, int], number: int
    ) -> None:
        self.connection = connection
        self.history = history
        self.lines = lines
        self.number = number
        self.choice = random.Random(number)
        self.told: Counter[str] = Counter()

    async def work(self, rate: float, end: asyncio.Future[float]) -> None:
        """Move at its part of the pace all that is due before the end; what is late at once."""
        begun = time.monotonic()
        for transfer in itertools.count(self.number, HANDS):
            due = begun + transfer / rate
            await asyncio.sleep(due - time.monotonic())
            if end.done() and due > end.result():
                return
            try:
                await self._move(transfer)
            except Short:
                self.told["refused"] += 1
            else:
                self.told["made"] += 1

    async def _move(self, transfer: int) -> None:
        """Move something, every tenth time more than there is; the lines in one order for all."""
        giver = self.choice.choice(list(self.lines))
        item = self.lines[giver]
        taker = self.choice.choice([at for at, of in self.lines.items() if of == item and at != giver])
        amount = FAR_TOO_MUCH if self.choice.random() < 0.1 else Decimal(self.choice.randint(1, 50))
        moves = []
        async with self.connection.transaction():
            for line, change in sorted(((giver, -amount), (taker, amount))):
                held = await self.connection.fetchval(CHANGE, line, change)
                if held is None:
                    raise Short
                moves.append(Move(transfer, item, line, change, held))
            self.history.moves += moves  # until the commit nobody else changes these lines


@asynccontextmanager
async def moving(copy: Copy, history: History, rate: float) -> AsyncIterator[list[Hand]]:
    """Move stock so many times a second, over several connections, until the end; the map counts it all."""
    end: asyncio.Future[float] = asyncio.get_running_loop().create_future()
    async with AsyncExitStack() as stack:
        connections = [await asyncpg.connect(copy.owner_url) for _ in range(HANDS)]
        for connection in connections:
            stack.push_async_callback(connection.close)
        lines = {row["id"]: row["item_id"] for row in await connections[0].fetch(LINES)}
        hands = [Hand(one, history, lines, number) for number, one in enumerate(connections)]
        async with asyncio.TaskGroup() as group:
            for hand in hands:
                group.create_task(hand.work(rate, end))
            yield hands
            end.set_result(time.monotonic())
        assert await connections[0].fetchval(MISCOUNTED) == 0
