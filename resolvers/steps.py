"""A step of a response: what is asked for, held against the record, and written (应急响应变动)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, literal, select

from resolvers.standing import SCOPE, Standing, standing
from resolvers.statement import Known, given
from resolvers.transaction import Transaction, fingerprint
from schema import tables, wording
from schema.errors import BadUserInput, Conflict, NotFound
from schema.nodes.decisions import (
    ChangeResponseLevelInput,
    CorrectResponseInput,
    Decision,
    EndResponseInput,
    StartResponseInput,
)
from schema.position import key_of, kind_of
from schema.vocabulary import Basis, EventKind, Precision, ResponseLevel, TransitionKind

response = tables.responses.response
transition = tables.responses.response_transition

SEVERITY = [level.name for level in ResponseLevel]
LOCK = 1 << 40
TOLD = ("to", "evidence_at", "decided_at", "effective_at", "expected_until", "reason", "document_no")
"""What proposals, transitions and steps have in common."""
RECORDED = (
    *TOLD,
    "from",
    "kind",
    "corrects_id",
    "response_id",
    "recorded_at",
    "effective_precision",
    "effective_basis",
    "recorded_by",
    "override_reason",
)
RECORD = Known(
    lambda: (
        insert(transition)
        .values({name: given(name, transition.c[name]) for name in RECORDED})
        .returning(transition.c.id)
    )
)
_KINDS = {
    ChangeResponseLevelInput: None,
    EndResponseInput: TransitionKind.END,
    CorrectResponseInput: TransitionKind.CORRECT,
}
"""What kind of step each makes; the way of a change is not known before the record is."""


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
    def lock(self) -> int | None:
        """The lock of its response, under which nobody else adds to it; None: it begins one."""
        return None if self.response_id is None else lock_of(self.response_id)

    @property
    def told(self) -> dict[str, Any]:
        """What of it is written down, whether it is proposed or recorded."""
        told = {name: getattr(self, name) for name in TOLD}
        return told | {
            "from": self.from_,
            "kind": self.kind and self.kind.value,
            "corrects_id": self.corrects_id,
        }


async def wished(tx: Transaction, asked: Decision) -> tuple[Step, Standing]:
    """Resolve the IDs of what is asked for, and read how things stand there."""
    told: dict[str, Any] = {
        "effective_at": asked.effective_at,
        "evidence_at": asked.evidence_at,
        "decided_at": asked.decided_at,
        "expected_until": getattr(asked, "expected_until", None),
        "reason": asked.reason,
        "document_no": asked.document_no,
    }
    if isinstance(asked, StartResponseInput):
        step = Step(await _new(tx, asked), TransitionKind.START, _level(asked), **told)
        return step, await faced(tx, step)
    response_id = key(asked.response, "Response", "response")
    step = Step({}, _KINDS[type(asked)], _level(asked), response_id=response_id, **told)
    found = await faced(tx, step)
    seen: dict[str, Any] = {}
    if asked.last_transition is not None:
        seen["last_id"] = key(asked.last_transition, "ResponseTransition", "lastTransition")
    if isinstance(asked, CorrectResponseInput):
        seen["corrects_id"] = await _erroneous(tx, asked, response_id)
    return replace(step, scope=found.scope, **seen), found


def _level(asked: Decision) -> str | None:
    """Give the level after what is asked for."""
    match asked:
        case StartResponseInput() | ChangeResponseLevelInput():
            return asked.level.name
        case CorrectResponseInput():
            return asked.to and asked.to.name
        case EndResponseInput():
            return None


async def faced(tx: Transaction, step: Step) -> Standing:
    """Read how things stand for a step.

    Raises:
        NotFound: there is no such response.
    """
    found = await standing(tx, step.response_id, step.scope, step.effective_at, step.to)
    if found is None:
        raise NotFound("There is no such Response.", ("input", "response"))
    return found


def turn(asked: Decision) -> int | None:
    """Give the lock of the response that is asked for, if it is one: nobody else adds to it meanwhile."""
    if isinstance(asked, StartResponseInput) or kind_of(asked.response) != "Response":
        return None
    return lock_of(key_of(asked.response, "Response"))


def lock_of(response_id: int) -> int:
    """Name the lock of a response; whatever an ID may hold is a name."""
    return (LOCK + response_id) % (1 << 63)


async def settled(tx: Transaction, step: Step, found: Standing) -> Step:
    """Hold a step against the record of its response, whose lock is held.

    Raises:
        Conflict: the order of things does not allow it.
    """
    if step.response_id is None:
        return step
    last = found.last
    assert last is not None
    _follows(last, step)
    made = replace(step, from_=last["to"], last_id=last["id"], kind=step.kind or _way(last["to"], step.to))
    return await _mending(tx, made, last) if made.kind is TransitionKind.CORRECT else made


async def recorded(tx: Transaction, step: Step, now: datetime, override: str | None = None) -> int:
    """Append the transition and put it on the event log."""
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
    (row,) = await tx.asked(RECORD, **made)
    done: int = row["id"]
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
    """Add the response that a START begins; the constraint on overlaps has the last word.

    Of two at once the second waits before it writes: two rows that exclude each other would wait in a circle.
    """
    same = [step.scope[name] for name in SCOPE if name != "plan_id"]
    await tx.alone(int.from_bytes(fingerprint(same)[:7]))
    period = func.tstzrange(literal(step.effective_at, transition.c.effective_at.type), None)
    return await tx.made(insert(response).values(**step.scope, period=period).returning(response.c.id))
