"""Start, change and end of a response: what the rules allow, and that nothing happens twice."""

import asyncio
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.access import Role, Viewer
from tests.asking import OFFICER, READER, Asker

START = """mutation Start($i: StartResponseInput!) { startResponse(input: $i) {
  id kind from to decidedAt effectiveAt recordedAt reason documentNo response { id level drill system }
} }"""
CHANGE = """mutation Change($i: ChangeResponseLevelInput!) { changeResponseLevel(input: $i) {
  id kind from to response { level }
} }"""
END = """mutation End($i: EndResponseInput!) { endResponse(input: $i) {
  id kind from to response { level endedAt }
} }"""
COUNT = """
SELECT (SELECT count(*) FROM response_transition) AS transitions,
       (SELECT count(*) FROM event) AS events,
       (SELECT seq FROM event_head) AS head
"""
FLOOD = "query P($s: [String!]) { plans(filter: {systems: $s}) { edges { node { id } } } }"
COMMANDER = Viewer.of("commander@421022", Role.COMMANDER, ("421022",))


async def plan(ask: Asker, system: str = "flood") -> str:
    data = await ask.data(FLOOD, {"s": [system]})
    found: str = data["plans"]["edges"][0]["node"]["id"]
    return found


async def overall(ask: Asker) -> str:
    data = await ask.data("{ plans(filter: {kinds: [OVERALL]}) { edges { node { id } } } }")
    found: str = data["plans"]["edges"][0]["node"]["id"]
    return found


async def start_input(ask: Asker, **other: Any) -> dict[str, Any]:
    made = {
        "key": "start",
        "plan": await plan(ask),
        "division": "421022",
        "level": "IV",
        "effectiveAt": "2026-07-01T08:00:00+08:00",
        "reason": "heavy rain",
    }
    return made | other


async def started(ask: Asker, **other: Any) -> dict[str, Any]:
    data = await ask.data(START, {"i": await start_input(ask, **other)}, OFFICER)
    found: dict[str, Any] = data["startResponse"]
    return found


def change_input(response: str, **other: Any) -> dict[str, Any]:
    made = {
        "key": "change",
        "response": response,
        "effectiveAt": "2026-07-02T08:00:00+08:00",
        "reason": "as observed",
    }
    return made | other


async def unasked(ask: Asker) -> None:
    """Let no plan ask for an approval, so that every level is decided directly."""
    await ask.owner("UPDATE authority_rule SET approval_required = false, upper_consent = false")


async def counts(ask: Asker) -> dict[str, int]:
    (row,) = await ask.database.rows(COUNT, [])
    return dict(row)


async def test_a_response_from_its_start_to_its_end(own: Asker) -> None:
    await unasked(own)
    before = await counts(own)
    start = await started(own, documentNo="演示〔2026〕1号")
    assert (start["kind"], start["from"], start["to"]) == ("START", None, "IV")
    assert start["decidedAt"] == start["recordedAt"], "absent decidedAt is recordedAt"
    assert start["effectiveAt"] == "2026-07-01T08:00:00+08:00"
    response = start["response"]["id"]
    raised = (await own.data(CHANGE, {"i": change_input(response, level="I")}, OFFICER))[
        "changeResponseLevel"
    ]
    assert (raised["kind"], raised["from"], raised["to"]) == ("RAISE", "IV", "I"), "by any number of levels"
    lower = change_input(response, key="lower", level="III", lastTransition=raised["id"])
    lowered = (await own.data(CHANGE, {"i": lower}, OFFICER))["changeResponseLevel"]
    assert (lowered["kind"], lowered["from"], lowered["to"]) == ("LOWER", "I", "III")
    ended = (await own.data(END, {"i": change_input(response, key="end")}, OFFICER))["endResponse"]
    assert (ended["kind"], ended["from"], ended["to"]) == ("END", "III", None)
    assert ended["response"] == {"level": None, "endedAt": "2026-07-02T08:00:00+08:00"}
    after = await counts(own)
    assert {name: after[name] - before[name] for name in after} == {"transitions": 4, "events": 4, "head": 4}
    levels = await own.data(
        'query L($id: ID!) { node(id: $id) { ... on Response { a: level(at: "2026-07-01T07:59:59+08:00") '
        'b: level(at: "2026-07-01T00:00:00Z") c: level(at: "2026-07-02T07:59:59.999999+08:00") '
        'd: level(at: "2026-07-02T08:00:00+08:00") } } }',
        {"id": response},
    )
    assert levels["node"] == {"a": None, "b": "IV", "c": "IV", "d": None}


