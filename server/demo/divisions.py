"""Divisions with their history, and the basin."""

from __future__ import annotations

import json
from typing import Any

from schema.tables.divisions import basin, basin_division, division
from server.demo.book import ADDED, DATA, Book, Row, point, sheet

ZONE = "NBS statistical unit (functional area)"
BOUNDARY = "boundary point-on-surface"


def enter(book: Book) -> None:
    """Enter the divisions of today, those before them, and the basin."""
    boundaries = _boundaries()
    for row in sheet("divisions"):
        _today(book, row, boundaries.get(row["code"]))
    _history(book)
    for row in sheet("divisions"):
        book.rows[division][_key(book, row["code"]) - 1]["parent_id"] = book.key(division, row["parent_code"])
    for made in book.rows[division]:
        made["path"] = _path(book, made)
    _basins(book)


def _key(book: Book, code: str) -> int:
    key = book.key(division, code)
    assert key is not None
    return key


def _today(book: Book, row: dict[str, str], boundary: str | None) -> None:
    zone = row["note"].startswith(ZONE)
    derived = row["point_source"] == BOUNDARY
    book.add(
        division,
        code=row["code"],
        level="FUNCTIONAL_AREA" if zone else row["level"].upper(),
        name=row["name_zh"],
        name_en=row["name_en"],
        parent_id=None,
        path=None,
        official=_official(row),
        valid_from=None,
        valid_to=None,
        validity_basis=None,
        successor_id=None,
        location=point(row),
        basis=("DERIVED" if derived else "APPROXIMATE") if row["lon"] else None,
        boundary=boundary,
        source=_source(row),
        note=row["note"],
    )


def _official(row: dict[str, str]) -> bool:
    """Townships are official below a county with a code of its own, save farms and other units (400 on)."""
    if row["level"] != "township":
        return row["gbt2260"] == "yes"
    return int(row["code"][4:6]) not in range(71, 80) and int(row["code"][6:]) < 400


def _source(row: dict[str, str]) -> str:
    code = "local code" if row["code"].startswith("X-") else "code and name: NBS 2023-06-30"
    point_source = f"; point: {row['point_source']}" if row["point_source"] else ""
    boundary = "; boundary: Apache ECharts 2" if row["has_boundary"] == "yes" else ""
    return code + point_source + boundary


def _history(book: Book) -> None:
    """Add what bore a code before; a year stands for its 1 January. A row without a name dates today's."""
    blank: Row = dict.fromkeys(list(book.rows[division][0])[1:])
    for row in sheet("division-history", ADDED):
        dates: Row = {
            "valid_from": row["valid_from"],
            "valid_to": row["valid_to"],
            "validity_basis": "APPROXIMATE",
        }
        if not row["name_zh"]:
            book.rows[division][_key(book, row["code"]) - 1] |= dates
            continue
        past: Row = {
            "code": row["code"],
            "level": "COUNTY",
            "name": row["name_zh"],
            "name_en": row["name_en"],
            "parent_id": book.key(division, row["parent_code"]),
            "official": True,
            "successor_id": book.key(division, row["successor_code"]),
            "source": "notes on the division of today",
            "note": row["note"],
        }
        book.add(division, **(blank | dates | past))


def _path(book: Book, row: Row) -> str:
    """Join the keys from the top down: codes are borne more than once, keys never."""
    parent = row["parent_id"]
    above = f"{_path(book, book.rows[division][int(parent) - 1])}." if parent else ""
    return f"{above}{row['id']}"


def _boundaries() -> dict[str, str]:
    features = json.loads((DATA / "boundaries.geojson").read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["code"]: _area(feature["geometry"]) for feature in features}


def _area(geometry: dict[str, Any]) -> str:
    """Return the EWKT of a polygon or multipolygon as a multipolygon."""
    shapes = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        shapes = [shapes]
    polygons = ("(" + ",".join(map(_ring, rings)) + ")" for rings in shapes)
    return f"SRID=4326;MULTIPOLYGON({','.join(polygons)})"


def _ring(points: list[tuple[float, float]]) -> str:
    return "(" + ",".join(f"{lon} {lat}" for lon, lat in points) + ")"


def _basins(book: Book) -> None:
    for row in sheet("basins", ADDED):
        key = book.add(
            basin,
            code=row["code"],
            name=row["name_zh"],
            name_en=row["name_en"],
            basis="SYNTHETIC",
        )
        for code in row["division_codes"].split():
            book.add(basin_division, basin_id=key, division_id=book.key(division, code))
