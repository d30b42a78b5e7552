"""Who may do and see what, said a second time by hand: every mutation and type, role and scope.

The cases are made from what the API has; what is expected is written here, not derived, so the two can
disagree. Whoever adds a mutation or a type says here who may, or these tests fail.
"""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from resolvers.plan import Asking
from resolvers.roots import api
from resolvers.transaction import Transaction
from schema.access import Post, Role, Viewer
from schema.actions import RIGHTS, Action, permissions
from schema.errors import LeveeError
from schema.position import name
from schema.registry import NODES
from schema.storage import metadata
from server.cluster import Cluster
from tests.asking import OFFICER, READER, SECRET, Asker, asker
from tests.conftest import Copy, copied
from tests.test_decisions import change_input, plan, start_input, started
from tests.test_proposals import CHIEF, proposed

V, H, I, O, R, C, A = Role  # noqa: E741 - as the rows below read
DECIDE = {O, C, A}
WATCH = {I, *DECIDE}
REVIEW = {R, C, A}
COVERING = ("own", "parent")

MUTATIONS: dict[str, tuple[set[Role], tuple[str, ...]]] = {
    "startResponse": (DECIDE, COVERING),
    "changeResponseLevel": (DECIDE, COVERING),
    "endResponse": (DECIDE, COVERING),
    "correctResponse": (DECIDE, COVERING),
    "overrideDecision": ({C}, COVERING),
    "proposeDecision": (DECIDE, COVERING),
    "reviewProposal": (REVIEW, COVERING),
    "approveProposal": ({C, A}, COVERING),
    "rejectProposal": (REVIEW, COVERING),
    "withdrawProposal": (DECIDE, COVERING),
    "consentProposal": (DECIDE, ("parent",)),
    "acceptRecommendation": (DECIDE, COVERING),
    "dismissRecommendation": (DECIDE, COVERING),
    "recordReadings": (WATCH, COVERING),
    "recordObservation": (WATCH, COVERING),
    "reportTask": (DECIDE, COVERING),
    "revealContact": (DECIDE, COVERING),
}
"""By which roles, where. A holder's own task stands beside it, below."""

EVERYBODY = [
    "AuthorityRule",
    "Basin",
    "CommandBody",
    "Depot",
    "Division",
    "Equipment",
    "Fact",
    "Gauge",
    "HazardSite",
    "Labour",
    "MemberUnit",
    "Membership",
    "Observation",
    "Plan",
    "PlanAction",
    "PlanLevel",
    "PlanVersion",
    "ProtectedPlace",
    "Reading",
    "ReadingIntake",
    "Recommendation",
    "RecommendationGround",
    "Response",
    "ResponseTransition",
    "RiskGrading",
    "Shelter",
    "Stock",
    "SupplyItem",
    "Task",
    "TaskStep",
    "Team",
    "Threshold",
    "TriggerCondition",
    "Warden",
    "Water",
]
"""Public, and visible to neighbours for mutual aid."""
TYPES: dict[str, tuple[set[Role], tuple[str, ...]]] = {
    "ResponseProposal": ({O, R, C, A}, ("own", "neighbour", "parent", "child")),
    "ProposalStep": ({O, R, C, A}, ("own", "neighbour", "parent", "child")),
    "Contact": (set(Role), COVERING),
    "ContactReveal": (DECIDE, COVERING),
}
TARGET = "421022"
PLACES = {"own": TARGET, "neighbour": "421002", "parent": "421000", "child": "421022100"}
_keys = itertools.count(1)

