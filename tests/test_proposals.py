"""Decisions that others have to agree to: who may, in which order, within which time, and once."""

import asyncio
import hashlib
from typing import Any

from schema.access import Role, Viewer
from tests.asking import OFFICER, READER, Asker
from tests.test_decisions import CHANGE, END, change_input, counts, start_input, started

CHIEF = Viewer.of("commander@421000", Role.COMMANDER, ("421000",))
DEPUTY = Viewer.of("deputy@421000", Role.COMMANDER, ("421000",))
PROVINCE = Viewer.of("officer@420000", Role.OFFICER, ("420000",))
COUNTY = Viewer.of("officer@421022", Role.OFFICER, ("421022",))
PROPOSE = """mutation P($i: ProposeDecisionInput!) { proposeDecision(input: $i) {
  id kind from to state awaits text textEn digest proposedBy reason effectiveAt proposedAt expiresAt drill
  rule { approver approvalMinutes } level { level actions { task } } lastTransition { id } response { id }
  steps { act by } supersedes { id state }
} }"""
ACT = """mutation A($i: ProposalActInput!) { %s(input: $i) { id state awaits steps { act by reason } } }"""
APPROVE = """mutation A($i: ProposalActInput!) { approveProposal(input: $i) {
  id kind from to decidedAt recordedAt effectiveAt evidenceAt reason documentNo overrideReason
  response { id level endedAt }
  approvals { by reason proposal { id state awaits steps { act by transition { to } } } }
} }"""
STATE = "query S($id: ID!) { node(id: $id) { ... on ResponseProposal { state awaits } } }"
DOCUMENTS = {
    "approve": APPROVE,
    **{name: ACT % f"{name}Proposal" for name in ("review", "consent", "reject", "withdraw")},
}


async def proposed(ask: Asker, viewer: Viewer = OFFICER, **decision: Any) -> dict[str, Any]:
    """Propose; without anything else, raising a new response to level II."""
    if not decision:
        response = (await started(ask))["response"]["id"]
        decision = {"change": change_input(response, key="propose", level="II")}
    made = {"supersedes": decision.pop("supersedes", None), "decision": decision}
    data = await ask.data(PROPOSE, {"i": made}, viewer)
    found: dict[str, Any] = data["proposeDecision"]
    return found


def act_input(proposal: dict[str, Any], **other: Any) -> dict[str, Any]:
    made = {"key": "act", "proposal": proposal["id"], "digest": proposal["digest"], "reason": "seen"}
    return {"i": made | other}


async def act(ask: Asker, what: str, proposal: dict[str, Any], viewer: Viewer, **other: Any) -> Any:
    made = act_input(proposal, key=f"{what} {proposal['id']}", **other)
    (done,) = (await ask.data(DOCUMENTS[what], made, viewer)).values()
    return done


async def refusal(
    ask: Asker, what: str, proposal: dict[str, Any], viewer: Viewer, **other: Any
) -> tuple[str, str | None]:
    error = await ask.error(DOCUMENTS[what], act_input(proposal, **other), viewer)
    return error["code"], error["extensions"].get("reason")


async def expire(ask: Asker) -> None:
    """Let eleven minutes pass for all proposals."""
    await ask.owner(
        "UPDATE proposal SET proposed_at = proposed_at - interval '11 min', "
        "expires_at = expires_at - interval '11 min'"
    )


