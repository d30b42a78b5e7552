"""What of the event log a feed tells: the span it is asked for, each event with its position."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, literal_column, select
from sqlalchemy.sql.selectable import FromClause

from resolvers.rows import Rows
from schema import tables
from schema.chain import GENESIS
from schema.parameter import AFTER, UPTO


def span(event: FromClause, source: FromClause, *shown: ColumnElement[Any]) -> Select[Any]:
    """Choose the events of a feed's span out of `source`, which joins `event` to what it tells of."""
    epoch = select(tables.events.event_head.c.epoch).scalar_subquery()
    chosen = select(event.c.seq, epoch.label("epoch"), hexed(event).label("hash"), *shown).select_from(source)
    return chosen.where(event.c.seq > AFTER, event.c.seq <= UPTO)


def hexed(event: FromClause) -> ColumnElement[str]:
    """Show the hash of an event."""
    return cast(func.encode(event.c.hash, literal_column("'hex'")), Text)


def newest() -> ColumnElement[str]:
    """Show the hash of the last event; of none, what the first hangs on."""
    event, head = tables.events.event.alias(), tables.events.event_head
    last = select(hexed(event)).where(event.c.seq == head.c.seq).correlate(head).scalar_subquery()
    return func.coalesce(last, literal_column(f"'{GENESIS.hex()}'"))


def fed(chosen: Select[Any]) -> Rows:
    """Tell the chosen events in the order of the log, each with its cursor."""
    shown = chosen.subquery()
    return Rows(select(shown).order_by(shown.c.seq), shown, (shown.c.epoch, shown.c.seq))