STAGE = """
INSERT INTO member_unit (code, name, division_id, basis)
SELECT 'MU-X', '演示单位', id, 'SYNTHETIC' FROM division WHERE code = '421022';
INSERT INTO private.contact (unit_id, duty, name, phone, basis)
SELECT id, '演示', '演示九号', '10000000009', 'SYNTHETIC' FROM member_unit WHERE code = 'MU-X';
INSERT INTO reveal (contact_id, reason, by) SELECT max(id), 'seen', 'x' FROM contact;
UPDATE task SET division_id = (SELECT id FROM division WHERE code = '421022')
 WHERE id = (SELECT min(id) FROM task WHERE warden_id IS NOT NULL AND lapses_at IS NULL);
INSERT INTO task_step (task_id, kind, recorded_by) SELECT max(id), 'ACKNOWLEDGE', 'x' FROM task;
INSERT INTO recommendation (plan_id, version_id, system, division_id, kind, "to", made_at, reason, reason_en, state)
SELECT p.id, v.id, p.system, d.id, 'START', 'IV', now(), '演示', 'demo', 'OPEN'
  FROM plan AS p JOIN plan_version AS v ON v.plan_id = p.id AND v.valid_to IS NULL, division AS d
 WHERE p.code = 'PLAN-03' AND d.code = '421022' LIMIT 1;
INSERT INTO recommendation_ground (recommendation_id, condition_id, verdict, says, says_en)
SELECT max(r.id), min(c.id), 'HOLDS', '演示', 'demo' FROM recommendation AS r, trigger_condition AS c;
INSERT INTO reading_intake (received_by, received, added) VALUES ('x', 1, 1);
INSERT INTO observation (kind, division_id, observed_at, topic, holds, issued_by, basis, recorded_by)
SELECT 'STATEMENT', id, now(), 'dike_danger', true, 'x', 'SYNTHETIC', 'x' FROM division WHERE code = '421022';
"""


WHY = """query Why($type: ObjectType!, $id: ID!, $action: Action!, $plan: ID, $level: ResponseLevel) {
  why(type: $type, id: $id, action: $action, plan: $plan, level: $level) {
    allowed code reason rule { says } post { role divisions { code } } tried { says reach post { role } } } }"""


class Stage:
    """A demo in which there is something to do for each mutation, in one county; nothing is committed in it."""

    def __init__(self, ask: Asker, inputs: dict[str, Any], about: dict[str, Any], warden: str) -> None:
        self.ask = ask
        self.inputs = inputs
        self.about = about
        self.warden = warden

    async def code(self, mutation: str, viewer: Viewer) -> str | None:
        """Do something up to its commit, and take it back; give the code of the refusal, None where it was done."""
        return (await self.outcome(mutation, viewer))[0]

    async def outcome(self, mutation: str, viewer: Viewer) -> tuple[str | None, str | None]:
        """Give the code and the reason of the refusal."""
        planner = self.ask.execution.planner
        type_ = api.mutation_type.fields[mutation].args["input"].type if api.mutation_type else None
        text = f"mutation M($i: {type_}) {{ done: {mutation}(input: $i) {{ id }} }}"
        given = {"i": with_key(self.inputs[mutation], f"m{next(_keys)}")}
        question = planner.question(text, None, given)
        ((key, nodes),) = planner.fields(question).items()
        run = Asking(question.variables, viewer, SECRET)
        try:
            change = planner.change(question, viewer, key, nodes)
            async with self.ask.database.transaction(viewer) as connection:
                tx = Transaction(connection, viewer, SECRET)
                run.result, run.once = await change.effect(tx, **change.values(run)), tx.key
                await connection.fetchval(change.shown.sql, *change.shown.parameters(run))
                await tx.finish()
                await connection.execute("ROLLBACK")
        except LeveeError as error:
            return error.code, error.extensions.get("reason")
        return None, None

    async def why(self, mutation: str, viewer: Viewer, **other: str) -> dict[str, Any]:
        """Ask why, or why not."""
        given = self.about[mutation] | {"action": Action(mutation).name} | other
        answer = await self.ask.data(WHY, given, viewer)
        found: dict[str, Any] = answer["why"]
        return found


def with_key(given: dict[str, Any], key: str) -> dict[str, Any]:
    """Put a key where the input has one."""
    if "decision" in given:
        ((kind, inner),) = given["decision"].items()
        return given | {"decision": {kind: inner | {"key": key}}}
    return given | {"key": key}


@pytest.fixture(scope="module")
async def stage(cluster: Cluster, demo: Copy) -> AsyncIterator[Stage]:
    async for copy in copied(cluster, "demo"):
        async with asker(copy) as ask:
            yield await staged(ask)


