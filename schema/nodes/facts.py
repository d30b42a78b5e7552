"""Facts of the source documents as the public sees them (原文事实)."""

from __future__ import annotations

import strawberry
from sqlalchemy.sql.selectable import FromClause

from schema import tables
from schema.declare import One, auto, node, one
from schema.filters import Conditions, among, below, narrowed
from schema.registry import Node
from schema.scalars import DivisionCode


@strawberry.input(description="Which facts (事实筛选).")
class FactFilter:
    """Narrows a connection of facts."""

    division: DivisionCode | None = strawberry.field(
        default=None, description="Facts about this division and all below it (所涉区划)."
    )
    categories: list[str] | None = strawberry.field(default=None, description="Only these categories (类别).")

    def where(self, row: FromClause) -> Conditions:
        """Say it as SQL."""
        return narrowed(
            (self.division, lambda code: below(row.c.division_id, code)),
            (self.categories, lambda words: among(row.c.category, words)),
        )


@node(tables.facts.fact, filter=FactFilter, orders=("code",))
class Fact(Node):
    """One statement of a source document, a number or a named thing (原文事实)."""

    id: auto
    code: auto
    key: auto
    source: auto
    division: One = one("Division")
    starts: auto
    starts_on: auto
    ends: auto
    ends_on: auto
    precision: auto
    category: auto
    subject: auto
    subject_en: auto
    bound: auto
    printed: auto
    value: auto
    unit: auto
    unit_en: auto
    value_base: auto
    unit_base: auto
    numerator: One = one("Fact")
    denominator: One = one("Fact")
    recomputed: auto
    note: auto
    verdict: auto