async def test_three_people_raise_a_response_to_level_two(own: Asker) -> None:
    before = await counts(own)
    start = await started(own)
    change = change_input(start["response"]["id"], key="propose", level="II", documentNo="演示〔2026〕2号")
    change |= {"evidenceAt": "2026-07-02T06:00:00+08:00"}
    direct = await own.error(CHANGE, {"i": change}, OFFICER)
    assert (direct["code"], direct["extensions"]["reason"]) == ("FORBIDDEN", "APPROVAL_REQUIRED")
    made = await proposed(own, change=change)
    assert (made["kind"], made["from"], made["to"], made["state"]) == ("RAISE", "IV", "II", "WAITING")
    assert made["awaits"] == "REVIEW"
    assert made["lastTransition"]["id"] == start["id"]
    assert made["level"]["actions"], "what it sets in motion"
    assert made["text"] == (
        "自2026年7月2日8时起，公安县防汛应急响应由Ⅳ级提升为Ⅱ级。依据：《荆州市防汛应急预案(演示)》（演示版本）。"
        "理由：as observed。文号：演示〔2026〕2号。依据时间：2026年7月2日6时。"
    )
    assert made["textEn"].startswith(
        "From 2026-07-02 08:00 +08:00, raise the response from level IV to level II in "
    )
    assert len(made["digest"]) == len(hashlib.sha256().hexdigest())
    assert (await counts(own))["transitions"] == before["transitions"] + 1, "nothing has been raised yet"
    reviewed = await act(own, "review", made, DEPUTY)
    assert (reviewed["state"], reviewed["awaits"]) == ("WAITING", "APPROVE")
    done = await act(own, "approve", made, CHIEF)
    assert (done["kind"], done["from"], done["to"]) == ("RAISE", "IV", "II")
    assert done["decidedAt"] == done["recordedAt"]
    assert done["evidenceAt"] == "2026-07-02T06:00:00+08:00"
    assert (done["documentNo"], done["overrideReason"]) == ("演示〔2026〕2号", None)
    (approval,) = done["approvals"]
    assert (approval["by"], approval["reason"], approval["proposal"]["state"]) == (
        "commander@421000",
        "seen",
        "APPROVED",
    )
    acts = [(step["act"], step["by"]) for step in approval["proposal"]["steps"]]
    assert acts == [
        ("PROPOSE", "officer@421000"),
        ("REVIEW", "deputy@421000"),
        ("APPROVE", "commander@421000"),
    ]
    after = await counts(own)
    assert after["transitions"] - before["transitions"] == 2
    assert after["events"] - before["events"] == 5, "two transitions, three acts"
    assert after["head"] - before["head"] == 5


async def test_who_proposed_it_cannot_agree_to_it(own: Asker) -> None:
    """A13: the same user, the same user in another session, the same user with more rights."""
    made = await proposed(own, CHIEF, change=change_input((await started(own))["response"]["id"], level="I"))
    higher = Viewer.of(CHIEF.subject, Role.ADMINISTRATOR, ("100000",))
    for viewer in (CHIEF, higher):
        for what in ("review", "approve", "reject"):
            assert await refusal(own, what, made, viewer) == ("FORBIDDEN", "SAME_PERSON"), what
    await act(own, "review", made, DEPUTY)
    assert await refusal(own, "approve", made, DEPUTY) == ("FORBIDDEN", "SAME_PERSON")


async def test_only_the_posts_that_the_plan_names_in_their_divisions_act(own: Asker) -> None:
    made = await proposed(own)
    viewer = Viewer.of("viewer@421000", Role.VIEWER, ("421000",))
    other = Viewer.of("commander@421002", Role.COMMANDER, ("421002",))
    second = Viewer.of("officer-2@421000", Role.OFFICER, ("421000",))
    for what in DOCUMENTS:
        assert await refusal(own, what, made, READER) == ("UNAUTHENTICATED", None)
        assert await refusal(own, what, made, viewer) == ("FORBIDDEN", None)
    for what in ("review", "approve", "reject"):
        assert await refusal(own, what, made, other) == ("FORBIDDEN", None), "another division"
        assert await refusal(own, what, made, second) == ("FORBIDDEN", "POST"), "not the commander"
    assert await refusal(own, "withdraw", made, CHIEF) == ("FORBIDDEN", "OTHER_PERSON")
    assert await refusal(own, "approve", made, CHIEF) == ("CONFLICT", "REVIEW_MISSING")
    assert await refusal(own, "consent", made, PROVINCE) == ("CONFLICT", "NOT_NEEDED")
    await act(own, "review", made, DEPUTY)
    assert await refusal(own, "approve", made, second) == ("FORBIDDEN", "POST")
    assert await refusal(own, "approve", made, DEPUTY) == ("FORBIDDEN", "SAME_PERSON")
    await act(own, "approve", made, Viewer.of("admin", Role.ADMINISTRATOR, ("100000",)))


