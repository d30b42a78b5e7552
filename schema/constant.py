"""Constants of a statement, written into its text: the planner sees them, and no parameter is spent."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from sqlalchemy import ColumnElement, Text, func, literal_column, select
from sqlalchemy.types import Integer

ONE: ColumnElement[int] = literal_column("1", Integer())

PRESENT: ColumnElement[datetime] = select(func.clock_timestamp()).scalar_subquery()
"""The moment, read once and after the snapshot: nothing that is seen has been recorded later."""


def name(text: str) -> ColumnElement[str]:
    """Write a name of ours, such as a type's."""
    assert text.isidentifier()
    return literal_column(f"'{text}'::text", Text())


def word(member: Enum) -> ColumnElement[str]:
    """Write a word of a vocabulary."""
    return name(str(member.value))


def number(value: int) -> ColumnElement[int]:
    """Write a whole number."""
    return literal_column(str(int(value)), Integer())
