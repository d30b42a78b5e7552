"""The statements of the map: one makes a tile of a layer, one tells its version, one tells about the layer.

The version of a layer changes whenever what it draws may have changed: it is made of the transactions that
changed its tables last (`schema.tables.revisions`), of the last moment at which a level took effect by
itself, and of the day. Where only the version is asked for, no geometry is touched.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from geo import tiles
from resolvers.layers import LAYERS, Layer
from resolvers.look import DAY, MOMENT, Look
from resolvers.plan import DIALECT
from schema import tables
from schema.access import Post, Role, Viewer, own, readable

BLANK: ColumnElement[str] = literal_column("' '", Text())
EMPTY_LIST: ColumnElement[Any] = literal_column("'[]'::json")
EMPTY: ColumnElement[str] = literal_column("''", Text())
transition = tables.responses.response_transition


@dataclass(frozen=True, slots=True)
class Statement:
    """A compiled statement, the names of its parameters in order, and those that are always the same.

    `mark` changes with the text.
    """

    sql: str
    names: tuple[str, ...]
    constant: Mapping[str, Any]
    mark: str

    def values(self, given: Mapping[str, Any], viewer: Viewer) -> list[Any]:
        """Give the parameters in order."""
        return [given[name] if name in given else own(self.constant[name], viewer) for name in self.names]


@functools.cache
def tile(name: str, step: int, shifted: bool, roles: frozenset[Role]) -> Statement:
    """Make the statement that gives a layer's version and a tile of it, empty where nothing lies in it."""
    layer = LAYERS[name]
    drawn = layer.draw(Look(step, shifted, _bearer(roles))).subquery()
    features = select(drawn).order_by(drawn.c.id).subquery("features")  # the same version, the same bytes
    made = select(tiles.mvt(features, name)).scalar_subquery()
    return _compiled(select(_version(layer), made))


@functools.cache
def version(name: str) -> Statement:
    """Make the statement that gives a layer's version alone."""
    return _compiled(select(_version(LAYERS[name])))


@functools.cache
def about(name: str, roles: frozenset[Role]) -> Statement:
    """Make the statement that tells about a layer, as JSON.

    `bounds` west, south, east, north of what has a place (null where nothing has), `unplaced` how many rows
    have none, `words` those that more properties are named by.
    """
    layer = LAYERS[name]
    viewer = _bearer(roles)
    rows = tables.metadata.tables[layer.relations[0]]
    extent = func.ST_Extent(layer.place, type_=tiles.GEOMETRY)
    sides = [getattr(func, f"ST_{side}")(extent) for side in ("XMin", "YMin", "XMax", "YMax")]
    bounds = func.json_build_array(*sides)
    unplaced = func.count() - func.count(layer.place)
    words: list[ColumnElement[Any]] = []
    for prefix, (_, column) in layer.by.items():
        known = func.coalesce(func.json_agg(column.distinct()), EMPTY_LIST)
        words += [literal_column(f"'{prefix}'"), select(known).scalar_subquery()]
    told = func.json_build_object(
        literal_column("'bounds'"),
        bounds,
        literal_column("'unplaced'"),
        unplaced,
        literal_column("'words'"),
        func.json_build_object(*words),
    )
    return _compiled(select(cast(told, Text)).select_from(rows).where(readable(rows, viewer)))


def _bearer(roles: frozenset[Role]) -> Viewer:
    """Stand for all who hold these roles."""
    return Viewer("", tuple(Post(role) for role in roles))


def step(layer: Layer, zoom: int) -> int:
    """Tell how far in a zoom is, as the layer counts it."""
    return bisect_right(layer.begin, zoom) - 1


def _version(layer: Layer) -> ColumnElement[str]:
    held = tables.revisions.revision.alias()
    order = (held.c.relation, held.c.xid)
    known = func.string_agg(func.concat_ws(BLANK, *order), aggregate_order_by(BLANK, *order))
    seen = select(known).where(held.c.relation.in_([literal_column(f"'{name}'") for name in layer.relations]))
    parts: list[ColumnElement[Any]] = [
        select(tables.events.event_head.c.epoch).scalar_subquery(),
        seen.scalar_subquery(),
    ]
    if layer.moves:
        last = select(func.max(transition.c.effective_at)).where(transition.c.effective_at <= MOMENT)
        parts.append(last.scalar_subquery())
    if layer.dated:
        parts.append(DAY)
    return func.md5(func.concat_ws(BLANK, *(func.coalesce(cast(part, Text), EMPTY) for part in parts)))


def _compiled(statement: Select[Any]) -> Statement:
    made = statement.compile(dialect=DIALECT)
    names = tuple(made.positiontup or ())
    mark = blake2b(made.string.encode(), digest_size=6).hexdigest()
    return Statement(made.string, names, dict(made.params), mark)
