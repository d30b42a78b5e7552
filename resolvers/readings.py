"""Readings of gauges that come in: many at once, all or none, and once each (报送水位).

They never go through the event log: it is for what people decide, and a gauge speaks every few minutes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any

import strawberry
from sqlalchemy import BigInteger, Text, and_, any_, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, insert

from resolvers.gathering import among
from resolvers.rows import mutation
from resolvers.transaction import Transaction
from resolvers.weighing import condition, plans_looking, weigh
from schema import tables
from schema.access import writable
from schema.constant import word
from schema.errors import BadUserInput, Conflict, Forbidden, NotFound
from schema.evidence import ConditionKind
from schema.nodes.intake import ReadingInput, RecordReadingsInput
from schema.nodes.observations import ReadingIntake
from schema.position import key_of, kind_of
from schema.vocabulary import Basis

gauge = tables.gauges.gauge
reading = tables.gauges.reading
intake = tables.observations.reading_intake

MOST = 500
AHEAD = timedelta(minutes=10)
LEVEL = (-500.0, 9000.0)
FLOW = (0.0, 1e6)
LONGEST = 40

Input = Annotated[RecordReadingsInput, strawberry.argument(description="What was read (观测值).")]
Path = tuple[str | int, ...]


COLUMNS = ("gauge_id", "observed_at", "level", "flow", "trend", "datum")
"""What of a reading is sent, in this order."""


@mutation(ReadingIntake)
async def record_readings(tx: Transaction, input: Input) -> int:  # noqa: A002
    """Record readings of gauges, all or none (报送水位).

    1 to 500 a call. One that is there already with the same values is taken silently; with others it is a
    CONFLICT: what was observed is never changed. BAD_USER_INPUT, NOT_FOUND, FORBIDDEN (a gauge outside the
    token's divisions) name the reading and its field, as `input.readings.3.level`. Not on the event log; what
    the conditions of plans make of them comes as a recommendation.
    """
    if not 1 <= len(input.readings) <= MOST:
        raise BadUserInput(
            f"1 to {MOST} readings a call; these are {len(input.readings)}.", ("input", "readings")
        )
    return await tx.once("recordReadings", input.key, input, lambda: _record(tx, input.readings))


async def _record(tx: Transaction, sent: Sequence[ReadingInput]) -> int:
    now = await tx.clock()
    for place, one in enumerate(sent):
        sound(one, ("input", "readings", place), now)
    keys = await gauges(tx, [one.gauge for one in sent], lambda place: ("input", "readings", place, "gauge"))
    rows = [
        (key, one.observed_at, exact(one.level), _exact(one.flow), _word(one.trend), one.datum)
        for key, one in zip(keys, sent, strict=True)
    ]
    return await taken(tx, _table(rows), len(rows), keys)


async def taken(tx: Transaction, sent: Any, received: int, keys: Sequence[int]) -> int:
    """Store what a relation holds, once each, and weigh the plans that look at those gauges.

    `sent` has the columns COLUMNS and `place`, from 1. Raises Conflict with the place of a reading that is
    there with other values, or comes twice with different ones.
    """
    intake_id = await tx.made(
        insert(intake)
        .values(received_by=tx.viewer.subject, received=received, added=await _new(tx, sent))
        .returning(intake.c.id)
    )
    await _insert(tx, sent, intake_id)
    await weigh(tx, await looking(tx, keys))
    return intake_id


def sound(one: ReadingInput, path: Path, now: datetime) -> None:
    """Check what can be checked of a reading by itself. Raises BadUserInput with its place."""
    within(one.level, LEVEL, "metres", (*path, "level"))
    if one.flow is not None:
        within(one.flow, FLOW, "cubic metres a second", (*path, "flow"))
    if one.observed_at > now + AHEAD:
        raise BadUserInput("`observedAt` lies ahead; a reading is of the past.", (*path, "observedAt"))
    if one.datum is not None and not 1 <= len(one.datum.strip()) <= LONGEST:
        raise BadUserInput(f"`datum` has 1 to {LONGEST} characters.", (*path, "datum"))


def within(value: float, span: tuple[float, float], unit: str, path: Path) -> None:
    """Check a number against what can be. Raises BadUserInput with its place."""
    if not span[0] <= value <= span[1]:
        raise BadUserInput(f"{value:g} {unit} cannot be: {span[0]:g} to {span[1]:g} is allowed.", path)


def exact(value: float) -> Decimal:
    """Give the number that was written: 35.53, not what binary makes of it."""
    return Decimal(repr(value))


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else exact(value)


def _word(value: Any) -> str | None:
    found: str | None = getattr(value, "value", value)
    return found


async def gauges(tx: Transaction, names: Sequence[str], path: Any) -> list[int]:
    """Find gauges by ID or code, those only that the viewer may write for.

    Raises:
        BadUserInput: the ID of another type. NotFound, Forbidden: with the place that `path` gives.
    """
    ids = {name: _key(name, path(place)) for place, name in enumerate(names) if kind_of(name) is not None}
    codes = [name for name in names if name not in ids]
    allowed = writable(gauge, tx.viewer).label("allowed")
    rows = await tx.all(
        select(gauge.c.id, gauge.c.code, allowed).where(
            or_(among(gauge.c.id, ids.values()), gauge.c.code == any_(literal(codes, ARRAY(Text))))
        )
    )
    by: dict[Any, Mapping[str, Any]] = {}
    for row in rows:
        by[row["id"]] = by[row["code"]] = row
    found = []
    for place, name in enumerate(names):
        at = by.get(ids.get(name, name))
        if at is None:
            raise NotFound("There is no such gauge.", path(place))
        found.append(at["id"])
    _within_reach([place for place, name in enumerate(names) if not by[ids.get(name, name)]["allowed"]], path)
    return found


def _within_reach(outside: Sequence[int], path: Any) -> None:
    """Refuse what stands outside; it is said of each, at the place of the first."""
    if outside:
        others = ", ".join(map(str, outside[1:]))
        more = f" So do those at {others}." if others else ""
        raise Forbidden(f"The gauge stands outside the divisions of the token.{more}", path(outside[0]))


def _key(name: str, path: Path) -> int:
    try:
        return key_of(name, "Gauge")
    except ValueError as error:
        raise BadUserInput(str(error), path) from None


def _table(rows: Sequence[tuple[Any, ...]]) -> Any:
    """Make the rows a table of the statement, each with its place."""
    columns = zip(*rows, strict=True)
    arrays = [
        literal(list(one), ARRAY(reading.c[name].type)) for name, one in zip(COLUMNS, columns, strict=True)
    ]
    return func.unnest(*arrays).table_valued(*COLUMNS, with_ordinality="place").render_derived(name="sent")


def _there(sent: Any) -> Any:
    return and_(reading.c.gauge_id == sent.c.gauge_id, reading.c.observed_at == sent.c.observed_at)


async def _new(tx: Transaction, sent: Any) -> int:
    """Count those that are not there yet, each once."""
    fresh = select(sent.c.gauge_id, sent.c.observed_at).where(
        ~select(reading.c.id).where(_there(sent)).exists()
    )
    counted = await tx.one(select(func.count().label("new")).select_from(fresh.distinct().subquery()))
    assert counted is not None
    new: int = counted["new"]
    return new


async def _insert(tx: Transaction, sent: Any, key: int) -> None:
    """Add the rows that are new, in one order for all, so that no two of many wait for each other."""
    values = (sent.c[name] for name in COLUMNS)
    chosen = select(*values, word(Basis.REPORTED), literal(key, BigInteger()))
    chosen = chosen.order_by(sent.c.gauge_id, sent.c.observed_at, sent.c.place)
    await tx.all(
        insert(reading).from_select([*COLUMNS, "basis", "intake_id"], chosen).on_conflict_do_nothing()
    )
    other = or_(*(reading.c[name].is_distinct_from(sent.c[name]) for name in COLUMNS[2:]))
    place = select(func.min(sent.c.place).label("place")).select_from(sent.join(reading, _there(sent)))
    found = await tx.one(place.where(other))
    if found is not None and found["place"] is not None:
        raise Conflict(
            "The gauge has another reading of that instant; what was observed is never changed.",
            ("input", "readings", found["place"] - 1),
        )


async def looking(tx: Transaction, keys: Sequence[int]) -> list[int]:
    """List the plans whose conditions look at readings of these gauges."""
    return await plans_looking(
        tx, and_(condition.c.kind == word(ConditionKind.GAUGE), among(condition.c.gauge_id, keys))
    )
