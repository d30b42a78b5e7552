"""Who may see and do what: declared at the table, compiled into every statement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, false, func, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.selectable import FromClause


class Role(Enum):
    """What a token's bearer is, from least to most."""

    VIEWER = "viewer"
    OFFICER = "officer"
    COMMANDER = "commander"
    ADMINISTRATOR = "administrator"


COMMAND = (Role.OFFICER, Role.COMMANDER, Role.ADMINISTRATOR)
"""Who may decide and record, each in their divisions."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks.

    `divisions` are the division codes the token was given; rights reach each of them and all below it.
    `role` is None for a question that came without a token where open reads are allowed.
    """

    subject: str
    role: Role | None
    divisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a policy.

    `roles` None: everybody. `division` names the row's foreign key to its division: then the row must lie in
    one of the viewer's divisions or below. `basin` names its foreign key to a basin, where it may have one
    instead: then every division of the basin must.
    """

    roles: frozenset[Role] | None = None
    division: str | None = None
    basin: str | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """The policy of a table; `write` None: no client ever writes it."""

    read: Rule | None
    write: Rule | None = None


anyone = Rule()
"""Everybody who is let in at all."""

nobody = None
"""No client; only the server itself."""


def within(division: str, *roles: Role, basin: str | None = None) -> Rule:
    """Bearers of one of `roles` whose divisions contain the row's division, or all of its basin's."""
    return Rule(frozenset(roles), division, basin)


@dataclass(frozen=True, slots=True)
class ViewerDivisions:
    """Stands in a statement for the division codes of whoever asks; filled in at each execution."""


def readable(row: FromClause, viewer: Viewer) -> ColumnElement[bool]:
    """Narrow the rows of a table to those the viewer may read, as SQL."""
    return _allowed(_access(row).read, row, viewer)


def writable(row: FromClause, viewer: Viewer, table: FromClause | None = None) -> ColumnElement[bool]:
    """Tell whether the viewer may write a row, as SQL; `row` may be one that `table` does not hold yet."""
    return _allowed(_access(row if table is None else table).write, row, viewer)


def _access(table: FromClause) -> Access:
    original: Any = getattr(table, "element", table)
    access = original.info["access"]
    assert isinstance(access, Access)
    return access


def _allowed(rule: Rule | None, row: FromClause, viewer: Viewer) -> ColumnElement[bool]:
    if rule is None or (rule.roles is not None and viewer.role not in rule.roles):
        return false()
    if rule.division is None:
        return true()
    codes = bindparam("viewer_divisions", ViewerDivisions(), type_=ARRAY(Text))
    inside: ColumnElement[bool] = row.c[rule.division].in_(select(func.levee_divisions_below(codes)))
    if rule.basin is None:
        return inside
    return or_(inside, func.levee_basin_covered(row.c[rule.basin], codes))
