"""The columns or properties of a feature as tags: what osmium and GDAL write."""

from __future__ import annotations

from typing import Any

from server.roads.tags import others
from server.roads.way import KEYS, refusal

OTHERS = "other_tags"


def tags(file: str, origin: str, given: Any) -> dict[str, str]:
    """Read the tags that matter; a value that is neither text nor number nor boolean is refused."""
    made: dict[str, str] = {}
    if not isinstance(given, dict):
        return made
    for key in (*KEYS, OTHERS):
        value = given.get(key)
        if value is None:
            continue
        if isinstance(value, bool):
            value = "yes" if value else "no"
        if not isinstance(value, str | int | float):
            raise refusal(file, origin, key, "a tag is text, a number, true or false")
        if "\x00" in str(value):
            raise refusal(file, origin, key, "it contains the character U+0000")
        made[key] = f"{value:g}" if isinstance(value, float) else str(value)
    return others(made.pop(OTHERS, "")) | made
