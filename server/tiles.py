"""Map tiles over HTTP: always of the data of now, sent again only when they have changed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode
from weakref import WeakValueDictionary

import orjson
import structlog
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from geo.crs import Crs
from geo.tiles import MARGIN, POLE, SHIFTED, Tile, TileError
from resolvers import tiles
from resolvers.layers import LAYERS, Layer
from schema.access import Viewer
from schema.errors import (
    BadUserInput,
    LeveeError,
    NotFound,
    RateLimited,
    TooCostly,
    Unauthenticated,
    Unavailable,
)
from schema.scalars import SCALARS
from server import origins
from server.database import Database
from server.door import Door
from server.execution import told
from server.settings import Settings
from server.shelf import Key, Shelf

log = structlog.get_logger()

MVT = "application/vnd.mapbox-vector-tile"
STATUS: Mapping[type[LeveeError], int] = {
    BadUserInput: 400,
    Unauthenticated: 401,
    NotFound: 404,
    RateLimited: 429,
    TooCostly: 503,
    Unavailable: 503,
}
LONGEST_NUMBER = 8  # digits of a row or column at the deepest zoom


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked at: a layer, in a system of coordinates, at a moment (None: now), by whom."""

    layer: Layer
    crs: Crs
    at: datetime | None
    viewer: Viewer

    @property
    def key(self) -> Key:
        """What tells apart what looks different, in whichever tile."""
        scope = () if self.layer.public else (self.viewer.posts,)
        crs = self.crs if self.crs in SHIFTED else Crs.WGS84
        return self.layer.name, crs, self.at, scope

    def values(self, tile: Tile | None = None) -> dict[str, Any]:
        """What the parameters of a statement stand for."""
        place = {} if tile is None else tile.values(self.crs)
        return {**place, "at": self.at}

    @property
    def caching(self) -> str:
        """Whoever keeps a tile asks again each time; what depends on the viewer is kept by nobody else."""
        public = self.layer.public and not self.viewer.posts
        return "no-cache" if public else "private, no-cache"


class Tiles:
    """Makes tiles, each once a version, however many ask for it."""

    def __init__(self, database: Database, size: int) -> None:
        """Start with an empty shelf that holds `size` bytes."""
        self.database = database
        self.shelf = Shelf(size)
        self.making: WeakValueDictionary[Key, asyncio.Lock] = WeakValueDictionary()

    async def version(self, asked: Asked) -> str:
        """Tell the version of a layer: one statement that touches no geometry."""
        statement = tiles.version(asked.layer.name)
        return await self.database.text(statement.sql, statement.values(asked.values(), asked.viewer))

    def tag(self, asked: Asked, version: str, step: int) -> str:
        """Make the ETag of a tile: of the data, of who looks, and of how this Levee draws."""
        drawn = tiles.tile(asked.layer.name, step, asked.crs in SHIFTED, asked.viewer.roles)
        text = f"{version} {drawn.mark} {asked.key}"
        return f'"{blake2b(text.encode(), digest_size=12).hexdigest()}"'

    def known(self, asked: Asked, tile: Tile) -> bool:
        """Tell whether a tile was made, or is being made: then its version is worth asking for."""
        key = (*asked.key, tile)
        return key in self.shelf.tiles or key in self.making

    async def body(self, asked: Asked, tile: Tile, version: str | None) -> tuple[str, bytes]:
        """Give a tile of this version, or of a newer one that it tells; None: of whatever version is now."""
        key = (*asked.key, tile)
        lock = self.making.setdefault(key, asyncio.Lock())
        async with lock:
            kept = self.shelf.find(key, version) if version else None
            if version and kept is not None:
                return version, kept
            step = tiles.step(asked.layer, tile.z)
            statement = tiles.tile(asked.layer.name, step, asked.crs in SHIFTED, asked.viewer.roles)
            parameters = statement.values(asked.values(tile), asked.viewer)
            newer, body = await self.database.blob(statement.sql, parameters)
            self.shelf.keep(key, newer, body)
            return newer, body

    async def about(self, asked: Asked) -> dict[str, Any]:
        """Tell about a layer, once a version."""
        version, key = await self.version(asked), ("about", *asked.key)
        text = self.shelf.find(key, version)
        if text is None:
            statement = tiles.about(asked.layer.name, asked.viewer.roles)
            parameters = statement.values(asked.values(), asked.viewer)
            text = (await self.database.text(statement.sql, parameters)).encode()
            self.shelf.keep(key, version, text)
        about: dict[str, Any] = orjson.loads(text)
        return about


async def tile(request: Request) -> Response:
    """Answer with a tile: 200, 204 where it is empty, 304 where the client has it; or one line why not."""
    begun = time.perf_counter()
    try:
        response = await _tile(request)
    except LeveeError as error:
        response = _refused(error)
    spent = round((time.perf_counter() - begun) * 1000, 2)
    log.info("tile", **_place(request), status=response.status_code, ms=spent, bytes=len(response.body))
    return response


