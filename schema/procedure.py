"""The closed lists of words of how decisions are made and carried out; as in `vocabulary`."""

from __future__ import annotations

from enum import Enum

import strawberry
from strawberry import enum_value as meaning


@strawberry.enum(description="What somebody does to a proposed decision (审批环节).")
class ProposalAct(Enum):
    """Acts on a proposal; each person acts once."""

    PROPOSE = meaning("PROPOSE", description="It is proposed (提出).")
    REVIEW = meaning("REVIEW", description="The reviewer named by the plan agrees (审核).")
    CONSENT = meaning("CONSENT", description="The office above agrees (上级同意).")
    APPROVE = meaning("APPROVE", description="It is approved and recorded as a transition (批准).")
    REJECT = meaning("REJECT", description="It is refused (驳回).")
    WITHDRAW = meaning("WITHDRAW", description="Whoever proposed it takes it back (撤回).")
    SUPERSEDE = meaning("SUPERSEDE", description="An edited proposal takes its place (被替代).")


@strawberry.enum(description="What has become of a proposed decision (审批状态).")
class ProposalState(Enum):
    """States of a proposal; all but WAITING are final."""

    WAITING = meaning("WAITING", description="Somebody still has to act, before `expiresAt` (待审批).")
    APPROVED = meaning("APPROVED", description="Approved and recorded as a transition (已批准).")
    REJECTED = meaning("REJECTED", description="Refused (已驳回).")
    WITHDRAWN = meaning("WITHDRAWN", description="Taken back by whoever proposed it (已撤回).")
    SUPERSEDED = meaning("SUPERSEDED", description="Replaced by an edited proposal (已被替代).")
    EXPIRED = meaning("EXPIRED", description="`expiresAt` has passed without an approval (已过期).")


@strawberry.enum(description="Whom an action of a plan calls out beside member units (召集对象).")
class Called(Enum):
    """Who is called out."""

    WARDENS = meaning("WARDENS", description="Every warden of the scope (防汛抗旱责任人).")
    LABOUR = meaning("LABOUR", description="Every pool of one line of levee labour in the scope (抢险劳力).")


@strawberry.enum(description="What whoever has a task reports of it (任务反馈).")
class TaskStepKind(Enum):
    """Kinds of report."""

    ACKNOWLEDGE = meaning("ACKNOWLEDGE", description="It has been received (签收).")
    START = meaning("START", description="It is being done (开始).")
    FINISH = meaning("FINISH", description="It is done (完成).")
    CANNOT = meaning("CANNOT", description="It cannot be done, with the reason (无法执行).")


@strawberry.enum(description="How far a task has come (任务状态).")
class TaskState(Enum):
    """States of a task."""

    PENDING = meaning("PENDING", description="Nothing has been reported (未签收).")
    ACKNOWLEDGED = meaning("ACKNOWLEDGED", description="It has been received (已签收).")
    STARTED = meaning("STARTED", description="It is being done (执行中).")
    FINISHED = meaning("FINISHED", description="It is done (已完成).")
    CANNOT = meaning("CANNOT", description="It was reported that it cannot be done (无法执行).")
    LAPSED = meaning(
        "LAPSED", description="The level that asked for it is over, and it was not done (已失效)."
    )


@strawberry.enum(description="What an entry of the audit is about (审计类别).")
class AuditKind(Enum):
    """Kinds of audit entry."""

    WRITE = meaning("WRITE", description="Something was written (写入).")
    REVEAL = meaning("REVEAL", description="Something that is hidden in lists was shown (查看敏感信息).")
    REFUSAL = meaning("REFUSAL", description="Somebody was refused (拒绝).")
    SIGN_IN = meaning("SIGN_IN", description="Somebody signed in (登录).")
    SIGN_OUT = meaning("SIGN_OUT", description="Somebody signed out, or was signed out (退出).")
    OPERATION = meaning("OPERATION", description="The operator did something at the server (运维操作).")
