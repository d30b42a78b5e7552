"""The commands that say who may enter: keys, and what is revoked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from schema.errors import Unauthenticated
from server import premises
from server.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from resolvers.transaction import Transaction
    from server.settings import Settings

T = TypeVar("T")
STDIN = "-"

keys = typer.Typer(no_args_is_help=True)


def changed(action: str, work: Callable[[Transaction], Awaitable[T]]) -> T:
    """Do something to the database as the operator, beside whatever server runs there."""
    import asyncio

    from server import log, operation, settings

    log.configure()
    with operation.orderly(), operation.standing(settings.read(), share=True) as placed:
        return asyncio.run(operation.change(placed, action, work))


def noted(action: str) -> None:
    """Put on the record what takes no database, and must be possible without one.

    Where none can be reached, that is said instead; the private one is started for it, if there is one.
    """
    from server import settings

    wanted = settings.read()
    try:
        if wanted.database_url is None and not premises.furnished(wanted.data):
            raise Refusal("there is no database yet")
        _record(wanted, action)
    except Refusal as refusal:
        print(f"levee: the audit has no entry of this: {refusal}", file=sys.stderr)


def _record(wanted: Settings, action: str) -> None:
    import asyncio

    from server import log, operation

    log.configure()
    with operation.orderly(), operation.standing(wanted, share=True) as placed:
        asyncio.run(operation.record(placed, action))


def revoke(
    subject: Annotated[str | None, typer.Option(help="End all tokens that it was given up to now.")] = None,
    token: Annotated[str | None, typer.Option(help="End its session; - reads it from stdin.")] = None,
) -> None:
    """End tokens before their time: within 5 s no server takes them, and their subscriptions end."""
    from resolvers import revocations
    from server import auth

    if (subject is None) == (token is None):
        raise Refusal("say either --subject or --token")
    if subject is not None:
        changed("revoke", lambda tx: revocations.end_subject(tx, subject))
        print(f"What {subject} was given up to now is good no more.")
        return
    read = sys.stdin.read() if token == STDIN else token
    try:
        name, expires = auth.session((read or "").strip())
    except Unauthenticated:
        raise Refusal("--token: this is no token") from None
    changed("revoke", lambda tx: revocations.end_session(tx, name, expires))
    print("The session of the token has ended.")


@keys.command("list")
def list_keys() -> None:
    """List the keys, oldest first; the last one signs."""
    from server import settings
    from server.keys import Keys

    for key in Keys.of(settings.read()).ring.keys:
        since = f"since {key.made}" if key.made else "the secret"
        print(f"{key.kid}\t{since}\t{f'retired {key.retired}' if key.retired else 'good'}")


@keys.command()
def rotate() -> None:
    """Make a new key; it signs from now on. Those before stay good until they are retired."""
    from server import keys, settings

    held = keys.Keys.of(settings.read())
    assert held.path is not None
    made = keys.rotate(held.path, held.first)
    noted("key rotate")
    print(f"The key {made.kid} signs from now on.")


@keys.command()
def retire(kid: str) -> None:
    """End a key: within seconds no server takes its tokens any more."""
    from server import keys, settings

    held = keys.Keys.of(settings.read())
    assert held.path is not None
    keys.retire(held.path, held.first, kid)
    noted("key retire")
    print(f"The key {kid} is retired: its tokens are not good any more.")
