"""Conditions as the public sees them (启动条件)."""

from __future__ import annotations

from schema import tables
from schema.declare import Many, One, auto, many, node, one
from schema.registry import Node

PARTS = "The parts of a branch, in order (组成条件)."


@node(tables.conditions.trigger_condition)
class TriggerCondition(Node):
    """A part of the condition of a level, as a tree (启动条件).

    A branch joins its parts; a leaf looks at evidence.
    """

    id: auto
    level: One = one("PlanLevel")
    way: auto
    parent: One = one("TriggerCondition")
    seq: auto
    kind: auto
    at_least: auto
    gauge: One = one("Gauge")
    division: One = one("Division")
    mark: auto
    side: auto
    margin: auto
    for_minutes: auto
    trend: auto
    clear_margin: auto
    clear_minutes: auto
    fresh_minutes: auto
    amount: auto
    unit: auto
    over_minutes: auto
    system: auto
    severity: auto
    topic: auto
    basis: auto
    source: auto
    parts: Many = many("TriggerCondition", "parent_id", PARTS, order=("seq", "id"))
