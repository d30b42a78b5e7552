"""Signing out, and ending the sessions of others (会话)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Protocol

import strawberry
from sqlalchemy import ColumnElement, DateTime, Text, exists, func, literal, not_, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.selectable import FromClause

from resolvers.audit import Entry
from resolvers.revocations import end_session, end_subject
from resolvers.rows import Rows, mutation, query
from resolvers.transaction import Transaction, named
from schema import tables
from schema.access import Admission
from schema.actions import RIGHTS, Action
from schema.errors import NotFound, Unauthenticated
from schema.nodes.sessions import Admitted, Revocation
from schema.nodes.viewer import Viewer, asker
from schema.parameter import Parameter, Run, bound
from schema.procedure import AuditKind

account = tables.accounts.account
post = tables.accounts.account_post
basin = tables.divisions.basin
division = tables.divisions.division
unit = tables.people.member_unit

LONGEST = 200
SIGN_IN = "signIn"
Name = Annotated[str, strawberry.argument(description="Name of the account (账号).")]
Password = Annotated[str, strawberry.argument(description="Its password (密码).")]
Subject = Annotated[
    str | None,
    strawberry.argument(description="Whose; left out, your own, in all places and on all devices (主体)."),
]


def shown(key: ColumnElement[int]) -> Rows:
    """Show what was ended."""
    row = tables.sessions.revocation.alias()
    own = bound(Parameter(lambda run: run.viewer.subject, ()), Text())
    rows = select(func.coalesce(row.c.subject, own).label("subject"), row.c.recorded_at.label("at"))
    made = rows.where(row.c.id == key).subquery()
    return Rows(select(made), made)


class Entrance(Protocol):
    """Where people come in; handed in by the server."""

    async def sign_in(self, name: str, password: str, address: str) -> Admission:
        """Begin a session."""


def admitted(_: ColumnElement[int]) -> Rows:
    """Show a session that has begun."""
    token = bound(Parameter(lambda run: _admission(run).token, ()), Text())
    ends = Parameter(lambda run: datetime.fromtimestamp(_admission(run).expires, UTC), ())
    made = select(token.label("token"), bound(ends, DateTime(timezone=True)).label("expires_at")).subquery()
    return Rows(select(made), made)


def _admission(run: Run) -> Admission:
    assert run.admission is not None
    return run.admission


@query(Viewer)
def viewer() -> Rows:
    """Who I am, which posts I hold, and until when (当前用户)."""
    row = asker()
    return Rows(select(row), row)


@mutation(Admitted, shown=admitted, apart=True)
async def sign_in(entrance: Entrance, address: str, name: Name, password: Password) -> Admission:
    """Sign in by the name and password of an account of this server (登录), the one mutation without a token.

    Send both as variables, by POST. UNAUTHENTICATED (`extensions.reason` SIGN_IN_REFUSED): one of the two is
    wrong, or the account is disabled; which, nothing tells. RATE_LIMITED: too many failures, or attempts;
    `retryAfter` says for how many seconds more. There is no `key`: each time begins a session of its own.
    """
    return await entrance.sign_in(name, password, address)


@mutation(Revocation, shown=shown, personal=True)
async def sign_out(tx: Transaction) -> int:
    """End the session of the token that this is sent with (退出).

    Within 5 s no server takes the token any more, and its subscriptions end: a socket is closed with 4403.
    """
    if tx.viewer.session is None or tx.viewer.expires is None:
        raise Unauthenticated("A mutation needs a token.")
    key = await end_session(tx, tx.viewer.session, tx.viewer.expires)
    return await _noted(tx, "signOut", key)


@mutation(Revocation, shown=shown, personal=True)
async def revoke_sessions(tx: Transaction, subject: Subject = None) -> int:
    """End all sessions that somebody has begun up to now, whoever issued their tokens (吊销会话).

    Your own, or, for administrators, those of an account whose posts all lie in their divisions; NOT_FOUND
    where there is no such account. Whoever may still sign in can do so again at once. As after signOut,
    subscriptions end within 5 s.
    """
    if tx.viewer.session is None:
        raise Unauthenticated("A mutation needs a token.")
    if subject is None or subject == tx.viewer.subject:
        return await _noted(tx, "revokeSessions", await end_subject(tx, tx.viewer.subject))
    roles = RIGHTS[Action.REVOKE_SESSIONS].roles
    tx.allow(roles)
    named(subject, "subject", LONGEST)
    codes = tuple(tx.viewer.own("divisions", frozenset(roles)))
    mine = select(account.c.id).where(account.c.subject == subject, not_(_beyond(account, codes)))
    if await tx.one(mine) is None:
        raise NotFound("There is no such account in the divisions of the token.", ("subject",))
    return await _noted(tx, "revokeSessions", await end_subject(tx, subject))


async def _noted(tx: Transaction, action: str, key: int) -> int:
    """Have the audit say who ended what."""
    viewer = tx.viewer
    entry = Entry(AuditKind.SIGN_OUT, viewer.subject, action, "Revocation", key, session=viewer.session)
    await tx.noted(entry)
    return key


def _beyond(row: FromClause, codes: tuple[str, ...]) -> ColumnElement[bool]:
    """Tell whether an account holds a post that is not all within these divisions, by codes there are."""
    given: Any = literal(list(codes), ARRAY(Text))
    inside = select(func.levee_divisions_below(given))
    known = {
        post.c.divisions: select(division.c.code).where(division.c.id.in_(inside)),
        post.c.basins: select(basin.c.code).where(func.levee_basin_covered(basin.c.id, given)),
        post.c.units: select(unit.c.code).where(unit.c.division_id.in_(inside)),
    }
    beyond = (
        not_(held.contained_by(func.array(within.scalar_subquery(), type_=ARRAY(Text))))
        for held, within in known.items()
    )
    return exists().where(post.c.account_id == row.c.id, or_(*beyond))
