"""The feed: every change once, in order, to everybody who asked for it, whatever breaks."""

from __future__ import annotations

from tests.levels import writing
from tests.screens import Served, screen


async def test_a_change_is_told_when_it_commits(served: Served) -> None:
    async with writing(served.copy) as writer, screen(served.address) as shown:
        watch = await shown.watch()
        started = await writer.start()
        raised = await writer.change()
        assert await watch.changes(2) == [started, raised]
