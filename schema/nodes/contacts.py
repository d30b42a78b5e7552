"""Contacts as the public sees them, masked, and what shows one in clear (联系方式)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import strawberry
from sqlalchemy import select

from schema import tables
from schema.declare import Computed, One, auto, computed, node, one
from schema.keys import KEY
from schema.registry import Node

number = tables.contacts.number


@node(tables.contacts.contact, orders=("duty",))
class Contact(Node):
    """How somebody is reached (联系方式), masked: `张*`, `138****0000`. In clear by `revealContact` alone.

    Only those see it who serve in its division, above it, or in its basin.
    """

    id: auto
    warden: One = one("Warden")
    resource: One = one("Resource")
    unit: One = one("MemberUnit")
    body: One = one("CommandBody")
    division: One = one("Division")
    basin: One = one("Basin")
    duty: auto
    name: auto
    phone: auto
    basis: auto


def _clear(column: str) -> Callable[..., Any]:
    """Look at the number itself: the database shows it only to the mutation of one who may see it."""

    def clear(root: Any) -> Any:
        row = number.alias()
        return select(row.c[column]).where(row.c.id == root.c.contact_id).scalar_subquery()

    return clear


@node(tables.contacts.reveal)
class ContactReveal(Node):
    """A contact shown in clear (明文联系方式), and the record of it.

    Name, number and note are null wherever it is met but in the answer of `revealContact`.
    """

    id: auto
    contact: One = one("Contact")
    reason: auto
    at: auto
    by: auto
    name: Computed = computed(_clear("name"), str | None, "The name in clear (姓名).")
    phone: Computed = computed(_clear("phone"), str | None, "The telephone number in clear (电话).")
    note: Computed = computed(_clear("note"), str | None, "What whoever calls must know (备注).")


@strawberry.input(description="Shows a contact in clear (查看明文联系方式).")
class RevealContactInput:
    """Reveals a contact."""

    key: str = strawberry.field(description=KEY)
    contact: strawberry.ID = strawberry.field(description="The contact (联系方式).")
    reason: str = strawberry.field(description="Why; it is recorded (理由).")
