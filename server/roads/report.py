"""What the operator is told of a network that was loaded."""

from __future__ import annotations

from collections.abc import Iterator

from server.roads.loader import Loaded


def told(loaded: Loaded) -> str:
    """Say what was loaded, and what to know about it."""
    return "\n".join(_lines(loaded))


def _lines(loaded: Loaded) -> Iterator[str]:
    network = loaded.network
    yield f"{len(network.roads):,} roads are loaded, in {network.pieces:,} pieces between junctions."
    parts = network.parts()
    if parts > 1:
        yield f"They are {parts:,} parts that no road joins: from one to another nothing is reached."
    if network.doubts:
        yield (
            f"{len(network.doubts):,} values were not understood, and the assumption of the class stands; "
            f"the first: {network.doubts[0]}."
        )
    if loaded.reopened:
        yield f"{loaded.reopened:,} pieces that were closed are replaced: close again what is still cut."
    if not loaded.routed:
        yield (
            "The database has no pgRouting, so reach is told in straight lines until a superuser runs "
            "CREATE EXTENSION pgrouting there."
        )
