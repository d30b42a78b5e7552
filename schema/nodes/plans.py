"""Plans, their versions, levels, actions and rules of authority, as the public sees them (应急预案)."""

from __future__ import annotations

from typing import Any

import strawberry
from sqlalchemy.sql.selectable import FromClause

from schema import tables
from schema.declare import Computed, Many, One, Pages, auto, computed, current, many, node, one, pages, timed
from schema.filters import Conditions, among, below, narrowed
from schema.moment import At, valid
from schema.registry import Node
from schema.scalars import DivisionCode
from schema.vocabulary import PlanKind


@strawberry.input(description="Which plans (预案筛选).")
class PlanFilter:
    """Narrows a connection of plans."""

    division: DivisionCode | None = strawberry.field(
        default=None, description="Plans of this division and all below it (所属区划)."
    )
    systems: list[str] | None = strawberry.field(default=None, description="Only these systems (响应体系).")
    kinds: list[PlanKind] | None = strawberry.field(default=None, description="Only these kinds (类别).")

    def where(self, row: FromClause) -> Conditions:
        """Say it as SQL."""
        return narrowed(
            (self.division, lambda code: below(row.c.division_id, code)),
            (self.systems, lambda systems: among(row.c.system, systems)),
            (self.kinds, lambda kinds: among(row.c.kind, kinds)),
        )


def in_force(root: Any, at: At = None) -> Any:
    """Tell whether a version is in force at a moment: from `validFrom`, up to and without `validTo`."""
    return valid(root, at)


@node(tables.plans.plan, filter=PlanFilter, orders=("code",))
class Plan(Node):
    """What a division has decided to do in an emergency (应急预案)."""

    id: auto
    code: auto
    title: auto
    title_en: auto
    title_basis: auto
    kind: auto
    system: auto
    division: One = one("Division")
    basin: One = one("Basin")
    parent: One = one("Plan")
    source: auto
    children: Many = many("Plan", "parent_id", "The plans under it (下级预案).", order=("code",))
    versions: Many = timed(
        "PlanVersion", "plan_id", "Its versions, oldest first (历次版本).", order=("valid_from",)
    )
    version: One = current(
        "PlanVersion",
        "plan_id",
        "The version in force at a moment, from `validFrom` up to and without `validTo`; null where none is "
        "(有效版本).",
    )
    responses: Pages = pages("Response", "plan_id", "Responses started under it (应急响应).")


@node(tables.plans.plan_version)
class PlanVersion(Node):
    """One version of a plan, in force for a time (预案版本)."""

    id: auto
    plan: One = one("Plan")
    label: auto
    valid_from: auto
    valid_to: auto
    in_force: Computed = computed(in_force, bool, "Whether it is in force at a moment, default now (有效).")
    basis: auto
    document_no: auto
    note: auto
    levels: Many = many(
        "PlanLevel", "version_id", "Its levels, most severe first (响应级别).", order=("level",)
    )
    authority_rules: Many = many(
        "AuthorityRule",
        "version_id",
        "Who proposes, reviews and approves what (权限规定).",
        order=("level", "action"),
    )


@node(tables.plans.plan_level)
class PlanLevel(Node):
    """One level of a version of a plan (预案响应级别)."""

    id: auto
    version: One = one("PlanVersion")
    level: auto
    condition: auto
    triggers: Many = many(
        "TriggerCondition",
        "level_id",
        "The condition as data (启动条件): every part of the two trees that lead here and away; `parent` is "
        "null at the whole of each, `parts` lead down.",
        order=("way", "id"),
    )
    basis: auto
    actions: Many = many("PlanAction", "level_id", "What is to be done, in order (行动).", order=("seq",))


@node(tables.plans.plan_action)
class PlanAction(Node):
    """What is done when a level is in force: by a unit, or by those it calls out (响应行动)."""

    id: auto
    level: One = one("PlanLevel")
    unit: One = one("MemberUnit")
    calls: auto
    line: auto
    people_per_km: auto
    stretch_km: auto
    seq: auto
    task: auto
    task_en: auto
    within_minutes: auto
    basis: auto


@node(tables.plans.authority_rule)
class AuthorityRule(Node):
    """Who proposes, reviews and approves a change of a level (响应权限)."""

    id: auto
    version: One = one("PlanVersion")
    level: auto
    action: auto
    proposer: auto
    reviewer: auto
    approver: auto
    upper_consent: auto
    approval_required: auto
    approval_minutes: auto
    basis: auto