async def test_the_office_above_consents_where_the_plan_asks_for_that(own: Asker) -> None:
    """Ending level I: the county's and the city's own people cannot speak for the office above."""
    await own.owner("UPDATE authority_rule SET upper_consent = true WHERE action = 'START' AND level = 'I'")
    made = await proposed(own, COUNTY, start=await start_input(own, level="I"))
    chief = Viewer.of("commander@421022", Role.COMMANDER, ("421022",))
    assert await refusal(own, "consent", made, chief) == ("FORBIDDEN", None)
    await act(own, "review", made, DEPUTY)
    assert await refusal(own, "approve", made, chief) == ("CONFLICT", "CONSENT_MISSING")
    consented = await act(own, "consent", made, Viewer.of("duty@421000", Role.OFFICER, ("421000",)))
    assert consented["awaits"] == "APPROVE"
    assert (await act(own, "approve", made, chief))["to"] == "I"
    city = Viewer.of("officer@421000", Role.OFFICER, ("421000",))
    wide = await proposed(own, city, start=await start_input(own, key="city", division="421000", level="I"))
    assert await refusal(own, "consent", wide, DEPUTY) == ("FORBIDDEN", None)
    assert (await act(own, "consent", wide, PROVINCE))["awaits"] == "REVIEW"


async def test_nobody_decides_alone_where_the_office_above_must_consent(own: Asker) -> None:
    """Its consent is part of the plan's authority table, so the direct way is closed, as `why` says before."""
    response = (await started(own))["response"]["id"]
    await own.owner("UPDATE authority_rule SET upper_consent = true WHERE level = 'III'")
    raised = change_input(response, level="III", key="alone")
    before = await counts(own)
    error = await own.error(CHANGE, {"i": raised}, OFFICER)
    assert (error["code"], error["extensions"]["reason"]) == ("FORBIDDEN", "APPROVAL_REQUIRED")
    why = "query W($id: ID!) { why(type: Response, id: $id, action: CHANGE_RESPONSE_LEVEL, level: III) { allowed reason } }"
    assert (await own.data(why, {"id": response}, OFFICER))["why"] == {
        "allowed": False,
        "reason": "APPROVAL_REQUIRED",
    }
    assert await counts(own) == before
    made = await proposed(own, change=raised)
    assert await refusal(own, "approve", made, CHIEF) == ("CONFLICT", "CONSENT_MISSING")
    await act(own, "consent", made, PROVINCE)
    assert (await act(own, "approve", made, CHIEF))["to"] == "III"


async def test_after_ten_minutes_nobody_can_agree_any_more(own: Asker) -> None:
    """A13: two people within ten minutes."""
    made = await proposed(own)
    await act(own, "review", made, DEPUTY)
    before = await counts(own)
    await expire(own)
    assert (await own.data(STATE, {"id": made["id"]}, CHIEF))["node"] == {"state": "EXPIRED", "awaits": None}
    for what, viewer in (("approve", CHIEF), ("review", CHIEF), ("reject", CHIEF), ("withdraw", OFFICER)):
        assert await refusal(own, what, made, viewer) == ("CONFLICT", "PROPOSAL_EXPIRED"), what
    assert await counts(own) == before
    again = change_input(made_response(made), key="again", level="II")
    assert (await proposed(own, change=again))["state"] == "WAITING", "it can be proposed again"


def made_response(made: dict[str, Any]) -> str:
    response: str = made["response"]["id"]
    return response


async def test_the_text_that_was_read_is_the_text_that_is_approved(own: Asker) -> None:
    """An edited proposal is a new one; the digest of the old does not approve it."""
    old = await proposed(own)
    await act(own, "review", old, DEPUTY)
    edited = change_input(made_response(old), key="edited", level="I")
    new = await proposed(own, change=edited, supersedes=old["id"])
    assert new["digest"] != old["digest"]
    assert new["supersedes"] == {"id": old["id"], "state": "SUPERSEDED"}
    assert [step["act"] for step in new["steps"]] == ["PROPOSE"], "what others agreed to is not carried over"
    assert await refusal(own, "approve", old, CHIEF) == ("CONFLICT", "PROPOSAL_SETTLED")
    await act(own, "review", new, DEPUTY)
    assert await refusal(own, "approve", new | {"digest": old["digest"]}, CHIEF) == (
        "CONFLICT",
        "DIGEST_MISMATCH",
    )
    assert (await act(own, "approve", new, CHIEF))["to"] == "I"
    again = change_input(made_response(old), key="more", level="II")
    error = await own.error(PROPOSE, {"i": {"decision": {"change": again}, "supersedes": new["id"]}}, OFFICER)
    assert (error["code"], error["extensions"]["reason"]) == ("CONFLICT", "PROPOSAL_SETTLED")


async def test_a_proposal_takes_the_place_only_of_one_about_the_same(own: Asker) -> None:
    one = await proposed(own)
    other = await start_input(own, key="other", division="421002", level="I")
    error = await own.error(PROPOSE, {"i": {"decision": {"start": other}, "supersedes": one["id"]}}, OFFICER)
    assert (error["code"], error["extensions"]["argument"]) == ("BAD_USER_INPUT", "input.supersedes")
    assert (await own.data(STATE, {"id": one["id"]}, CHIEF))["node"]["state"] == "WAITING"


