"""Rivers and lakes of Natural Earth."""

from __future__ import annotations

import json

from schema.tables.waters import water
from server.demo.book import DATA, Book

KINDS = {"River": "RIVER", "Lake Centerline": "RIVER", "Lake": "LAKE", "Reservoir": "RESERVOIR"}


def enter(book: Book) -> None:
    """Enter the waters; on a map of that scale a line is a kilometre or two off, so they are approximate."""
    for feature in json.loads((DATA / "waters.geojson").read_text(encoding="utf-8"))["features"]:
        known = feature["properties"]
        book.add(
            water,
            code=known["id"],
            kind=KINDS[known["ne_class"]],
            name=known["name_zh"] or None,
            name_en=known["name_en"] or None,
            rank=known["scalerank"],
            geometry=json.dumps(feature["geometry"]),
            basis="APPROXIMATE",
            source="Natural Earth",
        )
