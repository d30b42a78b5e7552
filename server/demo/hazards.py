"""Hazard sites and a few risk grades."""

from __future__ import annotations

from schema.tables.divisions import division
from schema.tables.hazards import hazard_site, risk_grade
from server.demo.book import ADDED, Book, point, sheet

RESOURCES = {"depot", "vessel"}


def enter(book: Book) -> None:
    """Enter every site that is not a resource, and the invented grades."""
    for row in sheet("sites"):
        if row["kind"] not in RESOURCES:
            _site(book, row)
    for row in sheet("risk-grades", ADDED):
        book.add(
            risk_grade,
            site_id=book.key(hazard_site, row["site_code"]),
            grade=row["grade"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            basis="SYNTHETIC",
        )


def _site(book: Book, row: dict[str, str]) -> None:
    book.add(
        hazard_site,
        code=row["id"],
        kind=row["kind"],
        name=row["name_zh"],
        name_en=row["name_en"],
        name_basis=name_basis(row),
        division_id=book.key(division, row["division_code"]),
        parent_id=book.key(hazard_site, row["parent_site"]),
        geometry=point(row),
        basis=place_basis(row),
        major_hazard={"yes": True, "no": False}.get(row["major_hazard"]),
        status=row["status"],
        source=row["fact_key"],
        note=row["note"],
    )


def place_basis(row: dict[str, str]) -> str:
    """Return the basis of a site's position."""
    return row["placement"].upper()


def name_basis(row: dict[str, str]) -> str | None:
    """Return the basis of a site's name where it is another than its position's."""
    basis = "REPORTED" if row["named"] == "real" else "SYNTHETIC"
    return None if basis == place_basis(row) else basis
