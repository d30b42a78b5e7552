"""A question becomes a plan once: its text, and how to read its parameters. A hit costs no planning."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from graphql import (
    FieldNode,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    type_from_ast,
)
from sqlalchemy import Select, Text, cast, func, select
from sqlalchemy.dialects.postgresql import asyncpg

from resolvers.arguments import Arguments, shape
from resolvers.compiler import Compiler
from resolvers.document import Document, Kept, document, variables
from resolvers.selection import Selected, Selection
from schema.access import Viewer, ViewerDivisions
from schema.parameter import Parameter

DIALECT = asyncpg.dialect()
DOCUMENTS = 1_000
PLANS = 2_000


@dataclass(slots=True)
class Asking:
    """One execution: what was sent, by whom; `result` is the row a mutation made, `after` and `upto` a feed's span."""

    variables: dict[str, Any]
    viewer: Viewer
    secret: bytes
    result: int | None = None
    after: int = 0
    upto: int = 0
    keys: dict[str, bytes] = field(default_factory=dict)

    def key(self, purpose: str) -> bytes:
        """Derive the key of a question's cursors from the server's secret."""
        if purpose not in self.keys:
            self.keys[purpose] = hmac.digest(self.secret, purpose.encode(), sha256)
        return self.keys[purpose]


@dataclass(frozen=True, slots=True)
class Plan:
    """One statement and how to read its parameters."""

    sql: str
    reads: tuple[Any, ...]

    def parameters(self, run: Asking) -> list[Any]:
        """Read the parameters.

        Raises:
            LeveeError: a value is not allowed.
        """
        return [_value(read, run) for read in self.reads]


def _value(read: Any, run: Asking) -> Any:
    if isinstance(read, Parameter):
        return read.value(run)
    return list(run.viewer.divisions) if isinstance(read, ViewerDivisions) else read


def planned(statement: Select[Any]) -> Plan:
    """Compile a statement for asyncpg: numbered parameters, equal questions equal texts."""
    made = statement.compile(dialect=DIALECT)
    return Plan(made.string, tuple(made.params[name] for name in made.positiontup or ()))


@dataclass(frozen=True, slots=True)
class Question:
    """A valid operation with coerced variables."""

    text: str
    document: Document
    operation: OperationDefinitionNode
    variables: dict[str, Any]
    shape: tuple[Any, ...]


class Planner:
    """Holds the documents and plans that were used last, for all connections."""

    def __init__(self, api: GraphQLSchema) -> None:
        """Start with empty caches."""
        self.api = api
        self.documents: Kept[str, Document] = Kept(DOCUMENTS)
        self.plans: Kept[tuple[Any, ...], Any] = Kept(PLANS)

    def question(self, text: str, name: str | None, given: dict[str, Any]) -> Question:
        """Read what was sent.

        Raises:
            Refused: it is no valid question; the errors say why.
        """
        found = self.documents.get(text, lambda: document(self.api, text))
        operation = found.operation(name)
        coerced = variables(self.api, operation, given)
        return Question(text, found, operation, coerced, tuple(self._shape(operation, coerced)))

    def _shape(self, operation: OperationDefinitionNode, coerced: dict[str, Any]) -> Iterable[Any]:
        for definition in operation.variable_definitions or ():
            name = definition.variable.name.value
            if name in coerced:
                type_: Any = type_from_ast(self.api, definition.type)
                yield name, shape(type_, coerced[name])

    def root(self, operation: OperationDefinitionNode) -> GraphQLObjectType:
        """Give the root type of an operation."""
        root = self.api.get_root_type(operation.operation)
        assert root is not None
        return root

    def fields(self, question: Question) -> Selected:
        """Collect the root fields of a question."""
        selection = Selection(self.api, question.document.fragments, question.variables)
        return selection.fields(self.root(question.operation), [question.operation.selection_set])

    def compiler(self, question: Question, viewer: Viewer) -> Compiler:
        """Make the compiler for a question."""
        selection = Selection(self.api, question.document.fragments, question.variables)
        return Compiler(self.api, selection, Arguments(question.variables), viewer)

    def kept(self, question: Question, viewer: Viewer, purpose: str, make: Callable[[], Any]) -> Any:
        """Give what was planned for a question of this shape and role, planned where it was not yet."""
        name = question.operation.name.value if question.operation.name else None
        return self.plans.get((purpose, question.text, name, question.shape, viewer.role), make)

    def read(self, question: Question, viewer: Viewer) -> Plan | None:
        """Plan a query: one statement whose one value is the text of `data`. None if no table is asked."""
        assert question.operation.operation is OperationType.QUERY
        found: Plan | None = self.kept(question, viewer, "read", lambda: self._read(question, viewer))
        return found

    def _read(self, question: Question, viewer: Viewer) -> Plan | None:
        compiler = self.compiler(question, viewer)
        root = self.root(question.operation)
        asked = {key: nodes for key, nodes in self.fields(question).items() if not introspective(nodes)}
        columns = [compiler.root(root, key, nodes).label(key) for key, nodes in asked.items()]
        return planned(_told(select(*columns))) if columns else None


def _told(data: Select[Any]) -> Select[Any]:
    rows = data.subquery("data")
    return select(cast(func.row_to_json(rows.table_valued()), Text)).select_from(rows)


def introspective(nodes: list[FieldNode]) -> bool:
    """Tell whether a root field asks about the schema itself."""
    return nodes[0].name.value in ("__schema", "__type")

