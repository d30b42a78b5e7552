"""The one question that all are asked, and from where."""

from __future__ import annotations

import json

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


def origins() -> list[Point]:
    """The places that are asked from."""
    return list(points(SEED, ORIGINS))


def variables(origin: Point) -> dict[str, float]:
    """The variables of the question asked from an origin."""
    return {"lon": origin.lon, "lat": origin.lat}


def body(origin: Point) -> bytes:
    """The question as it is sent over HTTP."""
    return json.dumps({"query": TEXT, "variables": variables(origin)}).encode()


def request(origin: Point, path: str) -> bytes:
    """The whole HTTP request."""
    sent = body(origin)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Accept: application/json\r\nContent-Length: {len(sent)}\r\n\r\n"
    )
    return head.encode() + sent
