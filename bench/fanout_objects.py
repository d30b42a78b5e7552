"""The peer: a subscription of Strawberry as its guide shows it, on its own ASGI view.

A queue for each subscriber, by division, in memory. POST /publish publishes one change and answers when it
began, by the clock that does not go back; POST /count answers how many listen.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from typing import Any

import strawberry
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL


@strawberry.type
class Response:
    system: str
    drill: bool


@strawberry.type
class ResponseTransition:
    id: strawberry.ID
    kind: str
    from_: str | None = strawberry.field(name="from")
    to: str | None
    response: Response


@strawberry.type
class ResponseLevelChange:
    cursor: str
    transition: ResponseTransition


topics: dict[str | None, set[asyncio.Queue[ResponseLevelChange]]] = {}


@strawberry.type
class Query:
    hello: str = ""


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def response_level_changed(self, division: str | None = None) -> AsyncIterator[ResponseLevelChange]:
        queue: asyncio.Queue[ResponseLevelChange] = asyncio.Queue()
        topics.setdefault(division, set()).add(queue)
        try:
            while True:
                yield await queue.get()
        finally:
            topics[division].discard(queue)


def read(told: dict[str, Any]) -> ResponseLevelChange:
    step = told["transition"]
    response = Response(**step["response"])
    made = ResponseTransition(
        id=step["id"], kind=step["kind"], from_=step["from"], to=step["to"], response=response
    )
    return ResponseLevelChange(cursor=told["cursor"], transition=made)


async def publish(request: Request) -> PlainTextResponse:
    change = read(await request.json())
    begun = time.monotonic_ns()
    for members in topics.values():
        for queue in members:
            queue.put_nowait(change)
    return PlainTextResponse(str(begun))


async def count(_: Request) -> PlainTextResponse:
    return PlainTextResponse(str(sum(map(len, topics.values()))))


def app() -> Starlette:
    """Assemble the server."""
    schema = strawberry.Schema(Query, subscription=Subscription, extensions=[ParserCache, ValidationCache])
    view = GraphQL[None, None](schema, subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL])
    return Starlette(
        routes=[
            Route("/publish", publish, methods=["POST"]),
            Route("/count", count, methods=["POST"]),
            WebSocketRoute("/graphql", view),
        ]
    )


if __name__ == "__main__":
    settings: dict[str, Any] = {"loop": "uvloop", "http": "httptools", "ws": "websockets-sansio"}
    settings |= {"access_log": False, "log_level": "warning", "ws_per_message_deflate": False}
    uvicorn.run(app(), port=int(sys.argv[1]), **settings)
