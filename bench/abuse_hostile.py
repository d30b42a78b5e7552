"""python -m bench.abuse_hostile: a client that does its worst with a good token, in one of several ways."""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import time
import zlib
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from functools import partial

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.frames import Frame, Opcode
from websockets.typing import Subprotocol

CONNECTIONS = 8
SUBSCRIPTION = "subscription { responseLevelChanged { cursor transition { id } } }"
PROTOCOL = Subprotocol("graphql-transport-ws")
Way = Callable[["Hostile"], Awaitable[None]]
fresh = itertools.count()
"""Makes each document one that is not known yet."""


def doubled() -> str:
    """Fragments, each of which spreads the next twice."""
    number, levels = next(fresh), 60
    chain = "".join(f"fragment F{n} on Division {{ ...F{n + 1} ...F{n + 1} }} " for n in range(levels))
    last = f"fragment F{levels} on Division {{ code }}"
    return f'{{ a{number}: division(code: "421000") {{ ...F0 }} }} {chain} {last}'


def ring() -> str:
    """Fragments that spread each other in a ring, behind inline fragments."""
    number, length = next(fresh), 10
    parts = (
        f"fragment F{n} on Division {{ ... on Division {{ ...F{(n + 1) % length} }} }}" for n in range(length)
    )
    return f'{{ a{number}: division(code: "421000") {{ ...F0 }} }} {" ".join(parts)}'


def aliases() -> str:
    """As many fields under other names as there is room for."""
    return "{ " + " ".join(f"a{next(fresh)}: __typename" for _ in range(240)) + " }"


def deep() -> str:
    """As deep as there is room for."""
    levels = 240
    return f'{{ a{next(fresh)}: division(code: "421000") {{ {"parent { " * levels}code{" }" * levels} }} }}'


def overlapping() -> str:
    """What is hardest to validate within the limits."""
    deep = "parent { " * 5 + "code" + " }" * 5
    return f'{{ a{next(fresh)}: division(code: "421000") {{ {f"{deep} " * 30} }} }}'


def flood(count: int) -> str:
    """So many fields that there are not, more tokens than are allowed."""
    return "{ " + f"a{next(fresh)} " + "a " * count + "}"


def directives() -> str:
    """A thousand directives."""
    return f"{{ a{next(fresh)}: __typename {'@a' * 1_000} }}"


def costly() -> str:
    """The largest answer that is allowed, or nearly."""
    near = "protectedPlaces(within: 50000, first: 100) { distance protectedPlace { code name geometry } }"
    return f"{{ hazardSites(first: 200) {{ edges {{ node {{ code name geometry {near} }} }} }} }}"


class Hostile:
    """What one way does, and what came of it."""

    def __init__(self, port: int, token: str, seconds: float) -> None:
        self.address = f"127.0.0.1:{port}"
        self.token = token
        self.last = time.monotonic() + seconds
        self.sent = self.refused = 0

    def going(self) -> bool:
        return time.monotonic() < self.last

    async def posts(self, document: Callable[[], str]) -> None:
        """Ask as fast as the server answers."""
        headers = {"authorization": f"Bearer {self.token}", "accept": "application/json"}
        async with httpx.AsyncClient(timeout=30, headers=headers) as client:
            while self.going():
                response = await client.post(f"http://{self.address}/graphql", json={"query": document()})
                self.sent += 1
                self.refused += b'"RATE_LIMITED"' in response.content

    async def bodies(self) -> None:
        """Send bodies of ten mebibytes."""
        headers = {"authorization": f"Bearer {self.token}", "content-type": "application/json"}
        async with httpx.AsyncClient(timeout=30, headers=headers) as client:
            while self.going():
                with suppress(httpx.TransportError):
                    await client.post(f"http://{self.address}/graphql", content=b"[" * (10 * 2**20))
                self.sent += 1

    async def strange(self) -> None:
        """Come with tokens that are none."""
        async with httpx.AsyncClient(timeout=30) as client:
            while self.going():
                headers = {"authorization": f"Bearer a.{next(fresh)}.c"}
                response = await client.post(
                    f"http://{self.address}/graphql", json={"query": "{ __typename }"}, headers=headers
                )
                self.sent += 1
                self.refused += b'"RATE_LIMITED"' in response.content

    async def sockets(self, spoken: Callable[[Hostile, ClientConnection], Awaitable[None]]) -> None:
        """Open one socket after another, and do on each what is to be done until the server closes it."""
        while self.going():
            try:
                async with connect(
                    f"ws://{self.address}/graphql", subprotocols=[PROTOCOL], compression=None, max_queue=None
                ) as socket:
                    payload = {"authorization": f"Bearer {self.token}"}
                    await socket.send(json.dumps({"type": "connection_init", "payload": payload}))
                    await socket.recv()
                    await spoken(self, socket)
            except (OSError, WebSocketException, TimeoutError):
                self.refused += 1
                await asyncio.sleep(0.05)


