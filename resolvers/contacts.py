"""Contacts: masked in every list, in clear only by a recorded look (联系方式)."""

from __future__ import annotations

from typing import Annotated

import strawberry
from sqlalchemy import insert, select

from resolvers.audit import Entry
from resolvers.decisions import LONGEST
from resolvers.rows import Own, mutation, paged
from resolvers.steps import key
from resolvers.transaction import Transaction, named
from schema import tables
from schema.access import allowed
from schema.actions import RIGHTS, Action
from schema.errors import Forbidden
from schema.filters import below
from schema.nodes.contacts import ContactReveal, RevealContactInput
from schema.procedure import AuditKind
from schema.scalars import DivisionCode

contact = tables.contacts.contact
reveal = tables.contacts.reveal

Reveal = Annotated[RevealContactInput, strawberry.argument(description="Which, and why (查看内容).")]

paged(
    "contacts",
    "Contact",
    "How wardens, depots, units and bodies are reached, masked (联系方式): in the token's own divisions and "
    "below; others find none.",
    division=Own(
        DivisionCode,
        "Contacts of this division and all below it (区划).",
        lambda row, code: below(row.c.division_id, code),
    ),
)


@mutation(ContactReveal)
async def reveal_contact(tx: Transaction, input: Reveal) -> int:  # noqa: A002
    """Show one contact in clear (查看明文联系方式): who, when, which and why is recorded first.

    For officers, commanders and administrators of its division, above it, or of its basin; else FORBIDDEN.
    """
    reason = named(input.reason, "reason", LONGEST)
    wanted, one = key(input.contact, "Contact", "contact"), contact.alias()
    there = allowed(RIGHTS[Action.REVEAL_CONTACT].policy, one, tx.viewer)
    if await tx.one(select(one.c.id).where(one.c.id == wanted, there)) is None:
        # the same where there is none: nobody learns that a neighbour has one
        raise Forbidden("There is no such contact in the divisions of the token.", ("input", "contact"))

    async def seen() -> int:
        await tx.noted(Entry(AuditKind.REVEAL, tx.viewer.subject, "revealContact", "Contact", wanted))
        made = insert(reveal).values(contact_id=wanted, reason=reason, by=tx.viewer.subject)
        return await tx.made(made.returning(reveal.c.id))

    return await tx.once("revealContact", input.key, input, seen)
