"""Conditions and the evidence they look at, read for all plans at once: as many statements for one or ten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, any_, literal
from sqlalchemy.dialects.postgresql import ARRAY

from resolvers import sources
from resolvers.evidence import Condition, Evidence, Mark, Observed, Reading, Subject, Unit
from resolvers.leaves import subject
from resolvers.transaction import Transaction
from schema.evidence import BRANCHES, UNITS, ConditionKind
from schema.vocabulary import Precision

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A plan in force with its conditions: by level, most severe first; and the level decided last."""

    row: Row
    enter: Mapping[str, Condition]
    leave: Mapping[str, Condition]
    response: int | None
    decided: str | None


def among(column: Any, keys: Iterable[int]) -> Any:
    """Keep the rows with one of these keys."""
    return column == any_(literal(sorted(set(keys)), ARRAY(BigInteger)))


async def gathered(
    tx: Transaction, plans: Sequence[int], at: datetime | None
) -> tuple[list[Weighed], Evidence]:
    """Read what the conditions of these plans say at a moment, and everything they look at."""
    rows = await tx.asked(sources.CONDITIONS, plans=plans, at=at)
    now, zone = rows[0]["now"], rows[0]["zone"]
    decided = {row["plan_id"]: row for row in await tx.asked(sources.DECIDED, plans=plans)}
    made_of = _by((row for row in rows if row["id"] is not None), "plan_id")
    weighed = [_weighed(made, decided) for made in made_of.values()]
    leaves = [leaf for one in weighed for tree in (one.enter, one.leave) for leaf in _leaves(tree.values())]
    evidence = Evidence(
        now,
        ZoneInfo(zone),
        await _readings(tx, leaves, now),
        await _marks(tx, leaves),
        await _observations(tx, leaves, now),
        await _units(tx, leaves, now),
    )
    return weighed, evidence


def _by(rows: Iterable[Row], *names: str) -> dict[Any, list[Row]]:
    found: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[names[0]] if len(names) == 1 else tuple(row[name] for name in names)].append(row)
    return found


def _weighed(rows: list[Row], decided: Mapping[int, Row]) -> Weighed:
    parts = _by(rows, "parent_id")
    trees = {
        way: {row["plan_level"]: _tree(row, parts) for row in parts[None] if row["way"] == way}
        for way in ("ENTER", "LEAVE")
    }
    last = decided.get(rows[0]["plan_id"])
    if last is None or last["to"] is None:
        return Weighed(rows[0], trees["ENTER"], trees["LEAVE"], None, None)
    return Weighed(rows[0], trees["ENTER"], trees["LEAVE"], last["response_id"], last["to"])


def _tree(row: Row, parts: Mapping[Any, list[Row]]) -> Condition:
    return Condition(
        row["id"],
        ConditionKind(row["kind"]),
        row,
        tuple(_tree(part, parts) for part in parts.get(row["id"], ())),
        row["division_id"] or row["plan_division"],
        row["system"] or row["plan_system"],
    )


def _leaves(trees: Iterable[Condition]) -> Iterable[Condition]:
    for one in trees:
        if one.kind in BRANCHES:
            yield from _leaves(one.parts)
        else:
            yield one


async def _readings(tx: Transaction, leaves: Sequence[Condition], now: datetime) -> dict[int, list[Reading]]:
    """Read the readings of the gauges over as long a time as is asked, newest first, and the one before."""
    reach: dict[int, int] = {}
    for leaf in leaves:
        if leaf.kind is ConditionKind.GAUGE:
            row = leaf.row
            asked = max(row["for_minutes"] or 0, row["clear_minutes"] or 0) + row["fresh_minutes"]
            reach[row["gauge_id"]] = max(reach.get(row["gauge_id"], 0), asked)
    if not reach:
        return {}
    rows = await tx.asked(sources.READINGS, gauges=list(reach), minutes=list(reach.values()), now=now)
    found: dict[int, list[Reading]] = defaultdict(list)
    for row in rows:
        made = Reading(row["id"], row["observed_at"], row["level"], row["trend"], row["datum"])
        found[row["gauge_id"]].append(made)
    return found


async def _marks(tx: Transaction, leaves: Sequence[Condition]) -> dict[tuple[int, str], list[Mark]]:
    gauges = {leaf.row["gauge_id"] for leaf in leaves if leaf.row["mark"] is not None}
    rows = await tx.asked(sources.MARKS, gauges=sorted(gauges)) if gauges else ()
    found: dict[tuple[int, str], list[Mark]] = defaultdict(list)
    for row in rows:
        since = date.min if row["as_of_precision"] == Precision.NONE.name else row["as_of"]
        found[row["gauge_id"], row["mark"]].append(Mark(row["id"], row["value"], since, row["datum"]))
    return found


async def _observations(
    tx: Transaction, leaves: Sequence[Condition], now: datetime
) -> dict[Subject, list[Observed]]:
    wanted = {subject(leaf) for leaf in leaves if leaf.kind.value in (*UNITS, ConditionKind.STATEMENT.value)}
    gauges = {one[1] for one in wanted if one[1] is not None}
    divisions = {one[2] for one in wanted if one[2] is not None}
    if not wanted:
        return {}
    rows = await tx.asked(sources.OBSERVATIONS, gauges=sorted(gauges), divisions=sorted(divisions), now=now)
    found: dict[Subject, list[Observed]] = defaultdict(list)
    for row in rows:
        found[row["kind"], row["gauge_id"], row["division_id"], row["topic"]].append(_observed(row))
    return found


def _observed(row: Row) -> Observed:
    value: Decimal | None = row["value"]
    if value is not None:
        value *= UNITS[row["kind"]][row["unit"]]
    return Observed(
        row["id"],
        row["observed_at"],
        value,
        row["valid_from"],
        row["valid_to"],
        bool(row["holds"]),
        row["datum"],
    )


async def _units(
    tx: Transaction, leaves: Sequence[Condition], now: datetime
) -> dict[tuple[int, str], list[Unit]]:
    """Read the levels in force in the divisions directly below those that are asked about."""
    wanted = {(leaf.division or 0, leaf.system) for leaf in leaves if leaf.kind is ConditionKind.UNITS}
    found: dict[tuple[int, str], list[Unit]] = defaultdict(list)
    if not wanted:
        return found
    rows = await tx.asked(sources.UNITS, parents=sorted({one for one, _ in wanted}), now=now)
    for row in rows:
        if row["level"] is not None:
            unit = Unit(row["name"], row["name_en"], row["level"])
            found[row["parent_id"], row["system"]].append(unit)
    return found
