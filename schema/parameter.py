"""A value that a statement names but a plan does not know: it is read when the plan is run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import BigInteger, BindParameter, Boolean, Date, DateTime, Double, Integer, Text, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeEngine

from schema.access import Admission, Viewer
from schema.errors import BadUserInput, LeveeError

T = TypeVar("T")


class Run(Protocol):
    """One execution of a plan: what was sent, by whom."""

    variables: dict[str, Any]
    viewer: Viewer
    result: int | None
    once: str | None
    request: str | None
    admission: Admission | None
    after: int
    upto: int
    resume: str | None
    found: dict[Any, Any]

    def key(self, purpose: str) -> bytes:
        """Derive a key from the server's secret; `purpose` tells keys apart."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """How to read a value at each run, and where it stands in the input of which response field."""

    read: Callable[[Run], Any]
    path: tuple[str | int, ...]
    field: tuple[str | int, ...] = ()

    def value(self, run: Run) -> Any:
        """Read the value.

        Raises:
            LeveeError: BAD_USER_INPUT with this parameter's path where a check refuses it.
        """
        try:
            return self.read(run)
        except LeveeError as error:
            error.path = error.path or self.path
            error.field = error.field or self.field
            raise
        except ValueError as error:
            where: Sequence[str | int] = getattr(error, "path", ())
            refusal = BadUserInput(str(error), (*self.path, *where))
            refusal.field = self.field
            raise refusal from None

    def then(self, convert: Callable[[Any], Any]) -> Parameter:
        """Read, then convert or check; `convert` raises ValueError with a sentence for the reader."""
        read = self.read
        return Parameter(lambda run: convert(read(run)), self.path, self.field)


PLAIN: dict[str, TypeEngine[Any]] = {
    "Float": Double(),
    "Int": Integer(),
    "String": Text(),
    "ID": Text(),
    "Boolean": Boolean(),
    "DateTime": DateTime(timezone=True),
    "Date": Date(),
    "Cursor": Text(),
    "DivisionCode": Text(),
    "GeoJSON": Text(),
}
"""What each scalar is as a parameter of a statement."""


def bound(parameter: Parameter, type_: TypeEngine[Any]) -> BindParameter[Any]:
    """Put a parameter into a statement."""
    return bindparam(None, parameter, type_=type_, unique=True)


AFTER: BindParameter[int] = bindparam("feed_after", Parameter(lambda run: run.after, ()), type_=BigInteger())
"""Behind which position of the event log a feed is read."""
UPTO: BindParameter[int] = bindparam("feed_upto", Parameter(lambda run: run.upto, ()), type_=BigInteger())
"""Up to which position of the event log a feed is read."""


def parameter(value: Any) -> Parameter:
    """Give back the parameter behind an argument of a resolver."""
    assert isinstance(value, BindParameter)
    held = value.value
    assert isinstance(held, Parameter)
    return held


def checked(
    value: T, convert: Callable[[Any], Any], type_: TypeEngine[Any] | type[TypeEngine[Any]] | None = None
) -> T:
    """Check or convert an argument each time the plan runs; None (not given) stays None.

    `convert` takes the plain value and returns what goes to the database, or raises ValueError.
    """
    if value is None:
        return value
    kept = value.type if isinstance(value, BindParameter) else None
    made = type_ if type_ is not None else kept
    assert made is not None
    engine = made() if isinstance(made, type) else made
    return bound(parameter(value).then(convert), engine)  # type: ignore[return-value]


LONGEST_LIST = 200


def listed(values: T) -> T:
    """Check a list argument: an empty list is refused, and one of more than 200 members."""

    def convert(members: list[Any]) -> list[Any]:
        if not members:
            raise ValueError("The list is empty; leave it out to mean everything.")
        if len(members) > LONGEST_LIST:
            raise ValueError(f"The list has {len(members)} members; at most {LONGEST_LIST} are allowed.")
        return [getattr(member, "value", member) for member in members]

    return checked(values, convert, ARRAY(Text()))


def text_(value: str) -> str:
    """Refuse text that PostgreSQL cannot hold: NUL and lone surrogates."""
    if "\x00" in value:
        raise ValueError("The text contains the character U+0000, which is not allowed.")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError("The text contains half of a surrogate pair, which is not a character.") from None
    return value


NUMBERS = frozenset((float, int, bool))
"""What asyncpg takes as it is."""


def plain(value: Any) -> Any:
    """Turn a coerced GraphQL value into what asyncpg takes."""
    if type(value) in NUMBERS:
        return value
    if isinstance(value, str):
        return text_(value)
    if isinstance(value, list):
        return [plain(member) for member in value]
    if isinstance(value, datetime | date):
        return value
    return getattr(value, "value", value)
