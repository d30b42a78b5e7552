"""Roads from a GeoJSON FeatureCollection, as `osmium export` and `ogr2ogr` write it."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from server.refusal import Refusal
from server.roads.properties import tags
from server.roads.way import Count, Way, line, packed, refusal

LARGEST = 512 << 20
"""Bytes: the file is read whole. GeoPackage and OSM XML are read as streams."""
SYSTEMS = ("CRS84", ":4326", ":4490")


def ways(path: Path) -> Iterator[Way]:
    """Read the lines with a `highway`."""
    count = Count(path.name)
    for number, feature in enumerate(_features(path), 1):
        origin = f"feature {number}"
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise refusal(path.name, origin, "type", "this is no Feature")
        given = tags(path.name, origin, feature.get("properties"))
        if "highway" in given:
            for points in _lines(path.name, origin, feature.get("geometry")):
                count.add(len(points))
                yield Way(origin, points, points, given)


def _features(path: Path) -> list[Any]:
    if path.stat().st_size > LARGEST:
        raise Refusal(f"{path.name}: GeoJSON is read up to {LARGEST >> 20} MiB: use GeoPackage or OSM XML")
    try:
        whole = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise Refusal(f"{path.name}: no JSON: {error}") from None
    if not isinstance(whole, dict) or not isinstance(whole.get("features"), list):
        raise Refusal(f"{path.name}: no FeatureCollection of GeoJSON")
    system = whole.get("crs")
    if system is not None and not str(_within(_within(system, "properties"), "name")).endswith(SYSTEMS):
        raise Refusal(f"{path.name}: crs: {str(system)[:80]} is not EPSG:4326: reproject it")
    features: list[Any] = whole["features"]
    return features


def _within(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _lines(file: str, origin: str, geometry: Any) -> Iterator[array[int]]:
    """Read the lines of a geometry; points and areas have none."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("LineString", "MultiLineString"):
        return
    coordinates = geometry.get("coordinates")
    parts = [coordinates] if kind == "LineString" else coordinates
    if not isinstance(parts, list):
        raise refusal(file, origin, "geometry", "coordinates are an array")
    for part in parts:
        try:
            yield line(_place(place) for place in _array(part))
        except ValueError as error:
            raise refusal(file, origin, "geometry", error) from None


def _array(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("coordinates are an array of places")
    return value


def _place(place: Any) -> int:
    if (
        not isinstance(place, list)
        or len(place) < 2
        or isinstance(place[0], str)
        or isinstance(place[1], str)
    ):
        raise ValueError("a place is two numbers")
    return packed(place[0], place[1])
