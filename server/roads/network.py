"""Ways cut where they meet: the pieces of a network."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from server.roads.tags import Traffic, traffic
from server.roads.way import Way


class Piece(NamedTuple):
    """A piece of road between two vertices."""

    source: int
    target: int
    points: array[int]
    origin: str
    traffic: Traffic


class Network:
    """The roads of a file, and what of their tags was not understood."""

    def __init__(self, ways: Iterable[Way]) -> None:
        """Keep the roads, and find where they meet."""
        self.roads: list[tuple[Way, Traffic]] = []
        self.doubts: list[str] = []
        self.pieces = 0
        self._seen: set[int] = set()
        self._shared: set[int] = set()
        self._same: dict[int, int] = {}
        self._vertices: dict[int, int] = {}
        self._parents: list[int] = [0]
        for way in ways:
            self._add(way)

    def _add(self, way: Way) -> None:
        found = traffic(way.tags)
        if found is None:
            return
        self.doubts += [f"{way.origin}: {doubt}" for doubt in found.doubts]
        self.roads.append((way, found))
        self._shared.update((way.nodes[0], way.nodes[-1]))
        for index, node in enumerate(way.nodes):
            if node in self._seen:
                self._shared.add(node)
            self._seen.add(node)
            if index > 0 and way.points[index] == way.points[index - 1]:
                self._unite(node, way.nodes[index - 1])

    def cut(self) -> Iterator[Piece]:
        """Cut the roads into pieces; one without any length is left out."""
        for way, found in self.roads:
            begun = 0
            for index in range(1, len(way.nodes)):
                if way.nodes[index] in self._shared:
                    points = _plain(way.points[begun : index + 1])
                    if len(points) > 1:
                        yield self._piece(way, begun, index, points, found)
                    begun = index

    def _piece(self, way: Way, begun: int, ended: int, points: array[int], found: Traffic) -> Piece:
        source, target = self._vertex(way.nodes[begun]), self._vertex(way.nodes[ended])
        self._parents[self._top(source)] = self._top(target)
        self.pieces += 1
        return Piece(source, target, points, way.origin, found)

    def _vertex(self, node: int) -> int:
        node = self._one(node)
        number = self._vertices.setdefault(node, len(self._parents))
        if number == len(self._parents):
            self._parents.append(number)
        return number

    def _one(self, node: int) -> int:
        """Give one node for all those that a road joins without any length."""
        while node in self._same:
            node = self._same[node]
        return node

    def _unite(self, node: int, other: int) -> None:
        one, same = self._one(node), self._one(other)
        if one != same:
            self._same[one] = same

    def _top(self, vertex: int) -> int:
        while self._parents[vertex] != vertex:
            self._parents[vertex] = vertex = self._parents[self._parents[vertex]]
        return vertex

    def parts(self) -> int:
        """Count the parts between which no road leads, once all is cut."""
        return sum(self._parents[vertex] == vertex for vertex in range(1, len(self._parents)))


def _plain(points: array[int]) -> array[int]:
    """Leave out what stands still."""
    return array("Q", (at for index, at in enumerate(points) if index == 0 or at != points[index - 1]))
