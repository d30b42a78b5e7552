"""Entries of the audit: who did what, in which session and request, never with what was sent or shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, Text, Update, bindparam, func, select, update

from schema import tables
from schema.constant import name
from schema.parameter import Parameter, bound
from schema.procedure import AuditKind

DONE = "DONE"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `type` and `key` are of what was written or shown, `outcome` is DONE or a code of errors."""

    kind: AuditKind
    subject: str | None
    action: str
    type: str | None = None
    key: int | None = None
    outcome: str = DONE
    session: str | None = None
    request: str | None = None
    times: int = 1


def noted(entry: Entry) -> Select[Any]:
    """Write an entry into the transaction, whose events then refer to it."""
    texts = (entry.kind.value, entry.subject, entry.session, entry.action, entry.type)
    given = [bindparam(None, text, Text) for text in texts]
    more = [bindparam(None, text, Text) for text in (entry.outcome, entry.request)]
    key = bindparam(None, entry.key, BigInteger)
    return select(func.levee_note(*given, key, *more, entry.times).label("id"))


def answered(made: ColumnElement[int], type_: str) -> Update:
    """Note beside its key, once, what a mutation made; of that the database makes its entry in the audit."""
    kept = tables.events.mutation_key
    subject = bound(Parameter(lambda run: run.viewer.subject, ()), Text())
    key = bound(Parameter(lambda run: run.once, ()), Text())
    mine = (kept.c.subject == subject, kept.c.key == key, kept.c.result.is_(None))
    session = bound(Parameter(lambda run: run.viewer.session, ()), Text())
    request = bound(Parameter(lambda run: run.request, ()), Text())
    told = {"result": made, "type": name(type_), "session": session, "request": request}
    return update(kept).where(*mine).values(told)
