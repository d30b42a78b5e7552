"""What is looked at when conditions are judged, as plain values: nothing here asks the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from schema.evidence import ConditionKind, Doubt, Side


@dataclass(frozen=True, slots=True)
class Reading:
    """What a gauge showed."""

    key: int
    at: datetime
    level: Decimal
    trend: str | None = None
    datum: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of a gauge as a source gave it for a day."""

    key: int
    value: Decimal
    as_of: date
    datum: str | None = None


@dataclass(frozen=True, slots=True)
class Observed:
    """An observation, its value in the first unit of its kind."""

    key: int
    at: datetime
    value: Decimal | None = None
    begins: datetime | None = None
    ends: datetime | None = None
    holds: bool = False
    datum: str | None = None

    @property
    def length(self) -> timedelta:
        """How long its period is."""
        assert self.begins is not None
        assert self.ends is not None
        return self.ends - self.begins


@dataclass(frozen=True, slots=True)
class Unit:
    """A division directly below, with the level in force there."""

    name: str
    name_en: str | None
    level: str


Subject = tuple[str, int | None, int | None, str | None]
"""What an observation is of: kind, gauge, division, topic."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All there is at one moment; lists are newest first."""

    now: datetime
    zone: ZoneInfo
    readings: Mapping[int, Sequence[Reading]] = field(default_factory=dict)
    marks: Mapping[tuple[int, str], Sequence[Mark]] = field(default_factory=dict)
    observations: Mapping[Subject, Sequence[Observed]] = field(default_factory=dict)
    units: Mapping[tuple[int, str], Sequence[Unit]] = field(default_factory=dict)

    def day(self, at: datetime) -> date:
        """Give the day of an instant where the service is."""
        return at.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Condition:
    """A part of a condition, with the parts below it.

    `row` holds its columns and the names of what it looks at; `division` and `system` are the plan's where
    the row names none.
    """

    key: int
    kind: ConditionKind
    row: Mapping[str, Any]
    parts: tuple[Condition, ...] = ()
    division: int | None = None
    system: str = ""

    def minutes(self, name: str) -> timedelta:
        """Give a length of time; nothing is no time."""
        return timedelta(minutes=self.row[name] or 0)

    @property
    def margin(self) -> Decimal:
        """By how much a level must differ from its mark, upwards positive."""
        margin: Decimal = self.row["margin"] or Decimal(0)
        return margin if self.above else -margin

    @property
    def back(self) -> Decimal:
        """How far beyond that it must go back before it counts as over."""
        back: Decimal = self.row["clear_margin"] or Decimal(0)
        return -back if self.above else back

    @property
    def above(self) -> bool:
        """Whether the level must be at the mark or above it."""
        found: bool = self.row["side"] == Side.ABOVE.value
        return found


@dataclass(frozen=True, slots=True)
class Finding:
    """What a condition found: true, false or None for unknown, and on what grounds."""

    condition: Condition
    verdict: bool | None
    doubt: Doubt | None = None
    reading: Reading | None = None
    mark: Mark | None = None
    observed: Observed | None = None
    value: Decimal | None = None
    limit: Decimal | None = None
    units: tuple[Unit, ...] = ()
    leaving: bool = False
    parts: tuple[Finding, ...] = ()

    @property
    def at(self) -> datetime | None:
        """When what it rests on was observed."""
        rests = self.reading or self.observed
        return None if rests is None else rests.at

    def all(self) -> list[Finding]:
        """List it and all its parts, the whole first."""
        return [self, *(found for part in self.parts for found in part.all())]
