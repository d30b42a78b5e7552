"""Why somebody may: each rule tried by one post after another, and said in words (权限理由)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Text, and_, case, cast, column, func, literal, literal_column, select
from sqlalchemy.dialects.postgresql import ARRAY, JSON
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.types import Integer

from schema.access import Role, Rule, Viewer, met, parent, target
from schema.parameter import Parameter, Run, bound
from schema.posts import PLACES, Post

NOWHERE: ColumnElement[Any] = literal_column("'{}'::text[]")
NONE: ColumnElement[Any] = literal_column("'[]'::jsonb")
RANKS: ColumnElement[Any] = literal_column(f"ARRAY[{', '.join(repr(role.value) for role in Role)}]")


def told(posts: Sequence[Post]) -> list[dict[str, Any]]:
    """Say posts as JSON does, each with its place among them, from 1."""
    return [post.told() | {"place": place} for place, post in enumerate(posts, 1)]


def asking(posts: Callable[[Viewer], Sequence[Post]] = lambda viewer: viewer.posts) -> ColumnElement[str]:
    """Give the posts of whoever asks, told as JSON."""

    def text(run: Run) -> str:
        return orjson.dumps(told(posts(run.viewer))).decode()

    return bound(Parameter(text, ()), Text())


def held(listed: ColumnElement[Any]) -> Any:
    """Read posts that were told as JSON back as rows."""
    places = (column(name, ARRAY(Text)) for name in PLACES)
    rows = func.json_to_recordset(cast(listed, JSON))
    made = rows.table_valued(column("place", Integer), column("role", Text), *places)
    return made.render_derived(with_types=True)


def rank(role: ColumnElement[Any]) -> ColumnElement[int]:
    """Say how much a role is, from least to most."""
    return func.array_position(RANKS, role)


def lends(rule: Rule, row: FromClause, post: FromClause) -> ColumnElement[bool]:
    """Tell whether one post by itself meets a rule at a row, as SQL."""

    def source(what: str, roles: frozenset[Role] | None) -> Any:
        if roles is not None and not roles:
            return None
        words = [role.value for role in Role if roles is None or role in roles]
        fits = post.c.role.in_([literal_column(f"'{word}'") for word in words])
        if what == "role":
            return fits
        if what == "groups":
            return case((fits, func.jsonb_build_array(func.to_jsonb(post.c.divisions))), else_=NONE)
        return case((fits, post.c[what]), else_=NOWHERE)

    return met(rule, row, source)


def said(rule: Rule, row: FromClause) -> ColumnElement[str]:
    """Say a rule in words, with the codes that the row has: "officer whose divisions contain 421000"."""
    if rule.parent is not None:
        above, policy = parent(rule, row)
        one = above.alias()
        words = func.concat_ws("; or ", *(said(each, one) for each in policy), type_=Text)
        known = select(words).where(one.c.id == row.c[rule.parent]).correlate_except(one).scalar_subquery()
        return func.coalesce(known, _text("whoever may write what it belongs to"))
    who = _listed(rule)
    if not rule.scoped:
        return _text(f"{who}, wherever they serve" if rule.roles is not None else who)
    ways = func.nullif(func.concat_ws(" or ", *_ways(rule, row), type_=Text), _text(""))
    return func.concat(f"{who} whose ", func.coalesce(ways, _text(_unknown(rule))), type_=Text)


def _text(words: str) -> ColumnElement[str]:
    return literal(words, Text())


def _listed(rule: Rule) -> str:
    words = [role.value for role in Role if rule.roles is not None and role in rule.roles]
    if rule.roles is None or set(rule.roles) == set(Role):
        return "whoever asks" if not rule.scoped else "whoever holds a post"
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _ways(rule: Rule, row: FromClause) -> Iterator[ColumnElement[str]]:
    """Say what must contain what; null where the row has none."""
    above = "the division above " if rule.above else ""
    if rule.division is not None:
        yield _text(f"divisions contain {above}") + _code(row, rule.division)
    if rule.basin is not None:
        basin = "those above basin " if rule.above else "basin "
        yield _text(f"{'divisions' if rule.above else 'basins or divisions'} contain {basin}") + _code(
            row, rule.basin
        )
    for name in rule.units:
        yield _text("units contain ") + _code(row, name)


def _code(row: FromClause, name: str) -> ColumnElement[str]:
    if not row.c[name].foreign_keys:  # the place itself
        return row.c.code
    one = target(row, name).alias()
    return select(one.c.code).where(one.c.id == row.c[name]).correlate_except(one).scalar_subquery()


def _unknown(rule: Rule) -> str:
    """Say it of no row in particular."""
    if rule.units:
        return "units contain whom it is given to"
    return f"divisions contain {'the division above its own' if rule.above else 'its own'}"


def by(rule: Rule, row: FromClause, posts: ColumnElement[Any], more: Any = None) -> ColumnElement[int]:
    """Give the place of the first post that meets a rule, and `more` that is asked of it; null: none does."""
    post = held(posts)
    asked = lends(rule, row, post)
    wanted = asked if more is None else and_(asked, more(post))
    return select(func.min(post.c.place)).where(wanted).correlate_except(post).scalar_subquery()
