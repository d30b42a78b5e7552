"""The conditions of the plans' levels as data: invented, each after the notice that its source names."""

from __future__ import annotations

from schema.tables.conditions import trigger_condition
from schema.tables.gauges import gauge
from schema.tables.plans import plan_level
from server.demo.book import ADDED, Book, Row, sheet

PLAIN = (
    "kind",
    "at_least",
    "mark",
    "side",
    "margin",
    "for_minutes",
    "trend",
    "clear_margin",
    "clear_minutes",
    "fresh_minutes",
    "amount",
    "unit",
    "over_minutes",
    "severity",
    "topic",
    "source",
)


def enter(book: Book) -> None:
    """Enter every part of every tree; a part comes after what it is a part of."""
    for seq, row in enumerate(sheet("trigger-conditions", ADDED), 1):
        level = f"{row['plan_code']} {row['level']}"
        tree = f"{level} {row['way']} "
        plain: Row = {name: row[name] or None for name in PLAIN}
        book.add(
            trigger_condition,
            tree + row["part"],
            level_id=book.key(plan_level, level),
            way=row["way"],
            parent_id=book.key(trigger_condition, tree + row["of"]) if row["of"] else None,
            seq=seq,
            gauge_id=book.key(gauge, row["gauge_code"]),
            basis="SYNTHETIC",
            **plain,
        )
