"""Points that cluster as real settlements do, the same on every machine."""

from __future__ import annotations

import csv
import functools
import hashlib
import math
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PLACES = Path(__file__).with_name("places.csv")
COUNT = 2820
FIRST = ((109.546466, 31.451084), (110.894187, 29.776892), (110.45093, 29.354083))
"""The first three points of the seed `levee-bench-1`, by which a copy of the recipe is known to be right."""


class Point(NamedTuple):
    """Degrees in EPSG:4326."""

    lon: float
    lat: float


@functools.cache
def places() -> tuple[Point, ...]:
    """Read the settlements, in the order of their number at GeoNames."""
    with PLACES.open(newline="", encoding="utf-8") as file:
        found = tuple(Point(float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file))
    assert len(found) == COUNT, f"{PLACES.name} has {len(found)} places"
    return found


def point(seed: str, number: int) -> Point:
    """Make one point: up to 12 km from a settlement, mostly much nearer. `number` counts from 1."""
    digits = hashlib.md5(f"{seed}:{number}".encode()).hexdigest()
    place, far, turn = (int(digits[at : at + 8], 16) / 2**32 for at in (0, 8, 16))
    lon, lat = places()[math.floor(place * COUNT)]
    radius, angle = 0.2 + 12 * far**2, 2 * math.pi * turn
    east, north = radius * math.cos(angle), radius * math.sin(angle)
    return Point(
        round(lon + east / (111.32 * math.cos(math.radians(lat))), 6),
        round(lat + north / 110.9, 6),
    )


def points(seed: str, count: int) -> Iterator[Point]:
    """Make the first `count` points of a seed."""
    return (point(seed, number) for number in range(1, count + 1))
