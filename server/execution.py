"""Runs a question for whoever carries it, HTTP or WebSocket."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import orjson
import structlog
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    execute_sync,
)

from resolvers.audit import Entry
from resolvers.caches import Caches
from resolvers.document import BOUNDS, Refused
from resolvers.extent import Bounds
from resolvers.plan import CACHES, Asking, Planner, Question, introspective
from resolvers.sessions import SIGN_IN, Entrance
from resolvers.transaction import Transaction
from schema.access import Viewer
from schema.errors import BadUserInput, LeveeError, MethodNotAllowed, RateLimited, TooCostly, Unavailable
from schema.procedure import AuditKind
from server.afterwards import Afterwards
from server.audit import REFUSALS, Ledger
from server.database import Database
from server.limits import Rates
from server.persisted import Documents
from server.rates import OBJECTS, READ, Askers
from server.sent import Sent

log = structlog.get_logger()

Address: TypeAlias = Callable[[], str] | None
"""Tells from where somebody asks, where it matters."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: `data` as JSON or None; a `status` of 400 and more where nothing was executed."""

    data: bytes | None
    errors: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    headers: dict[str, str] | None = None

    def body(self) -> bytes:
        """Write it as JSON; `data` passes through unread."""
        if not self.errors:
            return b'{"data":' + (self.data or b"null") + b"}"
        told = b'"errors":' + orjson.dumps(self.errors)
        if self.status >= 400:
            return b"{" + told + b"}"
        return b'{"data":' + (self.data or b"null") + b"," + told + b"}"

    def values(self) -> dict[str, Any]:
        """Read `data` back, for what is written in another format than JSON."""
        data: dict[str, Any] = orjson.loads(self.data or b"null")
        return data


