"""L7: while more is asked than can be answered, changes pass, tokens go first, and who is sent away costs little."""

from __future__ import annotations

import asyncio
import gc
import time
import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import pytest

from schema.access import Role
from server.admission import TURN, Admission
from server.auth import issue
from server.limits import Waits
from server.pool import Pool
from tests.asking import SECRET
from tests.lines import until
from tests.running import NAME, NAMED
from tests.screens import Served

READ, CHANGE, SIGN_IN = (
    b'{"query":"{ a }"}',
    b'{"query":"mutation { a }"}',
    b'{"query":"mutation { signIn }"}',
)
GRAPHQL = "application/graphql-response+json"
END = """mutation {
  endResponse(input: {key: "x", response: "x", effectiveAt: "2026-01-01T00:00:00Z", reason: "x"}) { id }
}"""
BEARER = {"Authorization": "Bearer " + issue(SECRET, Role.OFFICER, ["421000"])}


class Door:
    """An admission whose database is behind or not, as is said, and whom it let in."""

    def __init__(self, **waits: Any) -> None:
        self.busy = True
        self.order: list[tuple[str, str]] = []
        self.admission = Admission(Waits(**waits), "later")
        self.admission.behind = lambda: self.busy

    def enter(self, name: str, body: bytes = READ, *, known: bool = True, gone: bool = False) -> None:
        self.admission.enter(body, known, lambda app: self.order.append((name, app)), "app", lambda: gone)


async def test_changes_and_signing_in_never_wait_and_tokens_go_first() -> None:
    door = Door()
    door.enter("stranger", known=False)
    door.enter("known")
    door.enter("left", gone=True)
    door.enter("pretends", CHANGE, known=False)
    door.enter("change", CHANGE)
    door.enter("signs in", SIGN_IN, known=False)
    assert door.order == [("change", "app"), ("signs in", "app")]
    door.busy = False
    await until(lambda: len(door.order) >= 5)
    assert door.order[2:] == [("known", "app"), ("stranger", "app"), ("pretends", "app")]


async def test_a_turn_of_the_loop_begins_with_so_many() -> None:
    door = Door()
    door.busy = False
    for number in range(3 * TURN):
        door.enter(str(number))
    assert len(door.order) == TURN
    turns = 0
    async with asyncio.timeout(5):
        while len(door.order) < 3 * TURN:
            before = len(door.order)
            await asyncio.sleep(0)
            assert len(door.order) - before <= TURN
            turns += 1
    assert turns >= 2
    assert door.order == [(str(number), "app") for number in range(3 * TURN)]


async def test_who_waits_too_long_or_finds_too_many_is_told_to_come_again() -> None:
    door = Door(acquire=0.2, queue=8)
    for number in range(9):
        door.enter(f"known {number}")
    for number in range(5):
        door.enter(f"stranger {number}", known=False)
    assert door.order == [("known 8", "later"), ("stranger 4", "later")]
    await until(lambda: len(door.order) >= 14)
    strangers = [(f"stranger {number}", "later") for number in range(4)]
    assert door.order[2:] == [*strangers, *((f"known {number}", "later") for number in range(8))]


@asynccontextmanager
async def occupied(served: Served) -> AsyncIterator[Pool]:
    """Hold all connections for a while, and have enough wait for them."""
    pool: Pool = served.app.state.database.pool

    async def wait() -> None:
        pool.release(await pool.acquire(30))

    held = [await pool.acquire(5) for _ in range(pool.size)]
    waiting = [asyncio.create_task(wait()) for _ in range(2 * pool.size)]
    await until(served.app.state.database.behind)
    try:
        yield pool
    finally:
        for connection in held:
            pool.release(connection)
        await asyncio.gather(*waiting)


@pytest.mark.parametrize(
    ("accept", "status", "after"), [(GRAPHQL, 503, "1"), ("application/json", 200, None)]
)
async def test_it_is_told_as_graphql_tells(
    served: Served, accept: str, status: int, after: str | None
) -> None:
    """Half a second without a token, and the question comes back; whoever asks again then is answered."""
    async with httpx.AsyncClient(
        base_url=f"http{served.address[2:].removesuffix('/graphql')}", headers={"accept": accept}
    ) as client:
        async with occupied(served) as pool:
            asked = [asyncio.create_task(client.post("/graphql", json={"query": NAME})) for _ in range(64)]
            answers = [await one for one in asked]
            assert len(pool.queue) == 2 * pool.size, "none of them was begun"
        assert {one.status_code for one in answers} == {status}
        assert {one.headers.get("retry-after") for one in answers} == {after}
        assert {one.json()["errors"][0]["extensions"]["code"] for one in answers} == {"SERVICE_UNAVAILABLE"}
        assert {one.headers["x-content-type-options"] for one in answers} == {"nosniff"}
        assert (await client.post("/graphql", json={"query": NAME})).json() == NAMED


async def test_a_change_is_next_while_many_wait(served: Served) -> None:
    admission = served.app.state.admission
    async with httpx.AsyncClient(
        base_url=f"http{served.address[2:].removesuffix('/graphql')}",
        headers=BEARER,
        limits=httpx.Limits(max_connections=200),
    ) as client:
        async with occupied(served) as pool:
            reads = [asyncio.create_task(client.post("/graphql", json={"query": NAME})) for _ in range(100)]
            await until(lambda: bool(admission.queues[0]))
            change = asyncio.create_task(client.post("/graphql", json={"query": END}))
            await until(lambda: bool(pool.ahead))
        assert (await change).json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
        codes = {
            error["extensions"]["code"] for one in reads for error in (await one).json().get("errors", ())
        }
    assert codes <= {"SERVICE_UNAVAILABLE"}


async def test_no_two_new_documents_are_read_in_one_turn() -> None:
    """G6: what is hard to validate delays others by one of it, however many are sent at once."""
    admission = Admission(Waits(), "later")
    turn, read = 0, []

    async def reads() -> None:
        async with admission.apart():
            read.append(turn)

    tasks = [asyncio.create_task(reads()) for _ in range(10)]
    while not all(task.done() for task in tasks):
        await asyncio.sleep(0)
        turn += 1
    assert len(set(read)) == len(read) == 10


@pytest.mark.parametrize("refused", [False, True])
async def test_after_a_long_document_there_is_time_for_others(refused: bool) -> None:
    """Also after one that was refused: it took as long to read."""
    admission, clock = Admission(Waits(), "later"), asyncio.get_running_loop().time
    with suppress(ValueError):
        async with admission.apart():
            time.sleep(0.05)  # noqa: ASYNC251 - the loop is held, as a validation holds it
            if refused:
                raise ValueError
    begun = clock()
    async with admission.apart():
        assert clock() - begun >= 0.09


class Knot:
    """Holds itself, as what a validation makes does."""

    def __init__(self) -> None:
        self.itself = self


async def test_after_a_long_document_nothing_is_left_of_its_reading() -> None:
    """What is hard to validate does not grow the process by all that its validation made."""
    admission = Admission(Waits(), "later")
    gc.disable()
    try:
        async with admission.apart():
            left = weakref.ref(Knot())
            time.sleep(0.05)  # noqa: ASYNC251 - the loop is held, as a validation holds it
        assert left() is None
    finally:
        gc.enable()
