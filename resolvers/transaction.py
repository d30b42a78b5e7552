"""What a mutation may do: write, ask, emit, and be repeated without doing it twice."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Protocol

import orjson
from sqlalchemy import BigInteger, func, select, text, true
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.elements import ClauseElement

from resolvers.audit import Entry, noted
from resolvers.plan import Asking
from resolvers.statement import Known, given, shaped
from schema import tables
from schema.access import SETTING, SYSTEM, Role, Viewer
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

    async def execute(self, sql: str, /) -> str:
        """Run several statements without parameters, sent at once."""


kept = tables.events.mutation_key


def _keep() -> ClauseElement:
    """Insert a key, or take over one whose time is over; then wait until nobody else holds the lock.

    What a transaction sets for itself before anything is read belongs here too: it is sent first.
    """
    made = insert(kept).values({name: given(name, kept.c[name]) for name in KEY})
    over = made.on_conflict_do_update(
        index_elements=["subject", "key"],
        set_={**{name: made.excluded[name] for name in KEY}, "result": None, "recorded_at": CLOCK},
        where=kept.c.recorded_at < func.now() - KEPT,
    )
    return over.returning(kept.c.key, func.pg_advisory_xact_lock(given("lock", BigInteger())))


KEY = ("subject", "key", "mutation", "fingerprint")
CLOCK = func.clock_timestamp()
KEEP = Known(_keep)
NOW = Known(lambda: select(CLOCK.label("now")))
ITSELF = Known(lambda: select(func.set_config(SETTING, SYSTEM, true())))
LOCKED = Known(lambda: select(func.pg_advisory_xact_lock(given("lock", BigInteger()))))


class Transaction:
    """One mutation in one transaction, for one viewer."""

    def __init__(self, connection: Connection, viewer: Viewer, secret: bytes, *, hasty: bool = False) -> None:
        """Keep them; nothing is written yet.

        Where it is `hasty`, what follows from its events and others are busy with is left for after its
        commit: these transitions are in `left`.
        """
        self.connection = connection
        self.viewer = viewer
        self.secret = secret
        self.key: str | None = None
        self.emitted: list[tuple[EventKind, int]] = []
        self.locks: set[int] = set()
        self.followed: set[tuple[EventKind, int]] = set()
        self.hasty = hasty
        self.left: list[int] = []
        self.own = False

    async def asked(self, known: Known, **values: Any) -> Sequence[Mapping[str, Any]]:
        """Run a known statement with the values that it is given, and give its rows."""
        plan = known.filled(values)
        run = Asking({}, self.viewer, self.secret)
        return await self.connection.fetch(plan.sql, *plan.parameters(run))

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
        (row,) = await self.asked(NOW)
        now: datetime = row["now"]
        return now

    async def alone(self, lock: int | None) -> None:
        """Wait until no other transaction holds this lock, and hold it to the end."""
        if lock is not None and lock not in self.locks:
            await self.asked(LOCKED, lock=lock)
            self.locks.add(lock)

    async def itself(self) -> None:
        """Let the server write from here on: what follows reaches farther than whoever brought it about."""
        if not self.viewer.system and not self.own:
            await self.asked(ITSELF)
            self.own = True

    def allow(self, roles: Sequence[Role]) -> None:
        """Let only these roles go on.

        Raises:
            Unauthenticated: no token. Forbidden: another role.
        """
        if not self.viewer.posts:
            raise Unauthenticated("A mutation needs a token.")
        if not self.viewer.roles.intersection(roles):
            raise Forbidden(f"This takes one of the roles {', '.join(str(role.value) for role in roles)}.")

    async def noted(self, entry: Entry) -> None:
        """Write an entry of the audit that stands or falls with this transaction.

        What goes through `once` has its entry without this: the database writes it with the result.
        """
        await self.all(noted(entry))

    def emit(self, kind: EventKind, key: int) -> None:
        """Put an event at the end of the log, when everything else is written."""
        self.emitted.append((kind, key))

    async def follow(self, kind: EventKind, key: int) -> None:
        """Do what follows from an event, once."""
        if kind in FOLLOWS and (kind, key) not in self.followed:
            self.followed.add((kind, key))
            await FOLLOWS[kind](self, key)

    async def finish(self, then: str = "") -> None:
        """Do what follows from the events; then take the head of the log last, write the events, ring once.

        Whoever holds the head's row commits before the next may take it, so the log is in commit order.
        COMMIT as `then` is sent along: nobody waits for the head while an answer travels here and back.
        """
        for kind, key in tuple(self.emitted):
            await self.follow(kind, key)
        told = [{"kind": kind.value, tables.events.SUBJECT[kind]: key} for kind, key in self.emitted]
        tell = f"SELECT levee_tell('{BELL}', '{orjson.dumps(told).decode()}')" if told else ""
        if last := "; ".join(filter(None, (tell, then))):
            await self.connection.execute(last)

    async def once(
        self,
        mutation: str,
        key: str,
        told: Any,
        effect: Callable[[], Awaitable[int]],
        lock: int | None = None,
    ) -> int:
        """Have an effect once for a key of this subject; a retry gives the same result.

        The second of two at once waits for the first, then for whoever else holds the `lock`. The result is
        noted beside the key by the statement that shows it (`resolvers/plan.py`). Raises Conflict when the
        key stood for another input or another mutation, BadUserInput when it is blank or too long.
        """
        self.key = named(key, "key", LONGEST_KEY)
        mark = fingerprint(told)
        mine = {"subject": self.viewer.subject, "key": self.key}
        if not await self.asked(KEEP, **mine, mutation=mutation, fingerprint=mark, lock=lock):
            return await self._again(mutation, mark, mine)
        self.locks |= {lock} if lock is not None else set()
        return await effect()

    async def _again(self, mutation: str, mark: bytes, mine: Mapping[str, str]) -> int:
        row = await self.one(select(kept).where(*(kept.c[name] == value for name, value in mine.items())))
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
