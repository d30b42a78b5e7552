"""Issued in error: one step sets it right, and what was stays what it was."""

from typing import Any

from schema.access import Role, Viewer
from tests.asking import OFFICER, READER, Asker
from tests.test_decisions import CHANGE, END, change_input, counts, start_input, started, unasked

CORRECT = """mutation C($i: CorrectResponseInput!) { correctResponse(input: $i) {
  id kind from to reason effectiveAt decidedAt recordedAt evidenceAt corrects { id correction }
  response { id level endedAt }
} }"""
LEVELS = """query L($id: ID!) { node(id: $id) { ... on Response {
  before: level(at: "2026-07-01T07:59:59+08:00") first: level(at: "2026-07-02T07:59:59+08:00")
  then: level(at: "2026-07-02T08:00:00+08:00") later: level(at: "2026-07-03T08:00:00+08:00") endedAt
} } }"""
OPEN = 'query O($at: DateTime) { responses(at: $at, division: "421022", systems: ["flood"]) { id } }'
PROPOSE = "mutation P($i: ProposeDecisionInput!) { proposeDecision(input: $i) { id } }"
SECOND = "2026-07-02T08:00:00+08:00"
THIRD = "2026-07-03T08:00:00+08:00"


def correct_input(response: str, **other: Any) -> dict[str, Any]:
    return {"key": "correct", "response": response, "effectiveAt": SECOND} | other


async def corrected(ask: Asker, response: str, **other: Any) -> dict[str, Any]:
    data = await ask.data(CORRECT, {"i": correct_input(response, **other)}, OFFICER)
    found: dict[str, Any] = data["correctResponse"]
    return found


async def levels(ask: Asker, response: str) -> list[Any]:
    found: dict[str, Any] = (await ask.data(LEVELS, {"id": response}))["node"]
    return list(found.values())


async def raised(ask: Asker, level: str = "III", **other: Any) -> tuple[str, dict[str, Any]]:
    response = (await started(ask))["response"]["id"]
    made = change_input(response, level=level, **other)
    step: dict[str, Any] = (await ask.data(CHANGE, {"i": made}, OFFICER))["changeResponseLevel"]
    return response, step


async def test_a_raise_issued_in_error_is_taken_back_in_prepared_words(own: Asker) -> None:
    response, step = await raised(own, documentNo="演示〔2026〕3号")
    before = await counts(own)
    done = await corrected(own, response, to="IV")
    assert (done["kind"], done["from"], done["to"]) == ("CORRECT", "III", "IV")
    assert done["corrects"]["id"] == step["id"]
    assert (
        done["reason"]
        == done["corrects"]["correction"]
        == (
            "2026年7月2日8时起防汛应急响应由Ⅳ级提升为Ⅲ级（演示〔2026〕3号）系误发，现予更正。 Issued in error and corrected "
            "herewith: from 2026-07-02 08:00 +08:00, raise the response from level IV to level III (演示〔2026〕3号)."
        )
    )
    assert await levels(own, response) == [None, "IV", "IV", "IV", None]
    after = await counts(own)
    assert {name: after[name] - before[name] for name in after} == {"transitions": 1, "events": 1, "head": 1}


async def test_before_it_is_right_the_level_stays_what_it_was(own: Asker) -> None:
    response, step = await raised(own)
    done = await corrected(own, response, to="IV", effectiveAt=THIRD, reason="misread", transition=step["id"])
    assert done["reason"] == "misread"
    assert await levels(own, response) == [None, "IV", "III", "IV", None]
    early = correct_input(response, key="early", to="III")
    error = await own.error(CORRECT, {"i": early}, OFFICER)
    assert (error["code"], error["extensions"]["argument"]) == ("CONFLICT", "input.effectiveAt")


