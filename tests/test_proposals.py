"""Decisions that others have to agree to: who may, in which order, within which time, and once."""

import hashlib
from typing import Any

from schema.access import Role, Viewer
from tests.asking import OFFICER, Asker
from tests.test_decisions import CHANGE, change_input, counts, started

CHIEF = Viewer("commander@421000", Role.COMMANDER, ("421000",))
DEPUTY = Viewer("deputy@421000", Role.COMMANDER, ("421000",))
PROVINCE = Viewer("officer@420000", Role.OFFICER, ("420000",))
COUNTY = Viewer("officer@421022", Role.OFFICER, ("421022",))
PROPOSE = """mutation P($i: ProposeDecisionInput!) { proposeDecision(input: $i) {
  id kind from to state awaits text textEn digest proposedBy reason effectiveAt proposedAt expiresAt drill
  rule { approver approvalMinutes } level { level actions { task } } lastTransition { id }
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
    higher = Viewer(CHIEF.subject, Role.ADMINISTRATOR, ("100000",))
    for viewer in (CHIEF, higher):
        for what in ("review", "approve", "reject"):
            assert await refusal(own, what, made, viewer) == ("FORBIDDEN", "SAME_PERSON"), what
    await act(own, "review", made, DEPUTY)
    assert await refusal(own, "approve", made, DEPUTY) == ("FORBIDDEN", "SAME_PERSON")
