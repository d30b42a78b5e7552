"""Evidence weighed: what the conditions of plans call for, kept as one recommendation a plan.

Whoever writes evidence weighs the plans that look at it, in the same transaction; a clock weighs all now and
then, since evidence grows old, forecasts pass and levels take effect by themselves. A plan is locked while it
is weighed, so whoever comes last has seen everything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, any_, func, insert, or_, select, true, update
from sqlalchemy.dialects.postgresql import ARRAY

from resolvers import reasons
from resolvers.conditions import entered, left, still
from resolvers.evidence import Evidence, Finding
from resolvers.gathering import Weighed, gathered
from resolvers.statement import Known, given
from resolvers.steps import SEVERITY
from resolvers.transaction import Transaction
from schema import tables
from schema.constant import word
from schema.evidence import RecommendationState, Verdict
from schema.vocabulary import EventKind, TransitionKind

recommendation = tables.recommendations.recommendation
ground = tables.recommendations.recommendation_ground
condition = tables.conditions.trigger_condition
level = tables.plans.plan_level
version = tables.plans.plan_version
plan = tables.plans.plan

LOCK = 1 << 42
ALONE = Known(lambda: select(func.pg_advisory_xact_lock(func.unnest(given("locks", ARRAY(BigInteger))))))
STANDING = Known(
    lambda: select(recommendation).where(
        recommendation.c.plan_id == any_(given("plans", ARRAY(BigInteger))),
        recommendation.c.lapsed_at.is_(None),
    )
)
UP = (TransitionKind.START.value, TransitionKind.RAISE.value)
VERDICTS = {True: Verdict.HOLDS, False: Verdict.FAILS, None: Verdict.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Advice:
    """What the conditions of a plan call for."""

    kind: TransitionKind
    to: str | None
    grounds: Finding


async def plans_looking(tx: Transaction, *asked: Any) -> list[int]:
    """List the plans that have conditions, or of which one meets one of these."""
    joined = condition.join(level, level.c.id == condition.c.level_id)
    joined = joined.join(version, version.c.id == level.c.version_id).join(
        plan, plan.c.id == version.c.plan_id
    )
    rows = await tx.all(
        select(plan.c.id).select_from(joined).where(or_(*asked) if asked else true()).distinct()
    )
    return [row["id"] for row in rows]


async def lock(tx: Transaction, plans: Sequence[int]) -> None:
    """Let nobody else weigh these plans, or settle what stands for them, until the end.

    A response is locked before (`resolvers/steps.py`), a row of a recommendation after: in one order for all.
    """
    locks = [LOCK + key for key in sorted(plans)]
    if not tx.locks.issuperset(locks):
        await tx.asked(ALONE, locks=locks)
        tx.locks.update(locks)


async def standing(tx: Transaction, plans: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    """Read the recommendation that stands for each of these plans, whose locks are held."""
    return {row["plan_id"]: row for row in await tx.asked(STANDING, plans=plans)}


async def weigh(tx: Transaction, plans: Sequence[int], at: datetime | None = None) -> None:
    """Weigh plans as of a moment, default now; make, keep and end recommendations."""
    if plans:
        await lock(tx, plans)
        await held(tx, plans, await standing(tx, plans), at)


async def held(
    tx: Transaction,
    plans: Sequence[int],
    current: Mapping[int, Mapping[str, Any]],
    at: datetime | None = None,
) -> None:
    """Hold what the conditions of plans call for against the recommendations that stand for them."""
    rest = dict(current)
    weighed, evidence = await gathered(tx, plans, at)
    for one in weighed:
        await _settle(tx, one, evidence, rest.pop(one.row["plan_id"], None))
    for row in rest.values():  # its plan has no version in force, or none with conditions, any more
        await _lapse(tx, row, evidence.now)


def advice(one: Weighed, evidence: Evidence) -> Advice | None:
    """Say what a plan's conditions call for: the gravest level above, else one step down."""
    rank = SEVERITY.index(one.decided) if one.decided else len(SEVERITY)
    for name in SEVERITY[:rank]:
        if name in one.enter:
            found = entered(one.enter[name], evidence)
            if found.verdict:
                kind = TransitionKind.RAISE if one.decided else TransitionKind.START
                return Advice(kind, name, found)
    return _down(one, evidence) if one.decided else None


def _down(one: Weighed, evidence: Evidence) -> Advice | None:
    """Tell whether the level is over: by the plan's own rule for it, else by the hysteresis of its leaves.

    Notices go down one level at a time, and end from the lowest.
    """
    assert one.decided is not None
    enter, leave = one.enter.get(one.decided), one.leave.get(one.decided)
    if enter is not None and entered(enter, evidence).verdict:
        return None
    found = entered(leave, evidence) if leave else left(enter, evidence) if enter else None
    if found is None or not found.verdict:
        return None
    lower = [name for name in SEVERITY[SEVERITY.index(one.decided) + 1 :] if name in one.enter]
    return Advice(TransitionKind.LOWER, lower[0], found) if lower else Advice(TransitionKind.END, None, found)


