"""A run: officers decide, walls watch, something breaks; then the verdict."""

from __future__ import annotations

import asyncio
import itertools
import logging
import os
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from tests.conftest import Copy
from tests.history import History, Record, position, recorded
from tests.lines import until
from tests.screens import GONE, screen, token
from tests.verdict import sees, verdict

FIELDS = "{ id kind from to reason response { id } }"
DECISIONS = {
    "startResponse": f"mutation($i: StartResponseInput!) {{ done: startResponse(input: $i) {FIELDS} }}",
    "changeResponseLevel": f"mutation($i: ChangeResponseLevelInput!) "
    f"{{ done: changeResponseLevel(input: $i) {FIELDS} }}",
    "endResponse": f"mutation($i: EndResponseInput!) {{ done: endResponse(input: $i) {FIELDS} }}",
}
WATCH = f"""subscription($after: Cursor, $division: DivisionCode, $systems: [String!], $drill: Boolean! = false) {{
  responseLevelChanged(after: $after, division: $division, systems: $systems, drill: $drill) {{
    cursor hash transition {FIELDS}
  }}
}}"""
STANDING = """query($d: DivisionCode, $s: [String!], $r: Boolean!) {
  responses(division: $d, systems: $s, drill: $r) { id level division { code } }
}"""
PLANS = "{ eventCursor plans { edges { node { id system } } } }"
UNKNOWN = {"SERVICE_UNAVAILABLE"}
"""Codes of an error after which nobody knows whether there was an effect."""
SCOPES = [
    (system, division, drill)
    for division in ("421002", "421003", "421022", "421083", "421087")
    for system in ("flood", "drought")
    for drill in (False, True)
]
SIGHTS: list[dict[str, Any]] = [
    {},
    {"division": "421022"},
    {"division": "421000", "systems": ["flood"]},
    {"drill": True},
    {},
]
PATIENCE = 3.0  # seconds that an officer waits for an answer
LATEST = 20.0  # seconds that walls have, when all is over, to be told of the rest


@dataclass(frozen=True, slots=True)
class Standing:
    """A response as its officer knows it."""

    id: str
    level: str


class Run:
    """What officers, walls and whoever breaks things share."""

    def __init__(self, copy: Copy, bases: list[str], seed: int) -> None:
        self.copy = copy
        self.bases = bases
        self.seed = seed
        self.choice = random.Random(seed)
        self.history = History()
        self.plans: dict[str, str] = {}
        self.over = asyncio.Event()
        self.begin = ""
        self.works: list[asyncio.Task[None]] = []
        self.record: Record | None = None
        """What the database held when all was over."""

    @property
    def outcomes(self) -> Counter[str]:
        """How many lines of each kind there are."""
        return Counter(entry.what for entry in self.history.entries)

    async def ok(self, count: int, seconds: float = 15.0) -> float:
        """Wait until so many more writes have been answered; give the seconds it took."""
        wanted = self.outcomes["ok"] + count
        waiting = asyncio.create_task(until(lambda: self.outcomes["ok"] >= wanted, seconds))
        await asyncio.wait([waiting, *self.works], return_when=asyncio.FIRST_COMPLETED)
        for work in self.works:
            if work.done():
                waiting.cancel()
                work.result()
        return await waiting


