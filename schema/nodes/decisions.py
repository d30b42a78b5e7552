"""What is sent to start, change and end a response (应急响应决策)."""

from __future__ import annotations

from datetime import datetime

import strawberry

from schema.scalars import DivisionCode
from schema.vocabulary import ResponseLevel

KEY = (
    "Idempotency key, scoped to the token's subject, kept 7 days: the same key and input give the same "
    "transition, another input is a CONFLICT (幂等键)."
)
EFFECTIVE = "From when it holds (生效时间)."
DECIDED = "When it was decided; default the moment it is recorded (决定时间)."
REASON = "Why; not blank (理由)."
DOCUMENT = "Number of the document that announces it (文号)."
EXPECTED = "Until when it is expected to hold; later than `effectiveAt` (预计持续至)."
LAST = "The last transition the caller saw; another one since is a CONFLICT (所见最近变动)."
WHICH = "The response (应急响应)."


@strawberry.input(description="Starts a response (启动响应). Exactly one of `division` and `basin`.")
class StartResponseInput:
    """Starts a response."""

    key: str = strawberry.field(description=KEY)
    plan: strawberry.ID = strawberry.field(description="The plan it is started under (依据预案).")
    division: DivisionCode | None = strawberry.field(
        default=None, description="The division it holds for (区划范围)."
    )
    basin: strawberry.ID | None = strawberry.field(
        default=None, description="The basin it holds for (流域范围)."
    )
    level: ResponseLevel = strawberry.field(description="The level to start at (级别).")
    effective_at: datetime = strawberry.field(description=EFFECTIVE)
    decided_at: datetime | None = strawberry.field(default=None, description=DECIDED)
    reason: str = strawberry.field(description=REASON)
    document_no: str | None = strawberry.field(default=None, description=DOCUMENT)
    expected_until: datetime | None = strawberry.field(default=None, description=EXPECTED)
    drill: bool = strawberry.field(default=False, description="Whether it is a drill, fixed for good (演练).")


@strawberry.input(description="Raises or lowers a response (调整响应级别).")
class ChangeResponseLevelInput:
    """Raises or lowers a response."""

    key: str = strawberry.field(description=KEY)
    response: strawberry.ID = strawberry.field(description=WHICH)
    last_transition: strawberry.ID | None = strawberry.field(default=None, description=LAST)
    level: ResponseLevel = strawberry.field(
        description="The new level: towards I raises, towards IV lowers (级别)."
    )
    effective_at: datetime = strawberry.field(description=EFFECTIVE)
    decided_at: datetime | None = strawberry.field(default=None, description=DECIDED)
    reason: str = strawberry.field(description=REASON)
    document_no: str | None = strawberry.field(default=None, description=DOCUMENT)
    expected_until: datetime | None = strawberry.field(default=None, description=EXPECTED)


@strawberry.input(description="Ends a response (终止响应).")
class EndResponseInput:
    """Ends a response."""

    key: str = strawberry.field(description=KEY)
    response: strawberry.ID = strawberry.field(description=WHICH)
    last_transition: strawberry.ID | None = strawberry.field(default=None, description=LAST)
    effective_at: datetime = strawberry.field(description=EFFECTIVE)
    decided_at: datetime | None = strawberry.field(default=None, description=DECIDED)
    reason: str = strawberry.field(description=REASON)
    document_no: str | None = strawberry.field(default=None, description=DOCUMENT)
