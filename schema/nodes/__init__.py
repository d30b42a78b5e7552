"""Every public type, one file a subject. Importing this package completes them all."""

from schema.declare import complete
from schema.nodes import (
    divisions,
    events,
    facts,
    gauges,
    hazards,
    notices,
    people,
    plans,
    proposals,
    resources,
    responses,
    roads,
    search,
    waters,
)

complete()

__all__ = [
    "divisions",
    "events",
    "facts",
    "gauges",
    "hazards",
    "notices",
    "people",
    "plans",
    "proposals",
    "resources",
    "responses",
    "roads",
    "search",
    "waters",
]
