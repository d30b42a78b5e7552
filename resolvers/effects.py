"""What takes effect by itself: a transition whose effective time lay ahead, when that time has come."""

from __future__ import annotations

from sqlalchemy import Double, cast, delete, extract, func, select

from resolvers.transaction import Transaction
from schema import tables
from schema.constant import PRESENT
from schema.vocabulary import EventKind

due = tables.due.due
transition = tables.responses.response_transition


async def take_effect(tx: Transaction) -> None:
    """Put an event on the log for each transition whose time has come, in the order of these times.

    One that was overtaken never takes effect: at its moment another counts, recorded later. What another
    server has taken is gone when it commits, and stays where it rolls back.
    """
    come = (
        delete(due)
        .where(due.c.effective_at <= PRESENT)
        .returning(due.c.transition_id, due.c.effective_at)
        .cte("come")
    )
    here, later = transition.alias(), transition.alias()
    overtaken = select(later.c.id).where(
        later.c.response_id == here.c.response_id,
        later.c.effective_at == here.c.effective_at,
        later.c.id > here.c.id,
    )
    found = (
        select(here.c.id)
        .join(come, come.c.transition_id == here.c.id)
        .where(~overtaken.exists())
        .order_by(here.c.effective_at, here.c.id)
    )
    for row in await tx.all(found):
        tx.emit(EventKind.TOOK_EFFECT, row["id"])


async def seconds_left(tx: Transaction) -> float | None:
    """Tell how long it is until the next one; None where nothing lies ahead."""
    left = cast(extract("epoch", func.min(due.c.effective_at) - PRESENT), Double)
    row = await tx.one(select(left.label("left")))
    assert row is not None
    found: float | None = row["left"]
    return found
