"""What the filter of every type that has a place on the map has in common."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import strawberry
from sqlalchemy import Select, select
from sqlalchemy.sql.selectable import FromClause

from schema.area import Area
from schema.filters import Conditions, narrowed
from schema.spelling import MATCHES, Spelling


@strawberry.input
class Located:
    """Narrows lists of what has a place; what else a type is narrowed by, its own filter adds."""

    area: Area | None = strawberry.field(
        default=None, description="Only those that lie in this area or touch it (空间范围)."
    )
    text: str | None = strawberry.field(
        default=None,
        description="Only those whose Chinese or English name or code holds this text, 1 to 100 characters; "
        f"several words must all be found. {MATCHES}. Nothing that is only spelled alike (名称).",
    )

    def own(self, row: FromClause) -> Conditions:
        """Say the members that only this type has as SQL."""
        raise NotImplementedError

    def few(self, row: FromClause) -> list[Select[Any]]:
        """Give the keys of what those members keep, as `rare` of `geo.nearest` wants them."""
        other = row.element.alias()  # type: ignore[attr-defined]
        kept = self.own(other)
        return [select(other.c.id).where(*kept)] if kept else []

    def where(self, row: FromClause) -> Conditions:
        """Say it as SQL for a list, in whatever way the planner finds best."""
        spelt = [] if self.spelling is None else [row.c.id.in_(self.spelling.keys(row))]
        return [*self._shared(row), *spelt]

    def matching(self, row: FromClause) -> Conditions:
        """Say it as SQL of one row after another that is met on the way."""
        spelt = [] if self.spelling is None else [self.spelling.here(row)]
        return [*self._shared(row), *spelt]

    def rare(self, row: FromClause) -> list[Select[Any]]:
        """Say it as searches for what is rare: each gives the keys that one member keeps."""
        spelt = [] if self.spelling is None else [self.spelling.keys(row)]
        inside = [] if self.area is None else [self.few_in(row, self.area)]
        return [*spelt, *inside, *self.few(row)]

    def few_in(self, row: FromClause, area: Area) -> Select[Any]:
        """Give the keys of what lies in an area, as `rare` of `geo.nearest` wants them."""
        other = row.element.alias()  # type: ignore[attr-defined]
        return select(other.c.id).where(area.holds(other))

    def _shared(self, row: FromClause) -> Conditions:
        return [*self.own(row), *narrowed((self.area, lambda area: area.holds(row)))]

    @cached_property
    def spelling(self) -> Spelling | None:
        """The text, folded once in a statement."""
        return None if self.text is None else Spelling(self.text)
