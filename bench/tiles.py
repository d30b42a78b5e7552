"""Tiles of the resources: Levee beside tipg on the same table, at z6, z8, z10, z12, z14.

tipg draws every row up to its own limit, Levee counts what shares a place. Levee is measured twice: as it
answers, and with each tile made anew, so that what its shelf is worth can be seen.
"""

from __future__ import annotations

import http.client
import socket
import statistics
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench import peers
from bench.load import Load, apart
from bench.peers import Server
from bench.points import places
from bench.stage import say
from geo.tiles import Tile, cell
from server.cluster import Cluster

ZOOMS = (6, 8, 10, 12, 14)
TILES = 40
"""How many tiles of a zoom are asked for, those with most settlements first."""
CONNECTIONS = 8
TIMES = 5.0
"""Aim: so many times as fast as tipg."""
KEPT, ANEW, TIPG_NAME = "Levee, from its shelf", "Levee, made anew", "tipg 1.6"
TIPG = """
import sys, uvicorn
from fastapi import FastAPI
from contextlib import asynccontextmanager
from tipg.collections import register_collection_catalog
from tipg.database import connect_to_db, close_db_connection
from tipg.factory import OGCTilesFactory
from tipg.settings import PostgresSettings, DatabaseSettings

@asynccontextmanager
async def lifespan(app):
    settings = DatabaseSettings(schemas=["public"], tables=["public.resource"])
    postgres = PostgresSettings(database_url="postgresql://user:word@host/name")
    postgres = postgres.model_copy(update=dict(database_url=sys.argv[1]))  # a socket is no host to its check
    await connect_to_db(app, settings=postgres, schemas=["public"])
    await register_collection_catalog(app, db_settings=settings)
    yield
    await close_db_connection(app)

app = FastAPI(lifespan=lifespan)
app.include_router(OGCTilesFactory(with_common=False).router)
uvicorn.run(app, port=int(sys.argv[2]), log_level="warning", loop="uvloop", access_log=False)
"""


@dataclass(slots=True)
class Found:
    """What was found about one peer at one zoom: its loads, and the mean bytes of a tile."""

    name: str
    zoom: int
    size: float
    loads: list[Load] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Tiles a second, the median of the rounds."""
        return statistics.median(load.rate for load in self.loads)


class Listening(Server):
    """A server that answers no question: it is there when it listens."""

    def greet(self) -> None:
        socket.create_connection(("127.0.0.1", self.port)).close()


@dataclass(frozen=True, slots=True)
class Peer:
    """A server of tiles: where each is, by zoom, column and row."""

    server: Server
    path: str

    def requests(self, tiles: Sequence[Tile]) -> list[bytes]:
        """The whole HTTP requests."""
        paths = (self.path.format(z=tile.z, x=tile.x, y=tile.y) for tile in tiles)
        return [f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode() for path in paths]

    def lengths(self, tiles: Sequence[Tile]) -> list[int]:
        """Ask for each tile once: how long it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=peers.PATIENCE)
        try:
            return [self._length(connection, tile) for tile in tiles]
        finally:
            connection.close()

    def _length(self, connection: http.client.HTTPConnection, tile: Tile) -> int:
        connection.request("GET", self.path.format(z=tile.z, x=tile.x, y=tile.y))
        response = connection.getresponse()
        body = response.read()
        if response.status not in (200, 204):
            raise RuntimeError(f"{self.server.name} answers {response.status}: {body[:200]!r}")
        return len(body)


def chosen(zoom: int) -> list[Tile]:
    """Choose the tiles of a zoom with most settlements."""
    counts: dict[Tile, int] = {}
    for place in places():
        found = cell(place.lon, place.lat) >> 2 * (24 - zoom)
        x = sum((found >> 2 * bit & 1) << bit for bit in range(zoom))
        y = sum((found >> 2 * bit + 1 & 1) << bit for bit in range(zoom))
        counts[Tile(zoom, x, y)] = counts.get(Tile(zoom, x, y), 0) + 1
    return sorted(counts, key=lambda tile: (-counts[tile], tile.x, tile.y))[: 3 * TILES]