async def test_a_start_issued_in_error_leaves_nothing_in_force(own: Asker) -> None:
    start = await started(own)
    response = start["response"]["id"]
    done = await corrected(own, response, to=None, effectiveAt=start["effectiveAt"])
    assert done["to"] is None
    assert done["response"]["endedAt"] == start["effectiveAt"]
    assert await levels(own, response) == [None, None, None, None, start["effectiveAt"]]
    assert (await own.data(OPEN, {"at": SECOND}))["responses"] == []
    for document, more in ((CHANGE, {"level": "III"}), (END, {})):
        error = await own.error(document, {"i": change_input(response) | more}, OFFICER)
        assert (error["code"], error["extensions"]["argument"]) == ("CONFLICT", "input.response")
    again = await started(own, key="again")
    assert again["response"]["id"] != response, "another may start in its place, from the same moment on"


async def test_an_end_issued_in_error_never_was(own: Asker) -> None:
    response, _ = await raised(own)
    await own.data(END, {"i": change_input(response, key="end", effectiveAt=THIRD)}, OFFICER)
    assert await levels(own, response) == [None, "IV", "III", None, THIRD]
    late = correct_input(response, key="late", to="III", effectiveAt="2026-07-03T09:00:00+08:00")
    error = await own.error(CORRECT, {"i": late}, OFFICER)
    assert (error["code"], error["extensions"]["argument"]) == ("CONFLICT", "input.effectiveAt")
    assert "end's own" in error["message"]
    done = await corrected(own, response, to="III", effectiveAt=THIRD)
    assert (done["from"], done["to"], done["response"]["endedAt"]) == (None, "III", None)
    assert await levels(own, response) == [None, "IV", "III", "III", None]
    assert [found["id"] for found in (await own.data(OPEN, {"at": THIRD}))["responses"]] == [response]
    end = change_input(response, key="end 2", effectiveAt="2026-07-04T08:00:00+08:00")
    assert (await own.data(END, {"i": end}, OFFICER))["endResponse"]["to"] is None, "and ends another time"
    error = await own.error(END, {"i": end | {"key": "end 3"}}, OFFICER)
    assert error["code"] == "CONFLICT"


async def test_an_end_is_not_taken_back_where_another_response_has_begun(own: Asker) -> None:
    response, _ = await raised(own)
    await own.data(END, {"i": change_input(response, key="end", effectiveAt=THIRD)}, OFFICER)
    await started(own, key="next", effectiveAt="2026-07-05T08:00:00+08:00")
    before = await counts(own)
    error = await own.error(CORRECT, {"i": correct_input(response, to="III", effectiveAt=THIRD)}, OFFICER)
    assert error["code"] == "CONFLICT"
    graver = {"correct": correct_input(response, to="II", effectiveAt=THIRD)}
    error = await own.error(PROPOSE, {"i": {"decision": graver}}, OFFICER)
    assert (error["code"], error["extensions"].get("reason")) == ("CONFLICT", None), "not even proposed"
    assert await counts(own) == before
    assert await levels(own, response) == [None, "IV", "III", None, THIRD]


async def test_nobody_reaches_a_grave_level_alone_by_way_of_a_correction(own: Asker) -> None:
    """A13: a correction takes back, it does not raise past an approval."""
    response, step = await raised(own)
    refused = {
        "raise": {"to": "I"},
        "raise from an older one": {"to": "II", "transition": step["id"]},
    }
    for what, more in refused.items():
        error = await own.error(CORRECT, {"i": correct_input(response, **more)}, OFFICER)
        assert (error["code"], error["extensions"]["reason"]) == ("FORBIDDEN", "APPROVAL_REQUIRED"), what
    over = await corrected(own, response, key="over", to=None)
    assert over["to"] is None
    error = await own.error(CORRECT, {"i": correct_input(response, to="II")}, OFFICER)
    assert error["extensions"]["reason"] == "APPROVAL_REQUIRED", "a start by way of a correction"
    assert (await corrected(own, response, to="III"))["to"] == "III", "but what was, may be again"


