"""What a mutation may do: write, ask, emit, and be repeated without doing it twice."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Protocol

import orjson
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.elements import ClauseElement

from resolvers.plan import Asking
from resolvers.statement import shaped
from schema import tables
from schema.access import Role, Viewer
from schema.errors import BadUserInput, Conflict, Forbidden, Unauthenticated
from schema.parameter import text_
from schema.vocabulary import EventKind

KEPT = text("interval '7 days'")
BELL = "levee_event"
LONGEST_KEY = 200
FOLLOWS: dict[EventKind, Callable[[Transaction, int], Awaitable[None]]] = {}
"""What follows from an event in its own transaction, before the head of the log is taken."""


class Connection(Protocol):
    """A connection with a transaction open, handed in by the server."""

    async def fetch(self, sql: str, /, *parameters: Any) -> Sequence[Any]:
        """Run a statement."""


class Transaction:
    """One mutation in one transaction, for one viewer."""

    def __init__(self, connection: Connection, viewer: Viewer, secret: bytes) -> None:
        """Keep them; nothing is written yet."""
        self.connection = connection
        self.viewer = viewer
        self.secret = secret
        self.emitted: list[tuple[EventKind, int]] = []

    async def all(self, statement: ClauseElement) -> Sequence[Mapping[str, Any]]:
        """Run a statement, its values as parameters, and give its rows."""
        plan = shaped(statement)
        run = Asking({}, self.viewer, self.secret)
        return await self.connection.fetch(plan.sql, *plan.parameters(run))

    async def one(self, statement: ClauseElement) -> Mapping[str, Any] | None:
        """Run a statement and give its first row, or None."""
        rows = await self.all(statement)
        return rows[0] if rows else None

    async def made(self, insertion: ClauseElement) -> int:
        """Insert one row and give its key."""
        row = await self.one(insertion)
        assert row is not None
        key: int = row["id"]
        return key

    async def clock(self) -> datetime:
        """Give the moment it is: the database's, as all that is recorded."""
        row = await self.one(select(func.clock_timestamp().label("now")))
        assert row is not None
        now: datetime = row["now"]
        return now

    def allow(self, roles: Sequence[Role]) -> None:
        """Let only these roles go on.

        Raises:
            Unauthenticated: no token. Forbidden: another role.
        """
        if not self.viewer.posts:
            raise Unauthenticated("A mutation needs a token.")
        if not self.viewer.roles.intersection(roles):
            raise Forbidden(f"This takes one of the roles {', '.join(str(role.value) for role in roles)}.")

    def emit(self, kind: EventKind, key: int) -> None:
        """Put an event at the end of the log, when everything else is written."""
        self.emitted.append((kind, key))

    async def finish(self) -> None:
        """Do what follows from the events; then take the head of the log last, write the events, ring once.

        Whoever holds the head's row commits before the next may take it, so the log is in commit order.
        """
        for kind, key in tuple(self.emitted):
            if kind in FOLLOWS:
                await FOLLOWS[kind](self, key)
        head, event = tables.events.event_head, tables.events.event
        for kind, key in self.emitted:
            seq = await self.one(update(head).values(seq=head.c.seq + 1).returning(head.c.seq))
            assert seq is not None
            told = {"seq": seq["seq"], "kind": kind.value, tables.events.SUBJECT[kind]: key}
            await self.all(insert(event).values(told))
        if self.emitted:
            await self.all(select(func.pg_notify(BELL, "")))

    async def once(self, mutation: str, key: str, told: Any, effect: Callable[[], Awaitable[int]]) -> int:
        """Have an effect once for a key of this subject; a retry gives the same result.

        The second of two at once waits for the first. Raises Conflict when the key stood for another input or
        another mutation, BadUserInput when it is blank or too long.
        """
        kept = tables.events.mutation_key
        subject = self.viewer.subject
        mark = fingerprint(told)
        mine = (kept.c.subject == subject, kept.c.key == named(key, "key", LONGEST_KEY))
        await self.all(delete(kept).where(*mine, kept.c.recorded_at < func.now() - KEPT))
        made = insert(kept).values(subject=subject, key=key, mutation=mutation, fingerprint=mark)
        if await self.one(made.on_conflict_do_nothing().returning(kept.c.key)) is None:
            return await self._again(mutation, mark, mine)
        result = await effect()
        await self.all(update(kept).where(*mine).values(result=result))
        return result

    async def _again(self, mutation: str, mark: bytes, mine: Any) -> int:
        row = await self.one(select(tables.events.mutation_key).where(*mine))
        if row is None:
            raise Conflict(
                "The first attempt with this `key` is still under way; send it again.", ("input", "key")
            )
        if (row["mutation"], row["fingerprint"]) != (mutation, mark):
            raise Conflict("This `key` was used for something else; take a new one.", ("input", "key"))
        result: int = row["result"]
        return result


def named(value: str, name: str, longest: int) -> str:
    """Check a text that must say something: not blank, not too long.

    Raises:
        BadUserInput: with the place in the input.
    """
    if not value.strip():
        raise BadUserInput(f"`{name}` is blank.", ("input", name))
    if len(value) > longest:
        raise BadUserInput(f"`{name}` has more than {longest} characters.", ("input", name))
    return text_(value)


def fingerprint(told: Any) -> bytes:
    """Digest an input after coercion: instants as instants, defaults filled in, the key left out."""
    return hashlib.sha256(orjson.dumps(coerced(told), option=orjson.OPT_SORT_KEYS, default=_plain)).digest()


def coerced(value: Any) -> Any:
    """Say a value so that what is equal is said equally: an instant in UTC, an input without its key."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, Mapping):
        return {name: coerced(member) for name, member in value.items()}
    if isinstance(value, list):
        return [coerced(member) for member in value]
    if hasattr(value, "__strawberry_definition__") and not isinstance(value, Enum):
        return coerced({name: member for name, member in vars(value).items() if name != "key"})
    return value


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else str(value)
