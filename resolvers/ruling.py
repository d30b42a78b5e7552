"""What the plan in force says about a decision that somebody may be about to make (启动权限规定)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal_column, select
from sqlalchemy.sql.selectable import FromClause

from resolvers.steps import SEVERITY
from schema import tables
from schema.actions import Action
from schema.constant import ONE, word
from schema.moment import valid
from schema.vocabulary import ResponseLevel, TransitionKind

response = tables.responses.response
transition = tables.responses.response_transition
version = tables.plans.plan_version
rule = tables.plans.authority_rule
LEVELS: ColumnElement[Any] = literal_column(f"ARRAY[{', '.join(repr(level) for level in SEVERITY)}]")
START, END = word(TransitionKind.START), word(TransitionKind.END)
Level = ColumnElement[str] | None


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rule of a plan that a decision falls under, if the plan has one."""

    row: FromClause
    chosen: Select[Any]

    def says(self, column: str) -> ColumnElement[Any]:
        """Give what it says; null where there is none."""
        return self.chosen.with_only_columns(self.row.c[column], maintain_column_froms=True).scalar_subquery()


def ruling(
    action: Action, type_: str, row: FromClause, plan: Any = None, level: ResponseLevel | None = None
) -> Ruling | None:
    """Choose the rule that a decision falls under just now; None where it is not known which one it is.

    The rule of a proposal is the one it was made under. A start has to say `plan` and `level`, a change or a
    correction `level`.
    """
    one_rule = rule.alias("ruling")
    if type_ == "ResponseProposal":
        own = one_rule.c.id == row.c.rule_id
        return Ruling(one_rule, select(one_rule).where(own).correlate_except(one_rule))
    asked = _asked(action, type_, row, plan, word(level) if level is not None else None)
    if asked is None:
        return None
    under, to, what = asked
    one = version.alias()
    chosen = select(one_rule).join(one, one.c.id == one_rule.c.version_id)
    held = (one.c.plan_id == under, valid(one), one_rule.c.level == to, one_rule.c.action == what)
    return Ruling(one_rule, chosen.where(*held).correlate_except(one_rule, one))


def _asked(
    action: Action, type_: str, row: FromClause, plan: Any, level: Level
) -> tuple[Any, ColumnElement[str], ColumnElement[str]] | None:
    """Say under which plan, at which level and of which kind the step would be."""
    if type_ in ("Division", "Basin"):
        return None if plan is None or level is None else (plan, level, START)
    if type_ == "Recommendation":
        return _recommended(row, level)
    now, before = (_last(row.c.id, name) for name in ("to", "from"))
    if action is Action.END_RESPONSE:
        return row.c.plan_id, now, END
    if level is None:
        return None
    if action is Action.CORRECT_RESPONSE:
        known = func.least(_gravity(now), _gravity(before))
        graver = case((func.coalesce(_gravity(level) < known, True), level))
        return row.c.plan_id, graver, case((now.is_(None), START), else_=word(TransitionKind.RAISE))
    return row.c.plan_id, level, _way(now, level)


def _recommended(row: FromClause, level: Level) -> tuple[Any, ColumnElement[str], ColumnElement[str]]:
    """Say it of a recommendation, which is accepted at its own level or another one."""
    to = row.c.to if level is None else level
    now = _last(row.c.response_id, "to")
    one = response.alias()
    under = select(one.c.plan_id).where(one.c.id == row.c.response_id).correlate_except(one)
    kind = case((row.c.response_id.is_(None), START), (to.is_(None), END), else_=_way(now, to))
    return func.coalesce(under.scalar_subquery(), row.c.plan_id), func.coalesce(to, now), kind


def _last(response_id: Any, name: str) -> ColumnElement[str]:
    """Give the level after the last transition of a response, or the one before it."""
    walk = transition.alias()
    chosen = select(walk.c[name]).where(walk.c.response_id == response_id)
    return chosen.order_by(walk.c.id.desc()).limit(ONE).correlate_except(walk).scalar_subquery()


def _gravity(level: ColumnElement[Any]) -> ColumnElement[int]:
    return func.array_position(LEVELS, level)


def _way(now: ColumnElement[str], level: ColumnElement[str]) -> ColumnElement[str]:
    graver = _gravity(level) < _gravity(now)
    return case((graver, word(TransitionKind.RAISE)), else_=word(TransitionKind.LOWER))
