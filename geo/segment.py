"""A piece of a ring, and on which side of it a vertex lies, exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

Vertex = tuple[float, float]
DOUBT = 3.4e-16
"""Relative rounding error of the determinant below, beyond which its sign is certain."""


class Segment(NamedTuple):
    """From `start` to `end`, west to east (then south to north); `ring` and `at` say whose it is."""

    start: Vertex
    end: Vertex
    ring: int
    at: int


def side(a: Vertex, b: Vertex, c: Vertex) -> int:
    """Give 1 where c lies left of the line from a to b, -1 right of it, 0 on it."""
    left = (b[0] - a[0]) * (c[1] - a[1])
    right = (b[1] - a[1]) * (c[0] - a[0])
    turn = left - right
    if abs(turn) > DOUBT * (abs(left) + abs(right)):
        return 1 if turn > 0 else -1
    return _exactly(a, b, c)


def _exactly(a: Vertex, b: Vertex, c: Vertex) -> int:
    if a == c or b == c:
        return 0
    ax, ay, bx, by, cx, cy = (Fraction(value) for vertex in (a, b, c) for value in vertex)
    turn = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    return (turn > 0) - (turn < 0)


def cross(one: Segment, other: Segment) -> bool:
    """Whether two segments cross at a point that is an end of neither."""
    a, b = one.start, one.end
    c, d = other.start, other.end
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
