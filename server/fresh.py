"""What many ask for at once is found once, and never older than the asking."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Fresh(Generic[T]):
    """Calls a function for all who wait. Calls follow one another: what is given later is never older."""

    def __init__(self, call: Callable[[], Coroutine[Any, Any, T]]) -> None:
        """Keep what to call."""
        self.call = call
        self._under_way: asyncio.Task[T] | None = None
        self._next: asyncio.Task[T] | None = None

    @property
    def awaited(self) -> bool:
        """Tell whether somebody waits for a call that has not begun."""
        return self._next is not None

    async def get(self) -> T:
        """Give the result of a call that begins after this one; its error, if it fails."""
        if self._next is None:
            self._next = asyncio.create_task(self._after(self._under_way))
            self._next.add_done_callback(_seen)
        return await asyncio.shield(self._next)

    async def _after(self, before: asyncio.Task[T] | None) -> T:
        if before is not None:
            await asyncio.wait([before])
        self._under_way, self._next = self._next, None
        return await self.call()


def _seen(task: asyncio.Task[Any]) -> None:
    """Take note of an error nobody waits for any more: asyncio would write it into the log with its stack."""
    if not task.cancelled():
        task.exception()
