"""Whether one may do something to one object: each rule tried, and what else stands in the way (权限判定)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, case, false, func, not_, null, or_, select, true
from sqlalchemy.sql.selectable import FromClause, Subquery

from resolvers.rows import Rows
from resolvers.ruling import Ruling, ruling
from schema import tables
from schema.access import Rule, Viewer, readable
from schema.actions import Action, Right, reach_of
from schema.constant import ONE, name, number, word
from schema.parameter import Parameter, bound
from schema.procedure import ProposalAct
from schema.rationale import asking, by, held, rank, said
from schema.registry import NodeType
from schema.vocabulary import ResponseLevel

step = tables.proposals.proposal_step
post = tables.plans.post
AGREEING = (Action.REVIEW_PROPOSAL, Action.CONSENT_PROPOSAL, Action.APPROVE_PROPOSAL)
NEEDED = {Action.REVIEW_PROPOSAL: "reviewer", Action.CONSENT_PROPOSAL: "upper_consent"}
"""What the plan's rule must name, or ask for, before there is anything to agree to."""
Truth = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What stands in the way beside the rules: of everybody, or of those alone who `meet` one, or do not."""

    when: Truth
    code: str
    reason: str
    meet: bool | None = None


@dataclass(frozen=True)
class Case:
    """What is asked: may this be done to the object of this type that bears the key?"""

    action: Action
    made: NodeType
    right: Right
    key: ColumnElement[int]
    plan: ColumnElement[int] | None
    level: ResponseLevel | None

    @cached_property
    def row(self) -> FromClause:
        """The object, as the statement calls it."""
        return self.made.table.alias("about")

    @cached_property
    def ruling(self) -> Ruling | None:
        """The rule of the plan that it falls under, where that is known."""
        return ruling(self.action, self.made.name, self.row, self.plan, self.level)

    def ruled(self, column: str) -> ColumnElement[Any]:
        """Give what the rule of the plan says; null where there is none."""
        assert self.ruling is not None
        return self.ruling.says(column)


def told(asked: Case, viewer: Viewer) -> Rows:
    """Say it as one row, whose object is looked for among those that the viewer may read."""
    row = asked.row
    there = and_(row.c.id == asked.key, readable(row, viewer))
    if asked.made.kind is not None:
        there = and_(there, row.c.kind == word(asked.made.kind))
    rules = [_placed(rule, row) for rule in asked.right.policy]
    refusals = list(_refusals(asked))
    columns = [row.c.id.label("found")]
    for i, (rule, named) in enumerate(zip_longest(rules, asked.right.named)):
        columns += [said(rule, row).label(f"says {i}"), _place(asked, rule, named).label(f"place {i}")]
    columns += [
        func.coalesce(refusal.when, false()).label(f"refused {i}") for i, refusal in enumerate(refusals)
    ]
    nothing = select(ONE.label("one")).subquery("nothing")
    tried = select(*columns).select_from(nothing.outerjoin(row, there)).subquery("tried")
    made = _concluded(asked, viewer, rules, refusals, tried).subquery("why")
    return Rows(select(made), made)


def _placed(rule: Rule, row: FromClause) -> Rule:
    """Let a rule about what lies in a division or a basin be about these themselves."""
    if rule.division is None or rule.division in row.c:
        return rule
    if "path" in row.c:
        return replace(rule, division="id", basin=None)
    return replace(rule, division=None, basin="id")


def _place(asked: Case, rule: Rule, named: str | None) -> ColumnElement[Any]:
    """Give the place of the post that meets a rule; 0 where it takes none."""
    if not rule.scoped and rule.roles is None:
        return number(0)
    if rule.above and asked.action is Action.REJECT_PROPOSAL:
        consents = asked.ruled("upper_consent")
        return by(rule, asked.row, asking(), lambda _: consents)
    if named is None or asked.ruling is None:
        return by(rule, asked.row, asking())
    least = _least(asked, named)
    unknown = true() if asked.action is Action.PROPOSE_DECISION else false()
    return by(rule, asked.row, asking(), lambda one: func.coalesce(rank(one.c.role) >= least, unknown))


def _least(asked: Case, named: str) -> ColumnElement[int]:
    """Say how much the role must be of whoever acts for the post that the plan names."""
    role = select(post.c.role).where(post.c.name == asked.ruled(named)).correlate_except(post)
    return rank(role.scalar_subquery())


def _refusals(asked: Case) -> Iterator[Refusal]:
    """Say what else stands in the way, in the order in which a mutation looks."""
    if asked.action in AGREEING:
        yield Refusal(_did(asked), "FORBIDDEN", "SAME_PERSON")
    if asked.action is Action.REJECT_PROPOSAL:
        yield Refusal(_did(asked, ProposalAct.PROPOSE), "FORBIDDEN", "SAME_PERSON")
    if asked.action is Action.WITHDRAW_PROPOSAL:
        yield Refusal(not_(_did(asked, ProposalAct.PROPOSE)), "FORBIDDEN", "OTHER_PERSON")
    if asked.action in NEEDED:
        needed = asked.ruled(NEEDED[asked.action])
        yield Refusal(
            needed.is_(None) if asked.action is Action.REVIEW_PROPOSAL else not_(needed),
            "CONFLICT",
            "NOT_NEEDED",
        )
    if asked.ruling is None:
        return
    if asked.right.named:
        one = held(asking())
        enough = select(one.c.place).where(rank(one.c.role) >= _least(asked, asked.right.named[0]))
        known = asked.ruled(asked.right.named[0]).is_not(None)
        yield Refusal(
            and_(known, not_(enough.correlate_except(one).exists())), "FORBIDDEN", "POST", meet=False
        )
    if asked.action is Action.PROPOSE_DECISION:
        yield Refusal(asked.ruled("id").is_(None), "CONFLICT", "NO_RULE", meet=True)
    approval = func.coalesce(or_(*map(asked.ruled, tables.plans.AGREEING)), false())
    if asked.right.planned:
        yield Refusal(approval, "FORBIDDEN", "APPROVAL_REQUIRED", meet=True)
    if asked.action is Action.OVERRIDE_DECISION:
        yield Refusal(not_(approval), "CONFLICT", "NOT_NEEDED", meet=True)


def _did(asked: Case, *acts: ProposalAct) -> Truth:
    """Tell whether the asker has acted on the proposal, in one of these ways or any."""
    one = step.alias()
    me = bound(Parameter(lambda run: run.viewer.subject, ()), Text())
    chosen = select(one.c.id).where(one.c.proposal_id == asked.row.c.id, one.c.by == me)
    if acts:
        chosen = chosen.where(one.c.act.in_([word(one) for one in acts]))
    return chosen.correlate_except(one).exists()


def _concluded(
    asked: Case, viewer: Viewer, rules: list[Rule], refusals: list[Refusal], tried: Subquery
) -> Select[Any]:
    """Draw the conclusion from what was tried."""
    places = [tried.c[f"place {i}"] for i in range(len(rules))]
    unmet = and_(true(), *(place.is_(None) for place in places))
    ways = list(_obstacles(asked, viewer, refusals, unmet, tried))
    code = case(*((when, name(code)) for when, code, _ in ways), else_=null())
    reason = case(*((when, name(reason) if reason else null()) for when, _, reason in ways), else_=null())
    free = and_(*(not_(when) for when, _, _ in ways))
    which = case(*((place.is_not(None), number(i)) for i, place in enumerate(places)), else_=null())
    return select(
        free.label("allowed"),
        code.label("code"),
        reason.label("reason"),
        case((free, which)).label("number"),
        case((free, func.coalesce(*places))).label("place"),
        func.json_build_array(*(_listed(i, rule, tried) for i, rule in enumerate(rules))).label("tried"),
    )


def _obstacles(
    asked: Case, viewer: Viewer, refusals: list[Refusal], unmet: Truth, tried: Subquery
) -> Iterator[tuple[Truth, str, str | None]]:
    """Say what stands in the way, the first that does first: when, with which code, for which reason."""
    yield tried.c.found.is_(None), "NOT_FOUND", None
    if asked.action is not Action.READ and not viewer.roles & set(asked.right.roles):
        yield true(), "FORBIDDEN" if viewer.roles else "UNAUTHENTICATED", None
    found = [(tried.c[f"refused {i}"], one) for i, one in enumerate(refusals)]
    yield from ((when, one.code, one.reason) for when, one in found if one.meet is None)
    yield from ((and_(unmet, when), one.code, one.reason) for when, one in found if one.meet is False)
    yield unmet, "FORBIDDEN", None
    yield from ((when, one.code, one.reason) for when, one in found if one.meet)


def _listed(i: int, rule: Rule, tried: Subquery) -> ColumnElement[Any]:
    """Tell one rule as JSON; of an object that is not to be seen nothing more than the rule itself."""
    met = case((tried.c.found.is_not(None), tried.c[f"place {i}"]))
    told = {"number": number(i), "says": tried.c[f"says {i}"], "reach": word(reach_of(rule)), "place": met}
    return func.json_build_object(*(part for key, value in told.items() for part in (name(key), value)))
