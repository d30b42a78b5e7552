"""What many ask for at once is found once; an error that nobody waits for any more is told to nobody."""

import asyncio
import gc
from typing import Any

from schema.errors import Unavailable
from server.fresh import Fresh


async def test_an_error_that_nobody_waits_for_any_more_is_not_logged_with_its_stack() -> None:
    told: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context))
    go, gone = asyncio.Event(), asyncio.Event()

    async def fail() -> int:
        try:
            await go.wait()
            raise Unavailable("The database cannot be reached just now; try again.")
        finally:
            gone.set()

    fresh = Fresh(fail)
    asked = asyncio.create_task(fresh.get())
    await asyncio.sleep(0)
    asked.cancel()
    await asyncio.wait([asked])
    go.set()
    await gone.wait()
    await asyncio.sleep(0)
    del asked, fresh
    gc.collect()
    assert told == []
