"""Who may decide: by the plan's version in force, and by whose divisions contain the scope (响应权限)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, literal, select

from resolvers.standing import Rule, Standing
from resolvers.steps import SEVERITY, Step
from resolvers.transaction import Transaction
from schema import tables
from schema.access import Policy, Role, allowed, narrowed, writable
from schema.actions import CONSENTING, DECIDING
from schema.errors import Conflict, Forbidden
from schema.vocabulary import TransitionKind

response = tables.responses.response
post = tables.plans.post
RANKS = list(Role)


def inside(scope: object) -> None:
    """Let only those go on whose divisions contain the scope.

    Raises:
        Forbidden: they do not.
    """
    if not scope:
        raise Forbidden("The scope lies outside the divisions of the token.")


async def permitted(tx: Transaction, scope: Mapping[str, Any], policy: Policy = DECIDING) -> None:
    """Let only those go on whom a policy lets at the scope; by default who may decide on responses.

    Raises:
        Forbidden: it does not.
    """
    inside(await _lets(tx, scope, policy))


async def _lets(tx: Transaction, scope: Mapping[str, Any], policy: Policy) -> object:
    asked = (literal(scope[name], response.c[name].type).label(name) for name in ("division_id", "basin_id"))
    row = select(*asked).subquery("scope")
    return await tx.one(select(row).where(allowed(policy, row, tx.viewer)))


async def answerable(tx: Transaction, table: Table, key: int, what: str) -> None:
    """Let only those go on who may write a row; `what` is what it is called.

    Raises:
        Forbidden: they may not.
    """
    row = table.alias()
    if await tx.one(select(row.c.id).where(row.c.id == key, writable(row, tx.viewer))) is None:
        raise Forbidden(f"The {what} lies outside the divisions of the token.")


async def above(tx: Transaction, scope: Mapping[str, Any]) -> None:
    """Let only those go on whose divisions contain the division above the scope (above each of a basin's).

    Raises:
        Forbidden: they do not.
    """
    await permitted(tx, scope)
    if not await _lets(tx, scope, CONSENTING):
        raise Forbidden("The division above the scope lies outside the divisions of the token.")


def ruled(step: Step, found: Standing) -> Rule | None:
    """Find what the plan's version in force says about a step; None: nothing.

    Raises:
        Conflict: no version is in force, but one must be to start, raise or lower.
    """
    level, action = _asked(step)
    if found.in_force is None and step.kind is not TransitionKind.END and level is not None:
        raise Conflict("No version of the plan is in force at `effectiveAt`.", ("input", "effectiveAt"))
    fits = (rule for rule in found.rules if (rule["level"], rule["action"]) == (level, action))
    return next(fits, None)


def _asked(step: Step) -> tuple[str | None, str | None]:
    """Say which rule a step falls under: the level after it, or the one that ends, and the action.

    A correction that takes back what was last done, or makes things less severe, falls under none: it is one
    step for one person. One that makes things more severe than that is a raise (or a start).
    """
    assert step.kind is not None
    if step.kind is not TransitionKind.CORRECT:
        return step.from_ if step.kind is TransitionKind.END else step.to, step.kind.value
    known = [SEVERITY.index(level) for level in (step.from_, step.restores) if level]
    if step.to is None or (known and SEVERITY.index(step.to) >= min(known)):
        return None, None
    return step.to, (TransitionKind.RAISE if step.from_ else TransitionKind.START).value


async def stands(tx: Transaction, name: str, scope: Mapping[str, Any], policy: Policy = DECIDING) -> None:
    """Let only those go on who may act in the scope for a post that the rule names, by one post of theirs.

    Raises:
        Forbidden: their role is less, or the scope lies outside their divisions.
    """
    row = await tx.one(select(post.c.role).where(post.c.name == name))
    assert row is not None
    enough = frozenset(RANKS[RANKS.index(Role(row["role"])) :])
    if not enough & tx.viewer.roles:
        raise Forbidden(f"The plan wants {name} here: at least the role {row['role']}.", reason="POST")
    await permitted(tx, scope, narrowed(policy, enough))