async def test_rejected_or_withdrawn_is_settled(own: Asker) -> None:
    first = await proposed(own)
    assert (await act(own, "reject", first, CHIEF))["state"] == "REJECTED"
    again = change_input(made_response(first), key="again", level="II")
    second = await proposed(own, change=again)
    assert (await act(own, "withdraw", second, OFFICER))["state"] == "WITHDRAWN"
    for made in (first, second):
        for what, viewer in (
            ("approve", CHIEF),
            ("review", DEPUTY),
            ("reject", CHIEF),
            ("withdraw", OFFICER),
        ):
            assert await refusal(own, what, made, viewer) == ("CONFLICT", "PROPOSAL_SETTLED"), what


async def test_what_has_changed_meanwhile_is_not_approved(own: Asker) -> None:
    """The record and the plan are looked at once more when it is approved."""
    made = await proposed(own)
    await act(own, "review", made, DEPUTY)
    response = made_response(made)
    await own.data(CHANGE, {"i": change_input(response, key="meanwhile", level="III")}, OFFICER)
    error = await own.error(APPROVE, act_input(made), CHIEF)
    assert (error["code"], error["extensions"]["argument"]) == ("CONFLICT", "input.lastTransition")
    second = await proposed(own, change=change_input(response, key="second", level="I"))
    await act(own, "review", second, DEPUTY)
    await own.owner("UPDATE authority_rule SET action = 'LOWER' WHERE level = 'I' AND action = 'RAISE'")
    assert await refusal(own, "approve", second, CHIEF) == ("CONFLICT", "PLAN_CHANGED")
    assert (await own.data(STATE, {"id": second["id"]}, CHIEF))["node"]["state"] == "WAITING"


async def test_starting_and_ending_are_proposed_like_raising(own: Asker) -> None:
    start = await proposed(own, start=await start_input(own, level="II", drill=True))
    assert (start["kind"], start["from"], start["to"], start["drill"]) == ("START", None, "II", True)
    assert start["text"].startswith("【演练】自2026年7月1日8时起，公安县启动防汛Ⅱ级应急响应。")
    assert start["textEn"].startswith("DRILL. From 2026-07-01 08:00 +08:00, start a response at level II in ")
    await act(own, "review", start, DEPUTY)
    done = await act(own, "approve", start, CHIEF)
    response = done["response"]["id"]
    error = await own.error(END, {"i": change_input(response)}, OFFICER)
    assert error["extensions"]["reason"] == "APPROVAL_REQUIRED"
    end = await proposed(own, end=change_input(response, key="end"))
    assert (end["kind"], end["from"], end["to"], end["level"]) == ("END", "II", None, None)
    await act(own, "review", end, DEPUTY)
    assert (await act(own, "approve", end, CHIEF))["response"]["endedAt"] == "2026-07-02T08:00:00+08:00"


async def test_what_cannot_be_decided_cannot_be_proposed(own: Asker) -> None:
    start = await started(own)
    response = start["response"]["id"]
    before = await counts(own)
    raised = change_input(response, level="II")
    refused: dict[str, tuple[dict[str, Any], str, str]] = {
        "same level": ({"change": raised | {"level": "IV"}}, "CONFLICT", "input.decision.change.level"),
        "blank": ({"change": raised | {"reason": " "}}, "BAD_USER_INPUT", "input.decision.change.reason"),
        "earlier": (
            {"change": raised | {"effectiveAt": "2026-06-01T00:00:00Z"}},
            "CONFLICT",
            "input.decision.change.effectiveAt",
        ),
        "over already": (
            {"change": raised | {"expectedUntil": "2026-07-01T00:00:00Z"}},
            "BAD_USER_INPUT",
            "input.decision.change.expectedUntil",
        ),
        "another open one": ({"start": await start_input(own, key="b", level="I")}, "CONFLICT", ""),
        "no rule": ({"change": raised | {"level": "III", "drop": "rules"}}, "CONFLICT", ""),
        "two": ({"change": raised, "end": change_input(response)}, "BAD_USER_INPUT", ""),
        "none": ({}, "BAD_USER_INPUT", ""),
    }
    for what, (decision, code, argument) in refused.items():
        if decision.get("change", {}).pop("drop", None):
            await own.owner("DELETE FROM authority_rule WHERE level = 'III'")
        error = await own.error(PROPOSE, {"i": {"decision": decision}}, OFFICER)
        assert (error["code"], error["extensions"].get("argument", "")) == (code, argument), (what, error)
    assert await counts(own) == before
    county = Viewer.of("officer@421002", Role.OFFICER, ("421002",))
    error = await own.error(PROPOSE, {"i": {"decision": {"change": raised}}}, county)
    assert error["code"] == "FORBIDDEN"