REFUSED: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "blank key": ("start", {"key": "  "}, "BAD_USER_INPUT", "input.key"),
    "blank reason": ("start", {"reason": "\t"}, "BAD_USER_INPUT", "input.reason"),
    "both scopes": ("start", {"basin": "QmFzaW46MQ"}, "BAD_USER_INPUT", "input"),
    "no scope": ("start", {"division": None}, "BAD_USER_INPUT", "input"),
    "unknown division": ("start", {"division": "429999"}, "NOT_FOUND", "input.division"),
    "unknown basin": ("start", {"division": None, "basin": "QmFzaW46OTk5"}, "NOT_FOUND", "input.basin"),
    "basin that is a plan": (
        "start",
        {"division": None, "basin": "UGxhbjox"},
        "BAD_USER_INPUT",
        "input.basin",
    ),
    "unknown plan": ("start", {"plan": "UGxhbjo5OTk"}, "NOT_FOUND", "input.plan"),
    "malformed plan": ("start", {"plan": "plan"}, "BAD_USER_INPUT", "input.plan"),
    "no version in force": (
        "start",
        {"effectiveAt": "1999-12-31T23:59:59+08:00"},
        "CONFLICT",
        "input.effectiveAt",
    ),
    "another open response": ("start", {"key": "b"}, "CONFLICT", ""),
    "same level": ("change", {"level": "IV"}, "CONFLICT", "input.level"),
    "before the last": (
        "change",
        {"level": "II", "effectiveAt": "2026-07-01T07:59:59+08:00"},
        "CONFLICT",
        "input.effectiveAt",
    ),
    "unknown response": (
        "change",
        {"level": "II", "response": "UmVzcG9uc2U6OTk5"},
        "NOT_FOUND",
        "input.response",
    ),
    "another type": ("change", {"level": "II", "response": "UGxhbjox"}, "BAD_USER_INPUT", "input.response"),
    "not the last": (
        "change",
        {"level": "II", "lastTransition": "UmVzcG9uc2VUcmFuc2l0aW9uOjE"},
        "CONFLICT",
        "input.lastTransition",
    ),
    "end before the last": ("end", {"effectiveAt": "2026-06-30T00:00:00Z"}, "CONFLICT", "input.effectiveAt"),
    "end, blank reason": ("end", {"reason": ""}, "BAD_USER_INPUT", "input.reason"),
}
DOCUMENTS = {"start": START, "change": CHANGE, "end": END}


async def test_what_is_refused_changes_nothing(own: Asker) -> None:
    await unasked(own)
    response = (await started(own))["response"]["id"]
    before = await counts(own)
    for what, (which, other, code, argument) in REFUSED.items():
        made = await start_input(own, key="c") if which == "start" else change_input(response)
        error = await own.error(DOCUMENTS[which], {"i": made | other}, OFFICER)
        assert (error["code"], error["extensions"].get("argument", "")) == (code, argument), (what, error)
    assert await counts(own) == before
    data = await own.data(CHANGE, {"i": change_input(response, level="II")}, OFFICER)
    assert data["changeResponseLevel"]["to"] == "II", "a refused attempt stores nothing under its key"


async def test_an_overall_plan_cannot_be_started(own: Asker) -> None:
    error = await own.error(START, {"i": await start_input(own, plan=await overall(own))}, OFFICER)
    assert (error["code"], error["extensions"]["argument"]) == ("BAD_USER_INPUT", "input.plan")


async def test_nothing_follows_an_end(own: Asker) -> None:
    response = (await started(own))["response"]["id"]
    await own.data(END, {"i": change_input(response, key="end")}, OFFICER)
    late = "2026-07-09T08:00:00+08:00"
    for document, more in ((CHANGE, {"level": "I"}), (END, {})):
        error = await own.error(
            document, {"i": change_input(response, key="late", effectiveAt=late, **more)}, OFFICER
        )
        assert error["code"] == "CONFLICT"
    again = await started(own, key="again", effectiveAt="2026-07-02T08:00:00+08:00")
    assert again["response"]["id"] != response, "half-open: the next may start at the instant of the end"
    over = await own.error(
        START, {"i": await start_input(own, key="over", effectiveAt="2026-07-01T09:00:00Z")}, OFFICER
    )
    assert over["code"] == "CONFLICT", "intervals of one scope never overlap"


async def test_systems_scopes_and_drills_stand_side_by_side(own: Asker) -> None:
    await started(own)
    await started(own, key="county", division="421002")
    await started(own, key="drought", plan=await plan(own, "drought"))
    drill = await started(own, key="drill", drill=True)
    assert drill["response"]["drill"] is True
    now = {"at": "2026-07-01T12:00:00+08:00"}
    real = await own.data('query R($at: DateTime) { responses(at: $at, division: "421022") { system } }', now)
    drills = await own.data("query R($at: DateTime) { responses(at: $at, drill: true) { system } }", now)
    assert sorted(r["system"] for r in real["responses"]) == ["drought", "drought", "flood"], (
        "the city's of 2022 too"
    )
    assert [r["system"] for r in drills["responses"]] == ["flood"]