async def _settle(
    tx: Transaction, one: Weighed, evidence: Evidence, standing: Mapping[str, Any] | None
) -> None:
    """Hold what is called for against what stands: nothing is repeated, nothing stands without grounds."""
    made = advice(one, evidence)
    if standing is not None:
        if _same(one, made, standing) or await _may_stand(tx, one, made, standing, evidence):
            return
        await _lapse(tx, standing, evidence.now)
    if made is not None:
        await _make(tx, one, made, evidence)


def _same(one: Weighed, made: Advice | None, standing: Mapping[str, Any]) -> bool:
    here = standing["version_id"], standing["from"], standing["to"]
    return made is not None and here == (one.row["version_id"], one.decided, made.to)


async def _may_stand(
    tx: Transaction, one: Weighed, made: Advice | None, standing: Mapping[str, Any], evidence: Evidence
) -> bool:
    """Keep a call upwards while what it rests on cannot be told: a gauge that falls silent ends nothing."""
    if standing["kind"] not in UP or standing["to"] not in one.enter:
        return False
    if (standing["version_id"], standing["from"]) != (one.row["version_id"], one.decided):
        return False
    if made is not None and made.to is not None and SEVERITY.index(made.to) < SEVERITY.index(standing["to"]):
        return False
    holds = ground.c.verdict == word(Verdict.HOLDS)
    rows = await tx.all(
        select(ground.c.condition_id).where(ground.c.recommendation_id == standing["id"], holds)
    )
    found = entered(one.enter[standing["to"]], evidence)
    return still(found, {row["condition_id"] for row in rows}) is None


async def _lapse(tx: Transaction, standing: Mapping[str, Any], now: datetime) -> None:
    """End what the evidence no longer says; only one that was open is told of."""
    await tx.itself()
    if standing["state"] == RecommendationState.OPEN.value:
        await settled(tx, standing["id"], RecommendationState.SUPERSEDED, lapsed_at=now)
        return
    row = recommendation.c
    await tx.all(update(recommendation).where(row.id == standing["id"]).values(lapsed_at=now))


async def settled(tx: Transaction, key: int, state: RecommendationState, **more: Any) -> None:
    """Settle an open recommendation, and put that on the event log."""
    values = {"state": state.value, "settled_at": func.clock_timestamp(), **more}
    await tx.all(update(recommendation).where(recommendation.c.id == key).values(values))
    tx.emit(EventKind.RECOMMENDATION, key)


async def _make(tx: Transaction, one: Weighed, made: Advice, evidence: Evidence) -> None:
    await tx.itself()
    reason, reason_en = reasons.advised(made.kind, made.to, made.grounds, evidence)
    basin = one.row["plan_basin"]
    deciding = [found for found in made.grounds.all() if found.verdict]
    key = await tx.made(
        insert(recommendation)
        .values(
            plan_id=one.row["plan_id"],
            version_id=one.row["version_id"],
            system=one.row["plan_system"],
            division_id=one.row["plan_division"] if basin is None else None,
            basin_id=basin,
            response_id=one.response,
            kind=made.kind.value,
            to=made.to,
            made_at=evidence.now,
            evidence_at=max((found.at for found in deciding if found.at), default=None),
            reason=reason,
            reason_en=reason_en,
            state=RecommendationState.OPEN.value,
            **{"from": one.decided},
        )
        .returning(recommendation.c.id)
    )
    await tx.all(insert(ground).values([_ground(key, found, evidence) for found in made.grounds.all()]))
    tx.emit(EventKind.RECOMMENDATION, key)


def _ground(key: int, found: Finding, evidence: Evidence) -> dict[str, Any]:
    says, says_en = reasons.found(found, evidence)
    both = found.value is not None and found.limit is not None
    return {
        "recommendation_id": key,
        "condition_id": found.condition.key,
        "verdict": VERDICTS[found.verdict].value,
        "doubt": found.doubt.value if found.doubt else None,
        "reading_id": found.reading.key if found.reading else None,
        "threshold_id": found.mark.key if found.mark else None,
        "observation_id": found.observed.key if found.observed else None,
        "observed_at": found.at,
        "value": found.value,
        "limit": found.limit,
        "difference": found.value - found.limit if both else None,  # type: ignore[operator]
        "says": says,
        "says_en": says_en,
    }
