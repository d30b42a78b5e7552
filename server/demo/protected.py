"""Invented places near the demo's major hazards, of the eight kinds that are protected from them."""

from __future__ import annotations

from schema.tables.divisions import division
from schema.tables.protected import protected_place
from server.demo.book import ADDED, Book, sheet


def enter(book: Book) -> None:
    """Enter every place; no real institution is among them."""
    for row in sheet("protected-places", ADDED):
        book.add(
            protected_place,
            code=row["code"],
            kind=row["kind"],
            type=row["type"],
            name=row["name_zh"],
            name_en=row["name_en"],
            division_id=book.key(division, row["division_code"]),
            geometry=f"SRID=4326;{row['wkt']}",
            people=row["people"],
            basis="SYNTHETIC",
        )
