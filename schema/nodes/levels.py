"""How severe each system is for a division (各体系响应级别)."""

from __future__ import annotations

from sqlalchemy import Column, Text

from schema.declare import auto, node
from schema.registry import shape
from schema.storage import word
from schema.vocabulary import ResponseLevel

LEVEL = "The gravest level of the responses {}; null without one ({})."


@node(
    shape(
        "system_level",
        Column("system", Text, nullable=False, comment="Response system, such as `flood` (响应体系)."),
        word("own", ResponseLevel, LEVEL.format("of this very division", "本级"), nullable=True),
        word(
            "above",
            ResponseLevel,
            LEVEL.format("above it, or of a basin", "上级"),
            nullable=True,
        ),
        word("below", ResponseLevel, LEVEL.format("of divisions below it", "下级"), nullable=True),
        word("severest", ResponseLevel, "The gravest of the three, for a map (最高级别)."),
        comment="How severe one system is for a division (各体系响应级别).",
    )
)
class SystemLevel:
    """How severe one system is for a division: its own level, from above, and below (各体系响应级别)."""

    system: auto
    own: auto
    above: auto
    below: auto
    severest: auto
