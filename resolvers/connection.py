"""Keyset pages: first, after, last, before; stable while rows are added; counted only when asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, false, func, select, tuple_
from sqlalchemy.sql.selectable import FromClause, Subquery

from resolvers.arguments import Asked
from resolvers.written import bracketed, listed, written
from schema import constant
from schema.connections import Direction
from schema.errors import BadUserInput
from schema.limits import size
from schema.position import Position, cursor
from schema.registry import NodeType

if TYPE_CHECKING:
    from resolvers.compiler import Compiler, Label, Sets

Where = Sequence[Callable[[FromClause], ColumnElement[bool]]]
DEFAULT = 50


@dataclass(frozen=True, slots=True)
class Page:
    """What one page is made of."""

    compiler: Compiler
    made: NodeType
    where: Where
    parent: FromClause | None
    asked: Asked

    def given(self, name: str) -> Any:
        """Give an argument, or None."""
        return self.asked.arguments.get(name)

    @property
    def names(self) -> list[str]:
        """The columns of the keyset; the identity breaks ties."""
        order = self.given("order_by")
        return ["id"] if order is None or order.by.value == "id" else [order.by.value, "id"]

    @property
    def backward(self) -> bool:
        """Whether the page is taken from the end."""
        return self.given("last") is not None

    @property
    def descending(self) -> bool:
        """Whether the order itself is descending."""
        order = self.given("order_by")
        return order is not None and order.direction is Direction.DESC

    def all(self, row: FromClause) -> Select[Any]:
        """All rows of the connection, on whichever page."""
        chosen = select(row).where(*(condition(row) for condition in self.where))
        if self.made.kind is not None:
            chosen = chosen.where(row.c.kind == constant.word(self.made.kind))
        if self.given("filter") is not None:
            chosen = chosen.where(*self.given("filter").where(row))
        if self.parent is not None:
            chosen = chosen.correlate(self.parent)
        return self.compiler.narrowed(self.made, chosen, row)

    def keys(self, row: FromClause) -> list[ColumnElement[Any]]:
        """The keyset of a row."""
        return [row.c[name] for name in self.names]

    def beyond(self, row: FromClause, position: Position, *, after: bool) -> ColumnElement[bool]:
        """Keep what lies after (or before) a cursor, in the order of the connection."""
        left = tuple_(*self.keys(row))
        right = tuple_(*position.keys(*(column.type for column in self.keys(self.made.table))))
        return left > right if after is not self.descending else left < right

    def order(self, row: FromClause) -> list[ColumnElement[Any]]:
        """The order in which rows are taken."""
        down = self.backward is not self.descending
        return [key.desc() if down else key for key in self.keys(row)]

    def taken(self) -> tuple[Subquery, ColumnElement[int]]:
        """The keys of the page's rows, and of one more, which says that the page is not the last."""
        limit = size(self.given("last" if self.backward else "first"), DEFAULT)
        row = self.made.table.alias()
        chosen = self.all(row)
        for name in ("after", "before"):
            if self.given(name) is not None:
                chosen = chosen.where(self.beyond(row, self.given(name), after=name == "after"))
        chosen = chosen.with_only_columns(*self.keys(row), maintain_column_froms=True)
        return chosen.order_by(*self.order(row)).limit(limit + constant.ONE).subquery(), limit


def compiled(
    compiler: Compiler, made: NodeType, where: Where, parent: FromClause | None, asked: Asked, fields: Sets
) -> Label:
    """Compile a connection to one JSON object."""
    page = Page(compiler, made, where, parent, asked)
    if page.backward and page.given("first") is not None:
        raise BadUserInput("Give `first` or `last`, not both.", ("last",))
    chosen = compiler.selected(f"{made.name}Connection", fields)
    edges = {key: nodes for key, nodes in chosen.items() if nodes[0].name.value == "edges"}
    needed = {nodes[0].name.value for nodes in chosen.values()}
    rows = _aggregated(page, edges) if needed & {"edges", "pageInfo"} else None
    columns = [_shown(page, key, nodes, rows).label(key) for key, nodes in chosen.items()]
    shown = select(written(columns)).select_from(rows) if rows is not None else select(written(columns))
    return (shown.correlate(parent) if parent is not None else shown).scalar_subquery()


