"""A question becomes a plan once: its text, and how to read its parameters. A hit costs no planning."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace
from typing import Any, Protocol

from graphql import (
    FieldNode,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    get_named_type,
)
from sqlalchemy import BigInteger, Dialect, Text, cast, select
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement

from resolvers.arguments import Arguments, settled, shape
from resolvers.audit import answered
from resolvers.caches import Caches
from resolvers.compiler import Compiler
from resolvers.cost import Reckoning, afforded
from resolvers.document import BOUNDS, Document, Kept, Refused, document, variables
from resolvers.extent import Bounds
from resolvers.rows import APART, MUTATIONS, SHOWN
from resolvers.selection import Selected, Selection
from resolvers.written import sent, written
from schema.access import Admission, Viewer, own
from schema.errors import LeveeError, TooCostly
from schema.parameter import Parameter, bound
from schema.position import derive
from schema.registry import NODES

DIALECT: Dialect = asyncpg.dialect()  # type: ignore[no-untyped-call]
AFFORDED = 100
CACHES = Caches()


@dataclass(slots=True)
class Asking:
    """One execution: what was sent, by whom.

    `result` is the row that a mutation made, `once` the key it was sent with, `request` what joins
    its entries in the audit; `after` and `upto` are the span of a feed; `resume` is the position that a
    client comes back with, `admission` what signing in gave; `found` is what several parameters share.
    """

    variables: dict[str, Any]
    viewer: Viewer
    secret: bytes
    result: int | None = None
    once: str | None = None
    request: str | None = None
    after: int = 0
    upto: int = 0
    resume: str | None = None
    admission: Admission | None = None
    keys: dict[str, bytes] = field(default_factory=dict)
    found: dict[Any, Any] = field(default_factory=dict)

    def key(self, purpose: str) -> bytes:
        """Derive the key of a question's cursors from the server's secret."""
        if purpose not in self.keys:
            self.keys[purpose] = derive(self.secret, purpose)
        return self.keys[purpose]


class Sized(Protocol):
    """What is kept while there is room."""

    @property
    def size(self) -> int:
        """Count the characters."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One statement and how to read its parameters."""

    sql: str
    reads: tuple[Any, ...]

    @property
    def size(self) -> int:
        """Count the characters."""
        return len(self.sql)

    def parameters(self, run: Asking) -> list[Any]:
        """Read the parameters.

        Raises:
            LeveeError: a value is not allowed.
        """
        return [
            read.value(run) if isinstance(read, Parameter) else own(read, run.viewer) for read in self.reads
        ]


def planned(statement: ClauseElement) -> Plan:
    """Compile a statement for asyncpg: numbered parameters, equal questions equal texts."""
    made = statement.compile(dialect=DIALECT)
    assert isinstance(made, SQLCompiler)
    return Plan(made.string, tuple(_fixed(made.params[name]) for name in made.positiontup or ()))


def _fixed(read: Any) -> Any:
    """Read now what asks nothing of any run: what stands in the document, or is a default."""
    nothing: Any = SimpleNamespace(found={})
    if isinstance(read, Parameter):
        with suppress(AttributeError, LeveeError):  # it asks, or is refused at each run
            return read.value(nothing)
    return read


