"""What screens are told as it happens (订阅)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Annotated

import strawberry
from sqlalchemy import ColumnElement, or_, select

from resolvers.log import fed, newest, span
from resolvers.responses import Drill, Scope, Systems, responses, touches
from resolvers.rows import Rows, Told, subscription
from schema import tables
from schema.constant import PRESENT, word
from schema.filters import among
from schema.nodes.events import ResponseFeedMessage, ResponseLevelChange, ResponseTookEffect
from schema.scalars import Cursor
from schema.severity import level_at
from schema.vocabulary import EventKind, ResponseLevel

change = tables.responses.response_transition
table = tables.responses.response
event_head = tables.events.event_head

After = Annotated[
    Cursor | None,
    strawberry.argument(description="First everything since this position; without it, from now (游标)."),
]
Since = Annotated[
    Cursor | None,
    strawberry.argument(description="Instead of a snapshot, everything since this position (游标)."),
]
Severe = Annotated[
    ResponseLevel | None,
    strawberry.argument(description="Only a change whose `from` or `to` is this severe or worse (最低级别)."),
]
MEMBERS: Mapping[Enum, str] = {
    EventKind.TRANSITION: "ResponseLevelChange",
    EventKind.TOOK_EFFECT: "ResponseTookEffect",
}
"""What each kind of event is in the feed of responses."""


@subscription(ResponseLevelChange)
def response_level_changed(
    after: After = None,  # noqa: ARG001 - the feed reads it, no row depends on it
    division: Scope = None,
    systems: Systems = None,
    at_least: Severe = None,
    drill: Drill = False,
) -> Rows:
    """Every level change (响应级别变动): START, RAISE, LOWER, END, CORRECT.

    Each once, in commit order, when it commits, also if `effectiveAt` lies ahead; none lost, none twice.
    CURSOR_EXPIRED: a position of another epoch, beyond the head, or no longer kept.
    """
    return _events([EventKind.TRANSITION], division, systems, at_least, drill)


@subscription(ResponseTookEffect)
def response_took_effect(
    after: After = None,  # noqa: ARG001 - the feed reads it, no row depends on it
    division: Scope = None,
    systems: Systems = None,
    drill: Drill = False,
) -> Rows:
    """Every level that begins to hold by itself (响应生效): its `effectiveAt` lay ahead and has come.

    Each once, in the order of the event log; what came while the service was down is told when it is back.
    CURSOR_EXPIRED as in responseLevelChanged.
    """
    return _events([EventKind.TOOK_EFFECT], division, systems, None, drill)


@subscription(ResponseFeedMessage)
def response_feed(
    after: Since = None,  # noqa: ARG001 - the feed reads it, no row depends on it
    division: Scope = None,
    systems: Systems = None,
    at_least: Severe = None,
    drill: Drill = False,
) -> Told:
    """All that a screen needs (响应态势订阅): what is in force, then each change, and a sign of life.

    First a ResponseSnapshot; with `after` everything since that position instead. Then each change as in
    responseLevelChanged, what takes effect as in responseTookEffect, and a FeedHeartbeat every 10 s, if it is
    selected: a screen that has had no message for 25 s is stale and must show that. `atLeast` keeps of the
    snapshot what is at that level or worse. To be current, put what `transition.response` shows over what you
    have of that response, each time.
    CURSOR_EXPIRED as in responseLevelChanged: then subscribe without `after`.
    """
    seen = (event_head.c.epoch, event_head.c.seq, newest().label("hash"), PRESENT.label("at"))
    picture = select(*seen).subquery("picture")
    return Told(
        _events(list(MEMBERS), division, systems, at_least, drill),
        MEMBERS,
        "ResponseSnapshot",
        Rows(select(picture), picture, (picture.c.epoch, picture.c.seq)),
        {"responses": _in_force(division, systems, at_least, drill)},
        "FeedHeartbeat",
    )


def _in_force(division: Scope, systems: Systems, at_least: Severe, drill: Drill) -> Rows:
    """Choose what the snapshot shows."""
    found: Rows = responses(None, division, systems, drill)
    if at_least is None:
        return found
    return Rows(found.select.where(level_at(found.row).in_(_severe(at_least))), found.row)


def _events(kinds: list[Enum], division: Scope, systems: Systems, at_least: Severe, drill: Drill) -> Rows:
    """Choose the events of transitions in a span of the log."""
    event, step, row = tables.events.event.alias(), change.alias(), table.alias()
    told = event.join(step, step.c.id == event.c.transition_id).join(row, row.c.id == step.c.response_id)
    chosen = span(event, told, step.c.id.label("transition_id"), event.c.kind).where(row.c.drill.is_(drill))
    chosen = chosen.where(event.c.kind.in_([word(kind) for kind in kinds]))
    if division is not None:
        chosen = chosen.where(touches(row, division))
    if systems is not None:
        chosen = chosen.where(among(row.c.system, systems))
    if at_least is not None:
        severe = _severe(at_least)
        chosen = chosen.where(or_(step.c["from"].in_(severe), step.c.to.in_(severe)))
    return fed(chosen)


def _severe(at_least: ResponseLevel) -> list[ColumnElement[str]]:
    """Give the words of all levels that are as severe or worse."""
    levels = list(ResponseLevel)
    return [word(level) for level in levels[: levels.index(at_least) + 1]]
