"""Observations beside readings: rain, forecasts, what is affected, what a post states (报送观测)."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry
from sqlalchemy import and_, func, insert, literal, select

from resolvers.readings import AHEAD, LEVEL, Path, exact, gauges, within
from resolvers.rows import mutation, paged
from resolvers.transaction import Transaction, named
from resolvers.weighing import condition, plan, plans_looking, weigh
from schema import tables
from schema.access import allowed
from schema.actions import RIGHTS, Action
from schema.errors import BadUserInput, Forbidden
from schema.evidence import UNITS, ObservationKind
from schema.nodes.intake import RecordObservationInput
from schema.nodes.observations import Observation
from schema.vocabulary import Basis

observation = tables.observations.observation

MOST = 1e9
WORD = 40
LONGEST = 4000
PERIODIC = (ObservationKind.RAIN, ObservationKind.FORECAST_RAIN, ObservationKind.FORECAST_LEVEL)
GAUGED = (ObservationKind.RAIN, ObservationKind.FORECAST_LEVEL)

Input = Annotated[RecordObservationInput, strawberry.argument(description="What was observed (观测内容).")]

paged("observations", "Observation", "What was observed, forecast or stated (观测与研判).")


@mutation(Observation)
async def record_observation(tx: Transaction, input: Input) -> int:  # noqa: A002
    """Record an observation (报送观测): a sum of rain, a forecast, an area or people affected, a statement.

    RAIN is of a gauge or a division, FORECAST_LEVEL of a gauge, all others of a division. RAIN and forecasts
    need `validFrom` and `validTo`, a STATEMENT `topic` and `holds`, all others `value` and `unit`. FORBIDDEN
    outside the token's divisions. It is never changed: a later one counts instead.
    """
    _sound(input)
    return await tx.once("recordObservation", input.key, input, lambda: _record(tx, input))


def _sound(asked: RecordObservationInput) -> None:
    """Check what can be checked before anything is looked up."""
    named(asked.issued_by, "issuedBy", LONGEST)
    if asked.said is not None:
        named(asked.said, "said", LONGEST)
    if asked.datum is not None:
        named(asked.datum, "datum", WORD)
    if (asked.gauge is None) is (asked.division is None):
        raise BadUserInput("Give exactly one of `gauge` and `division`.", ("input",))
    if asked.gauge is not None and asked.kind not in GAUGED:
        raise BadUserInput(f"{asked.kind.value} is of a division, not of a gauge.", ("input", "gauge"))
    if asked.gauge is None and asked.kind is ObservationKind.FORECAST_LEVEL:
        raise BadUserInput("FORECAST_LEVEL is of a gauge.", ("input", "gauge"))
    _period(asked)
    if asked.kind is ObservationKind.STATEMENT:
        _stated(asked)
    else:
        _measured(asked)


def _period(asked: RecordObservationInput) -> None:
    if asked.kind in PERIODIC and (asked.valid_from is None or asked.valid_to is None):
        raise BadUserInput(f"{asked.kind.value} needs `validFrom` and `validTo`.", ("input", "validTo"))
    if asked.valid_from is not None and asked.valid_to is not None and asked.valid_to <= asked.valid_from:
        raise BadUserInput("`validTo` lies before `validFrom`.", ("input", "validTo"))


def _stated(asked: RecordObservationInput) -> None:
    if asked.topic is None or asked.holds is None:
        raise BadUserInput("A STATEMENT needs `topic` and `holds`.", ("input", "topic"))
    named(asked.topic, "topic", WORD)
    if asked.value is not None or asked.unit is not None:
        raise BadUserInput("A STATEMENT has no value.", ("input", "value"))


def _measured(asked: RecordObservationInput) -> None:
    units = UNITS[asked.kind.name]
    if asked.value is None:
        raise BadUserInput(f"{asked.kind.value} needs `value` and `unit`.", ("input", "value"))
    if asked.unit not in units:
        raise BadUserInput(f"{asked.kind.value} is given in {', '.join(units)}.", ("input", "unit"))
    span = LEVEL if asked.kind is ObservationKind.FORECAST_LEVEL else (0.0, MOST)
    within(asked.value, span, str(asked.unit), ("input", "value"))
    if asked.topic is not None or asked.holds is not None:
        raise BadUserInput("Only a STATEMENT has `topic` and `holds`.", ("input", "topic"))


async def _record(tx: Transaction, asked: RecordObservationInput) -> int:
    if asked.observed_at > await tx.clock() + AHEAD:
        raise BadUserInput("`observedAt` lies ahead.", ("input", "observedAt"))
    subject = await _subject(tx, asked)
    done = await tx.made(
        insert(observation)
        .values(
            kind=asked.kind.value,
            observed_at=asked.observed_at,
            valid_from=asked.valid_from,
            valid_to=asked.valid_to,
            value=None if asked.value is None else exact(asked.value),
            unit=asked.unit,
            datum=asked.datum,
            topic=asked.topic,
            holds=asked.holds,
            issued_by=asked.issued_by,
            said=asked.said,
            basis=Basis.REPORTED.value,
            recorded_by=tx.viewer.subject,
            **subject,
        )
        .returning(observation.c.id)
    )
    await weigh(tx, await _looking(tx, asked, subject))
    return done


async def _subject(tx: Transaction, asked: RecordObservationInput) -> dict[str, int | None]:
    """Find the gauge or the division it is about. Raises Forbidden outside the token's divisions."""
    if asked.gauge is not None:
        where: Path = ("input", "gauge")
        (key,) = await gauges(tx, [asked.gauge], lambda _: where)
        return {"gauge_id": key, "division_id": None}
    row = select(func.levee_division(asked.division, "\tinput.division").label("division_id")).subquery(
        "about"
    )
    there = RIGHTS[Action.RECORD_OBSERVATION].policy
    found = await tx.one(select(row, allowed(there, row, tx.viewer).label("allowed")))
    assert found is not None
    if not found["allowed"]:
        raise Forbidden("The division lies outside those of the token.", ("input", "division"))
    return {"gauge_id": None, "division_id": found["division_id"]}


async def _looking(
    tx: Transaction, asked: RecordObservationInput, subject: dict[str, int | None]
) -> list[int]:
    """List the plans whose conditions look at observations of this kind and subject."""
    if subject["gauge_id"] is not None:
        about: Any = condition.c.gauge_id == subject["gauge_id"]
    else:
        own = func.coalesce(condition.c.division_id, plan.c.division_id) == subject["division_id"]
        about = and_(condition.c.gauge_id.is_(None), own)
    return await plans_looking(tx, and_(condition.c.kind == literal(asked.kind.value), about))