def measure(running: Cluster, folder: Path, rounds: int, seconds: float) -> list[Found]:
    """Start the peers, load them in turn at each zoom."""
    with ExitStack() as stack:
        measured = list(_peers(running, folder, stack))
        return [found for zoom in ZOOMS for found in _zoom(measured, zoom, rounds, seconds)]


def _peers(running: Cluster, folder: Path, stack: ExitStack) -> Iterator[Peer]:
    kept, anew = peers.levee(running, folder), peers.levee(running, folder)
    kept.name, anew.name = KEPT, ANEW
    anew.environment = {**anew.environment, "LEVEE_TILE_SHELF": "0"}
    made = [Peer(one, "/tiles/resources/{z}/{x}/{y}.mvt") for one in (kept, anew)]
    python = peers.SETUP / "tipg" / "bin" / "python"
    if python.exists():
        command = (str(python), "-c", TIPG, running.url, "{port}")
        path = "/collections/public.resource/tiles/WebMercatorQuad/{z}/{x}/{y}"
        made.append(Peer(Listening(TIPG_NAME, command, {}, folder), path))
    else:
        say("tipg is not there (setup/peers.sh): Levee is measured alone.")
    for peer in made:
        stack.callback(peer.server.stop)
        peer.server.start()
        yield peer


def _zoom(measured: Sequence[Peer], zoom: int, rounds: int, seconds: float) -> list[Found]:
    candidates = chosen(zoom)
    filled = zip(candidates, measured[0].lengths(candidates), strict=True)
    tiles = [tile for tile, length in filled if length][:TILES]
    lengths = [peer.lengths(tiles) for peer in measured]
    found = [
        Found(peer.server.name, zoom, statistics.mean(sizes))
        for peer, sizes in zip(measured, lengths, strict=True)
    ]
    for turn in range(rounds):
        for at in range(len(measured)):
            one = (at + turn) % len(measured)
            peer = measured[one]
            load = apart(peer.server.port, CONNECTIONS, seconds, peer.requests(tiles), lengths[one])
            found[one].loads.append(load)
            say(f"z{zoom}, round {turn + 1}, {peer.server.name}: {load.rate:,.0f}/s")
    return found


def text(found: Sequence[Found], depots: int) -> str:
    """Write a result out."""
    names = list(dict.fromkeys(one.name for one in found))
    by = {(one.name, one.zoom): one for one in found}
    against = [name for name in (KEPT, ANEW) if TIPG_NAME in names]
    lines = [
        f"{depots:,} depots, {TILES} tiles a zoom, {CONNECTIONS} connections, bytes the mean of a tile.",
        "",
        "| zoom |"
        + "".join(f" {name}, tiles/s | bytes |" for name in names)
        + "".join(f" {name} against tipg |" for name in against),
        "|---" * (1 + 2 * len(names) + len(against)) + "|",
    ]
    for zoom in ZOOMS:
        cells = [f"z{zoom}"]
        for name in names:
            cells += [f"{by[name, zoom].rate:,.0f}", f"{by[name, zoom].size:,.0f}"]
        ratios = [by[name, zoom].rate / by[TIPG_NAME, zoom].rate for name in against]
        lines.append("| " + " | ".join(cells + [f"{ratio:.1f} ×" for ratio in ratios]) + " |")
    return "\n".join([*lines, *_aims(by, against)])


def _aims(by: Mapping[tuple[str, int], Found], against: Sequence[str]) -> Iterator[str]:
    for name in against:
        slow = [f"z{zoom}" for zoom in ZOOMS if by[name, zoom].rate < TIMES * by[TIPG_NAME, zoom].rate]
        met = f"not reached at {', '.join(slow)}" if slow else "reached"
        yield f"\nAim ≥ {TIMES:g} × tipg at each, {name}: {met}."
