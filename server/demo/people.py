"""Command bodies, member units and wardens."""

from __future__ import annotations

from schema.tables.divisions import basin, division
from schema.tables.people import command_body, member_unit, membership, warden
from server.demo.book import ADDED, Book, sheet


def enter(book: Book) -> None:
    """Enter the bodies, units and seats, all invented, and the wardens: posts, never names."""
    _bodies(book)
    for row in sheet("member-units", ADDED):
        book.add(
            member_unit,
            code=row["code"],
            name=row["name_zh"],
            name_en=row["name_en"],
            division_id=book.key(division, row["division_code"]),
            basis="SYNTHETIC",
        )
    for row in sheet("memberships", ADDED):
        book.add(
            membership,
            body_id=book.key(command_body, row["body_code"]),
            unit_id=book.key(member_unit, row["unit_code"]),
            duty=row["duty_zh"],
            duty_en=row["duty_en"],
            basis="SYNTHETIC",
        )
    _wardens(book)


def _bodies(book: Book) -> None:
    """Enter the command bodies, then tie each to the one above, which may stand below it in the file."""
    bodies = list(sheet("command-bodies", ADDED))
    for row in bodies:
        book.add(
            command_body,
            code=row["code"],
            kind=row["kind"],
            name=row["name_zh"],
            name_en=row["name_en"],
            system=row["system"],
            parent_id=None,
            division_id=book.key(division, row["division_code"]),
            basin_id=book.key(basin, row["basin_code"]),
            basis="SYNTHETIC",
        )
    for row, made in zip(bodies, book.rows[command_body], strict=True):
        made["parent_id"] = book.key(command_body, row["parent_code"])


def _wardens(book: Book) -> None:
    """Enter the wardens: their number is reported, which township each has is invented."""
    for row in sheet("wardens"):
        book.add(
            warden,
            code=row["id"],
            role=row["role_zh"],
            role_en=row["role_en"],
            division_id=book.key(division, row["township_code"]),
            basis="SYNTHETIC",
            source=row["fact_key"],
        )
