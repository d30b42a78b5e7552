"""Accounts of this server's own as an operator keeps them (本地账号)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Text, delete, func, insert, literal, select, update
from sqlalchemy.dialects.postgresql import ARRAY

from resolvers.revocations import alone, end_subject
from resolvers.transaction import Transaction, named
from schema import tables
from schema.access import Post
from schema.errors import Conflict, NotFound

account = tables.accounts.account
held = tables.accounts.account_post
failure = tables.accounts.sign_in_failure
CODES = {
    "divisions": tables.divisions.division,
    "basins": tables.divisions.basin,
    "units": tables.people.member_unit,
}
"""Which table says what codes there are."""
LONGEST = 200


async def add(tx: Transaction, subject: str, name: str | None, hash_: str, posts: Sequence[Post]) -> None:
    """Make an account.

    Raises:
        Conflict: there is one of this name. NotFound: a post names what there is not.
    """
    named(subject, "name", LONGEST)
    await alone(tx, subject)
    if await tx.one(select(account.c.id).where(account.c.subject == subject)) is not None:
        raise Conflict(f"there is an account {subject} already")
    told = {"subject": subject, "name": name, "hash": hash_}
    key = await tx.made(insert(account).values(told).returning(account.c.id))
    await _hold(tx, key, posts)


async def hold(tx: Transaction, subject: str, posts: Sequence[Post]) -> None:
    """Give an account other posts in the place of those it holds; its sessions end."""
    key = await _found(tx, subject)
    await tx.all(delete(held).where(held.c.account_id == key))
    await _hold(tx, key, posts)
    await end_subject(tx, subject)


async def set_password(tx: Transaction, subject: str, hash_: str) -> None:
    """Set another password; its sessions end."""
    key = await _found(tx, subject)
    now = func.clock_timestamp()
    await tx.all(update(account).where(account.c.id == key).values(hash=hash_, changed_at=now))
    await end_subject(tx, subject)


async def disable(tx: Transaction, subject: str) -> None:
    """Let nobody sign in by an account any more; its sessions end, and all tokens that bear its name."""
    key = await _found(tx, subject)
    await tx.all(update(account).where(account.c.id == key).values(disabled_at=func.clock_timestamp()))
    await end_subject(tx, subject)


async def enable(tx: Transaction, subject: str) -> None:
    """Let an account sign in again."""
    key = await _found(tx, subject)
    await tx.all(update(account).where(account.c.id == key).values(disabled_at=None))


async def unlock(tx: Transaction, subject: str, mark: bytes) -> int:
    """Forget the failures to sign in as an account, from wherever; `mark` is its name as they bear it."""
    await _found(tx, subject)
    gone = await tx.all(delete(failure).where(failure.c.name == mark).returning(failure.c.what))
    return len(gone)


async def listed(tx: Transaction) -> Sequence[Mapping[str, Any]]:
    """Give all accounts, each with its posts."""
    post = func.json_build_object(
        "role", held.c.role, "divisions", held.c.divisions, "basins", held.c.basins, "units", held.c.units
    )
    posts = select(func.json_agg(post)).where(held.c.account_id == account.c.id).scalar_subquery()
    shown = (account.c.subject, account.c.name, account.c.disabled_at, posts.label("posts"))
    return await tx.all(select(*shown).order_by(account.c.subject))


async def _found(tx: Transaction, subject: str) -> int:
    await alone(tx, subject)
    row = await tx.one(select(account.c.id).where(account.c.subject == subject))
    if row is None:
        raise NotFound(f"there is no account {subject}")
    key: int = row["id"]
    return key


async def _hold(tx: Transaction, key: int, posts: Sequence[Post]) -> None:
    for post in posts:
        told: dict[str, Any] = {"account_id": key, "role": post.role.value}
        for kind, table in CODES.items():
            codes = list(getattr(post, kind))
            told[kind] = codes
            asked = func.unnest(literal(codes, ARRAY(Text))).table_valued("code").render_derived()
            known = select(table.c.code)
            missing = await tx.one(select(asked.c.code).where(asked.c.code.not_in(known)))
            if missing is not None:
                raise NotFound(f"{missing['code']}: there is nothing of this code among the {kind}")
        await tx.all(insert(held).values(told))