def _place(request: Request) -> dict[str, str]:
    """What a log may say of the address: layers there are, and small numbers."""
    layer, *place = (request.path_params[name] for name in ("layer", "z", "x", "y"))
    known = layer in LAYERS and all(len(number) <= LONGEST_NUMBER for number in place)
    return dict(request.path_params) if known and "".join(place).isdecimal() else {}


async def _tile(request: Request) -> Response:
    made: Tiles = request.app.state.tiles
    asked = await _asked(request)
    try:
        place = Tile.read(*(request.path_params[name] for name in ("z", "x", "y")))
    except TileError as error:
        raise BadUserInput(str(error)) from None
    version, step = None, tiles.step(asked.layer, place.z)
    headers = {"Cache-Control": asked.caching, "Vary": "Authorization"}
    if "if-none-match" in request.headers or made.known(asked, place):
        version = await made.version(asked)
        headers["ETag"] = made.tag(asked, version, step)
        if _has(request, headers["ETag"]):
            return Response(None, 304, headers)
    newer, body = await made.body(asked, place, version)
    headers["ETag"] = made.tag(asked, newer, step)
    return Response(body, 200, headers, media_type=MVT) if body else Response(None, 204, headers)


async def tilejson(request: Request) -> Response:
    """Answer with the TileJSON 3.0 of a layer, its addresses absolute."""
    try:
        asked = await _asked(request)
        made: Tiles = request.app.state.tiles
        described = _described(request, asked, await made.about(asked))
    except LeveeError as error:
        return _refused(error)
    return JSONResponse(described, headers={"Cache-Control": asked.caching, "Vary": "Authorization"})


def _described(request: Request, asked: Asked, about: Mapping[str, Any]) -> dict[str, Any]:
    layer = asked.layer
    base = f"{origins.address(request)}/tiles/{layer.name}/{{z}}/{{x}}/{{y}}.mvt"
    query = urlencode(request.query_params.multi_items())
    fields = {
        prefix + word: said for prefix, (said, _) in layer.by.items() for word in about["words"][prefix]
    }
    settings: Settings = request.app.state.settings
    return {
        "tilejson": "3.0.0",
        "name": layer.name,
        "description": layer.description,
        "attribution": settings.attribution,
        "scheme": "xyz",
        "tiles": [f"{base}?{query}" if query else base],
        "minzoom": 0,
        "maxzoom": layer.maxzoom,
        "bounds": _bounds(about["bounds"], asked.crs),
        "vector_layers": [
            {
                "id": layer.name,
                "description": layer.description,
                "minzoom": 0,
                "maxzoom": layer.maxzoom,
                "fields": {**layer.fields, **fields},
            }
        ],
        "unplaced": about["unplaced"],
    }


def _bounds(sides: list[float | None], crs: Crs) -> list[float]:
    """Give west, south, east, north within the square; all of it where nothing has a place."""
    west, south, east, north = sides
    if west is None or south is None or east is None or north is None:
        return [-180.0, -POLE, 180.0, POLE]
    more = MARGIN if crs in SHIFTED else 0.0
    return [
        max(-180.0, west - more),
        max(-POLE, south - more),
        min(180.0, east + more),
        min(POLE, north + more),
    ]


async def _asked(request: Request) -> Asked:
    """Read what is looked at.

    Raises:
        Unauthenticated: no token where one is needed, or a bad one.
        RateLimited: more was asked than is allowed in this time.
        NotFound: there is no such layer.
        BadUserInput: there is no such system of coordinates, or no such moment.
    """
    door: Door = request.app.state.door
    viewer = (await door.who(request)).viewer
    person = request.app.state.execution.askers.person(viewer)
    person.admit()
    person.pay(1)
    layer = LAYERS.get(request.path_params["layer"])
    if layer is None:
        raise NotFound(f"There is no such layer; there are {', '.join(LAYERS)}.")
    return Asked(layer, _crs(request.query_params.get("crs")), _at(request.query_params.get("at")), viewer)


def _crs(text: str | None) -> Crs:
    try:
        return Crs(text.upper()) if text else Crs.WGS84
    except ValueError:
        names = ", ".join(crs.value for crs in Crs)
        raise BadUserInput(f"There is no such system of coordinates; `crs` is one of {names}.") from None


def _at(text: str | None) -> datetime | None:
    """Read a moment; a plus sign that was sent as it is has come as a blank."""
    if not text:
        return None
    parse = SCALARS[datetime].parse_value
    assert parse is not None
    try:
        moment: datetime = parse(text.replace(" ", "+"))
    except GraphQLError as error:
        raise BadUserInput(f"`at`: {error.message}") from None
    return moment


def _has(request: Request, tag: str) -> bool:
    held = request.headers.get("if-none-match", "")
    return held.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in held.split(","))


def _refused(error: LeveeError) -> Response:
    """Say why not, in one line."""
    status = STATUS.get(type(error), 500)
    headers = {"Cache-Control": "no-store"} | ({"WWW-Authenticate": "Bearer"} if status == 401 else {})
    if status == 429:
        headers["Retry-After"] = str(error.extensions["retryAfter"])
    message = error.message if status < 500 else told(error)["message"]
    return PlainTextResponse(f"{message}\n", status, headers)
