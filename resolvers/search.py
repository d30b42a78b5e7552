"""One search over everything that has a name (搜索)."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    tuple_,
)
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.types import Double

from geo.expressions import distance, point
from resolvers.rows import Rows, Viewed, query
from schema import tables
from schema.access import Viewer, readable
from schema.constant import word
from schema.filters import Conditions, among, below, narrowed
from schema.limits import First, size
from schema.nodes.search import TYPES, SearchResult
from schema.place import Place
from schema.position import Position
from schema.registry import NODES
from schema.scalars import Cursor, DivisionCode
from schema.spelling import Spelling
from schema.vocabulary import SearchKind

KEYS: tuple[Any, ...] = (Double(), Double(), Text(), BigInteger())
entry = tables.search.search_entry
FAR: ColumnElement[float] = literal_column("'Infinity'::float8", Double())

Words = Annotated[
    str,
    strawberry.argument(
        description="What to look for, 1 to 100 characters: Chinese, pinyin, initials or English; several "
        "words must all be found (搜索词)."
    ),
]
Near = Annotated[
    Place | None, strawberry.argument(description="Where from; then the nearest come first (起点).")
]
Kinds = Annotated[
    list[SearchKind] | None, strawberry.argument(description="Only these kinds; default all (类别).")
]
Inside = Annotated[
    DivisionCode | None,
    strawberry.argument(description="Only what belongs to this division and all below it (所在区划)."),
]
After = Annotated[
    Cursor | None,
    strawberry.argument(
        description="The `cursor` of a row of the same question: only what follows it (游标)."
    ),
]


@query(list[SearchResult])
def search(
    text: Words,
    near: Near = None,
    kinds: Kinds = None,
    division: Inside = None,
    first: First = 20,
    after: After = None,
) -> Viewed:
    """Everything whose name holds the text, best first; with `near` nearest first (搜索).

    Simplified and Traditional characters, small and capital letters are the same, and so are Ⅳ, IV, 四级 and
    4级; Chinese is found by its pinyin and by its initials too. Where no name holds the text, those that
    sound like it or are spelled like it are found. What has no place comes after all that has one.
    BAD_USER_INPUT: a text that is blank or too long.
    """

    def rows(viewer: Viewer) -> Rows:
        kept = narrowed(
            (kinds, lambda given: among(entry.c.kind, given)),
            (division, lambda code: below(entry.c.division_id, code)),
        )
        found = _found(Spelling(text), [*kept, *_readable(viewer)])
        return _ordered(found, near, size(first, 20), after)

    return Viewed(rows)


def _readable(viewer: Viewer) -> Conditions:
    """Leave out the entries of rows that the viewer may not read."""
    conditions = []
    for kind, name in TYPES.items():
        row = NODES[name].table.alias()
        allowed = readable(row, viewer)
        if str(allowed) != "true":
            seen = entry.c.key.in_(select(row.c.id).where(allowed))
            conditions.append(or_(entry.c.kind != word(kind), seen))
    return conditions


def _found(text: Spelling, kept: Conditions) -> FromClause:
    """Give entries with their rank: those that hold the text, or, where none does, those that are like it."""
    shown = [entry.c[name] for name in ("kind", "key", "name", "name_en", "location")]
    rank: ColumnElement[float] = func.levee_rank(
        entry.c.words, text.part("whole"), entry.c.weight, entry.c.name, type_=Double()
    )
    holding = select(*shown, rank.label("rank")).where(text.held(entry), *kept).cte()
    sound = case((~select(holding.c.key).exists(), text.part("sound")), else_=null())
    alike = func.levee_alike(sound).table_valued("source", "key", "likeness")
    same = and_(alike.c.source == entry.c.source, alike.c.key == entry.c.key)
    like = (
        select(*shown, cast(alike.c.likeness, Double()).label("rank"))
        .select_from(alike.join(entry, same))
        .where(*kept)
    )
    return select(holding).union_all(like).subquery()


def _ordered(found: FromClause, near: Place | None, first: ColumnElement[int], after: Any) -> Rows:
    """Put what was found in order and cut a page out of it."""
    metres = null() if near is None else distance(found.c.location, point(*near.degrees()))
    placed = select(found, cast(metres, Double()).label("distance")).subquery()
    keys = (func.coalesce(placed.c.distance, FAR), -placed.c.rank, placed.c.kind, placed.c.key)
    chosen: Select[Any] = select(placed)
    if isinstance(after, Position):
        chosen = chosen.where(tuple_(*keys) > tuple_(*after.keys(*KEYS)))
    page = chosen.order_by(*keys).limit(first).subquery()
    keys = (func.coalesce(page.c.distance, FAR), -page.c.rank, page.c.kind, page.c.key)
    return Rows(select(page).order_by(*keys), page, keys)
