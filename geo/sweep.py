"""Do rings cross? One pass from west to east over all their vertices, exact, O(n log n).

A line sweeps over the plane and keeps the segments it meets in order from south to north; only neighbours in
that order can cross next. Signs are exact, so what passes is valid for PostGIS too. Rings of one area may
touch at single points, as the standard allows, but no ring may touch itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cmp_to_key
from itertools import combinations

from geo.segment import Segment, Vertex, cross, side

Ring = Sequence[Vertex]
Corner = tuple[int, int]


class RingError(ValueError):
    """Rings are no border of an area: the message says why, `ring` and `at` near which vertex."""

    def __init__(self, message: str, ring: int, at: int) -> None:
        super().__init__(message)
        self.ring = ring
        self.at = at


class Sweep:
    """One pass over rings, each an open list of at least three vertices; `owner` numbers the polygon of each.

    Raises:
        RingError: rings cross, run along each other, or cut their area in two; or one touches itself.
    """

    def __init__(self, rings: Sequence[Ring], owner: Sequence[int]) -> None:
        """Sweep over them."""
        self.rings = rings
        self.owner = owner
        self.around: list[set[int]] = [set() for _ in rings]
        """For each ring, the rings that it lies in."""
        self.joined = list(range(len(rings)))
        self.status: list[Segment] = []
        self.corners: dict[Vertex, list[Corner]] = {}
        self.starting: dict[Vertex, list[Segment]] = {}
        self.first = [min(ring) for ring in rings]
        for number, ring in enumerate(rings):
            self._enter(number, ring)
        for vertex in sorted(self.corners):
            self._meet(vertex)

    def _enter(self, number: int, ring: Ring) -> None:
        for at, vertex in enumerate(ring):
            following = ring[(at + 1) % len(ring)]
            start, end = (vertex, following) if vertex < following else (following, vertex)
            self.corners.setdefault(vertex, []).append((number, at))
            self.starting.setdefault(start, []).append(Segment(start, end, number, at))

    def _meet(self, vertex: Vertex) -> None:
        """Let the line pass over a vertex: what ends here leaves the order, what starts here enters it."""
        status = self.status
        low = bisect_left(status, 0, key=lambda segment: -side(segment.start, segment.end, vertex))
        high = low
        while high < len(status) and side(status[high].start, status[high].end, vertex) == 0:
            high += 1
        through = [segment for segment in status[low:high] if segment.end != vertex]
        corners = self.corners[vertex]
        for number, _ in corners:
            if self.first[number] == vertex:
                self._place(number, low)
        leaving = self._ordered(vertex, [*self.starting.get(vertex, ()), *through])
        if through or len(corners) > 1:
            self._touch(vertex, corners, through)
        status[low:high] = leaving
        self._compare(low - 1, low)
        if leaving:
            self._compare(low + len(leaving) - 1, low + len(leaving))

    def _place(self, number: int, low: int) -> None:
        """Note which rings a ring lies in: those with an odd number of segments south of its first vertex."""
        for segment in self.status[:low]:
            self.around[number] ^= {segment.ring}

    def _ordered(self, vertex: Vertex, leaving: list[Segment]) -> list[Segment]:
        """Order segments by their direction from a vertex, from south to north."""

        def order(one: Segment, other: Segment) -> int:
            turn = side(vertex, one.end, other.end)
            if turn == 0:
                raise _along(one, other)
            return -turn

        return sorted(leaving, key=cmp_to_key(order)) if len(leaving) > 1 else leaving

    def _compare(self, low: int, high: int) -> None:
        if low < 0 or high >= len(self.status):
            return
        one, other = self.status[low], self.status[high]
        if cross(one, other):
            raise RingError(f"The ring crosses {self._other(one.ring, other.ring)}.", other.ring, other.at)

    def _touch(self, vertex: Vertex, corners: list[Corner], through: list[Segment]) -> None:
        """Look at a point that more than one piece of border passes through."""
        arms: dict[int, tuple[Vertex, Vertex]] = {}
        ways = [(number, at, *self._arms(number, at)) for number, at in corners]
        ways += [(segment.ring, segment.at, segment.start, segment.end) for segment in through]
        for number, at, back, forth in ways:
            if number in arms:
                raise RingError("The ring touches itself.", number, at)
            arms[number] = back, forth
        places = dict(corners) | {segment.ring: segment.at for segment in through}
        for (one, sector), (other, pair) in combinations(arms.items(), 2):
            if _within(vertex, *sector, pair[0]) != _within(vertex, *sector, pair[1]):
                raise RingError(f"The ring crosses {self._other(one, other)}.", other, places[other])
        self._join(list(arms), places)
        for number in arms:
            if self.first[number] == vertex:
                self._settle(number, arms.keys() - {number})

    def _other(self, one: int, other: int) -> str:
        if one == other:
            return "itself"
        return "another ring" if self.owner[one] == self.owner[other] else "another polygon"

    def _arms(self, number: int, at: int) -> tuple[Vertex, Vertex]:
        ring = self.rings[number]
        return ring[at - 1], ring[(at + 1) % len(ring)]

    def _join(self, meeting: list[int], places: dict[int, int]) -> None:
        """Rings of one polygon that meet become one piece of border; meeting twice cuts its area in two."""
        pieces: dict[int, set[int]] = {}
        for number in meeting:
            piece = self._piece(number)
            if piece in pieces.setdefault(self.owner[number], set()):
                raise RingError("Rings that meet here cut the area in two.", number, places[number])
            pieces[self.owner[number]].add(piece)
        for met in pieces.values():
            for piece in met:
                self.joined[piece] = min(met)

    def _piece(self, number: int) -> int:
        while self.joined[number] != number:
            number = self.joined[number]
        return number

    def _settle(self, number: int, others: set[int]) -> None:
        """Place a ring whose first vertex lies on other rings: another of its points decides."""
        for other in others:
            sides = (_lies(self.rings[other], point) for point in _points(self.rings[number]))
            within = next((found for found in sides if found is not None), False)
            self.around[number] = self.around[number] - {other} | ({other} if within else set())


def _along(one: Segment, other: Segment) -> RingError:
    what = "itself" if one.ring == other.ring else "another ring"
    return RingError(f"The ring runs along {what}.", other.ring, other.at)


def _within(middle: Vertex, back: Vertex, forth: Vertex, outer: Vertex) -> bool:
    """Whether `outer` lies left of the way from `back` over `middle` to `forth`."""
    bend = side(back, middle, forth)
    left = side(back, middle, outer) > 0, side(middle, forth, outer) > 0
    return all(left) if bend > 0 else any(left)


def _points(ring: Ring) -> list[Vertex]:
    middles = [
        ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)
    ]
    return [*ring, *middles]


def _lies(ring: Ring, point: Vertex) -> bool | None:
    """Whether a point lies in a ring; None where it lies on it."""
    odd = False
    for at, vertex in enumerate(ring):
        start, end = sorted((ring[at - 1], vertex))
        if not start <= point <= end:
            continue
        where = side(start, end, point)
        if where == 0:
            return None
        odd ^= point < end and where > 0
    return odd