class Officer:
    """Starts, changes and ends responses in one scope, one after another, over HTTP."""

    def __init__(self, run: Run, number: int) -> None:
        self.run = run
        self.system, self.division, self.drill = SCOPES[number % len(SCOPES)]
        self.name = f"officer {number}"
        self.marker = f"marker of {self.name} in {self.division}"
        self.numbers = itertools.count(1)
        self.choice = random.Random(run.seed + number)
        self.standing: Standing | None = None

    async def work(self, pause: float) -> None:
        """Decide until it is over."""
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            while not self.run.over.is_set():
                operation, asked = self._next()
                done = await self._insist(client, operation, asked)
                self.standing = _after(done) if done else await self._look(client)
                await asyncio.sleep(pause * self.choice.random() * 2)

    def _next(self) -> tuple[str, dict[str, Any]]:
        """Take the next legal decision; levels I and II are not one officer's to decide."""
        key = f"{self.run.seed} {self.name} {next(self.numbers)}"
        now = datetime.now(UTC).isoformat()
        asked = {"key": key, "documentNo": key, "reason": self.marker, "effectiveAt": now}
        if self.standing is None:
            scope = {"division": self.division, "drill": self.drill, "plan": self.run.plans[self.system]}
            return "startResponse", asked | scope | {"level": self.choice.choice(["III", "IV"])}
        asked["response"] = self.standing.id
        if self.choice.random() < 0.2:
            return "endResponse", asked
        return "changeResponseLevel", asked | {"level": "III" if self.standing.level == "IV" else "IV"}

    async def _insist(
        self, client: httpx.AsyncClient, operation: str, asked: dict[str, Any]
    ) -> dict[str, Any] | None:
        """Ask until it is known what came of it; at times, give up and leave it unknown."""
        told = {"client": self.name, "key": asked["key"], "operation": operation}
        while True:
            self.run.history.note("invoke", **told, arguments=asked)
            what, result = await self._ask(client, operation, asked)
            self.run.history.note(what, **told, result=result)
            if what == "ok":
                return result
            if what == "fail" or self.choice.random() < 0.2:
                return None
            await asyncio.sleep(0.1)

    async def _ask(
        self, client: httpx.AsyncClient, operation: str, asked: dict[str, Any]
    ) -> tuple[Any, dict[str, Any]]:
        try:
            told = await self._post(client, DECISIONS[operation], {"i": asked})
        except (httpx.TransportError, ValueError) as error:
            return "info", {"error": type(error).__name__}
        if "errors" not in told:
            return "ok", _plain(told["data"]["done"])
        code = told["errors"][0]["extensions"]["code"]
        return ("info" if code in UNKNOWN else "fail"), {"code": code}

    async def _look(self, client: httpx.AsyncClient) -> Standing | None:
        """See what stands in this scope, as who knows nothing any more."""
        variables = {"d": self.division, "s": [self.system], "r": self.drill}
        while True:
            with suppress(httpx.TransportError, ValueError):
                told = await self._post(client, STANDING, variables)
                if "errors" not in told:
                    return self._mine(told["data"]["responses"])
                assert told["errors"][0]["extensions"]["code"] in UNKNOWN, told
            await asyncio.sleep(0.1)

    def _mine(self, found: list[dict[str, Any]]) -> Standing | None:
        for row in found:
            if row["division"] and row["division"]["code"] == self.division:
                return Standing(row["id"], row["level"])
        return None

    async def _post(self, client: httpx.AsyncClient, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        base = self.choice.choice(self.run.bases)
        body, headers = {"query": query, "variables": variables}, {"authorization": token()}
        answer = await client.post(f"{base}/graphql", json=body, headers=headers)
        told: dict[str, Any] = answer.json()
        return told


def _plain(shown: dict[str, Any]) -> dict[str, Any]:
    return shown | {"response": shown["response"]["id"]}


def _after(done: dict[str, Any]) -> Standing | None:
    return None if done["kind"] == "END" else Standing(done["response"], done["to"])


class Wall:
    """A screen that comes back with its cursor whenever it is cut off."""

    def __init__(self, run: Run, number: int) -> None:
        self.run = run
        self.name = f"wall {number}"
        self.sight = SIGHTS[number % len(SIGHTS)]
        self.choice = random.Random(run.seed - number)
        self.cursor = run.begin
        self.seq = position(run.begin)[1]
        self.stays = 0
        self.refused = False

    async def watch(self) -> None:
        """Watch until told to stop."""
        while not self.refused:
            with suppress(*GONE):
                await self._stay()
            await asyncio.sleep(0.05)

    async def _stay(self) -> None:
        base = self.choice.choice(self.run.bases)
        async with screen(base.replace("http", "ws") + "/graphql") as shown:
            self.stays += 1
            self.run.history.note("from", self.name, self.cursor, arguments=self.sight)
            watch = await shown.operate(WATCH, self.sight | {"after": self.cursor})
            while True:
                message = await watch.message(seconds=None)
                if message["type"] != "next":
                    self._refusal(message)
                    return
                change = message["payload"]["data"]["responseLevelChanged"]
                self.cursor = change["cursor"]
                self.seq = position(self.cursor)[1]
                result = _plain(change["transition"])
                self.run.history.note("told", self.name, self.cursor, result=result, hash=change["hash"])

    def _refusal(self, message: dict[str, Any]) -> None:
        (error,) = message["payload"]
        self.refused = error["extensions"]["code"] not in UNKNOWN
        if self.refused:
            self.run.history.note("refused", self.name, self.cursor, result=error)


@asynccontextmanager
async def run(
    copy: Copy, bases: list[str], folder: Path, *, officers: int = 6, walls: int = 10, pause: float = 0.03
) -> AsyncIterator[Run]:
    """Let officers and walls work while the body breaks things, then see that all of it can be true."""
    made = Run(copy, bases, int(os.environ.get("SEED") or random.randrange(2**32)))
    logging.getLogger(__name__).info("SEED=%s", made.seed)
    await _introduce(made)
    begun = await recorded(copy, 0)
    before, made.history.stock = begun.seq, begun.stock
    watching = [Wall(made, number) for number in range(walls)]
    deciding = [Officer(made, number) for number in range(officers)]
    _plant(made, deciding, watching)
    watches = [asyncio.create_task(wall.watch()) for wall in watching]
    works = made.works = [asyncio.create_task(officer.work(pause)) for officer in deciding]
    try:
        yield made
        made.over.set()
        await asyncio.gather(*works)
        record = made.record = await _settled(made, before, watching)
    finally:
        for task in (*works, *watches):
            task.cancel()
        await asyncio.gather(*works, *watches, return_exceptions=True)
    await _judge(made, record, watching, folder)


async def _introduce(made: Run) -> None:
    """Learn the plans, and where the log stands."""
    async with httpx.AsyncClient(base_url=made.bases[0]) as client:
        told = (await client.post("/graphql", json={"query": PLANS})).json()["data"]
    made.begin = told["eventCursor"]
    made.plans = {edge["node"]["system"]: edge["node"]["id"] for edge in told["plans"]["edges"]}


def _plant(made: Run, officers: list[Officer], walls: list[Wall]) -> None:
    """Say who may see what each officer writes."""
    for officer in officers:
        allowed = {officer.name}
        for wall in walls:
            sight = wall.sight
            near = sight.get("division") in (None, "421000", officer.division)
            if near and officer.system in sight.get("systems", [officer.system]):
                allowed |= {wall.name} if sight.get("drill", False) is officer.drill else set()
        made.history.markers[officer.marker] = allowed


async def _settled(made: Run, before: int, walls: list[Wall]) -> Record:
    """Wait until every wall was told the last that is for it, or has had its time; then for what is too much."""
    record = await recorded(made.copy, before)
    while True:
        last = {wall: _last(record, wall.sight) for wall in walls}
        with suppress(TimeoutError):
            await until(partial(_reached, last), LATEST)
        await asyncio.sleep(0.3)
        again = await recorded(made.copy, before)
        if again.seq == record.seq:
            return again
        record = again  # what was under way when its officer gave up


def _last(record: Record, sight: dict[str, Any]) -> int:
    """The last position that is for such a screen."""
    rows = [(seq, record.responses[record.transitions[id_].response]) for seq, id_ in record.events]
    return max((seq for seq, row in rows if sees(sight, row, record)), default=0)


def _reached(last: dict[Wall, int]) -> bool:
    return all(wall.seq >= seq for wall, seq in last.items())


async def _judge(made: Run, record: Record, walls: list[Wall], folder: Path) -> None:
    for wall in walls:
        made.history.note("upto", wall.name)
        made.history.entries[-1].epoch, made.history.entries[-1].seq = record.epoch, record.seq
    found = verdict(made.history, record)
    if found:
        path = folder / "history.jsonl"
        made.history.write(path)
        said = "\n".join(f"{rule}: {text}" for rule, text in found[:20])
        raise AssertionError(f"{len(found)} faults, SEED={made.seed}, history in {path}:\n{said}")
