"""What rings on the desks of those who have to agree, and of the offices above."""

from __future__ import annotations

import asyncio
from typing import Any

from schema.access import Role
from server.auth import issue
from tests.asking import SECRET
from tests.chained import witnessed
from tests.screens import Screen, Served, Watch, quiet, screen, screens, token
from tests.test_corrections import CORRECT
from tests.test_proposals import APPROVE, DOCUMENTS, PROPOSE

ACTS = """subscription P($after: Cursor, $division: DivisionCode, $drill: Boolean! = false) {
  proposalChanged(after: $after, division: $division, drill: $drill) {
    cursor hash step { act by proposal { id state awaits digest expiresAt } transition { to } }
} }"""
BELL = """subscription B($division: DivisionCode, $drill: Boolean! = false) {
  overrideRang(division: $division, drill: $drill) {
    cursor hash transition { id to overrideReason response { division { code } } }
} }"""
OVERRIDE = "mutation O($i: OverrideDecisionInput!) { overrideDecision(input: $i) { id } }"
START = "mutation S($i: StartResponseInput!) { startResponse(input: $i) { id response { id } } }"
PLANS = '{ plans(filter: {systems: ["%s"]}) { edges { node { id } } } }'
CHIEF = token(Role.COMMANDER)


def deputy() -> str:
    return "Bearer " + issue(SECRET, Role.COMMANDER, ["421000"], "deputy", days=1)


async def watching(shown: Screen, document: str, **arguments: Any) -> Watch:
    watch = await shown.operate(document, arguments)
    await shown.ask("{ __typename }")
    return watch


async def told(watch: Watch) -> dict[str, Any]:
    message = await watch.message()
    assert message["type"] == "next", message
    (row,) = message["payload"]["data"].values()
    found: dict[str, Any] = row
    return found


async def start_input(shown: Screen, system: str = "chemical", **other: Any) -> dict[str, Any]:
    plans = await shown.ask(PLANS % system)
    made = {
        "key": "desk",
        "plan": plans["data"]["plans"]["edges"][0]["node"]["id"],
        "division": "421022",
        "level": "I",
        "effectiveAt": "2026-07-01T08:00:00+08:00",
        "reason": "a leak",
    }
    return made | other


async def done(shown: Screen, document: str, **given: Any) -> dict[str, Any]:
    answer = await shown.ask(document, {"i": given})
    assert "errors" not in answer, answer
    (row,) = answer["data"].values()
    found: dict[str, Any] = row
    return found


async def test_the_approvers_desk_hears_each_act_once(served: Served) -> None:
    async with (
        screen(served.address, token()) as officer,
        screen(served.address, CHIEF) as chief,
        screen(served.address, deputy()) as second,
        screen(served.address) as wall,
    ):
        since = await chief.cursor()
        desk = await watching(chief, ACTS, division="421022")
        others = [
            await watching(wall, ACTS),
            await watching(chief, ACTS, division="421002"),
            await watching(chief, ACTS, drill=True),
        ]
        changes = await wall.watch(division="421022", systems=["chemical"])
        decision = {"start": await start_input(officer, key="acts")}
        made = await done(officer, PROPOSE, decision=decision)
        first = await told(desk)
        assert (first["step"]["act"], first["step"]["by"]) == ("PROPOSE", "officer@421000")
        assert first["step"]["proposal"]["awaits"] == "REVIEW"
        assert first["step"]["proposal"]["digest"] == made["digest"]
        given = {"key": "act", "proposal": made["id"], "digest": made["digest"], "reason": "seen"}
        await done(second, DOCUMENTS["review"], **given)
        assert (await told(desk))["step"]["proposal"]["awaits"] == "APPROVE"
        await done(chief, APPROVE, **given)
        last = await told(desk)
        assert (last["step"]["act"], last["step"]["transition"]) == ("APPROVE", {"to": "I"})
        assert (await changes.change())["transition"]["to"] == "I"
        await quiet(wall, desk, changes, *others)
        again = await watching(chief, ACTS, after=since)
        assert [(await told(again))["step"]["act"] for _ in range(3)] == ["PROPOSE", "REVIEW", "APPROVE"]
        await witnessed(served.copy, first, last)
        rest = await watching(chief, ACTS, after=first["cursor"])
        assert (await told(rest))["step"]["act"] == "REVIEW"


async def test_an_override_rings_above_and_not_beside(served: Served) -> None:
    commander = "Bearer " + issue(SECRET, Role.COMMANDER, ["421022"], days=1)
    async with screen(served.address, commander) as alone, screen(served.address, token()) as above:
        bells = [
            await watching(above, BELL, **where)
            for where in ({"division": "421000"}, {"division": "420000"}, {}, {"division": "421022"})
        ]
        silent = [
            await watching(above, BELL, division="421002"),
            await watching(above, BELL, division="421022102"),
            await watching(above, BELL, drill=True),
        ]
        changes = await above.watch(division="421022", systems=["drought"])
        decision = {"start": await start_input(alone, "drought", key="alone")}
        made = await done(alone, OVERRIDE, decision=decision, reason="no time")
        for bell in bells:
            rung = await told(bell)
            assert rung["transition"]["id"] == made["id"]
            await witnessed(served.copy, rung)
            assert rung["transition"]["overrideReason"] == "no time"
            assert rung["transition"]["response"]["division"] == {"code": "421022"}
        assert await changes.changes(1) == [made["id"]]
        await quiet(above, changes, *bells, *silent)


async def test_a_correction_is_on_all_screens_within_five_seconds(served: Served) -> None:
    """A15: from the decision to the last of fifty screens."""
    async with screen(served.address, token()) as officer, screens(served.address, 50) as walls:
        start = await done(officer, START, **await start_input(officer, "flood", key="a15", level="IV"))
        watches = [await wall.watch(division="421022", systems=["flood"]) for wall in walls]
        begun = asyncio.get_running_loop().time()
        made = {"key": "a15 c", "response": start["response"]["id"], "to": None}
        done_ = await done(officer, CORRECT, **made, effectiveAt="2026-07-01T08:00:00+08:00")
        changes = await asyncio.gather(*(watch.change() for watch in watches))
        assert asyncio.get_running_loop().time() - begun < 5
        assert {change["transition"]["id"] for change in changes} == {done_["id"]}
        assert {change["transition"]["kind"] for change in changes} == {"CORRECT"}
