"""A subscription becomes plans: what it tells of a span of the event log, and what it begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLField
from sqlalchemy import ColumnElement, Select, Text, cast

from resolvers.arguments import Asked
from resolvers.compiler import Compiler, Sets
from resolvers.plan import Asking, Plan, Planner, Question, planned
from resolvers.rows import Rows, Told
from resolvers.written import written
from schema.access import Viewer
from schema.parameter import Parameter
from schema.position import Position, seal, unseal
from schema.registry import NODES


@dataclass(frozen=True, slots=True)
class Beat:
    """How a sign of life looks: which keys it has, and what each shows."""

    key: str
    member: str
    shown: tuple[tuple[str, str], ...]

    def text(self, cursor: str, at: str) -> str:
        """Write the text of `data`."""
        values = {"__typename": self.member, "cursor": cursor, "at": at}
        return orjson.dumps({self.key: {key: values[name] for key, name in self.shown}}).decode()


@dataclass(frozen=True, slots=True)
class Feed:
    """A subscription: its plan gives (position, text of `data`) for a span of the event log.

    `after` is where the client wants to go on from, if it says so; else it gets what `first` gives, if there
    is one: (epoch, position, text) of one snapshot of the database. `beat` is its sign of life, if it asks.
    """

    plan: Plan
    after: Position | None
    first: Plan | None = None
    beat: Beat | None = None

    @property
    def size(self) -> int:
        """Count the characters of its statements."""
        return self.plan.size + (self.first.size if self.first else 0)

    def start(self, run: Asking) -> tuple[str, int] | None:
        """Read the (epoch, position) to go on from; None for "from now". One to resume from goes first.

        Raises:
            BadUserInput: it is no position of the event log.
        """
        if run.resume is not None:
            after = Parameter(lambda run: run.resume, ("Last-Event-ID",))
        elif self.after is not None:
            after = self.after.parameter
        else:
            return None
        keys = after.then(lambda text: unseal(run.key("events"), text)).value(run)
        return keys[0], int(keys[1])

    def group(self, run: Asking) -> tuple[Any, ...]:
        """Tell feeds apart that must be run apart: by statement, values and rights of the viewer."""
        values = self.plan.parameters(Asking(run.variables, run.viewer, run.secret))
        return self.plan.sql, repr(values), self.beat


def position(run: Asking, epoch: str, seq: int) -> str:
    """Write a position in the event log as a cursor."""
    return seal(run.key("events"), [epoch, str(seq)])


def feed(planner: Planner, question: Question, viewer: Viewer) -> Feed:
    """Plan a subscription."""
    found: Feed = planner.kept(question, viewer, "feed", lambda: _feed(planner, question, viewer))
    return found


def _feed(planner: Planner, question: Question, viewer: Viewer) -> Feed:
    compiler = planner.compiler(question, viewer)
    ((key, nodes),) = planner.fields(question).items()
    called = nodes[0].name.value
    definition = planner.root(question.operation).fields[called]
    compiler.arguments.field = (key,)
    asked = compiler.arguments.of(f"Subscription.{called}", definition, nodes[0])
    return _Feeding(compiler, key, nodes, asked).planned(definition)


@dataclass(frozen=True, slots=True)
class _Feeding:
    """A subscription on its way to its plans."""

    compiler: Compiler
    key: str
    nodes: Sets
    asked: Asked

    def planned(self, definition: GraphQLField) -> Feed:
        told = self.compiler.subscribed(definition, self.asked, self.nodes)
        after = self.asked.arguments.get("after")
        if isinstance(told, Rows):
            type_: Any = definition.type
            return Feed(
                self._events(told, self.compiler.message(type_.of_type.name, told, self.nodes)), after
            )
        events = self._events(told.events, self.compiler.either(told.members, told.events, self.nodes))
        return Feed(events, after, self._first(told), self._beat(told.alive))

    def _events(self, rows: Rows, one: ColumnElement[Any]) -> Plan:
        return planned(self._with(rows, one, rows.row.c.seq))

    def _first(self, told: Told) -> Plan:
        one = self.compiler.message(told.picture, told.first, self.nodes)
        row = told.first.row
        return planned(self._with(told.first, one, cast(row.c.epoch, Text), row.c.seq))

    def _with(self, rows: Rows, one: ColumnElement[Any], *before: ColumnElement[Any]) -> Select[Any]:
        data = written([one.label(self.key)])
        return rows.select.with_only_columns(*before, data, maintain_column_froms=True)

    def _beat(self, member: str) -> Beat | None:
        chosen: Mapping[str, Any] = self.compiler.selected(member, self.nodes)
        shown = tuple((key, found[0].name.value) for key, found in chosen.items())
        return Beat(self.key, NODES[member].name, shown) if shown else None
