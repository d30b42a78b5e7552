"""The peer: Strawberry as its guide shows it, objects and a DataLoader for each relation, over asyncpg.

What a competent team adds is added: caches for parsing and validation, uvloop, a warm pool, prepared
statements, the index scan that finds the nearest first, one query for each level of the question.
"""

from __future__ import annotations

import base64
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import asyncpg
import strawberry
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache

NEAREST = """
SELECT id, name, distance FROM (
    SELECT id, name, ST_Distance(location, ST_MakePoint($1, $2)::geography) AS distance FROM (
        SELECT id, name, location FROM resource WHERE kind = 'DEPOT'
        ORDER BY location <-> ST_MakePoint($1, $2)::geography LIMIT $4 + 10
    ) AS candidate
) AS depot
WHERE distance <= $3 ORDER BY distance, id LIMIT $4
"""
STOCK = """
SELECT depot_id, item_id, quantity::float8 AS quantity FROM stock
WHERE depot_id = ANY ($1::bigint[]) ORDER BY depot_id, item_id
"""
ITEMS = "SELECT id, name FROM supply_item WHERE id = ANY ($1::bigint[])"

if TYPE_CHECKING:
    Pool = asyncpg.Pool[asyncpg.Record]


@dataclass
class Context:
    """What the resolvers of one request share."""

    pool: Pool
    stock: DataLoader[int, list[Stock]]
    items: DataLoader[int, SupplyItem]


Info = strawberry.Info[Context, None]


@strawberry.type
class SupplyItem:
    name: str


@strawberry.type
class Stock:
    item_id: strawberry.Private[int]
    quantity: float

    @strawberry.field
    async def item(self, info: Info) -> SupplyItem:
        return await info.context.items.load(self.item_id)


@strawberry.type
class Depot:
    key: strawberry.Private[int]
    id: strawberry.ID
    name: str

    @strawberry.field
    async def stock(self, info: Info) -> list[Stock]:
        return await info.context.stock.load(self.key)


@strawberry.type
class NearbyDepot:
    distance: float
    depot: Depot


@strawberry.input
class Place:
    lon: float
    lat: float


@strawberry.type
class Query:
    @strawberry.field
    async def nearby_supplies(
        self, info: Info, near: Place, within: float = 50_000, first: int = 20
    ) -> list[NearbyDepot]:
        rows = await info.context.pool.fetch(NEAREST, near.lon, near.lat, within, first)
        return [NearbyDepot(distance=row["distance"], depot=depot(row)) for row in rows]


def depot(row: asyncpg.Record) -> Depot:
    key = row["id"]
    opaque = base64.urlsafe_b64encode(b"Depot:%d" % key).decode().rstrip("=")
    return Depot(key=key, id=strawberry.ID(opaque), name=row["name"])


def loaders(pool: Pool) -> Context:
    """Make the loaders of one request."""

    async def stock(keys: list[int]) -> list[list[Stock]]:
        found: dict[int, list[Stock]] = {key: [] for key in keys}
        for row in await pool.fetch(STOCK, keys):
            found[row["depot_id"]].append(Stock(item_id=row["item_id"], quantity=row["quantity"]))
        return list(found.values())

    async def items(keys: list[int]) -> list[SupplyItem]:
        found = {row["id"]: SupplyItem(name=row["name"]) for row in await pool.fetch(ITEMS, keys)}
        return [found[key] for key in keys]

    return Context(pool, DataLoader(load_fn=stock), DataLoader(load_fn=items))


class View(GraphQL[Context, None]):
    """The view, with a context that knows the pool."""

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:  # noqa: ARG002
        return loaders(request.app.state.pool)


def app(url: str) -> Starlette:
    """Assemble the server."""
    schema = strawberry.Schema(Query, extensions=[ParserCache, ValidationCache])

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with asyncpg.create_pool(url, min_size=8, max_size=8) as pool:
            app.state.pool = pool
            yield

    return Starlette(routes=[Route("/graphql", View(schema))], lifespan=lifespan)


if __name__ == "__main__":
    settings: dict[str, Any] = {"loop": "uvloop", "http": "httptools", "access_log": False}
    uvicorn.run(app(os.environ["DATABASE_URL"]), port=int(sys.argv[1]), log_level="warning", **settings)