class Execution:
    """Everything a question needs: the plans, the database, the secret."""

    def __init__(
        self,
        api: GraphQLSchema,
        database: Database,
        secret: bytes,
        bounds: Bounds = BOUNDS,
        caches: Caches = CACHES,
        *,
        documents: Documents | None = None,
        askers: Askers | None = None,
        discreet: bool = False,
    ) -> None:
        """Keep them; `bounds` say how large a question may be, `discreet` that the schema is not told.

        Without `documents` none is known by a hash; without `askers` nobody is counted.
        """
        self.api = api
        self.planner = Planner(api, bounds, caches, discreet=discreet)
        self.database = database
        self.secret = secret
        self.ledger = Ledger(database)
        self.afterwards = Afterwards(database, secret)
        self.documents = documents or Documents({}, only=False, kept=0, room=0)
        self.askers = askers or Askers(Rates(on=False))
        self.entrance: Entrance | None = None
        self.guard: Callable[[], None] = lambda: None
        """Called before anything is changed; it raises where nothing may be just now."""

    def question(self, sent: Sent, viewer: Viewer) -> Question:
        """Read what was sent, and count it.

        Raises:
            Refused: it is no valid question, or more than may be asked; the errors say why.
        """
        person = self.askers.person(viewer)
        try:
            text = self.documents.text(sent.query, sent.document, viewer)
            writes = "mutation" in text  # nothing else can be one, and to look costs nothing
            person.admit(change=writes)
            if not self.planner.knows(text):
                person.pay(len(text) / READ, change=writes)
            question = self.planner.question(text, sent.operation_name, sent.variables)
            change = question.operation.operation is OperationType.MUTATION
            if writes and not change:
                person.admit()
        except LeveeError as error:
            raise Refused([error]) from None
        person.pay(1 + (0 if change else question.objects / OBJECTS), change=change)
        return question

    async def answer(self, sent: Sent, viewer: Viewer, *, mutate: bool = True) -> Answer:
        """Answer a query, or a mutation where `mutate` allows; errors are part of the answer."""
        try:
            question = self.question(sent, viewer)
        except Refused as refused:
            return declined(refused)
        return await self.run(question, viewer, mutate=mutate)

    async def run(
        self, question: Question, viewer: Viewer, *, mutate: bool = True, address: Address = None
    ) -> Answer:
        """Answer a question that was read before. Who signs in does so from an `address`."""
        try:
            return Answer(await self._run(question, viewer, mutate=mutate, address=address))
        except Refused as refused:
            return declined(refused)
        except RateLimited as error:
            return declined(Refused([error]))
        except MethodNotAllowed as error:
            return Answer(None, [error.told()], status=405, headers={"Allow": "POST"})
        except Exception as error:
            return Answer(None, [told(error)])

    def signs_in(self, question: Question) -> bool:
        """Tell whether nothing but to sign in is asked."""
        asked = {nodes[0].name.value for nodes in self.planner.fields(question).values()}
        return question.operation.operation is OperationType.MUTATION and asked == {SIGN_IN}

    async def _run(self, question: Question, viewer: Viewer, *, mutate: bool, address: Address) -> bytes:
        match question.operation.operation:
            case OperationType.QUERY:
                return await self._read(question, viewer)
            case OperationType.MUTATION if mutate:
                self.guard()
                return (await self._change(question, viewer, address)).encode()
            case OperationType.MUTATION:
                raise MethodNotAllowed("Mutations are sent by POST.")
        raise Refused(
            [
                BadUserInput(
                    "A subscription runs over WebSocket, by graphql-transport-ws, or as text/event-stream."
                )
            ]
        )

    async def _change(self, question: Question, viewer: Viewer, address: Address) -> str:
        """Run the fields of a mutation one after another, each in a transaction of its own."""
        parts = []
        request = secrets.token_hex(8)
        for key, nodes in self.planner.fields(question).items():
            if nodes[0].name.value == "__typename":
                parts.append(f'"{key}":"Mutation"')
                continue
            try:
                parts.append(f'"{key}":{await self._effect(question, viewer, key, nodes, request, address)}')
            except LeveeError as error:
                error.field = (key,)
                if isinstance(error, REFUSALS) and nodes[0].name.value != SIGN_IN:
                    await self._refused(viewer, nodes[0].name.value, request, error)
                raise
        return "{" + ",".join(parts) + "}"

    async def _refused(self, viewer: Viewer, action: str, request: str, error: LeveeError) -> None:
        subject = viewer.subject if viewer.posts else None
        entry = Entry(
            AuditKind.REFUSAL,
            subject,
            action,
            outcome=error.code,
            session=viewer.session,
            request=request,
        )
        await self.ledger.refused(entry)

    async def _effect(
        self,
        question: Question,
        viewer: Viewer,
        key: str,
        nodes: list[FieldNode],
        request: str,
        address: Address,
    ) -> str:
        """Write, then ask as a query would, then put the events on the log, then commit."""
        change = self.planner.change(question, viewer, key, nodes)
        run = Asking(question.variables, viewer, self.secret, request=request)
        values = change.values(run)
        if change.apart:
            if self.entrance is None or address is None:
                raise BadUserInput("Sign in by POST.")
            run.admission = await change.effect(self.entrance, address(), **values)
            return await self.database.text(change.shown.sql, change.shown.parameters(run))
        async with self.database.transaction(viewer) as connection:
            tx = Transaction(connection, viewer, self.secret, hasty=True)
            run.result, run.once = await change.effect(tx, **values), tx.key
            shown: str = await connection.fetchval(change.shown.sql, *change.shown.parameters(run))
            await tx.finish("COMMIT")
        if tx.left:
            await self.afterwards.follow(tx.left)
        return shown

    async def _read(self, question: Question, viewer: Viewer) -> bytes:
        reading = self.planner.read(question, viewer)
        run = Asking(question.variables, viewer, self.secret)
        plan, fields = reading.plan, reading.introspective
        data = await self._asked(plan.sql, plan.parameters(run), viewer) if plan else b"{}"
        if fields is None:
            return data
        both = orjson.loads(data) | self._introspect(question, fields)
        return orjson.dumps({key: both[key] for key in fields})

    async def _asked(self, sql: str, parameters: list[Any], viewer: Viewer) -> bytes:
        """Ask the database when it is the viewer's turn; where many wait, those without a token go first."""
        if self.database.crowded(self.database.waits.part(known=bool(viewer.posts))):
            raise Unavailable("Very much is asked just now; try again.")
        async with self.askers.person(viewer).turn(self.database.waits.acquire):
            return await self.database.json(sql, parameters)

    def _introspect(self, question: Question, fields: dict[str, list[FieldNode]]) -> dict[str, Any]:
        """Leave questions about the schema itself to graphql-core."""
        nodes = tuple(node for found in fields.values() if introspective(found) for node in found)
        operation = OperationDefinitionNode(
            operation=OperationType.QUERY,
            variable_definitions=question.operation.variable_definitions,
            selection_set=SelectionSetNode(selections=nodes),
        )
        definitions = (operation, *question.document.fragments.values())
        result = execute_sync(
            self.api, DocumentNode(definitions=definitions), variable_values=question.variables
        )
        return dict(result.data or {})


def declined(refused: Refused) -> Answer:
    """Answer what is not executed; who asked too much is told when to come again."""
    errors = [error.told() for error in refused.errors]
    busy = isinstance(refused.errors[0], Unavailable)
    seconds = refused.errors[0].extensions.get("retryAfter", 1 if busy else None)
    status = 400 if seconds is None else 503 if busy else 429
    return Answer(None, errors, status, None if seconds is None else {"Retry-After": str(seconds)})


def told(error: BaseException) -> dict[str, Any]:
    """Say an error; one that is not ours says nothing of itself, and the log bears its number."""
    if isinstance(error, RecursionError):
        return TooCostly("The question is nested too deeply; ask in several steps.").told()
    if isinstance(error, LeveeError) and type(error) is not LeveeError:
        return error.told()
    number = secrets.token_hex(6)
    cause = error.__cause__ or error
    log.error(
        "internal error", id=number, kind=type(cause).__name__, sqlstate=getattr(cause, "sqlstate", None)
    )
    return LeveeError("Something went wrong inside; nothing was changed.", id=number).told()
