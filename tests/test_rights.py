"""Why somebody may, or may not: by which rule, by which of several posts, and what the plan asks for besides."""

from __future__ import annotations

from typing import Any

import pytest

from resolvers.rights import KEPT
from schema.access import Post, Role, Viewer
from schema.actions import RIGHTS, Action
from schema.position import name
from tests.asking import OFFICER, Asker
from tests.test_decisions import CHANGE, change_input, plan, started
from tests.test_matrix import WHY
from tests.test_proposals import CHIEF, act, proposed, refusal

COUNTY = "421022"
COUNTY_CHIEF = Viewer.of("chief@421022", Role.COMMANDER, ("421022",))


async def why(ask: Asker, viewer: Viewer, action: Action, type_: str, id_: str, **more: Any) -> Any:
    return (await ask.data(WHY, {"type": type_, "id": id_, "action": action.name, **more}, viewer))["why"]


async def division(ask: Asker, code: str = COUNTY) -> str:
    asked = "query Q($c: DivisionCode!) { division(code: $c) { id } }"
    found: str = (await ask.data(asked, {"c": code}))["division"]["id"]
    return found


async def test_the_post_that_meets_the_rule_is_named(ask: Asker) -> None:
    """Of several posts the first that meets it by itself; one that may elsewhere does not help."""
    here = await division(ask)
    posts = (
        Post(Role.COMMANDER, ("421002",)),
        Post(Role.VIEWER, ("420000",)),
        Post(Role.OFFICER, ("421087", "421000")),
        Post(Role.COMMANDER, (COUNTY,)),
    )
    told = await why(ask, Viewer("several", posts), Action.START_RESPONSE, "Division", here)
    assert told["allowed"]
    assert told["rule"] == {"says": "officer, commander or administrator whose divisions contain 421022"}
    assert told["post"] == {"role": "OFFICER", "divisions": [{"code": "421000"}, {"code": "421087"}]}

    told = await why(ask, Viewer("few", posts[:2]), Action.START_RESPONSE, "Division", here)
    assert (told["allowed"], told["code"], told["reason"]) == (False, "FORBIDDEN", None)
    assert (told["rule"], told["post"], [one["post"] for one in told["tried"]]) == (None, None, [None])


async def test_two_halves_of_a_basin_are_not_a_basin(own: Asker) -> None:
    """What one post must cover is not covered by two."""
    row = "SELECT code FROM division WHERE id IN (SELECT division_id FROM basin_division WHERE basin_id = 1)"
    codes = [found["code"] for found in await own.database.rows(row, [])]
    assert len(codes) > 1
    halves = (Post(Role.OFFICER, tuple(codes[:1])), Post(Role.OFFICER, tuple(codes[1:])))
    cases = {halves: False, (Post(Role.OFFICER, tuple(codes)),): True}
    for posts, may in cases.items():
        told = await why(own, Viewer("x", posts), Action.START_RESPONSE, "Basin", name("Basin", 1))
        assert told["allowed"] is may, told
        assert "basins or divisions contain basin " in told["tried"][0]["says"]


async def test_whoever_holds_the_unit_is_told_that_rule(own: Asker) -> None:
    await started(own)
    found = await own.database.rows(
        "SELECT max(task.id) AS id, warden.code FROM task JOIN warden ON warden.id = warden_id GROUP BY 2 LIMIT 1",
        [],
    )
    task, code = found[0]["id"], found[0]["code"]
    holder = Viewer("x", (Post(Role.HOLDER, (), (), (code,)),))
    told = await why(own, holder, Action.REPORT_TASK, "Task", name("Task", task))
    assert told["rule"] == {"says": f"holder whose units contain {code}"}
    assert [(one["reach"], bool(one["post"])) for one in told["tried"]] == [
        ("OWN_DIVISIONS", False),
        ("OWN_UNITS", True),
    ]
    other = Viewer("x", (Post(Role.HOLDER, (), (), ("W-OTHER",)),))
    assert (await why(own, other, Action.REPORT_TASK, "Task", name("Task", task)))["code"] == "FORBIDDEN"


@pytest.mark.parametrize("level", ["I", "II", "IV"])
async def test_an_approval_that_the_plan_asks_for_is_told_beforehand(own: Asker, level: str) -> None:
    """At each level `why` says what then happens to the change of level, from level III."""
    response = (await started(own, level="III"))["response"]["id"]
    told = await why(own, OFFICER, Action.CHANGE_RESPONSE_LEVEL, "Response", response, level=level)
    answer = await own(CHANGE, {"i": change_input(response, level=level)}, OFFICER)
    errors = [error["extensions"] for error in answer.get("errors", [])]
    assert told["allowed"] is not bool(errors)
    assert [(one["code"], one["reason"]) for one in errors] == [
        (told["code"], told["reason"]) for _ in range(not told["allowed"])
    ]
    assert bool(errors) is (level in ("I", "II"))