async def staged(ask: Asker) -> Stage:
    response = (await started(ask, level="III"))["response"]["id"]
    proposal = await proposed(ask, change=change_input(response, key="p1", level="II"))
    override = "mutation O($i: OverrideDecisionInput!) { overrideDecision(input: $i) { response { id } } }"
    severe = await start_input(ask, plan=await plan(ask, "drought"), level="II", key="o1")
    given = {"decision": {"start": severe}, "reason": "no time"}
    grave = (await ask.data(override, {"i": given}, CHIEF))["overrideDecision"]["response"]["id"]
    lower = await proposed(ask, change=change_input(grave, key="p2", level="III"))
    connection = await asyncpg.connect(ask.copy.superuser_url)
    await connection.execute(STAGE)
    row = await connection.fetchrow(
        "SELECT task.id, warden.code FROM task JOIN warden ON warden.id = warden_id JOIN division d ON d.id = task.division_id WHERE d.code = $1",
        TARGET,
    )
    assert row is not None
    task, warden = row
    contact = await connection.fetchval("SELECT max(id) FROM private.contact")
    recommendation = await connection.fetchval("SELECT max(id) FROM recommendation")
    await connection.close()
    act = {"proposal": proposal["id"], "digest": proposal["digest"], "reason": "seen"}
    settle = {"recommendation": name("Recommendation", recommendation), "reason": "seen"}
    start = await start_input(ask, drill=True)
    inputs = {
        "startResponse": start,
        "changeResponseLevel": change_input(response, level="IV"),
        "endResponse": {k: v for k, v in change_input(response).items() if k != "level"},
        "correctResponse": {k: v for k, v in change_input(response, to="IV").items() if k != "level"},
        "overrideDecision": {"decision": {"start": start | {"level": "I"}}, "reason": "no time"},
        "proposeDecision": {"decision": {"start": start | {"level": "I"}}},
        **{f"{what}Proposal": act for what in ("review", "approve", "reject", "withdraw")},
        "consentProposal": act | {"proposal": lower["id"], "digest": lower["digest"]},
        "acceptRecommendation": settle | {"effectiveAt": start["effectiveAt"]},
        "dismissRecommendation": settle,
        "recordReadings": {
            "readings": [{"gauge": "G-SHIZIKOU", "observedAt": "2020-07-01T00:00:00Z", "level": 30.0}]
        },
        "recordObservation": {
            "kind": "STATEMENT",
            "division": TARGET,
            "observedAt": "2020-07-01T00:00:00Z",
            "topic": "dike_danger",
            "holds": True,
            "issuedBy": "x",
        },
        "reportTask": {"task": name("Task", task), "kind": "ACKNOWLEDGE"},
        "revealContact": {"contact": name("Contact", contact), "reason": "call-out"},
    }
    return Stage(ask, inputs, await objects(ask, inputs), warden)


async def objects(ask: Asker, inputs: dict[str, Any]) -> dict[str, Any]:
    """Say for each mutation what it is done to, as `why` is asked about it."""
    asked = "query Q($c: DivisionCode!) { division(code: $c) { id } gauges(first: 200) { edges { node { id code } } } }"
    known = await ask.data(asked, {"c": TARGET})
    here = {"type": "Division", "id": known["division"]["id"]}
    gauge = {one["node"]["code"]: one["node"]["id"] for one in known["gauges"]["edges"]}["G-SHIZIKOU"]
    start = inputs["startResponse"]
    response = {"type": "Response", "id": inputs["endResponse"]["response"]}
    settled = {"type": "Recommendation", "id": inputs["dismissRecommendation"]["recommendation"]}
    return {
        "startResponse": here | {"plan": start["plan"], "level": start["level"]},
        "changeResponseLevel": response | {"level": "IV"},
        "endResponse": response,
        "correctResponse": response | {"level": "IV"},
        "overrideDecision": here | {"plan": start["plan"], "level": "I"},
        "proposeDecision": here | {"plan": start["plan"], "level": "I"},
        **{
            name: {"type": "ResponseProposal", "id": given["proposal"]}
            for name, given in inputs.items()
            if "proposal" in given
        },
        "acceptRecommendation": settled,
        "dismissRecommendation": settled,
        "recordReadings": {"type": "Gauge", "id": gauge},
        "recordObservation": here,
        "reportTask": {"type": "Task", "id": inputs["reportTask"]["task"]},
        "revealContact": {"type": "Contact", "id": inputs["revealContact"]["contact"]},
    }


