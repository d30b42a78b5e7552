"""A step of a response: what is asked for, held against the record, and written (应急响应变动)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, literal, select

from resolvers.transaction import Transaction
from schema import tables, wording
from schema.errors import BadUserInput, Conflict, NotFound
from schema.nodes.decisions import (
    ChangeResponseLevelInput,
    CorrectResponseInput,
    Decision,
    EndResponseInput,
    StartResponseInput,
)
from schema.position import key_of
from schema.vocabulary import Basis, EventKind, Precision, ResponseLevel, TransitionKind

response = tables.responses.response
transition = tables.responses.response_transition

SEVERITY = [level.name for level in ResponseLevel]
LOCK = 1 << 40
SCOPE = ("plan_id", "system", "division_id", "basin_id", "drill")
TOLD = ("to", "evidence_at", "decided_at", "effective_at", "expected_until", "reason", "document_no")
"""What proposals, transitions and steps have in common."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step, its IDs resolved; `kind` None is a change whose way is not known yet.

    `last_id` is the transition it is to follow (None: whichever is the last), `restores` the level that held
    before what it corrects.
    """

    scope: Mapping[str, Any]
    kind: TransitionKind | None
    to: str | None
    effective_at: datetime
    reason: str | None
    evidence_at: datetime | None = None
    decided_at: datetime | None = None
    expected_until: datetime | None = None
    document_no: str | None = None
    response_id: int | None = None
    last_id: int | None = None
    corrects_id: int | None = None
    from_: str | None = None
    restores: str | None = None

    @property
    def told(self) -> dict[str, Any]:
        """What of it is written down, whether it is proposed or recorded."""
        told = {name: getattr(self, name) for name in TOLD}
        return told | {
            "from": self.from_,
            "kind": self.kind and self.kind.value,
            "corrects_id": self.corrects_id,
        }


async def wished(tx: Transaction, asked: Decision) -> Step:
    """Resolve the IDs of what is asked for."""
    told: dict[str, Any] = {
        "effective_at": asked.effective_at,
        "evidence_at": asked.evidence_at,
        "decided_at": asked.decided_at,
        "expected_until": getattr(asked, "expected_until", None),
        "reason": asked.reason,
        "document_no": asked.document_no,
    }
    if isinstance(asked, StartResponseInput):
        return Step(await _new(tx, asked), TransitionKind.START, asked.level.name, **told)
    row = await found(tx, response, asked.response, "Response", "response")
    seen = asked.last_transition and key(asked.last_transition, "ResponseTransition", "lastTransition")
    known: dict[str, Any] = {**told, "response_id": row["id"], "last_id": seen}
    scope = {name: row[name] for name in SCOPE}
    match asked:
        case ChangeResponseLevelInput():
            return Step(scope, None, asked.level.name, **known)
        case EndResponseInput():
            return Step(scope, TransitionKind.END, None, **known)
        case CorrectResponseInput():
            known["corrects_id"] = await _erroneous(tx, asked, row["id"])
            return Step(scope, TransitionKind.CORRECT, asked.to and asked.to.name, **known)


async def settled(tx: Transaction, step: Step) -> Step:
    """Hold a step against the record of its response, which nobody else adds to meanwhile.

    Raises:
        Conflict: the order of things does not allow it.
    """
    if step.response_id is None:
        return step
    await tx.all(select(func.pg_advisory_xact_lock(LOCK + step.response_id)))
    newest = select(transition).where(transition.c.response_id == step.response_id)
    last = await tx.one(newest.order_by(transition.c.id.desc()))
    assert last is not None
    _follows(last, step)
    made = replace(step, from_=last["to"], last_id=last["id"], kind=step.kind or _way(last["to"], step.to))
    return await _mending(tx, made, last) if made.kind is TransitionKind.CORRECT else made


async def recorded(tx: Transaction, step: Step, override: str | None = None) -> int:
    """Append the transition and put it on the event log."""
    now = await tx.clock()
    made = {
        **step.told,
        "response_id": step.response_id or await _opened(tx, step),
        "decided_at": step.decided_at or now,
        "recorded_at": now,
        "effective_precision": Precision.MINUTE.value,
        "effective_basis": Basis.REPORTED.value,
        "recorded_by": tx.viewer.subject,
        "override_reason": override,
    }
    done = await tx.made(insert(transition).values(made).returning(transition.c.id))
    tx.emit(EventKind.TRANSITION, done)
    if override is not None:
        tx.emit(EventKind.OVERRIDE, done)
    return done


async def found(tx: Transaction, table: Any, id_: str, kind: str, name: str) -> Mapping[str, Any]:
    """Find the row that an ID of the input names.

    Raises:
        BadUserInput: malformed, or of another type. NotFound: there is none.
    """
    row = await tx.one(select(table).where(table.c.id == key(id_, kind, name)))
    if row is None:
        raise NotFound(f"There is no such {kind}.", ("input", name))
    return row


def key(id_: str, kind: str, name: str) -> int:
    """Read the key out of an ID of the input. Raises BadUserInput: malformed, or of another type."""
    try:
        return key_of(id_, kind)
    except ValueError as error:
        raise BadUserInput(str(error), ("input", name)) from None


async def _new(tx: Transaction, asked: StartResponseInput) -> dict[str, Any]:
    """Find the plan, and the division or the basin, of a response that is to start."""
    plan = await found(tx, tables.plans.plan, asked.plan, "Plan", "plan")
    if plan["system"] is None:
        raise BadUserInput(
            "This plan has no system, as an overall plan has none; start a special plan.", ("input", "plan")
        )
    if (asked.division is None) is (asked.basin is None):
        raise BadUserInput("Give exactly one of `division` and `basin`.", ("input",))
    scope = {"plan_id": plan["id"], "system": plan["system"], "drill": asked.drill}
    if asked.basin is not None:
        basin = await found(tx, tables.divisions.basin, asked.basin, "Basin", "basin")
        return {**scope, "division_id": None, "basin_id": basin["id"]}
    row = await tx.one(select(func.levee_division(asked.division, "\tinput.division").label("id")))
    assert row is not None
    return {**scope, "division_id": row["id"], "basin_id": None}


async def _erroneous(tx: Transaction, asked: CorrectResponseInput, response_id: int) -> int | None:
    """Find the transition that was issued in error; None: the last one."""
    if asked.transition is None:
        return None
    row = await found(tx, transition, asked.transition, "ResponseTransition", "transition")
    if row["response_id"] != response_id:
        raise BadUserInput("This transition is of another response.", ("input", "transition"))
    done: int = row["id"]
    return done


def _follows(last: Mapping[str, Any], step: Step) -> None:
    """See that a step may follow the last one; over is over, but for a correction of how it ended."""
    if last["to"] is None and step.kind is not TransitionKind.CORRECT:
        raise Conflict("The response has ended; nothing can follow.", ("input", "response"))
    if step.last_id not in (None, last["id"]):
        raise Conflict(
            "There is a newer transition than `lastTransition`; look at it first.",
            ("input", "lastTransition"),
        )
    if step.effective_at < last["effective_at"]:
        raise Conflict("`effectiveAt` lies before that of the last transition.", ("input", "effectiveAt"))
    if last["to"] is None and step.effective_at != last["effective_at"]:
        raise Conflict(
            "The response has ended; its end is corrected from the end's own `effectiveAt` on.",
            ("input", "effectiveAt"),
        )
    if step.to == last["to"]:
        now = f"at level {step.to}" if step.to else "over"
        raise Conflict(f"The response is {now} already.", ("input", "level" if step.kind is None else "to"))


def _way(before: str, after: str | None) -> TransitionKind:
    worse = after is not None and SEVERITY.index(after) < SEVERITY.index(before)
    return TransitionKind.RAISE if worse else TransitionKind.LOWER


async def _mending(tx: Transaction, step: Step, last: Mapping[str, Any]) -> Step:
    """Say what a correction sets right, in prepared words where there are no others."""
    wrong = step.corrects_id or last["id"]
    prepared = select(wording.correction(transition).label("text")).where(transition.c.id == wrong)
    row = await tx.one(prepared)
    assert row is not None
    restores = last["from"] if wrong == last["id"] else None
    return replace(step, corrects_id=wrong, reason=step.reason or row["text"], restores=restores)


async def _opened(tx: Transaction, step: Step) -> int:
    """Add the response that a START begins; the constraint on overlaps has the last word."""
    period = func.tstzrange(literal(step.effective_at, transition.c.effective_at.type), None)
    return await tx.made(insert(response).values(**step.scope, period=period).returning(response.c.id))
