"""The questions that are asked, and from where."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bench.points import Point, points

SEED = "levee-bench-2"
ORIGINS = 200
TEXT = """\
query Near($lon: Float!, $lat: Float!) {
  nearbySupplies(near: {lon: $lon, lat: $lat}, within: 50000, first: 50) {
    distance
    depot { id name stock { quantity item { name } } }
  }
}"""


@dataclass(frozen=True, slots=True)
class Question:
    """A question asked from an origin; `more` are variables that are always the same."""

    text: str
    more: Mapping[str, Any] = field(default_factory=dict)

    def variables(self, origin: Point) -> dict[str, Any]:
        """The variables of the question asked from an origin."""
        return {"lon": origin.lon, "lat": origin.lat, **self.more}

    def body(self, origin: Point) -> bytes:
        """The question as it is sent over HTTP."""
        return json.dumps({"query": self.text, "variables": self.variables(origin)}).encode()


NEAR = Question(TEXT)
"""What Levee and its peers are asked."""


def origins() -> list[Point]:
    """The places that are asked from."""
    return list(points(SEED, ORIGINS))


def request(body: bytes, path: str) -> bytes:
    """The whole HTTP request."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Accept: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
