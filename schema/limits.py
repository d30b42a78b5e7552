"""Limits of arguments, checked at each run, with the reason said."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry
from sqlalchemy import ColumnElement

from schema.constant import number
from schema.parameter import checked

PAGE = 200
REACH = 2_000_000.0
LONGEST_DRIVE = 720.0

Within = Annotated[
    float,
    strawberry.argument(description="Radius in metres, inclusive; more than 0, at most 2,000,000 (半径)."),
]
First = Annotated[int, strawberry.argument(description="At most this many, 1 to 200 (条数).")]


def size(first: Any, default: int) -> ColumnElement[int]:
    """Give the size of a page: 1 to 200, `default` where none is asked for."""

    def check(value: int) -> int:
        if not 1 <= value <= PAGE:
            raise ValueError(f"A page has 1 to {PAGE} rows; {value} is outside.")
        return value

    return number(default) if first is None else checked(first, check)


def reach(within: Any) -> Any:
    """Check a radius in metres: more than 0, at most 2,000,000."""

    def check(value: float) -> float:
        if not 0 < value <= REACH:
            raise ValueError(
                f"`within` is in metres, more than 0 and at most {REACH:.0f}; {value:g} is outside."
            )
        return value

    return checked(within, check)


def driven(minutes: Any) -> Any:
    """Check a time on the road in minutes, more than 0 and at most 720; give it in seconds."""

    def check(value: float) -> float:
        if not 0 < value <= LONGEST_DRIVE:
            raise ValueError(
                f"`minutes` is more than 0 and at most {LONGEST_DRIVE:.0f}; {value:g} is outside."
            )
        return value * 60

    return checked(minutes, check)


def positive(value: Any, name: str) -> Any:
    """Check a quantity: more than 0 and finite."""

    def check(number: float) -> float:
        if not 0 < number < float("inf"):
            raise ValueError(f"`{name}` must be more than 0; {number:g} is not.")
        return number

    return checked(value, check)