@dataclass(frozen=True, slots=True)
class Reading:
    """A query: its plan (None if no table is asked), and its fields if some ask about the schema itself."""

    plan: Plan | None
    introspective: Selected | None

    @property
    def size(self) -> int:
        """Count the characters of its statement."""
        return self.plan.size if self.plan else 0


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a mutation: what it does, its arguments, and the plan that shows the row it made."""

    effect: Callable[..., Awaitable[Any]]
    arguments: dict[str, Any]
    shown: Plan
    apart: bool = False

    @property
    def size(self) -> int:
        """Count the characters of its statement."""
        return self.shown.size

    def values(self, run: Asking) -> dict[str, Any]:
        """Read the arguments.

        Raises:
            LeveeError: a value is not allowed.
        """
        return {name: settled(value, run) for name, value in self.arguments.items()}


@dataclass(frozen=True, slots=True)
class Question:
    """A valid operation with coerced variables."""

    text: str
    document: Document
    operation: OperationDefinitionNode
    variables: dict[str, Any]
    shape: tuple[Any, ...]
    objects: int
    """How many the answer could hold."""

    @property
    def subscribes(self) -> bool:
        """Tell whether it is a subscription."""
        return self.operation.operation is OperationType.SUBSCRIPTION


class Planner:
    """Holds the documents and plans that were used last, for all connections."""

    def __init__(
        self, api: GraphQLSchema, bounds: Bounds = BOUNDS, caches: Caches = CACHES, *, discreet: bool = False
    ) -> None:
        """Start with empty caches; `discreet`: nothing of the schema is told beyond what is asked."""
        self.api = api
        self.bounds = bounds
        self.discreet = discreet
        self.documents: Kept[str, Document] = Kept(
            caches.documents, caches.characters, lambda found: found.size
        )
        self.plans: Kept[tuple[Any, ...], Sized] = Kept(caches.plans, caches.sql, lambda made: made.size)

    def question(self, text: str, name: str | None, given: dict[str, Any]) -> Question:
        """Read what was sent.

        Raises:
            Refused: it is no valid question; the errors say why.
        """
        read = partial(document, self.api, text, self.bounds, discreet=self.discreet)
        found = self.documents.get(text, read)
        operation = found.operation(name)
        coerced = variables(self.api, found, operation, given, self.bounds, discreet=self.discreet)
        objects = self._afford(found, operation, coerced)
        return Question(text, found, operation, coerced, self._shape(found, operation, coerced), objects)

    def knows(self, text: str) -> bool:
        """Tell whether a document need not be read again."""
        return text in self.documents.values

    def _afford(self, found: Document, operation: OperationDefinitionNode, coerced: dict[str, Any]) -> int:
        """Count once for each set of whole numbers the objects of the answer: it cannot grow too large."""
        key = id(operation), *(given for given in coerced.items() if isinstance(given[1], int))
        if key in found.afforded:
            return found.afforded[key]
        try:
            reckoning = Reckoning(Selection(self.api, found.fragments, coerced))
            objects = afforded(reckoning, operation, self.bounds.objects)
        except TooCostly as error:
            raise Refused([error]) from None
        if len(found.afforded) < AFFORDED:
            found.afforded[key] = objects
        return objects

    def _shape(
        self, found: Document, operation: OperationDefinitionNode, coerced: dict[str, Any]
    ) -> tuple[Any, ...]:
        declared = found.variables(self.api, operation)
        return tuple((name, shape(type_, coerced[name])) for name, type_ in declared if name in coerced)

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
        """Give what was planned for a question of this shape and roles, planned where it was not yet."""
        named = question.operation.name.value if question.operation.name else None
        return self.plans.get((purpose, question.text, named, question.shape, viewer.roles), make)

    def read(self, question: Question, viewer: Viewer) -> Reading:
        """Plan a query: one statement whose one value is the bytes of `data`."""
        assert question.operation.operation is OperationType.QUERY
        found: Reading = self.kept(question, viewer, "read", lambda: self._read(question, viewer))
        return found

    def _read(self, question: Question, viewer: Viewer) -> Reading:
        compiler = self.compiler(question, viewer)
        root = self.root(question.operation)
        fields = self.fields(question)
        asked = {key: nodes for key, nodes in fields.items() if not introspective(nodes)}
        columns = [compiler.root(root, key, nodes).label(key) for key, nodes in asked.items()]
        plan = planned(select(sent(written(columns)))) if columns else None
        return Reading(plan, fields if len(asked) < len(fields) else None)

    def change(self, question: Question, viewer: Viewer, key: str, nodes: list[FieldNode]) -> Change:
        """Plan one field of a mutation: what it does, with which values, and how the row it made is shown."""
        found: Change = self.kept(
            question, viewer, f"change {key}", lambda: self._change(question, viewer, key, nodes)
        )
        return found

    def _change(self, question: Question, viewer: Viewer, key: str, nodes: list[FieldNode]) -> Change:
        compiler = self.compiler(question, viewer)
        called = nodes[0].name.value
        definition = self.root(question.operation).fields[called]
        compiler.arguments.field = (key,)
        asked = compiler.arguments.of(f"Mutation.{called}", definition, nodes[0])
        made = bound(Parameter(lambda run: run.result, ()), BigInteger())
        type_ = get_named_type(definition.type).name
        if called in SHOWN:
            answer = select(cast(compiler.answer(SHOWN[called](made), definition, asked, nodes), Text))
        else:
            shown = compiler.found(NODES[type_], made, nodes)
            answer = select(cast(shown, Text)).add_cte(answered(made, type_).cte("noted"))
        return Change(MUTATIONS[called], asked.arguments, planned(answer), called in APART)


def introspective(nodes: list[FieldNode]) -> bool:
    """Tell whether a root field asks about the schema itself."""
    return nodes[0].name.value in ("__schema", "__type")
