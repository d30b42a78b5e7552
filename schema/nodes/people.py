"""Command bodies, member units and wardens as the public sees them (指挥机构、责任人)."""

from __future__ import annotations

import strawberry
from sqlalchemy.sql.selectable import FromClause

from schema import tables
from schema.declare import Many, One, auto, many, node, one
from schema.filters import Conditions, among, below, narrowed
from schema.registry import Node
from schema.scalars import DivisionCode
from schema.vocabulary import CommandBodyKind


@strawberry.input(description="Which command bodies (指挥机构筛选).")
class CommandBodyFilter:
    """Narrows a connection of command bodies."""

    division: DivisionCode | None = strawberry.field(
        default=None, description="Bodies of this division and all below it (区划)."
    )
    kinds: list[CommandBodyKind] | None = strawberry.field(
        default=None, description="Only these kinds (类别)."
    )

    def where(self, row: FromClause) -> Conditions:
        """Say it as SQL."""
        return narrowed(
            (self.division, lambda code: below(row.c.division_id, code)),
            (self.kinds, lambda kinds: among(row.c.kind, kinds)),
        )


@node(tables.people.command_body, filter=CommandBodyFilter, orders=("code",))
class CommandBody(Node):
    """A headquarters, office or committee (指挥机构)."""

    id: auto
    code: auto
    kind: auto
    name: auto
    name_en: auto
    system: auto
    division: One = one("Division")
    basin: One = one("Basin")
    parent: One = one("CommandBody")
    basis: auto
    children: Many = many(
        "CommandBody", "parent_id", "The bodies that work for it (下属机构).", order=("code",)
    )
    members: Many = many("Membership", "body_id", "Its member units with their duties (成员单位).")
    contacts: Many = many("Contact", "body_id", "How it is reached, masked (联系方式).")


@node(tables.people.member_unit, orders=("code",))
class MemberUnit(Node):
    """A unit that serves on command bodies and does the actions of plans (成员单位)."""

    id: auto
    code: auto
    name: auto
    name_en: auto
    division: One = one("Division")
    basis: auto
    memberships: Many = many("Membership", "unit_id", "The bodies it serves on (所属机构).")
    actions: Many = many("PlanAction", "unit_id", "What plans ask of it (预案行动).")
    contacts: Many = many("Contact", "unit_id", "How it is reached, masked (联系方式).")


@node(tables.people.membership)
class Membership(Node):
    """A unit's seat on a command body, with its duty (成员职责)."""

    id: auto
    body: One = one("CommandBody")
    unit: One = one("MemberUnit")
    duty: auto
    duty_en: auto
    basis: auto


@node(tables.people.warden, orders=("code",))
class Warden(Node):
    """A post that answers for a township in flood and drought, never a name (防汛抗旱责任人)."""

    id: auto
    code: auto
    role: auto
    role_en: auto
    division: One = one("Division")
    basis: auto
    source: auto
    contacts: Many = many("Contact", "warden_id", "How it is reached, masked (联系方式).")
