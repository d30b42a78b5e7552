"""S9: whatever is asked in whatever order, the record is what the model says."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from schema.access import Role, Viewer
from tests.asking import READER, Asker
from tests.screens import scaled
from tests.test_decisions import plan
from tests.walks import COMMANDER, OFFICER, SEVERITY, Asked, Model, Proposal, Walk

SCOPES = ("421022", "421002")
BEGIN = datetime(2026, 7, 1, tzinfo=UTC)
PEOPLE = {
    name: (Viewer.of(name, role, ("421000",)), rank)
    for name, role, rank in (
        ("officer", Role.OFFICER, OFFICER),
        ("second", Role.OFFICER, OFFICER),
        ("deputy", Role.COMMANDER, COMMANDER),
        ("chief", Role.COMMANDER, COMMANDER),
    )
}
WAYS = {"START": "start", "CHANGE": "change", "END": "end", "CORRECT": "correct"}
FIELDS = {
    "START": "startResponse",
    "CHANGE": "changeResponseLevel",
    "END": "endResponse",
    "CORRECT": "correctResponse",
}
DONE = "{ id from to response { id } }"
DOCUMENTS = {
    **{
        kind: f"mutation M($i: {field[0].upper()}{field[1:]}Input!) {{ done: {field}(input: $i) {DONE} }}"
        for kind, field in FIELDS.items()
    },
    "propose": "mutation M($i: ProposeDecisionInput!) { done: proposeDecision(input: $i) { id digest rule { level action } } }",
    "override": f"mutation M($i: OverrideDecisionInput!) {{ done: overrideDecision(input: $i) {DONE} }}",
    "approve": f"mutation M($i: ProposalActInput!) {{ done: approveProposal(input: $i) {DONE} }}",
    **{
        what: f"mutation M($i: ProposalActInput!) {{ done: {what}Proposal(input: $i) {{ id }} }}"
        for what in ("review", "consent", "reject", "withdraw")
    },
}
RECORD = """query R($at: DateTime!) { responses(at: $at, systems: ["flood"]) { id level(at: $at) } }"""
LEVEL = """query L($id: ID!, $at: DateTime!) { node(id: $id) { ... on Response { level(at: $at) endedAt
  transitions { id from to } } } }"""
CLEAN = "TRUNCATE response, response_transition, event, mutation_key CASCADE"
HOURS = st.integers(0, 6)


def instant(hour: int) -> str:
    return (BEGIN + timedelta(hours=hour)).isoformat()


class Record(RuleBasedStateMachine):
    """The service and the model, side by side."""

    ask: Asker
    loop: asyncio.AbstractEventLoop
    flood: str

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.keys = itertools.count(1)
        self.sent: list[tuple[str, dict[str, Any], Viewer, dict[str, Any]]] = []
        self.run(self.ask.owner(CLEAN))

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()

    def send(self, name: str, given: dict[str, Any], who: str, *, expected: bool) -> dict[str, Any] | None:
        """Send a mutation; whether it is done must be what the model says."""
        viewer = PEOPLE[who][0]
        answer = self.run(self.ask(DOCUMENTS[name], {"i": given}, viewer))
        assert bool(answer.get("data")) is expected, (name, given, answer)
        if not expected:
            codes = {error["extensions"]["code"] for error in answer["errors"]}
            assert codes <= {"CONFLICT", "FORBIDDEN"}, answer
            return None
        self.sent.append((name, given, viewer, answer["data"]))
        done: dict[str, Any] = answer["data"]["done"]
        return done

    def decide(self, how: str, who: str, asked: Asked, **more: Any) -> None:
        """Ask for something directly, as an override, or as a proposal, perhaps one that all agree to."""
        if how == "agreed":
            count = len(self.model.proposals)
            self.decide("propose", who, asked, **more)
            self.all_agree(*self.model.proposals[count:])
            return
        given = {"key": f"{next(self.keys)}", "effectiveAt": instant(asked.at), "reason": "as seen"} | more
        expected = self.model.may(how, asked) and (how != "override" or PEOPLE[who][1] == COMMANDER)
        before = self.model.judge(asked)
        if how == "direct":
            done = self.send(asked.kind, given, who, expected=expected)
        else:
            wrapped: dict[str, Any] = {"decision": {WAYS[asked.kind]: given}}
            if how == "override":
                wrapped["reason"] = "no time"
            done = self.send(how, wrapped, who, expected=expected)
        if done is None or before is None:
            return
        if how == "propose":
            assert before[1] is not None
            assert done["rule"] == {"action": before[1][0], "level": before[1][1]}
            asked.last = asked.walk.last.id if asked.walk else None
            self.model.proposals.append(
                Proposal(done["id"], done["digest"], asked, before[1], {"PROPOSE": who})
            )
        else:
            self.recorded(asked, before[0], done)

    def recorded(self, asked: Asked, before: str | None, done: dict[str, Any]) -> None:
        assert (done["from"], done["to"]) == (before, asked.level)
        self.model.record(asked, done["id"], done["response"]["id"])

    hows = st.sampled_from(["direct", "direct", "agreed", "agreed", "propose", "override"])
    people = st.sampled_from(sorted(PEOPLE))
    levels = st.sampled_from(SEVERITY)

    @rule(how=hows, who=people, scope=st.sampled_from(SCOPES), level=levels, at=HOURS)
    def start(self, how: str, who: str, scope: str, level: str, at: int) -> None:
        asked = Asked("START", at, level, scope)
        self.decide(how, who, asked, plan=self.flood, division=scope, level=level)

    def follow(self, data: st.DataObject, kind: str, how: str, who: str, level: str | None, at: int) -> None:
        walk: Walk = data.draw(st.sampled_from(self.model.walks[-3:]))
        at = data.draw(st.sampled_from([at, max(at, walk.last.at), max(at, walk.last.at)]))
        seen = data.draw(st.sampled_from([None, None, walk.last.id, walk.steps[0].id]))
        asked = Asked(kind, at, level, walk.scope, walk, seen)
        given: dict[str, Any] = {"response": walk.id, "lastTransition": seen}
        if kind == "CHANGE":
            given["level"] = level
        if kind == "CORRECT":
            asked.corrects = data.draw(st.sampled_from([None, *(step.id for step in walk.steps)]))
            asked.at = data.draw(st.sampled_from([at, walk.last.at]))
            given |= {"to": level, "transition": asked.corrects, "effectiveAt": instant(asked.at)}
        self.decide(how, who, asked, **given)

    @precondition(lambda self: self.model.walks)
    @rule(data=st.data(), how=hows, who=people, level=levels, at=HOURS)
    def change(self, data: st.DataObject, how: str, who: str, level: str, at: int) -> None:
        self.follow(data, "CHANGE", how, who, level, at)

    @precondition(lambda self: self.model.walks)
    @rule(data=st.data(), how=hows, who=people, at=HOURS)
    def end(self, data: st.DataObject, how: str, who: str, at: int) -> None:
        self.follow(data, "END", how, who, None, at)

    @precondition(lambda self: self.model.walks)
    @rule(data=st.data(), how=hows, who=people, level=st.none() | levels, at=HOURS)
    def correct(self, data: st.DataObject, how: str, who: str, level: str | None, at: int) -> None:
        self.follow(data, "CORRECT", how, who, level, at)

    def act_on(self, what: str, proposal: Proposal, who: str, *, read: bool = True) -> None:
        digest = proposal.digest if read else "0" * 64
        may = self.model.may_act(what, proposal, who, PEOPLE[who][1], digest)
        before = self.model.judge(proposal.asked)
        given = {"key": f"{next(self.keys)}", "proposal": proposal.id, "digest": digest, "reason": "seen"}
        done = self.send(what, given, who, expected=may)
        if done is None:
            return
        if what in ("review", "consent"):
            proposal.acts[what.upper()] = who
        else:
            proposal.waits = False
        if what == "approve":
            assert before is not None
            self.recorded(proposal.asked, before[0], done)

    @precondition(lambda self: self.model.proposals)
    @rule(
        data=st.data(),
        what=st.sampled_from(["review", "consent", "approve", "approve", "reject", "withdraw"]),
        who=people,
        read=st.sampled_from([True, True, True, False]),
    )
    def act(self, data: st.DataObject, what: str, who: str, read: bool) -> None:
        self.act_on(what, data.draw(st.sampled_from(self.model.proposals[-3:])), who, read=read)

    @precondition(lambda self: any(one.waits for one in self.model.proposals))
    @rule(data=st.data())
    def agree(self, data: st.DataObject) -> None:
        self.all_agree(data.draw(st.sampled_from([one for one in self.model.proposals if one.waits])))

    def all_agree(self, *proposals: Proposal) -> None:
        """Let everybody agree who has to: chance alone seldom gets so far."""
        for proposal in proposals:
            for what, who in (("review", "deputy"), ("consent", "second"), ("approve", "chief")):
                self.act_on(what, proposal, who)

    @precondition(lambda self: any(one.waits for one in self.model.proposals))
    @rule()
    def expire(self) -> None:
        late = "proposed_at = proposed_at - interval '11 min', expires_at = expires_at - interval '11 min'"
        self.run(self.ask.owner(f"UPDATE proposal SET {late}"))
        for proposal in self.model.proposals:
            proposal.waits = False

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def retry(self, data: st.DataObject) -> None:
        """The same key and input give the same, whatever has happened since; another input does not."""
        name, given, viewer, first = data.draw(st.sampled_from(self.sent))
        again = self.run(self.ask(DOCUMENTS[name], {"i": given}, viewer))
        assert again == {"data": first}
        if "reason" in given:
            other = self.run(self.ask.error(DOCUMENTS[name], {"i": given | {"reason": "another"}}, viewer))
            assert other["code"] == "CONFLICT"

    @rule(at=st.integers(-1, 7))
    def look(self, at: int) -> None:
        """What is in force, and at which level, is what the model says."""
        found = self.run(self.ask.data(RECORD, {"at": instant(at)}, READER))["responses"]
        held = {walk.id: walk.level(at) for walk in self.model.walks if walk.start <= at < walk.end}
        assert {one["id"]: one["level"] for one in found} == held
        assert None not in held.values()

    def teardown(self) -> None:
        """Each response, at each moment, and its whole walk."""
        for walk in self.model.walks:
            for at in range(-1, 8):
                told = self.run(self.ask.data(LEVEL, {"id": walk.id, "at": instant(at)}, READER))["node"]
                assert told["level"] == walk.level(at), (walk, at)
            steps = [(step["id"], step["from"], step["to"]) for step in told["transitions"]]
            assert steps == [(step.id, step.before, step.after) for step in walk.steps]
            assert (told["endedAt"] is None) is (walk.end == float("inf"))


@scaled((4, 25), (500, 30))
async def test_the_record_is_what_the_model_says(own: Asker, scale: tuple[int, int]) -> None:
    runs, steps = scale
    Record.ask, Record.loop, Record.flood = own, asyncio.get_running_loop(), await plan(own)
    chosen = settings(
        max_examples=runs, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
    )
    await asyncio.to_thread(run_state_machine_as_test, Record, settings=chosen)
