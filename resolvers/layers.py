"""The layers of the map: what each draws, from which tables, and what a client has to know of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, cast

from geo.tiles import COUNTED
from resolvers import drawings, territory
from resolvers.look import Look
from schema import tables
from schema.access import anyone


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the map. Its name, what it draws, and what a client has to know of it.

    `begin` are the zooms at which it is drawn in another way; `relations` the tables it is drawn from;
    `moves`: levels of responses change by themselves when their time comes; `dated`: days matter.
    `fields` names its properties; `by` names tables whose words make more of them.
    """

    name: str
    description: str
    draw: Callable[[Look], Any]
    place: ColumnElement[Any]
    relations: tuple[str, ...]
    fields: Mapping[str, str]
    by: Mapping[str, tuple[str, ColumnElement[str]]]
    begin: tuple[int, ...] = (0,)
    maxzoom: int = 18
    moves: bool = False
    dated: bool = False

    @property
    def public(self) -> bool:
        """Whether everybody sees the same."""
        return all(tables.metadata.tables[name].info["access"].read == anyone for name in self.relations)


COUNT = "Number: how many it stands for"
NODE = "String: the ID to ask for it in GraphQL, where it stands alone"
division, resource = tables.divisions.division, tables.resources.resource
site, gauge, water = tables.hazards.hazard_site, tables.gauges.gauge, tables.waters.water
response, transition = tables.responses.response, tables.responses.response_transition

LAYERS = {
    layer.name: layer
    for layer in (
        Layer(
            "divisions",
            "Divisions, coloured by the responses in force in them, drills left out. Provinces up to zoom 4, "
            "prefectures up to 6, then counties.",
            territory.divisions,
            division.c.boundary,
            ("division", "basin_division", "response", "response_transition"),
            {
                "code": "String: GB/T 2260 code",
                "name": "String: Chinese name",
                "name_en": "String: English name",
                "level": "String: PROVINCE, PREFECTURE or COUNTY",
                "count": "Number: counties in it that are drawn close by",
            },
            {
                "level_": ("String: gravest level in force here, I to IV", response.c.system),
                "inside_": ("String: gravest level in force in a part of it, I to IV", response.c.system),
            },
            begin=territory.BEGIN,
            maxzoom=12,
            moves=True,
            dated=True,
        ),
        Layer(
            "hazard-sites",
            "Hazard sites with their risk grade; those at one place are drawn as one and counted.",
            drawings.hazard_sites,
            site.c.geometry,
            ("hazard_site", "risk_grade"),
            {
                "count": COUNT,
                "node": NODE,
                "kind": "String: kind of site",
                "name": "String: Chinese name",
                "basis": "String: where the position comes from",
                "major_hazard": "Boolean: whether it is a major hazard installation",
                "grade": "String: RED, ORANGE, YELLOW or BLUE",
                **{f"count_{word}": "Number" for word in ("major", "red", "orange", "yellow", "blue")},
            },
            {},
            begin=(0, drawings.CLOSE),
            dated=True,
        ),
        Layer(
            "resources",
            "Located rescue resources; those at one place are drawn as one, counted and summed up. No "
            "history is kept of them: at any moment they are those of now.",
            drawings.resources,
            cast(resource.c.location, drawings.GEOMETRY),
            ("resource", "stock", "supply_item"),
            {
                "count": COUNT,
                "node": NODE,
                "kind": "String: DEPOT, TEAM, LABOUR, EQUIPMENT or SHELTER",
                "name": "String: Chinese name",
                "basis": "String: where the position comes from",
                "available": "Boolean: whether it can be called on",
                **{f"count_{word}": "Number" for word in ("depot", "team", "labour", "equipment", "shelter")},
                "headcount": "Number: people, summed up",
                "capacity": "Number: people it can take in, summed up",
            },
            {
                "stock_": (
                    "Number: available of this item, in its unit, summed up",
                    tables.resources.supply_item.c.code,
                )
            },
            begin=(0, COUNTED + 1),
        ),
        Layer(
            "gauges",
            "Gauges with their last reading; those at one place are drawn as one and counted.",
            drawings.gauges,
            cast(gauge.c.location, drawings.GEOMETRY),
            ("gauge", "reading", "threshold"),
            {
                "count": COUNT,
                "node": NODE,
                "kind": "String: river, lake or reservoir",
                "name": "String: Chinese name",
                "water": "String: the water, in Chinese",
                "basis": "String: where the position comes from",
                "error_km": "Number: how far off the position may be",
                "level": "Number: last level, metres",
                "observed_at": "String: when, RFC 3339",
                "trend": "String: RISING, FALLING or STEADY",
                "warning": "Number: warning level, metres",
                "guarantee": "Number: guarantee level, metres",
                "state": "String: highest mark reached, such as WARNING; BELOW where none is",
                "count_warned": "Number: at or above their warning or guarantee level",
            },
            {},
            dated=True,
        ),
        Layer(
            "waters",
            "Rivers and lakes; from afar the greater ones, the others counted where they lie. They are the "
            "same at any moment.",
            drawings.waters,
            water.c.geometry,
            ("water",),
            {
                "count": COUNT,
                "node": NODE,
                "kind": "String: RIVER, LAKE or RESERVOIR",
                "name": "String: Chinese name",
                "name_en": "String: English name",
                "rank": "Number: 0 for the greatest to 12",
            },
            {},
            maxzoom=14,
        ),
    )
}
