"""How much one person or address may ask: what is refused, when it may come again, and who is not hindered by it."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.document import Refused
from resolvers.roots import api
from schema.access import Role, Viewer
from schema.errors import RateLimited
from server.auth import issue
from server.execution import Execution
from server.limits import Rates
from server.rates import Askers, Bucket, address, network
from server.sent import Sent
from tests.asking import OFFICER, READER, SECRET, Asker, asker
from tests.conftest import Copy
from tests.running import GRAPHQL, NAME, NAMED, Running, code, running
from tests.screens import screen

OTHER = Viewer.of("other@421000", Role.OFFICER, ("421000",))
END = 'mutation { endResponse(input: {key: "k", response: "x", effectiveAt: "2026-01-01T00:00:00Z", reason: "r"}) { id } }'
LARGE = "{ divisions(first: 200) { edges { node { children { children { code } } } } } }"
"""22,401 objects: 23 points."""


class Hand:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@given(st.lists(st.tuples(st.floats(0, 5), st.floats(0.1, 300)), max_size=60))
def test_a_bucket_gives_no_more_than_comes_in(asked: list[tuple[float, float]]) -> None:
    """Whatever the pattern: together at most the burst, what came back since, and one question."""
    bucket, now, spent, largest = Bucket(20, 100, 0.0), 0.0, 0.0, 0.0
    for pause, cost in asked:
        now += pause
        wait = bucket.wait(now)
        if wait:
            assert bucket.wait(now + wait - 0.06) or wait <= 0.06, "not much later than need be"
            assert not bucket.wait(now + wait), "at the moment that was told it is let in"
            now += wait
        bucket.level -= cost
        spent, largest = spent + cost, max(largest, cost)
        assert spent <= 100 + 20 * now + largest + 1e-6


def refused(execution: Execution, text: str, viewer: Viewer) -> int:
    """Ask until it is refused; give how many were answered. What is refused was not read."""
    for count in range(10_000):
        try:
            execution.question(Sent(text), viewer)
        except Refused as found:
            (error,) = found.errors
            assert isinstance(error, RateLimited)
            return count
    raise AssertionError("never")


def counted(clock: Hand, **rates: Any) -> Execution:
    made = Askers(Rates(**rates), clock=clock)
    return Execution(api, None, SECRET, askers=made)  # type: ignore[arg-type]


def test_a_question_costs_what_its_answer_could_hold() -> None:
    clock = Hand()
    execution = counted(clock, person=10, person_burst=100)
    assert refused(execution, LARGE, OFFICER) == 5, "2 for the reading, then 23 each"
    assert refused(execution, NAME, OTHER) > 60, "another has points of its own"
    assert refused(execution, LARGE, OFFICER) == 0
    with pytest.raises(Refused) as told:
        execution.question(Sent(NAME), OFFICER)
    seconds = told.value.errors[0].extensions["retryAfter"]
    clock.now += seconds
    assert execution.question(Sent(NAME), OFFICER)


def test_what_is_refused_is_not_read() -> None:
    """G6: a document that is new costs what it takes to read, also where it is wrong."""
    clock = Hand()
    execution = counted(clock, person=10, person_burst=100)
    for number in range(1_000):
        wrong = f"{{ nothing{number} {'eventCursor ' * 20} }}"
        try:
            execution.question(Sent(wrong), OFFICER)
        except Refused as found:
            if found.errors[0].code == "RATE_LIMITED":
                break
    assert number == 20, "250 characters are 5 points"
    before = dict(execution.planner.documents.values)
    with pytest.raises(Refused) as told:
        execution.question(Sent("{ never: eventCursor }"), OFFICER)
    assert told.value.errors[0].code == "RATE_LIMITED"
    assert execution.planner.documents.values == before


def test_reads_hinder_no_change() -> None:
    """L7: who has asked too much may still record what was decided."""
    clock = Hand()
    execution = counted(clock, person=10, person_burst=20, changes=5, changes_burst=30)
    assert refused(execution, LARGE, OFFICER) == 1
    assert execution.question(Sent(END), OFFICER)
    hidden = "# mutation\n" + NAME
    assert refused(execution, hidden, OFFICER) == 0, "the word alone is no change"
    assert refused(execution, END, OFFICER) in range(20, 30)
    clock.now += 1
    assert refused(execution, "mutation Other { __typename }", OFFICER) > 0


def test_walls_and_maps_are_not_hindered() -> None:
    """By the defaults: a wall that polls twenty lists a second, and a map that loads its tiles."""
    clock = Hand()
    execution = counted(clock)
    wall = "{ hazardSites(first: 200) { edges { node { code name geometry division { name } } } } }"
    for _ in range(300):
        clock.now += 1
        for _ in range(20):
            assert execution.question(Sent(wall), OFFICER)
    person = execution.askers.person(OTHER)
    for _ in range(40 * 8 * 5):
        person.admit()
        person.pay(1)


def test_who_is_counted_is_bounded() -> None:
    askers = Askers(Rates(known=100))
    askers.person(OFFICER).busy = 1
    for number in range(1_000):
        askers.stranger(f"192.0.2.{number}")
    assert len(askers.known) == 100
    assert f"person {OFFICER.subject}" in askers.known, "who has something under way stays"


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("192.0.2.7", None, "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.1", " , ", "10.0.0.1"),
        ("10.0.0.1", "nonsense", "nonsense"),
        (None, None, ""),
    ],
)
def test_an_address_behind_proxies(peer: str | None, forwarded: str | None, expected: str) -> None:
    """What the client wrote itself is not believed; only what the trusted proxies added."""
    assert address(peer, forwarded, ("10.0.0.0/24",)) == expected
    assert address(peer, forwarded, ()) == (peer or ""), "none is trusted where none is named"


def test_an_address_is_a_customers() -> None:
    assert network("2001:db8:1:2:3:4:5:6") == network("2001:db8:1:2::1") != network("2001:db8:1:3::1")
    assert network("::ffff:192.0.2.1") == network("192.0.2.1")
    assert len(network("x" * 10_000)) < 50


@pytest.fixture
async def counting(demo: Copy) -> AsyncIterator[Asker]:
    """One person may hold three of four connections, and ask twenty questions at once."""
    async with asker(demo) as asking:
        asking.execution.askers = Askers(Rates(at_once=20, share=0.75), 4)
        yield asking


async def test_others_have_connections_left(counting: Asker) -> None:
    """D4: whoever asks much at once waits for its own, not others for it."""
    slow = "{ responses { transitions { notice { text } } } }"
    highest = 0

    async def watch() -> None:
        nonlocal highest
        while True:
            highest = max(highest, counting.database.pool.taken)
            await asyncio.sleep(0)

    watching = asyncio.create_task(watch())
    answers = await asyncio.gather(*(counting.execution.answer(Sent(slow), OFFICER) for _ in range(25)))
    watching.cancel()
    codes = [error["extensions"]["code"] for answer in answers for error in answer.errors]
    assert codes == ["RATE_LIMITED"] * 5, "more than twenty at once"
    assert highest == 3
    person = counting.execution.askers.person(OFFICER)
    assert (person.busy, person.lane.locked()) == (0, False)


async def test_where_many_wait_changes_go_first(counting: Asker) -> None:
    """L7: reads without a token are refused first, then all; a change gets the next connection."""
    pool = counting.database.pool
    counting.database.waits = counting.database.waits.model_copy(update={"queue": 8})
    held = [await pool.acquire(1) for _ in range(4)]
    order: list[str] = []

    async def take(name: str, *, urgent: bool) -> None:
        connection = await pool.acquire(5, urgent=urgent)
        order.append(name)
        pool.release(connection)

    waiting = [asyncio.create_task(take(f"read {number}", urgent=False)) for number in range(4)]
    await asyncio.sleep(0.01)
    assert (await counting.execution.answer(Sent(NAME), READER)).errors[0]["extensions"][
        "code"
    ] == "SERVICE_UNAVAILABLE"
    patient = asyncio.create_task(counting.execution.answer(Sent(NAME), OFFICER))
    waiting += [asyncio.create_task(take(f"read {number}", urgent=False)) for number in range(4, 7)]
    waiting.append(asyncio.create_task(take("change", urgent=True)))
    await asyncio.sleep(0.01)
    assert (await counting.execution.answer(Sent(NAME), OTHER)).errors[0]["extensions"][
        "code"
    ] == "SERVICE_UNAVAILABLE"
    for connection in held:
        pool.release(connection)
    await asyncio.gather(*waiting)
    assert json.loads((await patient).body()) == NAMED
    assert order[0] == "change"
    assert (pool.taken, len(pool.queue), len(pool.ahead)) == (0, 0, 0)


@pytest.fixture(scope="module")
async def narrow(demo: Copy, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """A server that allows little, behind a proxy on this machine."""
    settings = {
        "LEVEE_RATES__PERSON": "1",
        "LEVEE_RATES__PERSON_BURST": "10",
        "LEVEE_RATES__STRANGERS": "1",
        "LEVEE_RATES__STRANGERS_BURST": "10",
        "LEVEE_TRUSTED_PROXIES": "127.0.0.1",
    }
    async with running(demo, tmp_path_factory.mktemp("narrow"), **settings) as made:
        yield made


def bearer(name: str) -> dict[str, str]:
    return {"authorization": "Bearer " + issue(SECRET, Role.VIEWER, ["421000"], name=name)}


async def test_who_asks_too_much_is_told_when_to_come_again(narrow: Running) -> None:
    """Under both media types, over WebSocket, for tiles and CAP; others are answered."""
    asked = bearer("hasty")
    assert (await narrow.ask(headers=asked)).json() == NAMED
    assert "data" in (await narrow.ask(LARGE, headers=asked)).json(), "half a minute's points"
    response = await narrow.ask(headers=asked)
    assert (response.status_code, code(response)) == (200, "RATE_LIMITED")
    assert "retry-after" not in response.headers
    response = await narrow.ask(accept=GRAPHQL, headers=asked)
    assert (response.status_code, code(response)) == (429, "RATE_LIMITED")
    seconds = response.json()["errors"][0]["extensions"]["retryAfter"]
    assert response.headers["retry-after"] == str(seconds)
    assert 1 <= seconds < 60
    for path in ("/tiles/resources/0/0/0.mvt", "/tiles/resources.json", "/cap.xml"):
        response = await narrow.client.get(path, headers=asked)
        assert (response.status_code, int(response.headers["retry-after"]) >= 1) == (429, True)
    async with screen(narrow.url.replace("http", "ws") + "/graphql", asked["authorization"]) as shown:
        assert (await (await shown.operate(NAME)).refused())["code"] == "RATE_LIMITED"
    assert (await narrow.ask(headers=bearer("calm"))).json() == NAMED


async def test_strangers_are_counted_by_address(narrow: Running) -> None:
    """Behind a proxy by the one that it tells; a good token from there is not hindered."""
    bad = {"x-forwarded-for": "198.51.100.1", "authorization": "Bearer nonsense"}
    codes = await crowd(narrow, bad)
    assert codes["UNAUTHENTICATED"] >= 10
    assert codes["RATE_LIMITED"] == 90 - codes["UNAUTHENTICATED"] > 0
    paths = ["/tiles/resources/0/0/0.mvt"] * 30
    tiles = await asyncio.gather(*(narrow.client.get(path, headers=bad) for path in paths))
    assert 429 in {tile.status_code for tile in tiles} <= {401, 429}
    assert code(await narrow.ask(headers={**bad, "x-forwarded-for": "198.51.100.2"})) == "UNAUTHENTICATED"
    assert (await narrow.ask(headers={**bad, **bearer("neighbour")})).json() == NAMED
    forged = {**bad, "x-forwarded-for": "203.0.113.1, 198.51.100.1"}
    assert (await crowd(narrow, forged))["UNAUTHENTICATED"] < 90, "what it wrote itself does not help"


async def crowd(narrow: Running, headers: dict[str, str]) -> Counter[str]:
    """Come ninety times at once; give the codes of what is told."""
    answers = await asyncio.gather(*(narrow.ask(headers=headers) for _ in range(90)))
    return Counter(code(one) for one in answers)


async def test_nobody_reads_without_a_token_past_a_proxy(demo: Copy, tmp_path: Path) -> None:
    """Also where the proxy is trusted: it is trusted to tell an address, no more."""
    settings = {"LEVEE_OPEN_READS": "1", "LEVEE_TRUSTED_PROXIES": "127.0.0.1"}
    async with running(demo, tmp_path, **settings) as made:
        assert (await made.ask()).json() == NAMED
        for forwarded in ("127.0.0.1", "", "192.0.2.1"):
            assert code(await made.ask(headers={"x-forwarded-for": forwarded})) == "UNAUTHENTICATED"
