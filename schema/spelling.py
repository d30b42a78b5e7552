"""A text held against names, as the search folds them (搜索词)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, Text, and_, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.selectable import FromClause

from schema.constant import name
from schema.parameter import checked
from schema.storage import named
from schema.tables.search import search_entry

LONGEST = 100
MATCHES = (
    "Simplified and Traditional characters, small and capital letters are the same, and so are Ⅳ, IV, 四级 "
    "and 4级; Chinese is found by its pinyin and by its initials too"
)
"""What is the same to whoever looks for a name."""


class Spelling:
    """A text to look for, folded once in a statement."""

    def __init__(self, text: Any) -> None:
        """Read an argument; a text that is blank or too long is refused."""
        given: Any = checked(text, _readable)
        folded = func.levee_asked(given).table_valued("pattern", "patterns", "whole", "sound")
        self.asked: CTE = select(folded).cte()

    def part(self, name: str, type_: Any = None) -> ColumnElement[Any]:
        """Give one of the parts of what is asked."""
        return cast(select(self.asked.c[name]).scalar_subquery(), type_ or Text())

    def held(self, entry: FromClause) -> ColumnElement[bool]:
        """Keep the entries that hold every word of the text."""
        patterns = self.part("patterns", ARRAY(Text()))
        return and_(entry.c.words.like(self.part("pattern")), func.levee_holds(entry.c.words, patterns))

    def keys(self, row: FromClause) -> Select[Any]:
        """Give the keys of the rows of a table whose names hold the text."""
        entry = search_entry.alias()
        return select(entry.c.key).where(entry.c.source == name(named(row)), self.held(entry))

    def here(self, row: FromClause) -> ColumnElement[bool]:
        """Whether the names of the row at hand hold the text; one look-up a row, never a list of them all."""
        entry = search_entry.alias()
        own = select(entry.c.key).where(entry.c.source == name(named(row)), entry.c.key == row.c.id)
        return own.where(self.held(entry)).correlate(row).offset(literal_column("0")).exists()


def _readable(value: str) -> str:
    if not value.strip() or len(value) > LONGEST:
        raise ValueError(f"The text to look for has 1 to {LONGEST} characters, not all of them blank.")
    return value
