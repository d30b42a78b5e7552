"""Responses and their transitions as the public sees them (应急响应)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, select
from sqlalchemy.sql.selectable import FromClause

from schema import tables, wording
from schema.constant import ONE, word
from schema.declare import Computed, Many, One, Pages, auto, computed, many, node, one, pages
from schema.filters import Conditions, among, below, narrowed
from schema.registry import Node
from schema.scalars import DivisionCode
from schema.severity import level_at
from schema.vocabulary import ResponseLevel, TransitionKind

transition = tables.responses.response_transition


def started(root: Any) -> ColumnElement[datetime]:
    """Show from when the START of a response holds."""
    step = transition.alias()
    start = step.c.kind == word(TransitionKind.START)
    found = select(step.c.effective_at).where(step.c.response_id == root.c.id, start)
    return found.correlate(root).scalar_subquery()


def ended(root: Any) -> ColumnElement[datetime]:
    """Show from when a response no longer holds: its last transition, if that left no level."""
    walk = transition.alias()
    last = select(walk.c.effective_at, walk.c.to).where(walk.c.response_id == root.c.id)
    one = last.order_by(walk.c.id.desc()).limit(ONE).correlate(root).subquery()
    return select(one.c.effective_at).where(one.c.to.is_(None)).scalar_subquery()


@strawberry.input(description="Which responses (应急响应筛选).")
class ResponseFilter:
    """Narrows a connection of responses."""

    division: DivisionCode | None = strawberry.field(
        default=None, description="Responses whose scope is this division or below it (区划范围)."
    )
    systems: list[str] | None = strawberry.field(default=None, description="Only these systems (响应体系).")
    drill: bool | None = strawberry.field(default=None, description="Drills only, or real ones only (演练).")

    def where(self, row: FromClause) -> Conditions:
        """Say it as SQL."""
        return narrowed(
            (self.division, lambda code: below(row.c.division_id, code)),
            (self.systems, lambda systems: among(row.c.system, systems)),
            (self.drill, lambda wanted: row.c.drill.is_(wanted)),
        )


@node(tables.responses.response, filter=ResponseFilter, orders=("id",))
class Response(Node):
    """One continuous response of one system in one scope, from its start to its end (应急响应)."""

    id: auto
    system: auto
    plan: One = one("Plan")
    division: One = one("Division")
    basin: One = one("Basin")
    drill: auto
    level: Computed = computed(
        level_at,
        ResponseLevel | None,
        "The level in force at a moment; null before the start and from the end on. "
        "Of several transitions at one instant the later recorded counts (级别).",
    )
    started_at: Computed = computed(started, datetime, "From when it holds (启动时间).")
    ended_at: Computed = computed(
        ended,
        datetime | None,
        "From when it no longer holds, by an END or a correction; null while open (终止时间).",
    )
    transitions: Many = many(
        "ResponseTransition", "response_id", "Every change, in recorded order (变动记录)."
    )
    tasks: Pages = pages("Task", "response_id", "Everything that it has set in motion (响应任务).")


@node(transition, orders=("id",))
class ResponseTransition(Node):
    """One change of a response's level, never changed afterwards (响应变动)."""

    id: auto
    kind: auto
    from_: auto
    to: auto
    evidence_at: auto
    decided_at: auto
    effective_at: auto
    recorded_at: auto
    effective_precision: auto
    effective_basis: auto
    reason: auto
    document_no: auto
    expected_until: auto
    override_reason: auto
    corrects: One = one("ResponseTransition")
    correction: Computed = computed(
        wording.correction,
        str,
        "What a correction of it says unless told otherwise, in Chinese and English (更正文本).",
    )
    approvals: Many = many(
        "ProposalStep",
        "transition_id",
        "The approval that recorded it, if it was proposed first and the viewer may read that (批准记录).",
    )
    source: auto
    notice: One = one(
        "Notice", "id", required=True, description="What it is announced with, made from the plan (响应通知)."
    )
    tasks: Many = many("Task", "transition_id", "What it set in motion (下达的任务).")
    lapsed_tasks: Many = many("Task", "lapsed_by_id", "What it let lapse (失效的任务).")
    response: One = one("Response", required=True)
