"""Every public type, one file a subject. Importing this package completes them all."""

from schema.declare import complete
from schema.nodes import (
    areas,
    conditions,
    contacts,
    divisions,
    events,
    facts,
    gauges,
    hazards,
    levels,
    notices,
    observations,
    people,
    plans,
    proposals,
    protected,
    recommendations,
    resources,
    responses,
    roads,
    search,
    tasks,
    waters,
)

complete()

__all__ = [
    "areas",
    "conditions",
    "contacts",
    "divisions",
    "events",
    "facts",
    "gauges",
    "hazards",
    "levels",
    "notices",
    "observations",
    "people",
    "plans",
    "proposals",
    "protected",
    "recommendations",
    "resources",
    "responses",
    "roads",
    "search",
    "tasks",
    "waters",
]