def somebody(mutation: str, role: Role, place: str) -> Viewer:
    """One post; who withdraws is who proposed."""
    subject = OFFICER.subject if mutation == "withdrawProposal" else f"{role.value}@{place}"
    return Viewer.of(subject, role, (PLACES[place],))


def differs(why: dict[str, Any], code: str | None, reason: str | None, role: Role) -> bool:
    """Tell whether `why` says another thing than what happened."""
    if why["allowed"]:
        by = why["post"] and why["post"]["role"]
        named = (
            why["rule"] is not None
            and role.value in why["rule"]["says"]
            and why["rule"] in [{"says": one["says"]} for one in why["tried"] if one["post"]]
        )
        return code not in (None, "CONFLICT") or by != role.name or not named or bool(why["code"])
    hidden = (why["code"], code) == ("NOT_FOUND", "FORBIDDEN")  # it does not say that it is there
    told = why["rule"] or why["post"] or not why["tried"]
    return (not hidden and (why["code"], why["reason"]) != (code, reason)) or bool(told)


def could(viewer: Viewer, mutation: str) -> bool:
    """Tell whether `viewer.may` says that somebody may do it in the county."""
    reached = {
        "OWN_DIVISIONS": {PLACES["own"], PLACES["parent"]},
        "DIVISION_ABOVE": {PLACES["parent"]},
    }
    return any(
        reached.get(one.reach.name, set()) & set(post.divisions)
        for one in permissions(viewer)
        for post in one.posts
        if one.action is Action(mutation)
    )


def ruled(mutation: str) -> bool:
    """Tell whether the plan of each object names the least post too, so that a role by itself is not all."""
    return bool(RIGHTS[Action(mutation)].named)


OWN = {"signIn", "signOut", "revokeSessions"}
"""What everybody does to their own sessions: tests/test_accounts.py and tests/test_sessions.py say who may."""


def test_no_mutation_and_no_type_is_missing() -> None:
    assert api.mutation_type is not None
    assert set(MUTATIONS) | OWN == set(api.mutation_type.fields)
    kept = {made.name for made in NODES.values() if made.table.metadata is metadata and not made.abstract}
    assert {*EVERYBODY, *TYPES} == kept


@pytest.mark.parametrize("mutation", MUTATIONS)
async def test_who_may_do_what(stage: Stage, mutation: str) -> None:
    """Every role in its own division, a neighbouring one, the one above and one below: none wrong."""
    roles, places = MUTATIONS[mutation]
    wrong: list[Any] = []
    done = 0
    for role, place in itertools.product(Role, PLACES):
        viewer = somebody(mutation, role, place)
        code, reason = await stage.outcome(mutation, viewer)
        done += code is None
        may = role in roles and place in places
        if (code in (None, "CONFLICT")) is not may or code not in (None, "CONFLICT", "FORBIDDEN"):
            wrong.append((role.value, place, code, may))
        if differs(why := await stage.why(mutation, viewer), code, reason, role):
            wrong.append((role.value, place, code, reason, why))
        if could(viewer, mutation) is not may and not (may is False and ruled(mutation)):
            wrong.append((role.value, place, may, "viewer.may"))
    assert not wrong
    assert done or mutation == "approveProposal", "it was there to be done"
    assert await stage.code(mutation, READER) == "UNAUTHENTICATED"


async def test_holders_report_their_own_tasks_and_no_others(stage: Stage) -> None:
    for units, code in (((stage.warden,), None), (("W-OTHER",), "FORBIDDEN"), ((), "FORBIDDEN")):
        for role in Role:
            holder = Viewer("holder", (Post(role, (), (), units),))
            expected = code if role is H else "FORBIDDEN"
            assert await stage.code("reportTask", holder) == expected, (units, role)


