"""A place as it comes in: two numbers and the system they are in."""

from __future__ import annotations

from typing import Any

import strawberry
from sqlalchemy import BindParameter
from sqlalchemy.types import Double

from geo.place import Crs, place
from schema.parameter import Parameter, Run, bound, parameter

FRAME = "The coordinate system of the place (坐标系)."


@strawberry.input(description="A place (位置). In WEB_MERCATOR x and y in metres; in the others degrees.")
class Place:
    """A place in one of the systems of coordinates; inside, everything is WGS 84."""

    lon: float = strawberry.field(description="Longitude in degrees, or x in metres (经度).")
    lat: float = strawberry.field(description="Latitude in degrees, or y in metres (纬度).")
    crs: Crs = strawberry.field(description=FRAME, default=Crs.WGS84)

    def degrees(self) -> tuple[BindParameter[float], BindParameter[float]]:
        """Give longitude and latitude in WGS 84 as parameters; out of range is refused."""
        given = parameter(self.lon), parameter(self.lat)

        def read(run: Run) -> tuple[float, float]:
            found: tuple[float, float] | None = run.found.get(read)
            if found is None:
                found = run.found[read] = place(given[0].value(run), given[1].value(run), self.crs)
            return found

        both = Parameter(read, given[0].path[:-1], given[0].field)
        return bound(both.then(lambda at: at[0]), Double()), bound(both.then(lambda at: at[1]), Double())


def frame(crs: Any) -> Crs:
    """Give the system of an argument that may have been left out."""
    return Crs.WGS84 if crs is None else crs
