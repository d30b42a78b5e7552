"""What a level sets in motion: tasks, and what is reported of them (响应任务)."""

from sqlalchemy import CheckConstraint, Column, Index, Text, text

from schema.access import COMMAND, Access, anyone, holding, like, within
from schema.procedure import TaskStepKind
from schema.storage import instant, reference, table, word

task = table(
    "task",
    reference("response_id", "response", "The response (所属应急响应)."),
    reference("transition_id", "response_transition", "The change that set it in motion (下达任务的变动)."),
    reference("action_id", "plan_action", "The action of the plan (预案行动)."),
    reference("unit_id", "member_unit", "The unit that does it (责任单位).", nullable=True),
    reference("warden_id", "warden", "The warden who is called out (责任人).", nullable=True),
    reference("labour_id", "resource", "The pool of labour that is called out (抢险劳力).", nullable=True),
    reference("division_id", "division", "The division whose officers answer for it (责任区划)."),
    instant(
        "due_at", "Until when it is to be done; null where the plan sets no limit (完成时限).", nullable=True
    ),
    instant(
        "lapses_at",
        "From when the level no longer asks for it; null while it does (失效时间).",
        nullable=True,
    ),
    reference(
        "lapsed_by_id", "response_transition", "The change that let it lapse (使其失效的变动).", nullable=True
    ),
    CheckConstraint("num_nonnulls(unit_id, warden_id, labour_id) = 1", name="assignee"),
    CheckConstraint("(lapses_at IS NULL) = (lapsed_by_id IS NULL)", name="lapsed"),
    Index("ix_task_due_at", "due_at", postgresql_where=text("lapses_at IS NULL")),
    Index("ix_task_in_motion", "response_id", "action_id", postgresql_where=text("lapses_at IS NULL")),
    comment="What one unit, warden or pool of labour has to do since a level was announced (响应任务).",
    access=Access(
        read=anyone,
        write=within("division_id", *COMMAND) + holding("unit_id", "warden_id", "labour_id"),
    ),
)

task_step = table(
    "task_step",
    reference("task_id", "task", "The task (所属任务).", index=False),
    word("kind", TaskStepKind, "What is reported (反馈类型)."),
    Column("reason", Text, comment="Why it cannot be done, or a remark (理由、备注)."),
    instant("recorded_at", "When it was recorded here (记录时间).", server_default=text("clock_timestamp()")),
    Column(
        "recorded_by",
        Text,
        nullable=False,
        comment="Who recorded it, the subject of the token: a post (记录岗位).",
    ),
    CheckConstraint("kind <> 'CANNOT' OR reason IS NOT NULL", name="reason"),
    Index("ix_task_step_task_id", "task_id", "id"),
    comment="What was reported of a task, never changed afterwards (任务反馈).",
    access=Access(read=anyone, write=like("task_id")),
    grants="SELECT, INSERT",
)