async def test_who_may(own: Asker) -> None:
    made = await start_input(own)
    viewer = Viewer.of("viewer@421000", Role.VIEWER, ("421000",))
    assert (await own.error(START, {"i": made}, READER))["code"] == "UNAUTHENTICATED"
    assert (await own.error(START, {"i": made}, viewer))["code"] == "FORBIDDEN"
    assert (await own.error(START, {"i": made | {"division": "421002"}}, COMMANDER))["code"] == "FORBIDDEN"
    assert (await own.error(START, {"i": made | {"division": "421000"}}, COMMANDER))["code"] == "FORBIDDEN", (
        "not upwards"
    )
    done = await own.data(START, {"i": made}, COMMANDER)
    other = Viewer.of("officer@421002", Role.OFFICER, ("421002",))
    response = done["startResponse"]["response"]["id"]
    assert (await own.error(END, {"i": change_input(response)}, other))["code"] == "FORBIDDEN"
    basin = (await own.data("{ basins { edges { node { id } } } }"))["basins"]["edges"][0]["node"]["id"]
    wide = made | {"key": "basin", "division": None, "basin": basin}
    assert (await own.error(START, {"i": wide}, COMMANDER))["code"] == "FORBIDDEN", (
        "not all of the basin is theirs"
    )
    everywhere = Viewer.of("a", Role.ADMINISTRATOR, ("100000",))
    assert (await own.data(START, {"i": wide}, everywhere))["startResponse"]["to"] == "IV"


async def test_the_demos_plans_ask_for_an_approval_at_the_two_gravest_levels(own: Asker) -> None:
    response = (await started(own))["response"]["id"]
    raised = await own.error(CHANGE, {"i": change_input(response, level="II")}, OFFICER)
    start = await own.error(
        START, {"i": await start_input(own, key="b", division="421002", level="I")}, OFFICER
    )
    for error in (raised, start):
        assert (error["code"], error["extensions"]["reason"]) == ("FORBIDDEN", "APPROVAL_REQUIRED")
    lowered = await own.data(CHANGE, {"i": change_input(response, level="III")}, OFFICER)
    assert lowered["changeResponseLevel"]["to"] == "III"


async def test_a_retry_gives_the_same_in_its_own_selection(own: Asker) -> None:
    await unasked(own)
    made = await start_input(own)
    first = (await own.data(START, {"i": made}, OFFICER))["startResponse"]
    response = first["response"]["id"]
    await own.data(CHANGE, {"i": change_input(response, level="II")}, OFFICER)
    before = await counts(own)
    same = made | {"effectiveAt": "2026-07-01T00:00:00Z", "drill": False}
    short = "mutation S($i: StartResponseInput!) { again: startResponse(input: $i) { id to } }"
    again = await own.data(short, {"i": same}, OFFICER)
    assert again == {"again": {"id": first["id"], "to": "IV"}}, "instants as instants, defaults filled in"
    assert await counts(own) == before
    for other in ({"level": "III"}, {"reason": "another"}, {"drill": True}, {"documentNo": "x"}):
        assert (await own.error(START, {"i": made | other}, OFFICER))["code"] == "CONFLICT"
    elsewhere = change_input(response, key="start", level="I")
    assert (await own.error(CHANGE, {"i": elsewhere}, OFFICER))["code"] == "CONFLICT", (
        "the key of another mutation"
    )
    twin = Viewer.of("twin", Role.OFFICER, ("421000",))
    assert (await own.error(START, {"i": made}, twin))["code"] == "CONFLICT", (
        "its own key, a second open response"
    )
    assert await counts(own) == before