async def test_what_two_agreed_to_is_restored_by_one(own: Asker) -> None:
    """An END at level II that was issued in error is mended at once, without a second person."""
    await unasked(own)
    response, _ = await raised(own, level="II")
    await own.data(END, {"i": change_input(response, key="end", effectiveAt=THIRD)}, OFFICER)
    await own.owner("UPDATE authority_rule SET approval_required = true")
    error = await own.error(
        CORRECT, {"i": correct_input(response, key="i", to="I", effectiveAt=THIRD)}, OFFICER
    )
    assert error["extensions"]["reason"] == "APPROVAL_REQUIRED"
    assert (await corrected(own, response, to="II", effectiveAt=THIRD))["response"]["endedAt"] is None


async def test_a_correction_names_what_it_corrects(own: Asker) -> None:
    response, step = await raised(own)
    other = await started(own, key="other", division="421002")
    cases = {
        "another response's": ({"transition": other["id"]}, "BAD_USER_INPUT", "input.transition"),
        "unknown": ({"transition": "UmVzcG9uc2VUcmFuc2l0aW9uOjk5OTk"}, "NOT_FOUND", "input.transition"),
        "same level": ({"to": "III"}, "CONFLICT", "input.to"),
        "blank": ({"reason": " "}, "BAD_USER_INPUT", "input.reason"),
        "not the last": ({"lastTransition": other["id"]}, "CONFLICT", "input.lastTransition"),
    }
    for what, (more, code, argument) in cases.items():
        made = correct_input(response, to="IV") | more
        error = await own.error(CORRECT, {"i": made}, OFFICER)
        assert (error["code"], error["extensions"]["argument"]) == (code, argument), what
    made = correct_input(response, to="IV")
    assert (await own.error(CORRECT, {"i": made}, READER))["code"] == "UNAUTHENTICATED"
    assert (await own.error(CORRECT, {"i": made}, Viewer.of("o", Role.OFFICER, ("421002",))))[
        "code"
    ] == "FORBIDDEN"
    assert (await corrected(own, response, to="IV", lastTransition=step["id"]))["to"] == "IV"


OVERRIDE = """mutation O($i: OverrideDecisionInput!) { overrideDecision(input: $i) {
  kind to reason overrideReason approvals { id } response { level }
} }"""
COMMANDER = Viewer.of("commander@421022", Role.COMMANDER, ("421022",))


async def test_a_commander_decides_alone_with_a_reason(own: Asker) -> None:
    made = {"decision": {"start": await start_input(own, level="I")}, "reason": "the dike breaks"}
    for role in (Role.VIEWER, Role.OFFICER, Role.ADMINISTRATOR):
        error = await own.error(OVERRIDE, {"i": made}, Viewer.of("other", role, ("421000",)))
        assert error["code"] == "FORBIDDEN", role
    assert (await own.error(OVERRIDE, {"i": made | {"reason": " "}}, COMMANDER))["code"] == "BAD_USER_INPUT"
    elsewhere = {"start": await start_input(own, level="I", division="421002")}
    assert (await own.error(OVERRIDE, {"i": made | {"decision": elsewhere}}, COMMANDER))[
        "code"
    ] == "FORBIDDEN"
    before = await counts(own)
    done = (await own.data(OVERRIDE, {"i": made}, COMMANDER))["overrideDecision"]
    assert (done["kind"], done["to"], done["reason"]) == ("START", "I", "heavy rain")
    assert (done["overrideReason"], done["approvals"]) == ("the dike breaks", [])
    assert (await own.data(OVERRIDE, {"i": made}, COMMANDER))["overrideDecision"] == done
    after = await counts(own)
    assert {name: after[name] - before[name] for name in after} == {"transitions": 1, "events": 2, "head": 2}
    light = {"start": await start_input(own, key="light", level="IV", drill=True)}
    error = await own.error(OVERRIDE, {"i": made | {"decision": light}}, COMMANDER)
    assert (error["code"], error["extensions"]["reason"]) == ("CONFLICT", "NOT_NEEDED")
    assert await counts(own) == after
