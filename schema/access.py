"""Who may see and do what: declared at the table, compiled into every statement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, false, func, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.selectable import FromClause


class Role(Enum):
    """What a token's bearer is, from least to most."""

    VIEWER = "viewer"
    OFFICER = "officer"
    COMMANDER = "commander"
    ADMINISTRATOR = "administrator"


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
    one of the viewer's divisions or below.
    """

    roles: frozenset[Role] | None = None
    division: str | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """The policy of a table; `write` None: no client ever writes it."""

    read: Rule | None
    write: Rule | None = None


anyone = Rule()
"""Everybody who is let in at all."""

nobody = None
"""No client; only the server itself."""


def within(division: str, *roles: Role) -> Rule:
    """Bearers of one of `roles` whose divisions contain the row's."""
    return Rule(frozenset(roles), division)


@dataclass(frozen=True, slots=True)
class ViewerDivisions:
    """Stands in a statement for the division codes of whoever asks; filled in at each execution."""


def readable(table: FromClause, viewer: Viewer) -> ColumnElement[bool]:
    """Narrow the rows of `table` to those the viewer may read, as SQL."""
    return _allowed(_access(table).read, table, viewer)


def writable(table: FromClause, viewer: Viewer) -> ColumnElement[bool]:
    """Narrow the rows of `table` to those the viewer may write, as SQL."""
    return _allowed(_access(table).write, table, viewer)


def may_write(table: FromClause, viewer: Viewer) -> bool:
    """Tell whether the viewer's role alone could ever write rows of `table`."""
    rule = _access(table).write
    return rule is not None and (rule.roles is None or viewer.role in rule.roles)


def _access(table: FromClause) -> Access:
    original: Any = getattr(table, "element", table)
    access = original.info["access"]
    assert isinstance(access, Access)
    return access


def _allowed(rule: Rule | None, table: FromClause, viewer: Viewer) -> ColumnElement[bool]:
    if rule is None or (rule.roles is not None and viewer.role not in rule.roles):
        return false()
    return true() if rule.division is None else covered(table.c[rule.division])


def covered(division_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Tell, as SQL, whether a division lies in one of the viewer's or below."""
    codes = bindparam("viewer_divisions", ViewerDivisions(), type_=ARRAY(Text))
    return division_id.in_(select(func.levee_divisions_below(codes)))
