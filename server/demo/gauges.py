"""Gauges, the thresholds the news gave, and a few readings."""

from __future__ import annotations

from schema.tables.divisions import division
from schema.tables.gauges import gauge, reading, threshold
from server.demo.book import ADDED, Book, point, sheet


def enter(book: Book) -> None:
    """Enter the gauges; their positions are settlements, their readings invented."""
    for row in sheet("gauges"):
        book.add(
            gauge,
            code=row["id"],
            name=row["name_zh"],
            name_en=row["name_en"],
            kind=row["kind"],
            water=row["water_zh"],
            water_en=row["water_en"],
            division_id=book.key(division, row["division_code"]),
            location=point(row),
            basis="APPROXIMATE" if row["lon"] else None,
            position_note=row["position_basis"],
            position_error_km=row["position_error_km"],
        )
    for row in sheet("gauge-levels"):
        _threshold(book, row)
    for row in sheet("readings", ADDED):
        book.add(
            reading,
            gauge_id=book.key(gauge, row["gauge_code"]),
            observed_at=row["observed_at"],
            level=row["level"],
            flow=row["flow"],
            trend=row["trend"],
            basis="SYNTHETIC",
        )


def _threshold(book: Book, row: dict[str, str]) -> None:
    """Enter a mark as a source gave it; a year stands for its 1 January, no source names the datum."""
    year = row["as_of_precision"] == "year"
    book.add(
        threshold,
        gauge_id=book.key(gauge, row["gauge_id"]),
        mark=row["level_kind"].upper(),
        value=row["value_m"],
        datum=None,
        as_of=f"{row['as_of']}-01-01" if year else row["as_of"],
        as_of_precision=row["as_of_precision"].upper(),
        derivation=row["derivation"],
        source=row["source"],
    )