async def subscribing(hostile: Hostile, socket: ClientConnection) -> None:
    for number in itertools.count():
        if not hostile.going():
            return
        payload = {"query": SUBSCRIPTION}
        await socket.send(json.dumps({"type": "subscribe", "id": str(number), "payload": payload}))
        hostile.sent += 1
        if number % 50 == 0:
            await asyncio.sleep(0)


async def pinging(hostile: Hostile, socket: ClientConnection) -> None:
    while hostile.going():
        await socket.send('{"type": "ping"}')
        hostile.sent += 1
        if hostile.sent % 50 == 0:
            await asyncio.sleep(0)


async def asking(hostile: Hostile, socket: ClientConnection) -> None:
    """Ask one short question after another over one socket."""
    for number in itertools.count():
        if not hostile.going():
            return
        payload = {"query": "{ __typename }"}
        await socket.send(json.dumps({"type": "subscribe", "id": str(number), "payload": payload}))
        hostile.sent += 1
        while '"complete"' not in str(await socket.recv()):
            pass


def bomb() -> bytes:
    """Compress a megabyte into a frame that says so, though nobody agreed to that."""
    made = bytearray(Frame(Opcode.TEXT, zlib.compress(bytes(2**20))).serialize(mask=True))
    made[0] |= 0x40  # "compressed"
    return bytes(made)


async def inflated(hostile: Hostile, socket: ClientConnection) -> None:
    """Send what would be inflated."""
    hostile.sent += 1
    socket.transport.write(bomb())
    await socket.wait_closed()


async def huge(hostile: Hostile, socket: ClientConnection) -> None:
    hostile.sent += 1
    await socket.send("[" * 2**20)
    await socket.wait_closed()


async def unread(hostile: Hostile, socket: ClientConnection) -> None:
    """Ask for much, and read nothing."""
    socket.transport.pause_reading()
    number = 0
    while hostile.going():
        number += 1
        await asyncio.wait_for(
            socket.send(json.dumps({"type": "subscribe", "id": str(number), "payload": {"query": costly()}})),
            5,
        )
        hostile.sent += 1
        await asyncio.sleep(0.01)


DOCUMENTS: dict[str, Callable[[], str]] = {
    "doubled fragments": doubled,
    "rings of fragments": ring,
    "aliases": aliases,
    "depth": deep,
    "overlapping fields": overlapping,
    "a flood of tokens": partial(flood, 8_000),
    "a hundred thousand fields": partial(flood, 100_000),
    "a thousand directives": directives,
    "the largest answers": costly,
}
WAYS: dict[str, Way] = {
    **{name: partial(Hostile.posts, document=document) for name, document in DOCUMENTS.items()},
    "bodies of 10 MiB": lambda hostile: hostile.bodies(),
    "bad tokens": lambda hostile: hostile.strange(),
    "a flood of subscriptions": lambda hostile: hostile.sockets(subscribing),
    "short questions over sockets": lambda hostile: hostile.sockets(asking),
    "a flood of pings": lambda hostile: hostile.sockets(pinging),
    "frames of 1 MiB": lambda hostile: hostile.sockets(huge),
    "compressed frames": lambda hostile: hostile.sockets(inflated),
    "answers that are not read": lambda hostile: hostile.sockets(unread),
}


def all_of(way: Way, hostile: Hostile) -> Iterator[Awaitable[None]]:
    for _ in range(CONNECTIONS):
        yield way(hostile)


async def main(port: int, token: str, name: str, seconds: float) -> None:
    """Do it for so long, on several connections; say what came of it."""
    hostile = Hostile(port, token, seconds)
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds + 20):
            await asyncio.gather(*all_of(WAYS[name], hostile), return_exceptions=True)
    print(json.dumps({"sent": hostile.sent, "refused": hostile.refused}), flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.stdin.readline().strip(), sys.argv[2], float(sys.argv[3])))
