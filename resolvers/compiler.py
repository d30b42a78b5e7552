"""A selection becomes one statement whose text is the answer.

A selection set is a SELECT list, a response key a column label: an object is written of a sub-select's row,
whose labels are its keys, in the order of the selection.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
)
from graphql.type import GraphQLList
from sqlalchemy import ColumnElement, Select, case, select, true
from sqlalchemy import Label as Named
from sqlalchemy.sql.selectable import FromClause

from geo.nearest import spot
from resolvers import connection
from resolvers.arguments import Arguments, Asked
from resolvers.rows import Answer, Found, Paged, Rows, Told, Viewed, resolver, spotted
from resolvers.selection import Selected, Selection
from resolvers.written import bracketed, listed, written
from schema.access import Viewer, readable
from schema.constant import name, word
from schema.errors import LeveeError
from schema.position import EVENTS, cursor, identity
from schema.registry import NODES, Chosen, Either, Given, NodeType, Of, Stored, To
from schema.storage import metadata

Sets = Sequence[FieldNode]
Label = ColumnElement[Any]


class Compiler:
    """Compiles the root fields of one operation, for one shape of its variables and one role."""

    def __init__(
        self, api: GraphQLSchema, selection: Selection, arguments: Arguments, viewer: Viewer
    ) -> None:
        """Keep what is the same all over the operation."""
        self.api = api
        self.selection = selection
        self.arguments = arguments
        self.viewer = viewer
        self.lists: Mapping[str, Rows] = {}
        self.joined: dict[FromClause, FromClause] = {}

    def root(self, parent: GraphQLObjectType, key: str, fields: Sets) -> Label:
        """Compile a root field: its resolver says which rows. An error found on the way names the field."""
        self.arguments.field = (key,)
        try:
            return self._root(parent, fields)
        except LeveeError as error:
            error.field = (key,)
            raise

    def _root(self, parent: GraphQLObjectType, fields: Sets) -> Label:
        called = fields[0].name.value
        if called == "__typename":
            return name(parent.name)
        definition = parent.fields[called]
        asked = self.arguments.of(f"{parent.name}.{called}", definition, fields[0])
        return self.answer(resolver(parent, called, definition)(**asked.arguments), definition, asked, fields)

    def subscribed(self, definition: GraphQLField, asked: Asked, fields: Sets) -> Rows | Told:
        """Ask a subscription's resolver what is told."""
        answer: Any = resolver(self.api.subscription_type, fields[0].name.value, definition)(
            **asked.arguments
        )
        if isinstance(answer, Viewed):
            return answer.rows(self.viewer)
        if isinstance(answer, Told):
            self.lists = answer.lists
        return answer  # type: ignore[no-any-return]

    def message(self, kind: str, rows: Rows, fields: Sets) -> Label:
        """Compile a message of a subscription, whose cursor is a position in the event log."""
        return self.object(NODES[kind], rows.row, fields, cursor(EVENTS, *rows.keys))

    def either(self, members: Mapping[Enum, str], rows: Rows, fields: Sets) -> Label:
        """Compile messages of a union: the member that is meant by the row's kind."""
        return case(
            *(
                (rows.row.c.kind == word(one), self.message(member, rows, fields))
                for one, member in members.items()
            )
        )

    def answer(self, answer: Answer, definition: GraphQLField, asked: Asked, fields: Sets) -> Label:
        """Turn what a resolver answered into JSON."""
        match answer:
            case Found(kind, key):
                return self.found(NODES[kind], key, fields)
            case Paged(target, where):
                return self.pages(NODES[target], where, None, asked, fields)
            case Viewed(rows):
                return self.answer(rows(self.viewer), definition, asked, fields)
            case Rows(chosen, row, keys, lists):
                self.lists = lists
                made = NODES[get_named_type(definition.type).name]
                cursor_ = cursor(asked.question, *keys) if keys else None
                join = self.many if isinstance(get_nullable_type(definition.type), GraphQLList) else self.one
                return join(made, chosen, row, fields, cursor_)
        return answer

    def found(self, made: NodeType, key: ColumnElement[int], fields: Sets) -> Label:
        """One row of a node by its key."""
        row = made.table.alias()
        chosen = select(row).where(row.c.id == key)
        if made.kind is not None:
            chosen = chosen.where(row.c.kind == word(made.kind))
        return self.one(made, chosen, row, fields)

    def many(
        self, made: NodeType, chosen: Select[Any], row: FromClause, fields: Sets, cursor_: Label | None = None
    ) -> Label:
        """Rows as a JSON array."""
        rows = self._one(made, chosen, row, fields, cursor_).subquery()
        return select(bracketed(listed(rows.c.one))).scalar_subquery()

    def one(
        self, made: NodeType, chosen: Select[Any], row: FromClause, fields: Sets, cursor_: Label | None = None
    ) -> Label:
        """A row as a JSON object, or null."""
        return self._one(made, chosen, row, fields, cursor_).scalar_subquery()

    def object(self, made: NodeType, row: FromClause, fields: Sets, cursor_: Label | None = None) -> Label:
        """The row that is at hand as a JSON object."""
        if made.abstract:
            return self._concrete(made, row, fields)
        return written(self.values(made, row, fields, cursor_))

    def narrowed(self, made: NodeType, chosen: Select[Any], row: FromClause) -> Select[Any]:
        """Leave only what the viewer may read."""
        if made.table.metadata is not metadata:
            return chosen
        allowed = readable(row, self.viewer)
        return chosen if allowed is true() or str(allowed) == "true" else chosen.where(allowed)

    def values(
        self, made: NodeType, row: FromClause, fields: Sets, cursor_: Label | None = None
    ) -> list[Named[Any]]:
        """The SELECT list of a selection on a concrete node."""
        type_ = self.api.get_type(made.name)
        assert isinstance(type_, GraphQLObjectType)
        chosen = self.selection.fields(type_, (field.selection_set for field in fields))
        return [self._value(made, type_, row, nodes, cursor_).label(key) for key, nodes in chosen.items()]

    def selected(self, type_name: str, fields: Sets) -> Selected:
        """Collect the fields below these of a type that no table stands behind."""
        type_ = self.api.get_type(type_name)
        assert isinstance(type_, GraphQLObjectType)
        return self.selection.fields(type_, (field.selection_set for field in fields))

    def pages(
        self,
        made: NodeType,
        where: Sequence[Callable[[FromClause], ColumnElement[bool]]],
        parent: FromClause | None,
        asked: Asked,
        fields: Sets,
    ) -> Label:
        """Rows as a connection."""
        return connection.compiled(self, made, where, parent, asked, fields)

    def _one(
        self, made: NodeType, chosen: Select[Any], row: FromClause, fields: Sets, cursor_: Label | None = None
    ) -> Select[Any]:
        """Each row as an object, and nothing else of it."""
        one = self.object(made, row, fields, cursor_)
        chosen = self.narrowed(made, chosen, row)
        if row in self.joined:
            chosen = chosen.select_from(self.joined.pop(row))
        return chosen.with_only_columns(one.label("one"), maintain_column_froms=True)

    def _concrete(self, made: NodeType, row: FromClause, fields: Sets) -> Label:
        """One JSON expression for each concrete type, chosen by kind: a key of another type stays absent."""
        interface = self.api.get_type(made.name)
        assert isinstance(interface, GraphQLInterfaceType)
        kinds = [NODES[type_.name] for type_ in self.api.get_possible_types(interface)]
        return case(
            *((row.c.kind == word(one.kind), self.object(one, row, fields)) for one in kinds if one.kind)
        )

    def _value(
        self, made: NodeType, type_: GraphQLObjectType, row: FromClause, fields: Sets, cursor_: Label | None
    ) -> Label:
        called = fields[0].name.value
        if called == "__typename":
            return name(made.name)
        shown = made.fields[called]
        match shown:
            case Stored("id"):
                return identity(made.name, row.c.id)
            case Stored("cursor") if cursor_ is not None:
                return cursor_
            case Stored(column):
                return row.c[column]
            case To(target, by):
                return self._beside(NODES[target], by, row, fields)
            case Either(targets, kind, by):
                kinds = ((row.c[kind] == word(one), NODES[target]) for one, target in targets.items())
                return case(
                    *((chosen, self._to(made, by, row, fields).scalar_subquery()) for chosen, made in kinds)
                )
            case Of():
                return self._of(shown, type_, row, fields)
            case Given(target):
                listed = self.lists[called]
                return self.many(NODES[target], listed.select, listed.row, fields)
        asked = self.arguments.of(f"{made.name}.{called}", type_.fields[called], fields[0])
        if isinstance(shown, Chosen):
            join = self.one if shown.single else self.many
            return join(NODES[shown.target], *shown.function(row, **asked.arguments), fields)
        computed: Label = shown.function(row, **asked.arguments)
        return computed

    def _to(self, made: NodeType, by: str, row: FromClause, fields: Sets) -> Select[Any]:
        target, lies = made.table.alias(), row.c.get(spotted(by))
        known = target.c.id == row.c[by] if lies is None else spot(target) == lies
        return self._one(made, select(target).where(known).correlate(row), target, fields)

    def _beside(self, made: NodeType, by: str, row: FromClause, fields: Sets) -> Label:
        """Join what belongs to each row of a list: equal ones need not be looked up each by itself.

        Where there are few at all, each is written once for the whole answer.
        """
        if row not in self.joined:
            return self._to(made, by, row, fields).scalar_subquery()
        joined: FromClause = self._to(made, by, row, fields).lateral()
        on: ColumnElement[bool] = true()
        if made.table.info.get("few") and self._plain(made, fields):
            joined = self._every(made, fields)
            on = joined.c.id == row.c[by]
        self.joined[row] = self.joined[row].outerjoin(joined, on)
        return joined.c.one

    def _every(self, made: NodeType, fields: Sets) -> FromClause:
        """All rows of a table, each written as an object, with its key."""
        row = made.table.alias()
        written_ = self.object(made, row, fields).label("one")
        return self.narrowed(made, select(row.c.id, written_), row).cte().prefix_with("MATERIALIZED")

    def _plain(self, made: NodeType, fields: Sets) -> bool:
        """Tell whether nothing is asked of a row but what stands in it."""
        asked = [nodes[0].name.value for nodes in self.selected(made.name, fields).values()]
        return all(called == "__typename" or isinstance(made.fields[called], Stored) for called in asked)

    def _of(self, shown: Of, type_: GraphQLObjectType, row: FromClause, fields: Sets) -> Label:
        made = NODES[shown.target]
        if shown.paged:
            called = fields[0].name.value
            asked = self.arguments.of(f"{type_.name}.{called}", type_.fields[called], fields[0])
            return self.pages(made, [lambda target: target.c[shown.by] == row.c.id], row, asked, fields)
        target = made.table.alias()
        self.joined[target] = target
        chosen = select(target).where(_joined(shown, target, row)).correlate(row)
        return self.many(made, chosen.order_by(*(target.c[key] for key in shown.order)), target, fields)


def _joined(shown: Of, target: FromClause, row: FromClause) -> ColumnElement[bool]:
    if shown.through is None:
        return target.c[shown.by] == row.c.id
    table, here, there = shown.through
    link = metadata.tables[table].alias()
    return target.c.id.in_(select(link.c[there]).where(link.c[here] == row.c.id).correlate(row))
