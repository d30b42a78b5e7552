"""Depots with their stock, the vessel, teams, labour and shelters."""

from __future__ import annotations

from schema.tables.divisions import division
from schema.tables.resources import resource, stock, supply_item
from server.demo.book import ADDED, Book, Value, point, sheet
from server.demo.hazards import name_basis, place_basis

KINDS = {"depot": "DEPOT", "vessel": "EQUIPMENT"}
KEEPER = "演示储备库值班岗"


def enter(book: Book) -> None:
    """Enter what can be sent or opened, and what the depots hold."""
    for row in sheet("sites"):
        if row["kind"] in KINDS:
            _site(book, row)
    for row in sheet("teams"):
        _people(book, row)
    for row in sheet("shelters", ADDED):
        _shelter(book, row)
    for row in sheet("stock"):
        _stock(book, row)


def _resource(book: Book, code: str, division_code: str, **known: Value) -> None:
    """Add a resource: what is not known of it is null."""
    unknown = dict.fromkeys(
        (
            *("name_basis", "location", "keeper", "type", "line", "headcount", "headcount_basis"),
            *("capacity", "status", "source", "note"),
        )
    )
    book.add(resource, code=code, **(unknown | {"division_id": book.key(division, division_code)} | known))


def _site(book: Book, row: dict[str, str]) -> None:
    depot = row["kind"] == "depot"
    _resource(
        book,
        row["id"],
        row["division_code"],
        kind=KINDS[row["kind"]],
        name=row["name_zh"],
        name_en=row["name_en"],
        name_basis=name_basis(row),
        location=point(row),
        basis=place_basis(row),
        keeper=KEEPER if depot else None,
        type=None if depot else row["kind"],
        status=row["status"],
        source=row["fact_key"],
        note=row["note"],
    )


def _people(book: Book, row: dict[str, str]) -> None:
    """Enter a team or a pool of labour: neither has a position, so the basis is the record's."""
    _resource(
        book,
        row["id"],
        row["division_code"],
        kind="LABOUR" if row["kind"] == "levee_labour" else "TEAM",
        name=row["name_zh"],
        name_en=row["name_en"],
        basis="SYNTHETIC",
        type=row["kind"],
        line=row["line"],
        headcount=row["headcount"],
        headcount_basis="SYNTHETIC" if row["headcount"] else None,
        source=row["fact_key"],
    )


def _shelter(book: Book, row: dict[str, str]) -> None:
    _resource(
        book,
        row["code"],
        row["division_code"],
        kind="SHELTER",
        name=row["name_zh"],
        name_en=row["name_en"],
        location=point(row),
        basis="SYNTHETIC",
        type=row["type"],
        capacity=row["capacity"],
    )


def _stock(book: Book, row: dict[str, str]) -> None:
    """Enter a stock line: the total of an item is reported, its split over the depots is invented."""
    if not book.has(supply_item, row["item"]):
        book.add(
            supply_item,
            code=row["item"],
            name=row["item_zh"],
            name_en=row["item_en"],
            unit=row["unit"],
        )
    book.add(
        stock,
        depot_id=book.key(resource, row["depot_id"]),
        item_id=book.key(supply_item, row["item"]),
        quantity=row["quantity"],
        quantity_basis="SYNTHETIC",
        source=row["fact_key"],
    )
