"""The responses of the summer of 2022, with their transitions in the event log."""

from __future__ import annotations

from schema.tables.divisions import division
from schema.tables.events import event
from schema.tables.plans import plan
from schema.tables.responses import response, response_transition
from server.demo.book import Book, sheet
from server.demo.plans import CITY

# What the source gave of the effective time, and whether the instant is its own.
KNOWN = {
    "reported": ("HOUR", "REPORTED"),
    "month reported, day and hour synthetic": ("MONTH", "SYNTHETIC"),
}


def enter(book: Book) -> None:
    """Enter each transition and the event that tells of it; a response begins with its START."""
    for row in sheet("activation-events"):
        if row["event"] == "start":
            _response(book, row)
        key = _transition(book, row)
        book.add(event, seq=key, kind="TRANSITION", transition_id=key)


def _response(book: Book, row: dict[str, str]) -> None:
    book.add(
        response,
        code=row["activation_id"],
        system=row["hazard"],
        plan_id=book.key(plan, row["plan_id"]),
        division_id=book.key(division, CITY),
        drill=False,
        period=f"[{row['at']},)",
    )


def _transition(book: Book, row: dict[str, str]) -> int:
    precision, basis = KNOWN[row["time_basis"]]
    return book.add(
        response_transition,
        response_id=book.key(response, row["activation_id"]),
        kind=row["event"].upper(),
        **{"from": row["from_level"], "to": row["to_level"]},
        effective_at=row["at"],
        effective_precision=precision,
        effective_basis=basis,
        recorded_by="demo",
        source=row["fact_key"],
    )
