"""Notices: what a change of a level is announced with (响应通知)."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, DateTime, Text

from schema.declare import auto, node
from schema.registry import view
from schema.vocabulary import ResponseLevel


@node(
    view(
        "notice",
        Column("id", BigInteger, nullable=False, comment="The transition (响应变动)."),
        Column("title", Text, nullable=False, comment="Its title; a drill's begins with 【演练】 (标题)."),
        Column("document_no", Text, comment="Number of the document (文号)."),
        Column("issuer", Text, nullable=False, comment="The command body that issues it (发布单位)."),
        Column("scope", Text, nullable=False, comment="The division or basin it holds for (范围)."),
        Column("matter", Text, nullable=False, comment="What it is about (事项)."),
        Column(
            "level",
            Text,
            info={"words": ResponseLevel},
            comment="The level from then on; null where none is left (级别).",
        ),
        Column(
            "effective_at", DateTime(timezone=True), nullable=False, comment="From when it holds (生效时间)."
        ),
        Column(
            "expected_until",
            DateTime(timezone=True),
            comment="Until when it is expected to hold; null where that was not said (预计持续至).",
        ),
        Column(
            "measures",
            Text,
            comment="What the units do at this level by the plan in force, one numbered line each (措施).",
        ),
        Column(
            "text",
            Text,
            nullable=False,
            comment="The whole notice in the form of a Chinese official document: title, number, addressees, "
            "grounds and decision, measures, issuer, and the day of the decision where it is known; times in "
            "the zone of the service (通知全文).",
        ),
        comment="What a change of a level is announced with (响应通知).",
    )
)
class Notice:
    """What a change of a level is announced with, as 突发事件应对法 (2024) art. 72 asks (响应通知).

    Matter, level, expected duration and measures, from the transition and the version of the plan in force.
    """

    title: auto
    document_no: auto
    issuer: auto
    scope: auto
    matter: auto
    level: auto
    effective_at: auto
    expected_until: auto
    measures: auto
    text: auto
