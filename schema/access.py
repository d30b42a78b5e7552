"""Who may see and do what: declared at the table, compiled into every statement."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, false, func, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.selectable import FromClause


class Role(Enum):
    """What a post is, from least to most."""

    VIEWER = "viewer"
    HOLDER = "holder"
    INSPECTOR = "inspector"
    OFFICER = "officer"
    REVIEWER = "reviewer"
    COMMANDER = "commander"
    ADMINISTRATOR = "administrator"


COMMAND = (Role.OFFICER, Role.COMMANDER, Role.ADMINISTRATOR)
"""Who may decide and record, each in their divisions."""


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody is, and where: one role in division codes and all below them.

    `basins` are codes of basins that it is for as a whole; `units` codes of units whose own things it holds.
    """

    role: Role
    divisions: tuple[str, ...] = ()
    basins: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: a subject and its posts, none for a question without a token where open reads are allowed.

    Rights are never put together from two posts: who is a commander there and a viewer here commands there.
    """

    subject: str
    posts: tuple[Post, ...] = ()

    @classmethod
    def of(cls, subject: str, role: Role, divisions: tuple[str, ...]) -> Viewer:
        """Make the viewer that holds one post."""
        return cls(subject, (Post(role, divisions),))

    @property
    def roles(self) -> frozenset[Role]:
        """The roles of all posts, wherever: what a plan of a question depends on."""
        return frozenset(post.role for post in self.posts)

    def divisions(self, roles: frozenset[Role] | None = None) -> tuple[str, ...]:
        """Give the division codes of the posts with one of these roles; None: of all posts."""
        held = (post.divisions for post in self.posts if roles is None or post.role in roles)
        return tuple(dict.fromkeys(code for codes in held for code in codes))


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
    """Stands in a statement for the division codes of whoever asks; filled in at each execution.

    Of the posts with one of `roles`; None: of all.
    """

    roles: frozenset[Role] | None = None

    def parameter(self) -> ColumnElement[Any]:
        """Stand in a statement; one parameter for each set of roles."""
        names = "_".join(sorted(role.value for role in self.roles or ()))
        return bindparam(f"viewer_divisions_{names}".rstrip("_"), self, type_=ARRAY(Text))


def own(value: Any, viewer: Viewer) -> Any:
    """Put what is the viewer's own into the place of what stands for it in a statement."""
    return list(viewer.divisions(value.roles)) if isinstance(value, ViewerDivisions) else value


def readable(row: FromClause, viewer: Viewer) -> ColumnElement[bool]:
    """Narrow the rows of a table to those the viewer may read, as SQL."""
    return allowed(_access(row).read, row, viewer)


def writable(row: FromClause, viewer: Viewer, table: FromClause | None = None) -> ColumnElement[bool]:
    """Tell whether the viewer may write a row, as SQL; `row` may be one that `table` does not hold yet."""
    return allowed(_access(row if table is None else table).write, row, viewer)


def narrowed(table: FromClause, roles: frozenset[Role]) -> Rule:
    """Give the rule of who may write a table, for fewer roles."""
    rule = _access(table).write
    assert rule is not None
    return replace(rule, roles=roles if rule.roles is None else roles & rule.roles)


def _access(table: FromClause) -> Access:
    original: Any = getattr(table, "element", table)
    access = original.info["access"]
    assert isinstance(access, Access)
    return access


def allowed(rule: Rule | None, row: FromClause, viewer: Viewer) -> ColumnElement[bool]:
    """Tell whether a rule lets the viewer at a row, as SQL."""
    if rule is None or (rule.roles is not None and not rule.roles & viewer.roles):
        return false()
    if rule.division is None:
        return true()
    codes = ViewerDivisions(rule.roles).parameter()
    below = func.levee_divisions_below(codes).column_valued("below")  # a relation: written out, not called
    inside: ColumnElement[bool] = row.c[rule.division].in_(select(below))
    if rule.basin is None:
        return inside
    return or_(inside, func.levee_basin_covered(row.c[rule.basin], codes))
