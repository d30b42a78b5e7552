"""Who changes levels: writers on the database, as a mutation writes; and many over HTTP, with tokens."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Iterator, Sequence
from typing import Any, Self

import asyncpg

from resolvers.transaction import Transaction
from schema.access import SETTING, SYSTEM, Role, Viewer
from schema.vocabulary import EventKind
from server.auth import issue
from server.cluster import Cluster
from server.database import session
from server.settings import Settings

OFFICER = Viewer.of("bench", Role.OFFICER, ("420000",))
OPEN = """
INSERT INTO response (system, plan_id, division_id, drill, period)
SELECT 'bench', (SELECT min(id) FROM plan WHERE system IS NOT NULL), id, false, tstzrange(now(), NULL)
FROM division WHERE code = $1 AND valid_to IS NULL
RETURNING id
"""
RECORD = """
INSERT INTO response_transition
       (response_id, kind, "from", "to", effective_at, effective_precision, effective_basis, reason)
VALUES ($1, $2, $3, $4, now(), 'MINUTE', 'REPORTED', 'SYNTHETIC') RETURNING id
"""
PROVINCE = "420000"
PLAN = '{ plans(filter: {systems: ["flood"]}) { edges { node { id } } } }'
START = """mutation Start($i: StartResponseInput!) { startResponse(input: $i) { id response { id } } }"""
CHANGE = """mutation Change($i: ChangeResponseLevelInput!) { changeResponseLevel(input: $i) { id } }"""
SINCE = "2026-01-01T08:00:00+08:00"


class Hand:
    """One response of a division, whose level is raised and lowered over a connection of its own."""

    def __init__(self, connection: asyncpg.Connection[Any]) -> None:
        """Keep the connection; it says itself that the server writes."""
        self.connection = connection
        self.steps = itertools.cycle([("RAISE", "IV", "III"), ("LOWER", "III", "IV")])
        self.response = 0

    @classmethod
    async def at(cls, url: str) -> Self:
        """Connect as the server's role."""
        settings = session(Settings()) | {SETTING: SYSTEM}
        return cls(await asyncpg.connect(url, server_settings=settings))

    async def start(self, code: str) -> None:
        """Start it."""
        self.response = await self.connection.fetchval(OPEN, code)
        await self.record("START", None, "IV")

    async def change(self) -> int:
        """Change the level: the nanosecond, of the clock that does not go back, at which COMMIT was sent."""
        return await self.record(*next(self.steps))

    async def record(self, kind: str, before: str | None, to: str) -> int:
        """Write a transition with its event, and commit apart: the moment between counts."""
        await (await self._begun(kind, before, to)).finish()
        sent = time.monotonic_ns()
        await self.connection.execute("COMMIT")
        return sent

    async def follow(self) -> None:
        """Change the level and commit at once, as a mutation does."""
        await (await self._begun(*next(self.steps))).finish("COMMIT")

    async def _begun(self, kind: str, before: str | None, to: str) -> Transaction:
        await self.connection.execute("BEGIN")
        key = await self.connection.fetchval(RECORD, self.response, kind, before, to)
        told = Transaction(self.connection, OFFICER, b"")
        told.emit(EventKind.TRANSITION, key)
        return told


class Writer:
    """One response of the province, changed step by step."""

    def __init__(self, running: Cluster) -> None:
        """Connect as the server's role."""
        self.runner = asyncio.Runner()
        self.hand = self.runner.run(Hand.at(running.url))

    def start(self) -> None:
        """Start it; nobody listens yet."""
        self.runner.run(self.hand.start(PROVINCE))

    def change(self) -> int:
        """Change the level, and tell when COMMIT was sent, as `Hand` does."""
        return self.runner.run(self.hand.change())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.runner.run(self.hand.connection.close())
        self.runner.close()


def paced(writer: Writer, count: int, seconds: float) -> Iterator[int]:
    """Change the level again and again, on time: when each was committed."""
    start = time.monotonic()
    for number in range(count):
        time.sleep(max(0.0, start + number * seconds - time.monotonic()))
        yield writer.change()


class Client:
    """One connection over HTTP, kept open."""

    def __init__(self, port: int, token: str) -> None:
        """Keep them."""
        self.port = port
        self.writer: asyncio.StreamWriter | None = None
        self.head = (
            "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Accept: application/json\r\nAuthorization: Bearer {token}\r\nContent-Length: "
        )

    async def open(self) -> None:
        """Connect, or connect anew."""
        self.close()
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)

    def close(self) -> None:
        """End the connection, if there is one."""
        if self.writer is not None:
            self.writer.close()
            self.writer = None

    async def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """Ask, and give the data; an error ends the measurement."""
        assert self.writer is not None
        body = json.dumps({"query": query, "variables": variables})
        self.writer.write(f"{self.head}{len(body)}\r\n\r\n{body}".encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        told: dict[str, Any] = json.loads(await self.reader.readexactly(length))
        if told.get("errors"):
            raise RuntimeError(f"the server answers {told['errors']}")
        data: dict[str, Any] = told["data"]
        return data


async def started(client: Client, code: str) -> str:
    await client.open()
    plan = (await client.ask(PLAN))["plans"]["edges"][0]["node"]["id"]
    asked = {"plan": plan, "division": code, "level": "IV", "effectiveAt": SINCE, "reason": "SYNTHETIC"}
    made = await client.ask(START, i=asked | {"key": f"start {code}"})
    response: str = made["startResponse"]["response"]["id"]
    return response


async def _changing(client: Client, response: str, last: float) -> int:
    for count, level in enumerate(itertools.cycle(["III", "IV"])):
        if time.monotonic() >= last:
            client.close()
            return count
        asked = {"key": f"{response} {count}", "response": response, "level": level}
        await client.ask(CHANGE, i=asked | {"effectiveAt": SINCE, "reason": "SYNTHETIC"})
    raise AssertionError


async def _rate(port: int, secret: bytes, codes: Sequence[str], seconds: float) -> tuple[int, float]:
    clients = [Client(port, issue(secret, Role.OFFICER, (code,))) for code in codes]
    responses = await asyncio.gather(*map(started, clients, codes))
    begun = time.monotonic()
    counts = await asyncio.gather(
        *(
            _changing(client, response, begun + seconds)
            for client, response in zip(clients, responses, strict=True)
        )
    )
    return sum(counts), time.monotonic() - begun


def rate(port: int, secret: bytes, codes: Sequence[str], seconds: float) -> tuple[int, float]:
    """Raise and lower a response in each division, each over a connection of its own: changes, seconds."""
    return asyncio.run(_rate(port, secret, codes, seconds))


async def _straight(url: str, codes: Sequence[str], seconds: float) -> tuple[int, float]:
    hands = [await Hand.at(url) for _ in codes]
    await asyncio.gather(*(hand.start(code) for hand, code in zip(hands, codes, strict=True)))
    begun = time.monotonic()
    counts = await asyncio.gather(*(_changed(hand, begun + seconds) for hand in hands))
    took = time.monotonic() - begun
    await asyncio.gather(*(hand.connection.close() for hand in hands))
    return sum(counts), took


async def _changed(hand: Hand, last: float) -> int:
    count = 0
    while time.monotonic() < last:
        await hand.follow()
        count += 1
    return count


def straight(running: Cluster, codes: Sequence[str], seconds: float) -> tuple[int, float]:
    """Raise and lower a response in each division, each over its connection to the database: as `rate`."""
    return asyncio.run(_straight(running.url, codes, seconds))
