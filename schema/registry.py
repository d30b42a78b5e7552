"""What is declared: every public type, and where its values come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import strawberry
from sqlalchemy import BigInteger, Column, MetaData, Select, Table, Text
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.types import Double

from schema.scalars import Cursor


@dataclass(frozen=True, slots=True)
class Stored:
    """Shows a column."""

    column: str


@dataclass(frozen=True, slots=True)
class To:
    """Shows the row that a foreign key points to."""

    target: str
    by: str
    required: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class Either:
    """Shows the row of the type that the word in `kind` stands for, by its key in `by`.

    Whoever chooses the rows leaves out those that the viewer may not read.
    """

    targets: Mapping[Enum, str]
    kind: str
    by: str
    description: str


@dataclass(frozen=True, slots=True)
class Of:
    """Shows the rows that point here, as a list (or, with `paged`, a connection), ordered by `order`."""

    target: str
    by: str
    description: str
    order: tuple[str, ...] = ()
    paged: bool = False
    through: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Expression:
    """Shows what `function(root, **arguments)` computes from a row."""

    function: Callable[..., Any]
    type: Any
    description: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Shows the rows of `target` that `function(root, **arguments)` chooses: a list or, `single`, one row.

    It gives a SELECT that is correlated to `root`, and what that selects from.
    """

    function: Callable[..., tuple[Select[Any], FromClause]]
    target: str
    description: str
    single: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """Lists rows of `target` that the resolver chooses together with the row that shows them."""

    target: str
    description: str


Shown = Stored | To | Either | Of | Expression | Chosen | Given


@dataclass(slots=True)
class NodeType:
    """A public type and where its values come from."""

    name: str
    cls: type
    table: Table
    fields: dict[str, Shown] = field(default_factory=dict)
    kind: Enum | None = None
    abstract: bool = False
    filter: type | None = None
    orders: tuple[str, ...] = ()


NODES: dict[str, NodeType] = {}
"""Every public type that rows become, by its name."""

HASH = (
    "SHA-256 over the event log up to here and the audit behind it, in lower-case hexadecimal: whoever has "
    "kept it can prove later whether anything before was changed (校验值)."
)
shapes = MetaData()
"""Row shapes that are computed, not stored: no migration makes them."""


@strawberry.interface(description="Anything with an identity of its own (对象).")
class Node:
    """The interface of everything that `node(id)` finds."""

    id: strawberry.ID = strawberry.field(description="Opaque, unique over all types (标识).")


def shape(name: str, *columns: Column[Any], comment: str) -> Table:
    """Declare the columns of a row that is computed, such as a distance with its depot."""
    return Table(name, shapes, *columns, comment=comment)


def view(name: str, *columns: Column[Any], comment: str) -> Table:
    """Declare the columns of a view that a migration made; whoever is let in at all may read it."""
    made = shape(name, *columns, comment=comment)
    made.info["grants"] = "SELECT"
    return made


def position(comment: str = "Position of this row, for `after` (游标).") -> Column[str]:
    """Declare the cursor of a computed row; the compiler seals it for its question."""
    return Column("cursor", Text, nullable=False, info={"scalar": Cursor}, comment=comment)


def message(name: str, comment: str, *columns: Column[Any]) -> Table:
    """Declare what a message of the event log holds: its position, the hash of the log there, and more."""
    here = position("Position in the event log; resume after it (游标).")
    return shape(name, here, Column("hash", Text, nullable=False, comment=HASH), *columns, comment=comment)


def beside(target: str, comment: str, *, paged: bool = True) -> Table:
    """Declare the row of a nearest-first list: a distance, what is there, and with `paged` a cursor."""
    return shape(
        f"nearby_{target}" if paged else f"{target}_distance",
        *([position()] if paged else []),
        Column("distance", Double, nullable=False, comment="Geodesic metres on WGS 84 (距离)."),
        Column(f"{target}_id", BigInteger, nullable=False, comment=comment),
        comment=comment,
    )
