"""What can be done, by whom: one list, which refuses at each mutation and tells what one may (权限)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

import strawberry
from sqlalchemy import Table
from strawberry import enum_value as meaning

from schema import tables
from schema.access import (
    Policy,
    Post,
    Role,
    Rule,
    Viewer,
    access,
    anyone,
    narrowed,
    parent,
    within,
)
from schema.registry import NODES
from schema.storage import metadata


@strawberry.enum(description="What can be done (操作): to read, or a mutation, under its name.")
class Action(Enum):
    """Actions; the value of each but READ is the name of a mutation."""

    READ = meaning("read", description="To see an object at all (查看).")
    START_RESPONSE = meaning("startResponse", description="To start a response (启动应急响应).")
    CHANGE_RESPONSE_LEVEL = meaning(
        "changeResponseLevel", description="To raise or lower a response (调整级别)."
    )
    END_RESPONSE = meaning("endResponse", description="To end a response (终止应急响应).")
    CORRECT_RESPONSE = meaning("correctResponse", description="To set a response right (更正误发).")
    OVERRIDE_DECISION = meaning("overrideDecision", description="To decide without the approval (破例决定).")
    PROPOSE_DECISION = meaning("proposeDecision", description="To propose a decision (提出审批).")
    REVIEW_PROPOSAL = meaning("reviewProposal", description="To agree as its reviewer (审核).")
    CONSENT_PROPOSAL = meaning("consentProposal", description="To agree for the office above (上级同意).")
    APPROVE_PROPOSAL = meaning("approveProposal", description="To approve what was proposed (批准).")
    REJECT_PROPOSAL = meaning("rejectProposal", description="To refuse what was proposed (驳回).")
    WITHDRAW_PROPOSAL = meaning("withdrawProposal", description="To take back what one proposed (撤回).")
    ACCEPT_RECOMMENDATION = meaning("acceptRecommendation", description="To decide as it says (采纳建议).")
    DISMISS_RECOMMENDATION = meaning(
        "dismissRecommendation", description="To dismiss a recommendation (驳回建议)."
    )
    RECORD_READINGS = meaning("recordReadings", description="To record readings of gauges (报送水位).")
    RECORD_OBSERVATION = meaning("recordObservation", description="To record an observation (报送观测).")
    REPORT_TASK = meaning("reportTask", description="To report on a task (任务反馈).")
    REVEAL_CONTACT = meaning("revealContact", description="To see a number in clear (查看明文联系方式).")
    REVOKE_SESSIONS = meaning("revokeSessions", description="To end the sessions of others (吊销他人会话).")


@strawberry.enum(description="How far a right reaches (权限范围).")
class Reach(Enum):
    """What of a post a rule looks at."""

    ANYWHERE = meaning("ANYWHERE", description="Wherever the post serves (不限区域).")
    OWN_DIVISIONS = meaning(
        "OWN_DIVISIONS", description="In the post's divisions and below, and for its basins (本辖区及下级)."
    )
    DIVISION_ABOVE = meaning(
        "DIVISION_ABOVE", description="Where the division above lies in the post's (上级区划在本辖区)."
    )
    OWN_UNITS = meaning("OWN_UNITS", description="What belongs to one of the post's own units (本单位).")


@dataclass(frozen=True, slots=True)
class Right:
    """Who may do something, to objects of which types; of a decision they are those that it is made for.

    `named` stands beside the rules of the policy: the column of the plan's own rule that names a post, which
    whoever meets the rule must be at least. `planned`: the plan in force may ask for an approval besides.
    """

    policy: Policy
    types: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    planned: bool = False

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of which one is needed, wherever."""
        return tuple(role for role in Role if any(role in (rule.roles or ()) for rule in self.policy))


DECIDING = access(tables.responses.response).write
OVERRIDING = narrowed(DECIDING, frozenset({Role.COMMANDER}))
PROPOSING = access(tables.proposals.proposal).write
REVIEWING = tables.proposals.ACTING
CONSENTING = tuple(replace(rule, above=True) for rule in DECIDING)
"""For the office above: its divisions contain the one above the scope."""
SETTLING = access(tables.recommendations.recommendation).write
REVOKING = within("division_id", Role.ADMINISTRATOR)