async def test_a_key_stands_for_one_input(own: Asker) -> None:
    """S5: another body under a key, twenty times: each is refused, and the first effect is as it was."""
    made = await start_input(own)
    first = (await own.data(START, {"i": made}, OFFICER))["startResponse"]
    before = await counts(own)
    others: list[dict[str, Any]] = [
        *({"level": level} for level in ("I", "II", "III")),
        *({"reason": reason} for reason in ("Heavy rain", "heavy  rain", "heavy rain ", "暴雨", "x" * 4000)),
        *({"division": code} for code in ("421002", "421023", "421000")),
        *({"effectiveAt": f"2026-07-01T08:00:0{n}+08:00"} for n in (1, 2)),
        *({"decidedAt": f"2026-06-30T08:00:0{n}+08:00"} for n in (1, 2)),
        *({"documentNo": number} for number in ("1", "2")),
        {"drill": True},
        {"plan": await plan(own, "drought")},
        {"expectedUntil": "2026-07-09T08:00:00+08:00"},
    ]
    assert len(others) == 20
    for other in others:
        error = await own.error(START, {"i": made | other}, OFFICER)
        assert (error["code"], error["extensions"]["argument"]) == ("CONFLICT", "input.key"), other
    assert await counts(own) == before
    assert (await own.data(START, {"i": made}, OFFICER))["startResponse"] == first


async def test_fifty_at_once_with_one_key(own: Asker) -> None:
    """S6: one effect; every answer is the same, or says that it may be sent again."""
    made = await start_input(own)
    before = await counts(own)
    answers = await asyncio.gather(*(own(START, {"i": made}, OFFICER) for _ in range(50)))
    done = [answer["data"]["startResponse"]["id"] for answer in answers if answer.get("data")]
    codes = {error["extensions"]["code"] for answer in answers for error in answer.get("errors", [])}
    assert len(set(done)) == 1
    assert codes <= {"SERVICE_UNAVAILABLE", "CONFLICT"}
    assert (await counts(own))["transitions"] == before["transitions"] + 1


async def test_two_at_once_on_one_response(own: Asker) -> None:
    """Of many who saw the same last transition, one wins."""
    await unasked(own)
    start = await started(own)
    inputs = [
        change_input(start["response"]["id"], key=f"k{n}", level=level, lastTransition=start["id"])
        for n, level in enumerate(["I", "II", "III"] * 3)
    ]
    answers = await asyncio.gather(*(own(CHANGE, {"i": made}, OFFICER) for made in inputs))
    assert len([answer for answer in answers if answer.get("data")]) == 1
    assert {e["extensions"]["code"] for a in answers for e in a.get("errors", [])} == {"CONFLICT"}


async def test_of_two_editors_one_is_told_that_something_changed(own: Asker) -> None:
    """S8: a hundred rounds of two who saw the same: a hundred conflicts, and nothing is overwritten."""
    await unasked(own)
    start = await started(own)
    response, seen, level = start["response"]["id"], start["id"], "IV"
    won: list[tuple[str | None, str]] = [(None, "IV")]
    for number in range(100):
        wished = [one for one in ("I", "II", "III", "IV") if one != level][number % 2 :][:2]
        both = [
            change_input(response, key=f"{number} {one}", level=one, lastTransition=seen) for one in wished
        ]
        answers = await asyncio.gather(*(own(CHANGE, {"i": made}, OFFICER) for made in both))
        ((step,), (lost,)) = (
            [answer["data"]["changeResponseLevel"] for answer in answers if answer.get("data")],
            [error for answer in answers for error in answer.get("errors", [])],
        )
        assert lost["extensions"]["code"] == "CONFLICT"
        won.append((level, step["to"]))
        seen, level = step["id"], step["to"]
    walk = "query W($id: ID!) { node(id: $id) { ... on Response { level transitions { from to } } } }"
    told = (await own.data(walk, {"id": response}))["node"]
    assert [(step["from"], step["to"]) for step in told["transitions"]] == won


async def test_many_start_at_once(own: Asker) -> None:
    made = [await start_input(own, key=f"k{n}") for n in range(8)]
    answers = await asyncio.gather(*(own(START, {"i": one}, OFFICER) for one in made))
    assert len([answer for answer in answers if answer.get("data")]) == 1
    assert {e["extensions"]["code"] for a in answers for e in a.get("errors", [])} == {"CONFLICT"}


LEVELS = ["I", "II", "III", "IV"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    walk=st.lists(st.sampled_from([*LEVELS, "END"]), min_size=1, max_size=6), number=st.integers(0, 10**12)
)
async def test_levels_are_a_legal_walk(own: Asker, walk: list[str], number: int) -> None:
    """Whatever is asked in whatever order, the record is a walk of the model: S9's shape."""
    await unasked(own)
    await own.owner("TRUNCATE response, response_transition, event, mutation_key CASCADE")
    key, level = f"{number}", "IV"
    response = (await started(own, key=key))["response"]["id"]
    for n, step in enumerate(walk):
        made = change_input(response, key=f"{key} {n}")
        document = END if step == "END" else CHANGE
        answer = await own(document, {"i": made if step == "END" else made | {"level": step}}, OFFICER)
        assert bool(answer.get("data")) is (level not in ("END", step)), (walk, n)
        level = step if answer.get("data") else level
