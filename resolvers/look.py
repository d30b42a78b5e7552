"""How a map is looked at: at which moment, in which system of coordinates, from how far, by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, DateTime, bindparam, func

from schema.access import Viewer
from schema.moment import day

AT: BindParameter[datetime | None] = bindparam("at", type_=DateTime(timezone=True))
"""The moment asked for; null means now, and whatever comes."""
MOMENT: ColumnElement[datetime] = func.coalesce(AT, func.now(), type_=DateTime(timezone=True))
DAY = day(MOMENT)
"""The day of that moment in the service's time zone."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a tile's statement depends on beside its parameters.

    `step` is how far in the map is, as the layer counts it; `shifted`, whether places move (GCJ02, BD09).
    """

    step: int
    shifted: bool
    viewer: Viewer
