"""Tokens ended before their time: one session, or all that a subject was given up to now (吊销)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, cast, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from resolvers.transaction import BELL, Transaction
from schema import tables

revocation = tables.sessions.revocation
session = tables.sessions.session

LIFE = timedelta(days=3651)
"""No token is good for longer."""
MARGIN = timedelta(minutes=10)
"""For clocks that differ."""


async def end_session(tx: Transaction, name: str, expires: float) -> int:
    """End one session, for as long as its token would have been good; give the key of what is recorded."""
    until = datetime.fromtimestamp(expires, UTC) + MARGIN
    await tx.all(update(session).where(session.c.jti == name).values(revoked_at=func.clock_timestamp()))
    return await _record(tx, "session", {"session": name, "until": until})


async def end_subject(tx: Transaction, subject: str) -> int:
    """End all tokens that a subject was given up to now, whoever issued them.

    Whoever signs in at the same time comes before or after: `alone` is for both.
    """
    await alone(tx, subject)
    now = await tx.clock()
    mine = (session.c.subject == subject, session.c.revoked_at.is_(None))
    await tx.all(update(session).where(*mine).values(revoked_at=now))
    return await _record(tx, "subject", {"subject": subject, "before": now, "until": now + LIFE})


async def alone(tx: Transaction, subject: str) -> None:
    """Let whoever changes what a subject may do, or gives it a token, wait for each other."""
    key = func.hashtextextended(f"account {subject}", cast(text("0"), BigInteger))
    await tx.all(select(func.pg_advisory_xact_lock(key)))


async def _record(tx: Transaction, what: str, told: dict[str, Any]) -> int:
    told = {**told, "recorded_by": tx.viewer.subject}
    again = {name: value for name, value in told.items() if name != what}
    made = (
        insert(revocation)
        .values(told)
        .on_conflict_do_update(
            index_elements=[what],
            set_={**again, "recorded_at": func.clock_timestamp(), "tx": func.txid_current()},
        )
    )
    key = await tx.made(made.returning(revocation.c.id))
    await tx.all(select(func.pg_notify(BELL, "")))
    return key
