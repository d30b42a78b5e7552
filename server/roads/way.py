"""A way as a file holds it: points in a row, and tags."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from server.refusal import Refusal

SCALE = 10_000_000
"""Places are kept in whole ten-millionths of a degree (1 cm), as OSM does."""
LONGEST_STEP = SCALE
"""Neighbouring points are at most a degree apart."""
MOST_POINTS = 10_000_000
KEYS = ("highway", "oneway", "maxspeed", "bridge", "tunnel", "junction", "area", "name")
"""The tags that are read."""


class Way(NamedTuple):
    """Two ways meet where both bear a node; `points` are the nodes' places, each packed into one number."""

    origin: str
    nodes: array[int]
    points: array[int]
    tags: Mapping[str, str]


def packed(lon: Any, lat: Any) -> int:
    """Pack a place into a number. Raises ValueError where it is none."""
    if isinstance(lon, bool) or isinstance(lat, bool):
        raise ValueError("a place is two numbers")
    try:
        east, north = float(lon), float(lat)
    except (TypeError, ValueError):
        raise ValueError("a place is two numbers") from None
    if not (-180 <= east <= 180 and -90 <= north <= 90):
        raise ValueError(f"{east:g}, {north:g} is not on earth: degrees of longitude, then of latitude")
    return round((east + 180) * SCALE) << 32 | round((north + 90) * SCALE)


def unpacked(point: int) -> tuple[float, float]:
    """Give longitude and latitude back."""
    return ((point >> 32) - 180 * SCALE) / SCALE, ((point & 0xFFFFFFFF) - 90 * SCALE) / SCALE


def line(places: Iterable[int]) -> array[int]:
    """Check the packed places of a line. Raises ValueError."""
    made = array("Q", places)
    if len(made) < 2:
        raise ValueError("a line has at least two points")
    for index in range(1, len(made)):
        here, there = made[index - 1], made[index]
        east = abs((here >> 32) - (there >> 32))
        north = abs((here & 0xFFFFFFFF) - (there & 0xFFFFFFFF))
        if max(east, north) > LONGEST_STEP:
            raise ValueError(f"point {index + 1} is more than a degree from the one before")
    return made


class Count:
    """Refuses a file with more points than are taken."""

    def __init__(self, file: str) -> None:
        """Begin at nothing."""
        self.file = file
        self.points = 0

    def add(self, points: int) -> None:
        """Count the points of a way."""
        self.points += points
        if self.points > MOST_POINTS:
            raise Refusal(f"{self.file}: its roads have more than {MOST_POINTS:,} points: cut it into parts")


def refusal(file: str, origin: str, field: str, reason: object) -> Refusal:
    """Say which row of which file is refused, and why."""
    return Refusal(f"{file}: {origin}: {field}: {reason}")