async def test_of_many_who_approve_at_once_one_wins(own: Asker) -> None:
    made = await proposed(own)
    await act(own, "review", made, DEPUTY)
    before = await counts(own)
    chiefs = [Viewer.of(f"commander-{n}", Role.COMMANDER, ("421000",)) for n in range(8)]
    answers = await asyncio.gather(*(own(APPROVE, act_input(made, key="k"), chief) for chief in chiefs))
    assert len([answer for answer in answers if answer.get("data")]) == 1
    reasons = {error["extensions"].get("reason") for a in answers for error in a.get("errors", [])}
    assert reasons <= {"PROPOSAL_SETTLED", None}
    codes = {error["extensions"]["code"] for a in answers for error in a.get("errors", [])}
    assert codes <= {"CONFLICT", "SERVICE_UNAVAILABLE"}
    after = await counts(own)
    assert after["transitions"] == before["transitions"] + 1
    assert after["events"] == before["events"] + 2, "the transition and the approval, once each"


async def test_a_retry_approves_nothing_twice(own: Asker) -> None:
    """S4, S5: the same key and input give the same; another input is refused, also on another mutation."""
    made = await proposed(own)
    response = made_response(made)
    change = change_input(response, key="propose", level="II", effectiveAt="2026-07-02T00:00:00Z")
    same = {"decision": {"change": change}, "supersedes": None}
    assert (await own.data(PROPOSE, {"i": same}, OFFICER))["proposeDecision"]["id"] == made["id"]
    other = {"decision": {"change": change_input(response, key="propose", level="I")}}
    assert (await own.error(PROPOSE, {"i": other}, OFFICER))["code"] == "CONFLICT"
    await act(own, "review", made, DEPUTY)
    first = await own.data(APPROVE, act_input(made), CHIEF)
    before = await counts(own)
    assert await own.data(APPROVE, act_input(made), CHIEF) == first, "settled, but the same key"
    assert (await own.error(APPROVE, act_input(made, reason="other"), CHIEF))["code"] == "CONFLICT"
    assert (await own.error(DOCUMENTS["reject"], act_input(made), CHIEF))["code"] == "CONFLICT"
    assert await counts(own) == before


LIST = """query L($d: DivisionCode, $s: [ProposalState!]) { proposals(division: $d, states: $s) {
  totalCount edges { node { state awaits proposedBy } }
} }"""


async def test_what_waits_is_listed_for_those_who_decide(own: Asker) -> None:
    await proposed(own)
    start = await start_input(own, key="other", division="421002", level="I")
    second = await proposed(own, start=start)
    await act(own, "withdraw", second, OFFICER)
    waiting = {"d": "421022", "s": ["WAITING"]}
    (edge,) = (await own.data(LIST, waiting, CHIEF))["proposals"]["edges"]
    assert edge["node"] == {"state": "WAITING", "awaits": "REVIEW", "proposedBy": "officer@421000"}
    for viewer in (READER, Viewer.of("viewer", Role.VIEWER, ("421000",))):
        assert (await own.data(LIST, {}, viewer))["proposals"] == {"totalCount": 0, "edges": []}
        assert (await own.data(STATE, {"id": second["id"]}, viewer))["node"] is None
    counted: dict[str, dict[str, Any]] = {
        "two": {},
        "one": {"d": "421002"},
        "none": {"d": "421002", "s": ["WAITING"]},
        "withdrawn": {"d": "421000", "s": ["WITHDRAWN", "EXPIRED"]},
    }
    found = {
        name: (await own.data(LIST, asked, OFFICER))["proposals"]["totalCount"]
        for name, asked in counted.items()
    }
    assert found == {"two": 2, "one": 1, "none": 0, "withdrawn": 1}
    assert (await own.error(LIST, {"s": []}, OFFICER))["code"] == "BAD_USER_INPUT"
    assert (await own.error(LIST, {"d": "429999"}, OFFICER))["code"] == "NOT_FOUND"
