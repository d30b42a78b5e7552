"""Tasks that a level sets in motion, and what is reported of them (响应任务)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, func, insert, or_, select
from sqlalchemy.sql.selectable import FromClause

from resolvers.authority import answerable
from resolvers.decisions import LONGEST
from resolvers.log import fed, span
from resolvers.responses import Drill, Scope, touches
from resolvers.rows import Own, Rows, mutation, paged, subscription
from resolvers.screens import After
from resolvers.steps import found
from resolvers.transaction import Transaction, named
from schema import tables
from schema.constant import word
from schema.errors import BadUserInput, Conflict
from schema.nodes.events import TaskChange
from schema.nodes.tasks import ReportTaskInput, TaskStep, state
from schema.procedure import TaskState, TaskStepKind
from schema.vocabulary import EventKind

task = tables.tasks.task
step = tables.tasks.task_step
response = tables.responses.response
transition = tables.responses.response_transition

FOLLOWS = {
    TaskState.PENDING: tuple(TaskStepKind),
    TaskState.ACKNOWLEDGED: (TaskStepKind.START, TaskStepKind.FINISH, TaskStepKind.CANNOT),
    TaskState.STARTED: (TaskStepKind.FINISH, TaskStepKind.CANNOT),
    TaskState.CANNOT: (TaskStepKind.START, TaskStepKind.FINISH),
}
"""What may be reported next; of what is finished or has lapsed, nothing."""

Report = Annotated[ReportTaskInput, strawberry.argument(description="What is reported (反馈内容).")]


def real(row: FromClause, drill: bool) -> ColumnElement[bool]:
    """Keep the tasks of drills, or those of real responses."""
    one = response.alias()
    return row.c.response_id.in_(select(one.c.id).where(one.c.drill.is_(drill)))


paged(
    "tasks",
    "Task",
    "What levels have set in motion (响应任务): of real responses or of drills, never both. Who has "
    "acknowledged and who has not, by when: `filter: {states: [PENDING]}` with `dueAt`.",
    drill=Own(bool, "Tasks of drills only; otherwise of real responses only (演练).", real, absent=False),
)


@mutation(TaskStep)
async def report_task(tx: Transaction, input: Report) -> int:  # noqa: A002
    """Acknowledge a task, say that it is being done, that it is done, or that it cannot be done (任务反馈).

    For officers, commanders and administrators of the division that answers for it, and for holders of the
    unit, warden or labour that it is given to. CONFLICT: it is finished or has lapsed, or has come that far
    already. CANNOT needs a `reason`; it may be started later.
    """
    if input.reason is not None:
        named(input.reason, "reason", LONGEST)
    elif input.kind is TaskStepKind.CANNOT:
        raise BadUserInput("Say in `reason` why it cannot be done.", ("input", "reason"))
    return await tx.once("reportTask", input.key, input, lambda: _report(tx, input))


async def _report(tx: Transaction, asked: ReportTaskInput) -> int:
    row = await found(tx, task, asked.task, "Task", "task")
    await answerable(tx, task, row["id"], "task")
    await _follows(tx, row, asked.kind)
    made = {
        "task_id": row["id"],
        "kind": asked.kind.value,
        "reason": asked.reason,
        "recorded_by": tx.viewer.subject,
    }
    done = await tx.made(insert(step).values(made).returning(step.c.id))
    tx.emit(EventKind.TASK_STEP, done)
    return done


async def _follows(tx: Transaction, row: Mapping[str, Any], kind: TaskStepKind) -> None:
    """See that a report may follow what was reported before; of two at once the second waits.

    Raises:
        Conflict: it may not.
    """
    await tx.all(select(func.pg_advisory_xact_lock(func.hashtextextended("task", row["id"]))))
    one = task.alias()
    known = await tx.one(select(state(one).label("state")).where(one.c.id == row["id"]))
    assert known is not None
    came = TaskState(known["state"])
    if kind not in FOLLOWS.get(came, ()):
        raise Conflict(f"The task is {came.value}; {kind.value} cannot follow.", ("input", "kind"))


@subscription(TaskChange)
def task_changed(
    after: After = None,  # noqa: ARG001 - the feed reads it, no row depends on it
    division: Scope = None,
    drill: Drill = False,
) -> Rows:
    """What happens to tasks (任务变动): set in motion or lapsed with a change of level, and each report.

    Each once, in commit order; `after` and `division` (that of the response) as in responseLevelChanged.
    That a task is overdue is told by no event: its `dueAt` says when.
    """
    event, report, one = tables.events.event.alias(), step.alias(), task.alias()
    change, row = transition.alias(), response.alias()
    source = (
        event.outerjoin(report, report.c.id == event.c.task_step_id)
        .outerjoin(one, one.c.id == report.c.task_id)
        .outerjoin(change, change.c.id == event.c.transition_id)
        .join(row, row.c.id == func.coalesce(one.c.response_id, change.c.response_id))
    )
    chosen = span(event, source, change.c.id.label("transition_id"), report.c.id.label("task_step_id"))
    kinds = [word(EventKind.TRANSITION), word(EventKind.TASK_STEP)]
    chosen = chosen.where(
        event.c.kind.in_(kinds), row.c.drill.is_(drill), or_(report.c.id.is_not(None), _moves(change))
    )
    return fed(chosen if division is None else chosen.where(touches(row, division)))


def _moves(change: FromClause) -> ColumnElement[bool]:
    """Keep the changes of level that set a task in motion or let one lapse."""
    one = task.alias()
    moved = or_(one.c.transition_id == change.c.id, one.c.lapsed_by_id == change.c.id)
    return select(one.c.id).where(moved).correlate(change).exists()
