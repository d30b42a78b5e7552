"""Decisions on responses: start, change of level, end (应急响应决策)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

import strawberry
from sqlalchemy import func, insert, literal, select

from resolvers.rows import mutation
from resolvers.transaction import Transaction, named
from schema import tables
from schema.access import writable
from schema.errors import BadUserInput, Conflict, Forbidden, NotFound
from schema.moment import valid
from schema.nodes.decisions import ChangeResponseLevelInput, EndResponseInput, StartResponseInput
from schema.nodes.responses import ResponseTransition
from schema.position import key_of
from schema.tables.responses import COMMAND
from schema.vocabulary import Basis, EventKind, Precision, ResponseLevel, TransitionKind

response = tables.responses.response
transition = tables.responses.response_transition
version = tables.plans.plan_version
rule = tables.plans.authority_rule

SEVERITY = [level.name for level in ResponseLevel]
LONGEST = 4000
LOCK = 1 << 40
Decision = StartResponseInput | ChangeResponseLevelInput | EndResponseInput

Start = Annotated[StartResponseInput, strawberry.argument(description="What is started (启动内容).")]
Change = Annotated[ChangeResponseLevelInput, strawberry.argument(description="What is changed (调整内容).")]
End = Annotated[EndResponseInput, strawberry.argument(description="What is ended (终止内容).")]


@mutation(ResponseTransition)
async def start_response(tx: Transaction, input: Start) -> int:  # noqa: A002
    """Start a response under a plan, for a division or a basin (启动应急响应).

    CONFLICT: an open response of this system, scope and kind (real or drill), no plan version in force at
    `effectiveAt`, or a `key` used for something else. FORBIDDEN: outside the token's divisions, or (with
    `extensions.reason` APPROVAL_REQUIRED) where the plan asks for an approval.
    """
    _sound(tx, input)
    return await tx.once("startResponse", input.key, input, lambda: _start(tx, input))


@mutation(ResponseTransition)
async def change_response_level(tx: Transaction, input: Change) -> int:  # noqa: A002
    """Raise or lower a response, by any number of levels (调整应急响应级别).

    CONFLICT: the same level again, an `effectiveAt` before the last transition's, an END recorded,
    `lastTransition` not the last, no plan version in force. FORBIDDEN as in startResponse.
    """
    _sound(tx, input)
    return await tx.once("changeResponseLevel", input.key, input, lambda: _change(tx, input, input.level))


@mutation(ResponseTransition)
async def end_response(tx: Transaction, input: End) -> int:  # noqa: A002
    """End a response (终止应急响应).

    CONFLICT: an `effectiveAt` before the last transition's, an END recorded already, `lastTransition` not the
    last. FORBIDDEN as in startResponse.
    """
    _sound(tx, input)
    return await tx.once("endResponse", input.key, input, lambda: _change(tx, input, None))


def _sound(tx: Transaction, asked: Decision) -> None:
    """Check what can be checked before anything is looked up."""
    tx.allow(COMMAND)
    named(asked.reason, "reason", LONGEST)
    if asked.document_no is not None:
        named(asked.document_no, "documentNo", LONGEST)
    if not isinstance(asked, EndResponseInput) and asked.expected_until is not None:
        _later(asked.expected_until, asked.effective_at)


def _later(until: datetime, begins: datetime) -> None:
    if until <= begins:
        raise BadUserInput("`expectedUntil` must be later than `effectiveAt`.", ("input", "expectedUntil"))


async def _start(tx: Transaction, asked: StartResponseInput) -> int:
    plan = await _row(tx, tables.plans.plan, asked.plan, "Plan", "plan")
    if plan["system"] is None:
        raise BadUserInput(
            "This plan has no system, as an overall plan has none; start a special plan.", ("input", "plan")
        )
    scope = await _scope(tx, asked)
    made = {"system": plan["system"], "plan_id": plan["id"], "drill": asked.drill, **scope}
    await _permitted(tx, made)
    await _in_force(tx, plan["id"], asked.effective_at, asked.level.name, TransitionKind.START)
    period = func.tstzrange(literal(asked.effective_at, transition.c.effective_at.type), None)
    row = await tx.one(insert(response).values(**made, period=period).returning(response.c.id))
    assert row is not None
    return await _record(tx, row["id"], asked, TransitionKind.START, None, asked.level.name)


async def _change(
    tx: Transaction, asked: ChangeResponseLevelInput | EndResponseInput, level: ResponseLevel | None
) -> int:
    found = await _row(tx, response, asked.response, "Response", "response")
    await _permitted(tx, found)
    await tx.all(select(func.pg_advisory_xact_lock(LOCK + found["id"])))
    last = await _last(tx, found["id"])
    _follows(last, asked)
    if level is None:
        await _approval(tx, found["plan_id"], asked.effective_at, last["to"], TransitionKind.END)
        return await _record(tx, found["id"], asked, TransitionKind.END, last["to"], None)
    if level.name == last["to"]:
        raise Conflict(f"The response is at level {level.name} already.", ("input", "level"))
    worse = SEVERITY.index(level.name) < SEVERITY.index(last["to"])
    kind = TransitionKind.RAISE if worse else TransitionKind.LOWER
    await _in_force(tx, found["plan_id"], asked.effective_at, level.name, kind)
    return await _record(tx, found["id"], asked, kind, last["to"], level.name)


async def _row(tx: Transaction, table: Any, id_: str, kind: str, name: str) -> Mapping[str, Any]:
    """Find the row that an ID of the input names.

    Raises:
        BadUserInput: malformed, or of another type. NotFound: there is none.
    """
    row = await tx.one(select(table).where(table.c.id == _key(id_, kind, name)))
    if row is None:
        raise NotFound(f"There is no such {kind}.", ("input", name))
    return row


def _key(id_: str, kind: str, name: str) -> int:
    try:
        return key_of(id_, kind)
    except ValueError as error:
        raise BadUserInput(str(error), ("input", name)) from None


async def _scope(tx: Transaction, asked: StartResponseInput) -> dict[str, int | None]:
    """Find the division or the basin that a response is to hold for."""
    if (asked.division is None) is (asked.basin is None):
        raise BadUserInput("Give exactly one of `division` and `basin`.", ("input",))
    if asked.basin is not None:
        basin = await _row(tx, tables.divisions.basin, asked.basin, "Basin", "basin")
        return {"division_id": None, "basin_id": basin["id"]}
    found = await tx.one(select(func.levee_division(asked.division, "\tinput.division").label("id")))
    assert found is not None
    return {"division_id": found["id"], "basin_id": None}


async def _permitted(tx: Transaction, scope: Mapping[str, Any]) -> None:
    """Let only those go on whose divisions contain the scope.

    Raises:
        Forbidden: they do not.
    """
    asked = (literal(scope[name], response.c[name].type).label(name) for name in ("division_id", "basin_id"))
    row = select(*asked).subquery("scope")
    if await tx.one(select(row).where(writable(row, tx.viewer, response))) is None:
        raise Forbidden("The scope lies outside the divisions of the token.")


async def _in_force(tx: Transaction, plan: int, at: datetime, level: str, kind: TransitionKind) -> None:
    """See that a version of the plan is in force, and that it asks for no approval."""
    if not await _approval(tx, plan, at, level, kind):
        raise Conflict("No version of the plan is in force at `effectiveAt`.", ("input", "effectiveAt"))


async def _approval(tx: Transaction, plan: int, at: datetime, level: str, kind: TransitionKind) -> bool:
    """Tell whether a version is in force. Raises Forbidden where it asks for an approval."""
    asked = rule.c.version_id == version.c.id, rule.c.level == level, rule.c.action == kind.value
    joined = version.outerjoin(rule, asked[0] & asked[1] & asked[2])
    found = await tx.one(
        select(rule.c.approval_required)
        .select_from(joined)
        .where(version.c.plan_id == plan, valid(version, literal(at, version.c.valid_from.type)))
    )
    if found is not None and found["approval_required"]:
        raise Forbidden(
            "The plan in force asks for an approval first.", ("input",), reason="APPROVAL_REQUIRED"
        )
    return found is not None


async def _last(tx: Transaction, key: int) -> Mapping[str, Any]:
    newest = select(transition).where(transition.c.response_id == key).order_by(transition.c.id.desc())
    rows = await tx.all(newest)
    ended = next((row for row in rows if row["kind"] == TransitionKind.END.value), None)
    if ended is not None:
        raise Conflict("The response has ended; nothing can follow.", ("input", "response"))
    return rows[0]


def _follows(last: Mapping[str, Any], asked: ChangeResponseLevelInput | EndResponseInput) -> None:
    if asked.last_transition is not None:
        seen = _key(asked.last_transition, "ResponseTransition", "lastTransition")
        if seen != last["id"]:
            raise Conflict(
                "There is a newer transition than `lastTransition`; look at it first.",
                ("input", "lastTransition"),
            )
    if asked.effective_at < last["effective_at"]:
        raise Conflict("`effectiveAt` lies before that of the last transition.", ("input", "effectiveAt"))


async def _record(
    tx: Transaction, key: int, asked: Decision, kind: TransitionKind, from_: str | None, to: str | None
) -> int:
    """Append the transition and put it on the event log."""
    clock = await tx.one(select(func.clock_timestamp().label("now")))
    assert clock is not None
    made = {
        "response_id": key,
        "kind": kind.value,
        "from": from_,
        "to": to,
        "decided_at": asked.decided_at or clock["now"],
        "effective_at": asked.effective_at,
        "recorded_at": clock["now"],
        "effective_precision": Precision.MINUTE.value,
        "effective_basis": Basis.REPORTED.value,
        "expected_until": None if isinstance(asked, EndResponseInput) else asked.expected_until,
        "reason": asked.reason,
        "document_no": asked.document_no,
        "recorded_by": tx.viewer.subject,
    }
    row = await tx.one(insert(transition).values(made).returning(transition.c.id))
    assert row is not None
    tx.emit(EventKind.TRANSITION, row["id"])
    done: int = row["id"]
    return done
