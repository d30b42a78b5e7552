"""Every table, one file a subject. Importing this package declares them all."""

from schema.storage import metadata
from schema.tables import (
    divisions,
    due,
    events,
    facts,
    gauges,
    hazards,
    people,
    plans,
    proposals,
    resources,
    responses,
    revisions,
    roads,
    search,
    waters,
)

__all__ = [
    "divisions",
    "due",
    "events",
    "facts",
    "gauges",
    "hazards",
    "metadata",
    "people",
    "plans",
    "proposals",
    "resources",
    "responses",
    "revisions",
    "roads",
    "search",
    "waters",
]
