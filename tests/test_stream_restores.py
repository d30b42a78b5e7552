"""Events after a restore, and without a token: an id opens nothing that a position would not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from schema.position import derive, seal
from tests.asking import SECRET, Asker
from tests.levels import as_superuser, writing
from tests.lines import until
from tests.running import Running
from tests.screens import CHANGES, Served, serving
from tests.test_positions import head
from tests.test_stream import EVENTS, base, stream

KEY = derive(SECRET, "events")


@pytest.fixture
async def restored(own: Asker) -> AsyncIterator[Served]:
    """A server over a database that this test alone may restore."""
    async with serving(own.copy) as running:
        yield running


async def test_a_restore_is_told_to_every_stream_and_to_all_who_come_back(restored: Served) -> None:
    """W17: as over sockets, fifty of fifty are told, whether they listen or come back with an id of before."""
    async with writing(restored.copy) as writer, AsyncExitStack() as stack:
        await writer.start()
        old = await head(restored)
        opened = [await stack.enter_async_context(stream(base(restored), CHANGES)) for _ in range(25)]
        await until(lambda: len(restored.hub.places) == 25)
        written = [await writer.change() for _ in range(2)]
        assert [await one.changes(2) for one in opened] == [written] * 25
        before = opened[0].last
        await as_superuser(restored.copy, f"DELETE FROM event WHERE seq > {old[1]}")
        restore = f"UPDATE event_head SET seq = {old[1]}, epoch = gen_random_uuid()"
        await as_superuser(restored.copy, restore)
        assert [await one.refused() for one in opened] == ["CURSOR_EXPIRED"] * 25
        for id_ in [before, seal(KEY, [old[0], str(old[1])])] * 12 + [before]:
            async with stream(base(restored), CHANGES, last_event_id=id_) as again:
                assert await again.refused() == "CURSOR_EXPIRED"


async def test_an_id_is_no_token(closed: Running) -> None:
    """W17: whoever brings a good position and no token, or a bad one, is refused as anybody is."""
    epoch = "00000000-0000-4000-8000-000000000000"
    id_ = {"last-event-id": seal(KEY, [epoch, "0"])}
    answers = await asyncio.gather(
        closed.ask(CHANGES, accept=EVENTS, headers=id_),
        closed.ask(CHANGES, accept=EVENTS, headers=id_ | {"authorization": f"Bearer {id_['last-event-id']}"}),
    )
    for answer in answers:
        assert "UNAUTHENTICATED" in answer.text
        assert "cursor" not in answer.text
        assert answer.text.count("event: ") == 2, "the refusal, and that it is complete"
