"""A network written into the database: all of it, or nothing."""

from __future__ import annotations

import csv
import struct
from array import array
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from schema.vocabulary import Basis
from server.refusal import Refusal
from server.roads import geojson, geopackage, osm
from server.roads.network import Network, Piece
from server.roads.way import Way, unpacked

if TYPE_CHECKING:
    import asyncpg

    Connection = asyncpg.Connection[asyncpg.Record]

AT_ONCE = 5_000
_LINE_4326 = bytes.fromhex("0102000020e6100000")
_PIECE = """
CREATE TEMPORARY TABLE piece (
    source bigint, target bigint, path geography, origin text, class text, forth float8, back float8,
    name text, bridge boolean, access boolean
) ON COMMIT DROP
"""
_TOO_LONG = "SELECT origin FROM piece WHERE ST_Length(path) >= 1000000 LIMIT 1"
_FILL = """
INSERT INTO road (source, target, path, metres, forth, back, class, name, bridge, access, origin, basis)
SELECT source, target, path, metres, metres / forth, metres / back, class, name, bridge, access, origin, $1
  FROM piece, LATERAL (SELECT ST_Length(path) AS metres OFFSET 0) AS measured WHERE metres > 0
"""


class Loaded(NamedTuple):
    """What became of a file."""

    network: Network
    reopened: int
    """Roads that were closed in the network that was replaced."""
    routed: bool
    """Whether the database has pgRouting."""


async def load(connection: Connection, path: Path, *, replace: bool, basis: Basis) -> Loaded:
    """Load the roads of a file as the owner of the table, in one transaction.

    Raises Refusal, with nothing changed, if a row of the file is bad, or if roads are there already and
    `replace` is not set.
    """
    network = Network(_reader(path)(path))
    if not network.roads:
        raise Refusal(f"{path.name}: there is no road in it: see docs/roads.md for what is read")
    async with connection.transaction():
        await connection.execute("LOCK TABLE road IN EXCLUSIVE MODE")
        if not replace and await connection.fetchval("SELECT EXISTS (SELECT FROM road)"):
            raise Refusal("roads are loaded already: --replace puts those of the file in their place")
        closed = await connection.fetchval(
            "WITH gone AS (DELETE FROM road RETURNING open) SELECT count(*) FROM gone WHERE NOT open"
        )
        await connection.execute(_PIECE)
        await connection.copy_to_table("piece", source=_rows(network.cut()), format="csv")
        long = await connection.fetchval(_TOO_LONG)
        if long is not None:
            raise Refusal(f"{path.name}: {long}: geometry: more than 1,000 km without a junction")
        await connection.execute(_FILL, basis.value)
        await connection.execute("ANALYZE road")
    routed = await connection.fetchval("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pgrouting')")
    return Loaded(network, closed, routed)


def _reader(path: Path) -> Callable[[Path], Iterable[Way]]:
    """Know a file by how it begins."""
    try:
        with path.open("rb") as file:
            begun = file.read(64)
    except OSError as error:
        raise Refusal(f"{path}: {error.strerror or error}") from None
    if begun.startswith(b"SQLite format 3\x00"):
        return geopackage.ways
    first = begun.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if first in (b"<", b"{"):
        return osm.ways if first == b"<" else geojson.ways
    raise Refusal(f"{path.name}: neither GeoJSON nor OSM XML nor GeoPackage: see docs/roads.md")


async def _rows(pieces: Iterable[Piece]) -> AsyncIterator[bytes]:
    """Write the pieces as CSV, some thousands at once."""
    text = StringIO()
    rows = csv.writer(text)
    for number, piece in enumerate(pieces, 1):
        rows.writerow(_row(piece))
        if number % AT_ONCE == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def _row(piece: Piece) -> Iterator[object]:
    found = piece.traffic
    yield from (piece.source, piece.target, _path(piece.points), piece.origin)
    yield from (found.kind, found.forth, found.back, found.name, found.bridge, found.access)


def _path(points: array[int]) -> str:
    """Write a line as EWKB in hexadecimal digits."""
    numbers = [number for point in points for number in unpacked(point)]
    return (_LINE_4326 + struct.pack(f"<I{len(numbers)}d", len(points), *numbers)).hex()
