"""What tags say of traffic, and what is assumed where they say nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

KMH = 1 / 3.6
FASTEST = 90.0
"""No vehicle with supplies is reckoned faster, km/h; the table `road` has a CHECK that says the same."""
SLOWEST = 1.0
SPEEDS = {
    "motorway": 90.0,
    "trunk": 70.0,
    "primary": 60.0,
    "secondary": 50.0,
    "tertiary": 40.0,
    "unclassified": 30.0,
    "residential": 25.0,
    "living_street": 10.0,
    "service": 15.0,
    "track": 15.0,
    "road": 30.0,
    "motorway_link": 50.0,
    "trunk_link": 40.0,
    "primary_link": 40.0,
    "secondary_link": 35.0,
    "tertiary_link": 30.0,
}
"""Assumed km/h of a laden lorry by class, ours; a class that is not listed is no road for it."""
AS_ONE_WAY = {"yes": "yes", "true": "yes", "1": "yes", "-1": "-1", "reverse": "-1"}
BOTH_WAYS = {"no", "false", "0"}
NO = {"no", "false", "0"}
_SPEED = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)\s*(km/h|kmh|kph|mph)?", re.IGNORECASE)
_PAIR = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')


class Traffic(NamedTuple):
    """How one travels on a way: metres a second each way, None where that is not allowed."""

    kind: str
    forth: float | None
    back: float | None
    name: str | None
    bridge: bool
    access: bool
    doubts: tuple[str, ...]
    """Values that were not understood, for which the assumption stands."""


def traffic(tags: Mapping[str, str]) -> Traffic | None:
    """Read the tags of a way; None for what is no road for a lorry."""
    kind = tags.get("highway", "")
    if kind not in SPEEDS or tags.get("area") == "yes":
        return None
    doubts: list[str] = []
    speed = _speed(tags, kind, doubts) * KMH
    way = _one_way(tags, kind, doubts)
    bridge, tunnel = (tags.get(key, "no") not in NO for key in ("bridge", "tunnel"))
    return Traffic(
        kind,
        None if way == "-1" else speed,
        None if way == "yes" else speed,
        tags.get("name") or None,
        bridge,
        not bridge and not tunnel and not kind.startswith("motorway"),
        tuple(doubts),
    )


def _speed(tags: Mapping[str, str], kind: str, doubts: list[str]) -> float:
    """Read km/h: what is signed, within reason, else what is assumed of the class."""
    signed = tags.get("maxspeed")
    if signed is None:
        return SPEEDS[kind]
    found = _SPEED.fullmatch(signed.strip())
    if found is not None:
        speed = float(found[1]) * (1.609344 if (found[2] or "").lower() == "mph" else 1)
        if speed >= SLOWEST:
            return min(speed, FASTEST)
    doubts.append(f"maxspeed {signed[:40]!r}")
    return SPEEDS[kind]


def _one_way(tags: Mapping[str, str], kind: str, doubts: list[str]) -> str:
    """Read `yes` (along the line), `-1` (against it) or `no`."""
    signed = tags.get("oneway")
    if signed in AS_ONE_WAY:
        return AS_ONE_WAY[signed]
    if signed is None or signed in BOTH_WAYS:
        implied = kind == "motorway" or tags.get("junction") in ("roundabout", "circular")
        return "yes" if signed is None and implied else "no"
    doubts.append(f"oneway {signed[:40]!r}")
    return "no"


def others(text: str) -> dict[str, str]:
    """Read `other_tags` of GDAL: `"bridge"=>"yes","oneway"=>"yes"`."""
    return {key: re.sub(r"\\(.)", r"\1", value) for key, value in _PAIR.findall(text)}
