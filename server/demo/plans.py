"""Plans of the city, a version of each, with levels, actions and rules of authority."""

from __future__ import annotations

from schema.tables.divisions import division
from schema.tables.people import member_unit
from schema.tables.plans import authority_rule, plan, plan_action, plan_level, plan_version, post
from server.demo.book import ADDED, Book, sheet

CITY = "421000"
OVERALL = "PLAN-00"
IN_FORCE_FROM = "2000-01-01T00:00:00+08:00"


def enter(book: Book) -> None:
    """Enter the plans; all but the title of the overall plan is invented."""
    for row in sheet("plans"):
        _plan(book, row)
    for row in sheet("plan-levels", ADDED):
        book.add(
            plan_level,
            f"{row['plan_code']} {row['level']}",
            version_id=book.key(plan_version, row["plan_code"]),
            level=row["level"],
            condition=row["condition"],
            basis="SYNTHETIC",
        )
    for row in sheet("plan-actions", ADDED):
        _action(book, row)
    for row in sheet("posts", ADDED):
        book.add(post, row["name"], name=row["name"], role=row["role"], basis="SYNTHETIC")
    for row in sheet("authority-rules", ADDED):
        _rule(book, row)


def _plan(book: Book, row: dict[str, str]) -> None:
    overall = row["id"] == OVERALL
    key = book.add(
        plan,
        code=row["id"],
        title=row["title_zh"],
        title_en=row["title_en"],
        title_basis="REPORTED" if row["title_basis"] == "real" else "SYNTHETIC",
        kind="OVERALL" if overall else "SPECIAL",
        system=None if overall else row["hazard"],
        parent_id=None if overall else book.key(plan, OVERALL),
        division_id=book.key(division, CITY),
        source=row["fact_key"],
    )
    book.add(
        plan_version,
        row["id"],
        plan_id=key,
        label="演示版本",
        valid_from=IN_FORCE_FROM,
        basis="SYNTHETIC",
        note="invented, so that every response of the demo has a version in force",
    )


def _action(book: Book, row: dict[str, str]) -> None:
    book.add(
        plan_action,
        level_id=book.key(plan_level, f"{row['plan_code']} {row['level']}"),
        seq=row["seq"],
        unit_id=book.key(member_unit, row["unit_code"]),
        calls=row["calls"],
        line=row["line"],
        people_per_km=row["people_per_km"],
        stretch_km=row["stretch_km"],
        task=row["task_zh"],
        task_en=row["task_en"],
        within_minutes=row["within_minutes"],
        basis="SYNTHETIC",
    )


def _rule(book: Book, row: dict[str, str]) -> None:
    book.add(
        authority_rule,
        version_id=book.key(plan_version, row["plan_code"]),
        level=row["level"],
        action=row["action"],
        proposer=row["proposer"],
        reviewer=row["reviewer"],
        approver=row["approver"],
        upper_consent=row["upper_consent"] == "yes",
        approval_required=row["approval_required"] == "yes",
        approval_minutes=row["approval_minutes"],
        basis="SYNTHETIC",
    )