SCOPES = ("Division", "Basin")
DECIDED = ("Response", *SCOPES)
WAITING = ("ResponseProposal",)

RIGHTS: dict[Action, Right] = {
    Action.START_RESPONSE: Right(DECIDING, SCOPES, planned=True),
    Action.CHANGE_RESPONSE_LEVEL: Right(DECIDING, ("Response",), planned=True),
    Action.END_RESPONSE: Right(DECIDING, ("Response",), planned=True),
    Action.CORRECT_RESPONSE: Right(DECIDING, ("Response",), planned=True),
    Action.OVERRIDE_DECISION: Right(OVERRIDING, DECIDED),
    Action.PROPOSE_DECISION: Right(PROPOSING, DECIDED, ("proposer",)),
    Action.REVIEW_PROPOSAL: Right(REVIEWING, WAITING, ("reviewer",)),
    Action.CONSENT_PROPOSAL: Right(CONSENTING, WAITING),
    Action.APPROVE_PROPOSAL: Right(DECIDING, WAITING, ("approver",)),
    Action.REJECT_PROPOSAL: Right(DECIDING + REVIEWING + CONSENTING, WAITING, ("approver", "reviewer")),
    Action.WITHDRAW_PROPOSAL: Right(DECIDING, WAITING),
    Action.ACCEPT_RECOMMENDATION: Right(SETTLING, ("Recommendation",), planned=True),
    Action.DISMISS_RECOMMENDATION: Right(SETTLING, ("Recommendation",)),
    Action.RECORD_READINGS: Right(access(tables.gauges.gauge).write, ("Gauge",)),
    Action.RECORD_OBSERVATION: Right(tables.observations.THERE, ("Division", "Gauge")),
    Action.REPORT_TASK: Right(access(tables.tasks.task).write, ("Task",)),
    Action.REVEAL_CONTACT: Right(tables.contacts.REVEALING, ("Contact",)),
    Action.REVOKE_SESSIONS: Right(REVOKING),
}
"""What each mutation takes. What is left out here is done to one's own session alone."""


@dataclass(frozen=True, slots=True)
class Permission:
    """An action that somebody may do, by these of their posts, as far as `reach`, to objects of `types`."""

    action: Action
    reach: Reach
    posts: tuple[Post, ...]
    types: tuple[str, ...]
    planned: bool


def permissions(viewer: Viewer) -> Iterator[Permission]:
    """Say what somebody may do, by the declarations that refuse the rest."""
    for action, right in (*reading(), *RIGHTS.items()):
        planned = right.planned or bool(right.named)
        for reach in Reach:
            rules = [rule for rule in right.policy if reach_of(rule) is reach]
            posts = tuple(post for post in viewer.posts if any(_serves(rule, post) for rule in rules))
            if posts:
                yield Permission(action, reach, posts, right.types, planned)


def reading() -> Iterator[tuple[Action, Right]]:
    """Say who sees what not everybody sees."""
    for made in NODES.values():
        if made.table.metadata is metadata and not made.abstract:
            policy = access(made.table).read
            if policy != anyone:
                yield Action.READ, Right(tuple(_own(policy, made.table)), (made.name,))


def _own(policy: Policy, table: Table) -> Iterator[Rule]:
    """Give the rules in the place of those that ask another row."""
    for rule in policy:
        if rule.parent is None:
            yield rule
        else:
            above, asked = parent(rule, table)
            yield from _own(asked, above)


def reach_of(rule: Rule) -> Reach:
    """Say how far a rule reaches."""
    if rule.above:
        return Reach.DIVISION_ABOVE
    if rule.units:
        return Reach.OWN_UNITS
    return Reach.OWN_DIVISIONS if rule.scoped else Reach.ANYWHERE


def _serves(rule: Rule, post: Post) -> bool:
    """Tell whether a post can meet a rule somewhere."""
    if rule.roles is not None and post.role not in rule.roles:
        return False
    places = {
        Reach.ANYWHERE: True,
        Reach.OWN_UNITS: post.units,
        Reach.OWN_DIVISIONS: post.divisions or (rule.basin and post.basins),
        Reach.DIVISION_ABOVE: post.divisions,
    }
    return bool(places[reach_of(rule)])


assert set(RIGHTS) | {Action.READ} == set(Action)
