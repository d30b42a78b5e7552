"""What a search finds, as the public sees it (搜索)."""

from __future__ import annotations

from enum import Enum

from sqlalchemy import BigInteger, Column, Text
from sqlalchemy.types import Double

from schema.declare import One, auto, either, node
from schema.registry import position, shape
from schema.storage import word
from schema.vocabulary import SearchKind

TYPES: dict[Enum, str] = {kind: kind.name.title().replace("_", "") for kind in SearchKind}
"""Which public type each kind of result is."""


@node(
    shape(
        "search_result",
        position(),
        Column(
            "rank",
            Double,
            nullable=False,
            comment="How well it fits, at most 1: the whole name 1, its beginning 0.8, the beginning of a "
            "word 0.6, a part 0.4, a little less for a longer name; half of it if only alike (匹配度).",
        ),
        Column(
            "distance",
            Double,
            comment="Geodesic metres on WGS 84 from the place asked near; null without one (距离).",
        ),
        word("kind", SearchKind, "What it is (类别)."),
        Column("key", BigInteger, nullable=False, comment="The key of the row it stands for."),
        Column("name", Text, nullable=False, comment="Chinese name (名称)."),
        Column("name_en", Text, comment="English name (英文名)."),
        comment="Something that a search found (搜索结果).",
    )
)
class SearchResult:
    """Something that a search found, and how well it fits (搜索结果)."""

    cursor: auto
    rank: auto
    distance: auto
    kind: auto
    name: auto
    name_en: auto
    node: One = either(TYPES, "kind", "key", "What was found (对象).")
