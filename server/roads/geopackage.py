"""Roads from a GeoPackage: the tables of features that have a column `highway`."""

from __future__ import annotations

import sqlite3
import struct
from array import array
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from server.refusal import Refusal
from server.roads.properties import OTHERS, tags
from server.roads.way import KEYS, Count, Way, line, packed, refusal

ENVELOPES = (0, 32, 48, 48, 64)
LINE, LINES = 2, 5
EMPTY = 0x10
SYSTEMS = (4326, 4490)
_LAYERS = """
SELECT g.table_name, g.column_name, upper(s.organization), s.organization_coordsys_id
  FROM gpkg_geometry_columns AS g JOIN gpkg_spatial_ref_sys AS s ON s.srs_id = g.srs_id ORDER BY 1
"""


def ways(path: Path) -> Iterator[Way]:
    """Read the lines with a `highway`."""
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            layers = [
                layer for layer in database.execute(_LAYERS) if "highway" in _columns(database, layer[0])
            ]
            if not layers:
                raise Refusal(f"{path.name}: no table of features has a column `highway`")
            count = Count(path.name)
            for table, geometry, authority, number in layers:
                if authority != "EPSG" or number not in SYSTEMS:
                    raise Refusal(
                        f"{path.name}: {table}: {authority}:{number} is not EPSG:4326: reproject it"
                    )
                yield from _layer(path.name, database, table, geometry, count)
    except sqlite3.Error as error:
        raise Refusal(f"{path.name}: no GeoPackage: {error}") from None


def _columns(database: sqlite3.Connection, table: str) -> set[str]:
    return {row[0] for row in database.execute("SELECT name FROM pragma_table_info(?)", (table,))}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _layer(file: str, database: sqlite3.Connection, table: str, geometry: str, count: Count) -> Iterator[Way]:
    there = _columns(database, table)
    keys = [key for key in (*KEYS, OTHERS) if key in there]
    chosen = ", ".join(map(_quoted, (geometry, *keys)))
    rows = database.execute(
        f"SELECT rowid, {chosen} FROM {_quoted(table)} WHERE highway IS NOT NULL"  # noqa: S608 - quoted above
    )
    for number, blob, *values in rows:
        origin = f"{table} {number}"
        given = tags(file, origin, dict(zip(keys, values, strict=True)))
        try:
            for points in _lines(blob):
                count.add(len(points))
                yield Way(origin, points, points, given)
        except (ValueError, struct.error) as error:
            raise refusal(file, origin, geometry, error) from None


def _lines(blob: object) -> Iterator[array[int]]:
    """Read the lines of a geometry; points and areas have none. Raises ValueError, struct.error."""
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < 8:
        raise ValueError("this is no geometry of a GeoPackage")
    flags = blob[3]
    envelope = flags >> 1 & 7
    if envelope >= len(ENVELOPES):
        raise ValueError("its envelope is of no known kind")
    if not flags & EMPTY:
        yield from _shape(_Bytes(blob, 8 + ENVELOPES[envelope]))


class _Bytes:
    """WKB, read from its beginning."""

    def __init__(self, data: bytes, at: int) -> None:
        self.data = data
        self.at = at
        self.order = "<"

    def head(self) -> tuple[int, int]:
        """Read byte order and type: which geometry, of how many numbers a place."""
        (little,) = self.read("B")
        self.order = "<" if little else ">"
        kind, measures = divmod(self.read("I")[0], 1000)[::-1]
        return kind, (2, 3, 3, 4)[measures] if measures < 4 else 2

    def read(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from(self.order + form, self.data, self.at)
        self.at += struct.calcsize(self.order + form)
        return found

    def line(self, size: int) -> array[int]:
        (number,) = self.read("I")
        if number * size * 8 > len(self.data) - self.at:
            raise ValueError("it is cut off")
        numbers = self.read(f"{number * size}d")
        return line(packed(*numbers[at : at + 2]) for at in range(0, len(numbers), size))


def _shape(data: _Bytes) -> Iterator[array[int]]:
    kind, size = data.head()
    if kind == LINE:
        yield data.line(size)
    elif kind == LINES:
        (number,) = data.read("I")
        for _ in range(number):
            inner, size = data.head()
            if inner != LINE:
                raise ValueError("a MULTILINESTRING holds lines only")
            yield data.line(size)
