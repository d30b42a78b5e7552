"""The facts read in the source texts."""

from __future__ import annotations

from schema.tables.divisions import division
from schema.tables.facts import fact
from server.demo.book import Book, sheet

BOUNDS = {"eq": "EXACT", "ge": "AT_LEAST", "approx": "APPROXIMATE", "named": None}
LEVELS = {"I": "1", "II": "2", "III": "3", "IV": "4"}


def enter(book: Book) -> None:
    """Enter every fact, then tie the rates to their counts."""
    facts = list(sheet("seed-facts"))
    for row in facts:
        _fact(book, row)
    for row, made in zip(facts, book.rows[fact], strict=True):
        made["numerator_id"] = book.key(fact, row["numerator"])
        made["denominator_id"] = book.key(fact, row["denominator"])


def _fact(book: Book, row: dict[str, str]) -> None:
    book.add(
        fact,
        code=row["id"],
        key=row["key"],
        source=row["seed"],
        division_id=book.key(division, row["place_code"]),
        starts=row["start"],
        starts_on=_day(row["start"]),
        ends=row["end"],
        ends_on=_day(row["end"]),
        precision=row["date_precision"].split(",")[0].replace("-", "_").upper(),
        category=row["category"],
        subject=row["subject_zh"],
        subject_en=row["subject_en"],
        bound=BOUNDS[row["operator"]],
        printed=row["value"],
        value=_number(row["value"]),
        unit=row["unit_zh"],
        unit_en=row["unit"],
        value_base=_number(row["value_base"]),
        unit_base=row["unit_base"],
        numerator_id=None,
        denominator_id=None,
        recomputed=row["recomputed"],
        note=row["note"],
        verdict=row["verdict"],
    )


def _day(text: str) -> str | None:
    """Return the day of `2022-06-26T14:00+08:00` or `2022-06-26`; None for `--06-12`, which has no year."""
    return None if text.startswith("--") else text[:10]


def _number(text: str) -> str:
    """Return a number as it stands; of a level its rank, I being 1."""
    return LEVELS.get(text, text)