def _shown(page: Page, key: str, fields: Sets, rows: Any) -> Label:
    name = fields[0].name.value
    if name == "edges":
        return rows.c[key]  # type: ignore[no-any-return]
    if name == "pageInfo":
        return _info(page, rows, fields)
    if name == "totalCount":
        row = page.made.table.alias()
        return page.all(row).with_only_columns(func.count(), maintain_column_froms=True).scalar_subquery()
    return constant.name(f"{page.made.name}Connection")


def _aggregated(page: Page, edges: Mapping[str, Sets]) -> Subquery:
    """One row: each selection of `edges` as an array, and what the page information is made of."""
    taken, limit = page.taken()
    row = page.made.table.alias()
    place = func.row_number().over(order_by=page.order(taken))
    found = func.count().over()
    mark = cursor(page.asked.question, *page.keys(taken))
    labels = {key: f"edge {number}" for number, key in enumerate(edges, 1)}
    numbered = (
        select(
            place.label("place"),
            found.label("found"),
            mark.label("mark"),
            *(_edge(page, row, mark, fields).label(labels[key]) for key, fields in edges.items()),
        )
        .select_from(taken.join(row, row.c.id == taken.c.id))
        .subquery()
    )
    inside = numbered.c.place <= limit
    order = numbered.c.place.desc() if page.backward else numbered.c.place
    arrays = {
        key: bracketed(listed(numbered.c[label], order).filter(inside)) for key, label in labels.items()
    }
    first, last = _ends(page, numbered, limit)
    return (
        select(
            *(array.label(key) for key, array in arrays.items()),
            (func.count() > limit).label("more of it"),
            first.label("first mark"),
            last.label("last mark"),
        )
        .select_from(numbered)
        .subquery()
    )


def _ends(page: Page, numbered: Subquery, limit: ColumnElement[int]) -> list[Label]:
    """Give the cursors of the first and the last edge."""
    at = constant.ONE, func.least(numbered.c.found, limit)
    ends: list[Label] = [func.max(numbered.c.mark).filter(numbered.c.place == place) for place in at]
    return ends[::-1] if page.backward else ends


def _edge(page: Page, row: FromClause, mark: Label, fields: Sets) -> Label:
    compiler = page.compiler
    chosen = compiler.selected(f"{page.made.name}Edge", fields)
    columns = []
    for key, nodes in chosen.items():
        match nodes[0].name.value:
            case "cursor":
                value = mark
            case "node":
                value = compiler.object(page.made, row, nodes)
            case _:
                value = constant.name(f"{page.made.name}Edge")
        columns.append(value.label(key))
    return written(columns)


def _info(page: Page, rows: Any, fields: Sets) -> Label:
    chosen = page.compiler.selected("PageInfo", fields)
    values = {
        "startCursor": rows.c["first mark"],
        "endCursor": rows.c["last mark"],
        "hasNextPage": _has(page, rows, forward=True),
        "hasPreviousPage": _has(page, rows, forward=False),
        "__typename": constant.name("PageInfo"),
    }
    columns = [values[nodes[0].name.value].label(key) for key, nodes in chosen.items()]
    return written(columns)


def _has(page: Page, rows: Any, *, forward: bool) -> ColumnElement[bool]:
    """Tell whether rows lie beyond the page: counted on the side it grows to, looked up on the other."""
    if forward is not page.backward:
        return rows.c["more of it"]  # type: ignore[no-any-return]
    position = page.given("before" if forward else "after")
    if position is None:
        return false()
    row = page.made.table.alias()
    far = ~page.beyond(row, position, after=not forward)
    return page.all(row).where(far).exists()
