"""Places as they come in: what is read, and what is refused with a reason and a path."""

import math

import pytest

from geo.crs import Crs
from geo.datum import from_wgs84
from geo.ordinates import EDGE
from geo.place import PlaceError, place


def test_a_place_is_read_in_its_own_system() -> None:
    assert place(112.239, 30.3352) == (112.239, 30.3352)
    assert place(112, 30, Crs.CGCS2000) == (112.0, 30.0)
    x, y = from_wgs84(112.239, 30.3352, Crs.GCJ02)
    assert place(x, y, Crs.GCJ02) == pytest.approx((112.239, 30.3352), abs=1e-9)


def test_the_edges_of_the_world_are_in_it() -> None:
    assert place(180, 90) == (180, 90)
    assert place(-180.0, -90.0) == (-180, -90)
    assert place(EDGE, -EDGE, Crs.WEB_MERCATOR) == pytest.approx((180, -85.0511287798))


PLACES_REFUSED = {
    "a longitude too far east": (180.0001, 30, Crs.WGS84, "lon", "between -180 and 180 degrees"),
    "a latitude too far north": (12, 90.5, Crs.GCJ02, "lat", "between -90 and 90 degrees"),
    "swapped": (30.3352, 112.239, Crs.WGS84, "lat", "look swapped"),
    "beyond the square of the tiles": (EDGE + 1, 0, Crs.WEB_MERCATOR, "lon", "20037508.34 metres"),
    "north of the square": (0, 20037509, Crs.WEB_MERCATOR, "lat", "20037508.34 metres"),
    "not a number": (math.nan, 30, Crs.WGS84, "lon", "finite"),
    "infinite": (112, math.inf, Crs.WGS84, "lat", "finite"),
    "minus infinite": (-math.inf, 30, Crs.BD09, "lon", "finite"),
    "an integer beyond all floats": (10**400, 30, Crs.WGS84, "lon", "finite"),
    "text": ("112", 30, Crs.WGS84, "lon", "must be a number, and is text"),
    "true": (112, True, Crs.WGS84, "lat", "must be a number, and is true or false"),
    "null": (None, 30, Crs.WGS84, "lon", "must be a number, and is null"),
    "off the edge of a shifted system": (-180, 0, Crs.BD09, "lon", "beyond the edge"),
}


@pytest.mark.parametrize("case", PLACES_REFUSED)
def test_a_place_is_refused(case: str) -> None:
    lon, lat, crs, where, why = PLACES_REFUSED[case]
    with pytest.raises(PlaceError, match=why) as caught:
        place(lon, lat, crs)
    assert caught.value.path == (where,)
