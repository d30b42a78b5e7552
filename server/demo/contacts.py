"""Contacts: invented names, and numbers that nobody can have."""

from __future__ import annotations

from schema.tables.contacts import number
from schema.tables.people import command_body, member_unit, warden
from schema.tables.resources import resource
from server.demo.book import ADDED, Book, sheet

HOLDERS = {
    "warden": ("warden_id", warden),
    "resource": ("resource_id", resource),
    "unit": ("unit_id", member_unit),
    "body": ("body_id", command_body),
}


def enter(book: Book) -> None:
    """Enter the numbers; a trigger shows them masked, and knows where each belongs."""
    for place, row in enumerate(sheet("contacts", ADDED)):
        held: dict[str, int | None] = dict.fromkeys(column for column, _ in HOLDERS.values())
        column, table = HOLDERS[row["holder"]]
        book.add(
            number,
            str(place),
            **(held | {column: book.key(table, row["code"])}),
            duty=row["duty"],
            name=row["name"],
            phone=row["phone"],
            note=row["note"],
            basis="SYNTHETIC",
        )