ROW = "SELECT max(id) FROM {table} {where}"


async def test_who_may_see_what(stage: Stage) -> None:
    """Every type, by its ID, as every role in every scope and as nobody: seen or not as it is written here."""
    connection = await asyncpg.connect(stage.ask.copy.superuser_url)
    ids = {}
    for type_ in (*EVERYBODY, *TYPES):
        made = NODES[type_]
        where = f"WHERE kind = '{made.kind.value}'" if made.kind else ""
        key = await connection.fetchval(ROW.format(table=made.table.name, where=where))
        assert key is not None, f"there is no {type_} to be seen"
        ids[type_] = name(type_, key)
    await connection.close()
    wrong = []
    why = 'why(type: %s, id: "%s", action: READ) { allowed code reason }'
    for role, place in [(None, "own"), *itertools.product(Role, PLACES)]:
        viewer = READER if role is None else Viewer.of("x", role, (PLACES[place],))
        for some in batches(ids, 8):
            asked = " ".join(f'{type_}: node(id: "{id_}") {{ id }}' for type_, id_ in some)
            for type_, seen in (await stage.ask.data(f"{{ {asked} }}", None, viewer)).items():
                roles, places = TYPES.get(type_, (set(Role), tuple(PLACES)))
                may = type_ in EVERYBODY or (role in roles and place in places)
                if (seen is not None) is not may:
                    wrong.append((type_, role, place, seen))
            asked = " ".join(f"{type_}: {why % (type_, id_)}" for type_, id_ in some)
            for type_, told in (await stage.ask.data(f"{{ {asked} }}", None, viewer)).items():
                roles, places = TYPES.get(type_, (set(Role), tuple(PLACES)))
                may = type_ in EVERYBODY or (role in roles and place in places)
                if told != {"allowed": may, "code": None if may else "NOT_FOUND", "reason": None}:
                    wrong.append((type_, role, place, told))
    assert not wrong


async def test_what_is_hidden_is_answered_as_what_is_not_there(stage: Stage) -> None:
    """`why` tells nobody that there is a contact, whatever is asked about it."""
    for role in Role:
        for mutation in ("revealContact", "read"):
            viewer = Viewer.of("x", role, (PLACES["neighbour"],))
            about = stage.about["revealContact"] | {"action": Action(mutation).name}
            asked = [about, about | {"id": name("Contact", 2**40)}]
            here, absent = [(await stage.ask.data(WHY, one, viewer))["why"] for one in asked]
            assert here == absent
            assert (here["allowed"], here["code"]) == (False, "NOT_FOUND")
            assert "divisions contain its own" in here["tried"][0]["says"]


async def test_may_lists_every_action_that_somebody_can_do(stage: Stage) -> None:
    """What `viewer.may` says over GraphQL is what the declarations say, role by role."""
    asked = "{ viewer { may { action reach types planned posts { role divisions { code } } } } }"
    for role in Role:
        viewer = Viewer.of("x", role, (PLACES["own"],))
        told = (await stage.ask.data(asked, None, viewer))["viewer"]["may"]
        listed = {one["action"] for one in told} - {"READ", "REVOKE_SESSIONS"}
        by_hand = {
            Action(mutation).name
            for mutation, (roles, _) in MUTATIONS.items()
            if role in roles or (ruled(mutation) and role in RIGHTS[Action(mutation)].roles)
        }
        assert listed == by_hand, role
        seen = {type_ for one in told if one["action"] == "READ" for type_ in one["types"]}
        assert seen == {type_ for type_, (roles, _) in TYPES.items() if role in roles}, role
        for one in told:
            assert one["posts"] == [{"role": role.name, "divisions": [{"code": PLACES["own"]}]}]
    assert (await stage.ask.data(asked))["viewer"]["may"] == []


def batches(all_: dict[str, str], size: int) -> list[list[tuple[str, str]]]:
    rest = list(all_.items())
    return [rest[at : at + size] for at in range(0, len(rest), size)]
