"""What the event log shows (事件日志): a change of a level with its position."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Text

from schema.declare import One, auto, node, one
from schema.registry import shape
from schema.scalars import Cursor


@node(
    shape(
        "response_level_change",
        Column(
            "cursor",
            Text,
            nullable=False,
            info={"scalar": Cursor},
            comment="Position in the event log; resume after it (游标).",
        ),
        Column("transition_id", BigInteger, nullable=False, comment="The transition (响应变动)."),
        comment="One change of a level, with its position in the event log (响应级别变动).",
    )
)
class ResponseLevelChange:
    """One change of a response's level, with its position in the event log (响应级别变动)."""

    cursor: auto
    transition: One = one("ResponseTransition", required=True)
