"""How things stand where something is decided: one statement reads all that a step faces (决定前情况)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import BigInteger, Select, Text, cast, func, null, or_, select, true
from sqlalchemy.sql.selectable import FromClause

from resolvers.record import record
from resolvers.statement import Personal, given
from resolvers.transaction import CLOCK, Transaction
from schema import tables
from schema.access import Viewer, writable
from schema.constant import ONE
from schema.moment import valid

response = tables.responses.response
transition = tables.responses.response_transition
version = tables.plans.plan_version
rule = tables.plans.authority_rule

SCOPE = ("plan_id", "system", "division_id", "basin_id", "drill")
LAST = ("id", "from", "to", "effective_at")

Rule = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a step is held against.

    `allowed`: the scope lies in the viewer's divisions. `last`: the last transition, None before a START.
    `in_force`: the version of the plan at the step's `effectiveAt`, with its `rules` for the level asked for
    and the one that holds. `now`: the moment at which all this was so, by the clock of the database.
    """

    scope: Mapping[str, Any]
    allowed: bool
    last: Mapping[str, Any] | None
    in_force: int | None
    rules: Sequence[Rule]
    now: datetime


async def standing(
    tx: Transaction, response_id: int | None, scope: Mapping[str, Any] | None, at: datetime, to: str | None
) -> Standing | None:
    """Read how things stand for a response, or for a scope where one is to start; None: no such response."""
    asked = {"at": at, "to": to}
    if response_id is None:
        assert scope is not None
        rows = await tx.asked(NEW.of(tx.viewer), **asked, **{name: scope[name] for name in SCOPE})
    else:
        rows = await tx.asked(OPEN.of(tx.viewer), **asked, id=response_id)
    return _found(rows[0]) if rows else None


def _found(row: Mapping[str, Any]) -> Standing:
    last = {name: row[f"last_{name}"] for name in LAST}
    return Standing(
        {name: row[name] for name in SCOPE},
        row["allowed"],
        last if last["id"] is not None else None,
        row["in_force"],
        orjson.loads(row["rules"]) if row["rules"] else (),
        row["now"],
    )


def _open(viewer: Viewer) -> Select[Any]:
    scope = select(response.c.id, *(response.c[name] for name in SCOPE))
    return _read(scope.where(response.c.id == given("id", response.c.id)).subquery("scope"), viewer)


def _new(viewer: Viewer) -> Select[Any]:
    named = (given(name, response.c[name]).label(name) for name in SCOPE)
    return _read(select(cast(null(), BigInteger).label("id"), *named).subquery("scope"), viewer)


def _read(scope: FromClause, viewer: Viewer) -> Select[Any]:
    walk = select(*(transition.c[name] for name in LAST))
    walk = walk.where(transition.c.response_id == scope.c.id).correlate(scope)
    last = walk.order_by(transition.c.id.desc()).limit(ONE).lateral("last")
    at, to = given("at", transition.c.effective_at), given("to", transition.c.to)
    ruling = (version.c.plan_id == scope.c.plan_id) & valid(version, at)
    either = or_(rule.c.level == to, rule.c.level == last.c.to)
    ruled = select(rule).where(rule.c.version_id == version.c.id, either).correlate(version, last)
    rules = select(cast(func.json_agg(record(ruled.subquery("ruled"))), Text)).scalar_subquery()
    return select(
        *(scope.c[name] for name in SCOPE),
        writable(scope, viewer, response).label("allowed"),
        *(last.c[name].label(f"last_{name}") for name in LAST),
        version.c.id.label("in_force"),
        rules.label("rules"),
        CLOCK.label("now"),
    ).select_from(scope.outerjoin(last, true()).outerjoin(version, ruling))


OPEN, NEW = Personal(_open), Personal(_new)
