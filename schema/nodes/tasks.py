"""Tasks that a level sets in motion, as the public sees them (响应任务)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, not_, select
from sqlalchemy.sql.selectable import FromClause

from schema import tables
from schema.constant import ONE, word
from schema.declare import Computed, Many, One, auto, computed, many, node, one
from schema.filters import Conditions, among, below, narrowed
from schema.moment import At, moment
from schema.procedure import Called, TaskState, TaskStepKind
from schema.registry import Node
from schema.scalars import DivisionCode

task = tables.tasks.task
step = tables.tasks.task_step

CAME_TO = {
    TaskStepKind.ACKNOWLEDGE: TaskState.ACKNOWLEDGED,
    TaskStepKind.START: TaskState.STARTED,
    TaskStepKind.FINISH: TaskState.FINISHED,
    TaskStepKind.CANNOT: TaskState.CANNOT,
}
"""How far a task has come with each report; the last one counts."""

CALLED = {Called.WARDENS: "warden_id", Called.LABOUR: "labour_id"}


def state(root: Any, at: At = None) -> ColumnElement[str]:
    """Give how far a task had come at a moment; what was finished does not lapse."""
    report = step.alias()
    last = (
        select(report.c.kind)
        .where(report.c.task_id == root.c.id, report.c.recorded_at <= moment(at))
        .order_by(report.c.id.desc())
        .limit(ONE)
        .correlate(root)
        .scalar_subquery()
    )
    reported = {kind.value: word(came) for kind, came in CAME_TO.items() if kind is not TaskStepKind.FINISH}
    return case(
        (last == word(TaskStepKind.FINISH), word(TaskState.FINISHED)),
        (root.c.lapses_at <= moment(at), word(TaskState.LAPSED)),
        *((last == word(TaskStepKind(kind)), came) for kind, came in reported.items()),
        else_=word(TaskState.PENDING),
    )


def overdue(root: Any, at: At = None) -> ColumnElement[bool]:
    """Tell whether the time is up, and it was neither finished nor given up by then."""
    over = state(root, at).in_([word(TaskState.FINISHED), word(TaskState.LAPSED)])
    return and_(func.coalesce(root.c.due_at <= moment(at), False), not_(over))


def first_reported(root: Any) -> ColumnElement[datetime]:
    """Give when the first report of any kind came: by then it had been received."""
    report = step.alias()
    found = select(func.min(report.c.recorded_at)).where(report.c.task_id == root.c.id)
    return found.correlate(root).scalar_subquery()


def people(root: Any) -> ColumnElement[int]:
    """Give the people that the plan asks for: people per kilometre times kilometres, rounded up."""
    action = tables.plans.plan_action.alias()
    asked = func.ceil(action.c.people_per_km * action.c.stretch_km)
    found = select(cast(asked, Integer)).where(action.c.id == root.c.action_id)
    return found.correlate(root).scalar_subquery()


@strawberry.input(description="Which tasks (任务筛选).")
class TaskFilter:
    """Narrows a connection of tasks."""

    division: DivisionCode | None = strawberry.field(
        default=None, description="Tasks for which this division or one below it answers (责任区划)."
    )
    states: list[TaskState] | None = strawberry.field(
        default=None, description="Only those in one of these states now (任务状态)."
    )
    overdue: bool | None = strawberry.field(
        default=None, description="Only those that are overdue now, or only those that are not (逾期)."
    )

    calls: Called | None = strawberry.field(
        default=None, description="Only the call-out list of wardens, or of levee labour (召集名单)."
    )

    def where(self, row: FromClause) -> Conditions:
        """Say it as SQL."""
        return narrowed(
            (self.calls, lambda called: row.c[CALLED[called]].is_not(None)),
            (self.division, lambda code: below(row.c.division_id, code)),
            (self.states, lambda states: among(state(row), states)),
            (self.overdue, lambda wanted: overdue(row).is_(wanted)),
        )


@node(task, filter=TaskFilter, orders=("id", "due_at"))
class Task(Node):
    """What one unit, warden or pool of labour has to do since a level was announced (响应任务).

    The tasks of a level are those of its own actions and of all less severe levels: raising adds, lowering
    lets lapse what the level no longer asks for.
    """

    id: auto
    response: One = one("Response", required=True)
    transition: One = one("ResponseTransition", required=True)
    action: One = one("PlanAction", required=True)
    unit: One = one("MemberUnit")
    warden: One = one("Warden")
    labour: One = one("Labour")
    division: One = one("Division")
    due_at: auto
    lapses_at: auto
    lapsed_by: One = one("ResponseTransition")
    state: Computed = computed(state, TaskState, "How far it has come at a moment; default now (任务状态).")
    overdue: Computed = computed(
        overdue,
        bool,
        "Whether it is due at a moment (default now) and neither finished nor lapsed; counted from the "
        "effective time of the change, by the limit of the plan (逾期).",
    )
    acknowledged_at: Computed = computed(
        first_reported, datetime | None, "When the first report came; null while there is none (签收时间)."
    )
    people: Computed = computed(
        people,
        int | None,
        "People the plan asks for, people per kilometre times kilometres rounded up; null where it does not "
        "say (应到人数).",
    )
    steps: Many = many("TaskStep", "task_id", "What was reported, in recorded order (任务反馈).")


@node(step, orders=("id",))
class TaskStep(Node):
    """What was reported of a task, never changed afterwards (任务反馈)."""

    id: auto
    task: One = one("Task", required=True)
    kind: auto
    reason: auto
    recorded_at: auto


@strawberry.input(description="Reports on a task (任务反馈内容).")
class ReportTaskInput:
    """Reports on a task."""

    key: str = strawberry.field(
        description="Idempotency key, scoped to the token's subject, kept 7 days: the same key and input "
        "give the same report, another input is a CONFLICT (幂等键)."
    )
    task: strawberry.ID = strawberry.field(description="The task (任务).")
    kind: TaskStepKind = strawberry.field(description="What is reported (反馈类型).")
    reason: str | None = strawberry.field(
        default=None, description="Why it cannot be done, asked for with CANNOT; else a remark (理由、备注)."
    )
