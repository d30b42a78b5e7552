"""Who may see and do what: declared at the table, compiled into every statement and into the policies below.

One declaration makes both walls. In a statement it becomes a predicate whose values are the viewer's posts;
in the database a policy for row-level security, which reads the posts from a setting of the transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import orjson
from sqlalchemy import (
    ColumnElement,
    Table,
    Text,
    any_,
    bindparam,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.sql.elements import False_, True_
from sqlalchemy.sql.selectable import FromClause

from schema.posts import COMMAND, OFFICIALS, PLACES, SYSTEM, WATCH, Admission, Post, Role, Viewer

__all__ = [
    "COMMAND",
    "OFFICIALS",
    "SETTING",
    "SYSTEM",
    "WATCH",
    "Access",
    "Admission",
    "Own",
    "Policy",
    "Post",
    "Role",
    "Rule",
    "Viewer",
    "access",
    "allowed",
    "anyone",
    "bearing",
    "guarded",
    "holding",
    "itself",
    "like",
    "met",
    "narrowed",
    "nobody",
    "own",
    "readable",
    "target",
    "within",
    "writable",
]

SETTING = "levee.posts"
"""Where a transaction keeps who writes in it; absent or empty: nobody."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a policy, met by one single post.

    `roles` None: everybody. Then the post must reach the row, where one of these is named: `division`, the
    row's foreign key to a division, lies in the post's or below; `basin`, to a basin, is one of the post's,
    or all of its divisions lie in the post's; `units`, to what a unit is or holds, is one of the post's own.
    `above`: the division above that one (above each of the basin's) must lie in the post's instead.
    `parent` is a foreign key to a row that must meet `policy` instead; None: that row's own for writing.
    """

    roles: frozenset[Role] | None = None
    division: str | None = None
    basin: str | None = None
    units: tuple[str, ...] = ()
    parent: str | None = None
    policy: Policy | None = None
    above: bool = False

    @property
    def scoped(self) -> bool:
        """Whether it depends on the row."""
        return bool(self.division or self.basin or self.units or self.parent)


Policy: TypeAlias = tuple[Rule, ...]
"""Rules of which one must be met; without any, nobody is let in."""


@dataclass(frozen=True, slots=True)
class Access:
    """The policy of a table; without one for writing no client ever writes it."""

    read: Policy
    write: Policy = ()


anyone: Policy = (Rule(),)
"""Everybody who is let in at all."""

nobody: Policy = ()
"""No client; only the server itself."""
itself: Policy = (Rule(frozenset()),)
"""Only the server itself, and the database sees to it."""


def within(division: str | None, *roles: Role, basin: str | None = None) -> Policy:
    """Bearers of one of `roles` whose post reaches the row's division, or its basin."""
    return (Rule(frozenset(roles), division, basin),)


def holding(*units: str) -> Policy:
    """Holders to whose own units the row belongs, by one of these foreign keys."""
    return (Rule(frozenset({Role.HOLDER}), units=units),)


def like(parent: str, policy: Policy | None = None) -> Policy:
    """Whoever meets the policy of the row that `parent` points to; by default who may write that."""
    return (Rule(parent=parent, policy=policy),)


def bearing(*roles: Role) -> Policy:
    """Bearers of one of `roles`, wherever they serve."""
    return (Rule(frozenset(roles)),)


@dataclass(frozen=True, slots=True)
class Own:
    """Stands in a statement for what is the viewer's own: codes, or `groups` of division codes post by post.

    Filled in at each execution; of the posts with one of `roles`, None: of all.
    """

    what: str
    roles: frozenset[Role] | None = None

    def parameter(self) -> ColumnElement[Any]:
        """Stand in a statement; one parameter for each set of roles."""
        names = "_".join(sorted(role.value for role in self.roles or ()))
        type_: Any = JSONB() if self.what == "groups" else ARRAY(Text)
        return bindparam(f"viewer_{self.what}_{names}".rstrip("_"), self, type_=type_)

    def value(self, viewer: Viewer) -> Any:
        """Give the codes."""
        if self.what == "groups":
            return orjson.dumps(viewer.groups(self.roles)).decode()
        return viewer.own(self.what, self.roles)


def own(value: Any, viewer: Viewer) -> Any:
    """Put what is the viewer's own into the place of what stands for it in a statement."""
    return value.value(viewer) if isinstance(value, Own) else value


def readable(row: FromClause, viewer: Viewer) -> ColumnElement[bool]:
    """Narrow the rows of a table to those the viewer may read, as SQL."""
    return allowed(access(row).read, row, viewer, many=True)


def writable(row: FromClause, viewer: Viewer, table: FromClause | None = None) -> ColumnElement[bool]:
    """Tell whether the viewer may write a row, as SQL; `row` may be one that `table` does not hold yet."""
    return allowed(access(row if table is None else table).write, row, viewer)


def narrowed(policy: Policy, roles: frozenset[Role]) -> Policy:
    """Give a policy for fewer roles."""
    return tuple(replace(rule, roles=roles if rule.roles is None else roles & rule.roles) for rule in policy)


def access(row: FromClause) -> Access:
    """Give the access of the table that rows are of."""
    original: Any = getattr(row, "element", row)
    declared = original.info["access"]
    assert isinstance(declared, Access)
    return declared


def allowed(policy: Policy, row: FromClause, viewer: Viewer, *, many: bool = False) -> ColumnElement[bool]:
    """Tell whether a policy lets the viewer at a row, as SQL; of `many`, each is looked up in a list."""
    if viewer.system:
        return true()
    return _any(met(rule, row, _Bearer(viewer, many)) for rule in policy)


def guarded(policy: Policy, row: FromClause) -> ColumnElement[bool]:
    """Tell whether a policy lets the transaction at a row, as SQL that reads who writes from its setting."""
    known: ColumnElement[bool] = literal_column("(SELECT levee_known())")
    if any(not rule.scoped and rule.roles is None for rule in policy):
        return known
    return _any((literal_column("(SELECT levee_system())"), *(met(rule, row, _told) for rule in policy)))


Source: TypeAlias = Callable[[str, frozenset[Role] | None], Any]
"""Where a rule finds what is somebody's own: by what, of the posts with which roles; None: nothing at all."""


@dataclass(frozen=True, slots=True)
class _Bearer:
    """Whoever asks, whose own is put in at each execution."""

    viewer: Viewer
    many: bool = False

    def __call__(self, what: str, roles: frozenset[Role] | None) -> Any:
        if roles is not None and not roles & self.viewer.roles:
            return None
        return true() if what == "role" else Own(what, roles).parameter()


def _told(what: str, roles: frozenset[Role] | None) -> Any:
    """Whoever writes, as the transaction told; asked once a statement."""
    words = ", ".join(f"'{role.value}'" for role in Role if roles is None or role in roles)
    if not words:
        return None
    found = f"(SELECT levee_own_{what}(ARRAY[{words}]))"
    return literal_column(f"CAST({found} AS text[])" if what in PLACES else found)


def met(rule: Rule, row: FromClause, source: Source) -> ColumnElement[bool]:
    """Tell whether a rule is met at a row by what a source says is somebody's own, as SQL."""
    if rule.parent is not None:
        return _inherited(rule, row, source)
    if not rule.scoped:
        return true() if rule.roles is None else _any([source("role", rule.roles)])
    ways = [source(what, rule.roles) for what in ("divisions", "basins", "groups", "units")]
    if ways[0] is None:
        return false()
    return _any(_ways(rule, row, source, *ways))


def _ways(
    rule: Rule, row: FromClause, source: Source, divisions: Any, basins: Any, groups: Any, units: Any
) -> Iterator[ColumnElement[bool]]:
    """Say each way in which a post can reach a row."""
    if rule.above:
        yield func.levee_above(row.c[rule.division or ""], row.c[rule.basin or ""], groups)
        return
    if rule.division is not None:
        yield _below(row.c[rule.division], divisions, source)
    if rule.basin is not None:
        yield func.levee_basin_reached(row.c[rule.basin], basins, groups)
    for name in rule.units:
        held = target(row, name).alias()
        yield row.c[name].in_(select(held.c.id).where(held.c.code == any_(units)))


def _below(division: Any, mine: Any, source: Source) -> ColumnElement[bool]:
    """Tell whether a division is one of somebody's or below: a relation, written out and not called."""
    below = func.levee_called_below if source is _told else func.levee_divisions_below
    among: ColumnElement[bool] = division.in_(select(below(mine).column_valued("below")))
    many = isinstance(source, _Bearer) and source.many
    return among.is_(true()) if many else among  # of what must be true no join is made: it stays a hash


def _inherited(rule: Rule, row: FromClause, source: Source) -> ColumnElement[bool]:
    """Ask the row that this one belongs to."""
    assert rule.parent is not None
    above, policy = parent(rule, row)
    one = above.alias()
    meets = _any(met(each, one, source) for each in policy)
    if isinstance(meets, False_):
        return meets
    if source is _told:  # of one row: what EXISTS asks might be answered by reading all
        whole = select(meets).where(one.c.id == row.c[rule.parent]).correlate_except(one).scalar_subquery()
        return func.coalesce(whole, false())
    return select(one.c.id).where(one.c.id == row.c[rule.parent], meets).correlate_except(one).exists()


def parent(rule: Rule, row: FromClause) -> tuple[Table, Policy]:
    """Give the table whose row a rule asks instead, and the policy that it must meet."""
    assert rule.parent is not None
    above = target(row, rule.parent)
    policy = access(above).write if rule.policy is None else rule.policy
    return above, policy if rule.roles is None else narrowed(policy, rule.roles)


def target(row: FromClause, name: str) -> Table:
    """Give the table that a foreign key of a row points to."""
    (key,) = row.c[name].foreign_keys
    table = key.column.table
    assert isinstance(table, Table)
    return table


def _any(ways: Iterable[ColumnElement[bool] | None]) -> ColumnElement[bool]:
    """Put ways together of which one must do; none does where there is none."""
    kept = [way for way in ways if way is not None and not isinstance(way, False_)]
    if any(isinstance(way, True_) for way in kept):
        return true()
    return or_(*kept) if kept else false()