async def test_who_proposed_or_has_agreed_is_told_so(own: Asker) -> None:
    """Of a proposal `why` says what happens to each who acts on it, before and after."""
    proposal = await proposed(own)
    reviewer = Viewer.of("reviewer", Role.REVIEWER, ("421000",))
    for viewer in (OFFICER, CHIEF, COUNTY_CHIEF, reviewer):
        for what in ("review", "consent", "approve", "reject", "withdraw"):
            told = await told_of(own, what, proposal, viewer)
            if not told["allowed"]:
                assert await refusal(own, what, proposal, viewer) == (told["code"], told["reason"]), what
    assert (await told_of(own, "withdraw", proposal, OFFICER))["allowed"]
    assert (await told_of(own, "review", proposal, reviewer))["allowed"]
    await act(own, "review", proposal, reviewer)
    again = await told_of(own, "review", proposal, reviewer)
    assert (again["allowed"], again["reason"]) == (False, "SAME_PERSON")


async def told_of(ask: Asker, what: str, proposal: Any, viewer: Viewer) -> Any:
    return await why(ask, viewer, Action(f"{what}Proposal"), "ResponseProposal", proposal["id"])


async def test_a_correction_that_makes_it_graver_is_a_raise(own: Asker) -> None:
    """A correction back needs no approval, one beyond what stood before and after does."""
    response = (await started(own, level="III"))["response"]["id"]
    asked: dict[str, Any] = {
        "viewer": OFFICER,
        "action": Action.CORRECT_RESPONSE,
        "type_": "Response",
        "id_": response,
    }
    assert (await why(own, **asked, level="IV"))["allowed"]
    assert (await why(own, **asked, level="II"))["reason"] == "APPROVAL_REQUIRED"
    assert (await why(own, **asked))["allowed"], "to take it back altogether"


async def test_without_a_plan_a_start_is_a_matter_of_rights_alone(ask: Asker) -> None:
    here, under = await division(ask), await plan(ask)
    asked: dict[str, Any] = {
        "viewer": OFFICER,
        "action": Action.START_RESPONSE,
        "type_": "Division",
        "id_": here,
    }
    assert (await why(ask, **asked))["allowed"]
    assert (await why(ask, **asked, plan=under, level="IV"))["allowed"]
    assert (await why(ask, **asked, plan=under, level="I"))["reason"] == "APPROVAL_REQUIRED"
    about = asked | {"action": Action.OVERRIDE_DECISION, "viewer": CHIEF}
    assert (await why(ask, **about, plan=under, level="I"))["allowed"]
    assert (await why(ask, **about, plan=under, level="IV"))["reason"] == "NOT_NEEDED"


async def test_what_cannot_be_asked_is_said(ask: Asker) -> None:
    here = await division(ask)
    for given, argument in (
        ({"type": "Response", "id": here, "action": "READ"}, "id"),
        ({"type": "Division", "id": "nonsense", "action": "READ"}, "id"),
        ({"type": "Division", "id": here, "action": "REPORT_TASK"}, "action"),
        ({"type": "Division", "id": here, "action": "REVOKE_SESSIONS"}, "action"),
        ({"type": "Division", "id": here, "action": "START_RESPONSE", "plan": here, "level": "I"}, "plan"),
    ):
        error = await ask.error(WHY, given, OFFICER)
        assert (error["code"], error["extensions"]["argument"]) == ("BAD_USER_INPUT", argument), error


async def test_why_is_one_statement_and_its_plan_is_shared(ask: Asker) -> None:
    """Who asks is a parameter: two of one role share a plan, and each is answered for themselves."""
    here = await division(ask)
    before = len(ask.database.statements)
    for code, may in ((COUNTY, True), ("421002", False)):
        viewer = Viewer.of(code, Role.OFFICER, (code,))
        assert (await why(ask, viewer, Action.START_RESPONSE, "Division", here))["allowed"] is may
    first, second = ask.database.statements[before:]
    assert first == second


def test_every_right_names_types_there_are() -> None:
    assert {type_ for right in RIGHTS.values() for type_ in right.types} <= set(KEPT)
