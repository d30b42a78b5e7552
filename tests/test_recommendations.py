"""From evidence to a recommendation, and from there to a decision: once, with its reason, in both directions."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from resolvers.transaction import Transaction
from resolvers.weighing import plans_looking, weigh
from schema.access import Role, Viewer
from server.clock import Clock
from tests.asking import OFFICER, READER, SECRET, Asker

READINGS = """mutation R($i: RecordReadingsInput!) { recordReadings(input: $i) { id received added } }"""
OBSERVATION = """mutation O($i: RecordObservationInput!) { recordObservation(input: $i) { id kind value } }"""
ACCEPT = """mutation A($i: AcceptRecommendationInput!) { acceptRecommendation(input: $i) {
  id state settledReason settledAt transition { kind from to response { id level division { code } } }
} }"""
DISMISS = """mutation D($i: DismissRecommendationInput!) { dismissRecommendation(input: $i) {
  id state settledReason lapsedAt
} }"""
LISTED = """query L($s: [RecommendationState!]) { recommendations(states: $s, last: 50) { edges { node {
  id kind from to state system reason reasonEn evidenceAt plan { code } division { code }
  grounds { verdict doubt value limit difference says saysEn observedAt
    condition { kind gauge { code } mark } reading { level } threshold { value asOf } observation { value } }
} } } }"""
NOW = datetime.now(UTC)
numbers = iter(range(10**9))


def ago(**lapse: float) -> str:
    return (NOW - timedelta(**lapse)).isoformat()


async def read(ask: Asker, *readings: tuple[str, str, float], trend: str | None = None, **more: Any) -> Any:
    """Record readings: (gauge, instant, level)."""
    rows = [
        {"gauge": g, "observedAt": at, "level": level, "trend": trend, **more} for g, at, level in readings
    ]
    made = await ask.data(READINGS, {"i": {"key": f"r{next(numbers)}", "readings": rows}}, OFFICER)
    return made["recordReadings"]


async def listed(ask: Asker, *states: str) -> list[dict[str, Any]]:
    data = await ask.data(LISTED, {"s": list(states) or None})
    return [edge["node"] for edge in data["recommendations"]["edges"]]


async def opened(ask: Asker) -> list[tuple[str, str, str | None, str | None]]:
    return [(one["plan"]["code"], one["kind"], one["from"], one["to"]) for one in await listed(ask, "OPEN")]


async def accepted(ask: Asker, **more: Any) -> dict[str, Any]:
    (one,) = await listed(ask, "OPEN")
    made = {
        "key": f"a{next(numbers)}",
        "recommendation": one["id"],
        "effectiveAt": ago(),
        "reason": "会商决定",
    }
    data = await ask.data(ACCEPT, {"i": made | more}, OFFICER)
    found: dict[str, Any] = data["acceptRecommendation"]
    return found


async def test_a_reading_over_a_mark_recommends_a_start_once_with_its_reason(own: Asker) -> None:
    before = await own.database.rows("SELECT seq FROM event_head", [])
    await read(own, ("G-SHASHI", ago(hours=2), 41.90))
    assert await opened(own) == []
    assert await own.database.rows("SELECT seq FROM event_head", []) == before, (
        "telemetry is not on the event log"
    )
    await read(own, ("G-SHASHI", ago(hours=1), 42.25), trend="RISING")
    (one,) = await listed(own)
    assert (one["kind"], one["from"], one["to"], one["state"]) == ("START", None, "IV", "OPEN")
    assert one["division"]["code"] == "421000"
    (whole, shashi) = [ground for ground in one["grounds"] if ground["verdict"] == "HOLDS"]
    assert whole["condition"]["kind"] == "ANY"
    assert (shashi["value"], shashi["limit"], shashi["difference"]) == (42.25, 42, 0.25)
    assert shashi["reading"] == {"level": 42.25}
    assert shashi["threshold"] == {"value": 42, "asOf": "2024-07-17"}, "the mark that was valid at that time"
    assert "超过设防水位42.00米" in shashi["says"]
    assert "0.25 m above the fortification level of 42.00 m (as of 2024-07-17" in shashi["saysEn"]
    assert one["reason"].startswith("建议启动四级响应:沙市站")
    assert one["reasonEn"].startswith("Start at level IV: Shashi at ")
    doubts = {g["condition"]["gauge"] and g["condition"]["gauge"]["code"]: g["doubt"] for g in one["grounds"]}
    assert doubts["G-LUOSHAN"] == "NO_EVIDENCE"
    await read(own, ("G-SHASHI", ago(minutes=30), 42.40), trend="RISING")
    assert len(await listed(own)) == 1, "not repeated while it is open"
    assert (await own.database.rows("SELECT seq FROM event_head", []))[0]["seq"] == before[0]["seq"] + 1


async def test_it_is_superseded_when_the_evidence_changes(own: Asker) -> None:
    await read(own, ("G-SHASHI", ago(hours=2), 42.25))
    assert await opened(own) == [("PLAN-01", "START", None, "IV")]
    await read(own, ("G-JIANLI", ago(hours=1), 35.80))
    assert await opened(own) == [("PLAN-01", "START", None, "III")], "graver, and the other gone"
    assert [one["state"] for one in await listed(own)] == ["SUPERSEDED", "OPEN"]


async def weighed(ask: Asker, at: datetime) -> None:
    """Weigh everything as of a moment, as the clock does."""
    async with ask.database.transaction(OFFICER) as connection:
        tx = Transaction(connection, OFFICER, SECRET)
        await weigh(tx, await plans_looking(tx), at)
        await tx.finish()


async def test_a_gauge_that_falls_silent_does_not_end_a_call(own: Asker) -> None:
    await read(own, ("G-SHASHI", ago(hours=2), 42.25))
    await weighed(own, NOW + timedelta(days=2))
    assert await opened(own) == [("PLAN-01", "START", None, "IV")]
    await read(own, ("G-SHASHI", ago(hours=1), 41.25))
    assert [one["state"] for one in await listed(own)] == ["SUPERSEDED"], "but one that speaks does"


async def test_a_call_down_ends_when_it_cannot_be_told(own: Asker) -> None:
    await own.owner("DELETE FROM trigger_condition WHERE way = 'LEAVE'")
    await read(own, ("G-SHASHI", ago(hours=30), 42.25))
    await weighed(own, NOW - timedelta(hours=29))
    await accepted(own)
    leave = """
    INSERT INTO trigger_condition (level_id, way, seq, kind, gauge_id, mark, side, basis)
    SELECT id, 'LEAVE', 1, 'GAUGE', (SELECT id FROM gauge WHERE code = 'G-SHASHI'), 'FORTIFICATION', 'BELOW',
        'SYNTHETIC' FROM plan_level WHERE level = 'IV' AND version_id = 2
    """
    await own.owner(leave)
    await read(own, ("G-SHASHI", ago(hours=1), 41.25))
    assert await opened(own) == [("PLAN-01", "END", "IV", None)]
    await weighed(own, NOW + timedelta(days=2))
    assert await opened(own) == []


async def test_down_again_step_by_step_with_hysteresis(own: Asker) -> None:
    await read(own, ("G-JIANLI", ago(hours=30), 35.90), trend="RISING")
    assert await opened(own) == [], "a day old is no evidence of now"
    await read(own, ("G-JIANLI", ago(hours=11), 35.90), trend="RISING")
    done = await accepted(own)
    assert done["state"] == "ACCEPTED"
    assert done["transition"]["kind"] == "START"
    assert done["transition"]["response"]["level"] == "III"
    assert await opened(own) == []
    await read(own, ("G-JIANLI", ago(hours=10), 35.60), ("G-LUOSHAN", ago(hours=10), 31.90), trend="FALLING")
    assert await opened(own) == [], "the first reading under the mark is not enough"
    await read(own, ("G-JIANLI", ago(hours=4), 35.50), ("G-LUOSHAN", ago(hours=4), 31.80), trend="STEADY")
    assert await opened(own) == [], "long enough, but it does not fall"
    await read(own, ("G-JIANLI", ago(hours=3), 35.40), ("G-LUOSHAN", ago(hours=3), 31.70), trend="FALLING")
    assert await opened(own) == [("PLAN-01", "LOWER", "III", "IV")]
    await read(own, ("G-JIANLI", ago(hours=2.5), 35.75), trend="RISING")
    assert await opened(own) == [], "it turns: the call down is gone at once"
    levels = (("G-JIANLI", 34.4), ("G-LUOSHAN", 30.9), ("G-SHASHI", 41.9))
    await read(own, *((g, ago(hours=2), level) for g, level in levels), trend="FALLING")
    await own.owner("UPDATE trigger_condition SET for_minutes = 60 WHERE for_minutes = 360")
    await read(own, *((g, ago(hours=1), level - 0.1) for g, level in levels), trend="FALLING")
    lowered = await accepted(own)
    assert (lowered["transition"]["kind"], lowered["transition"]["to"]) == ("LOWER", "IV")
    assert await opened(own) == [("PLAN-01", "END", "IV", None)], "one level at a time"
    ended = await accepted(own)
    assert (ended["transition"]["kind"], ended["transition"]["response"]["level"]) == ("END", None)
    assert await opened(own) == []


async def test_a_dismissed_one_does_not_come_again_while_the_evidence_says_the_same(own: Asker) -> None:
    await read(own, ("G-JIANLI", ago(hours=3), 35.90))
    (one,) = await listed(own, "OPEN")
    made = {"key": "d", "recommendation": one["id"], "reason": "测站故障,已核实"}
    done = (await own.data(DISMISS, {"i": made}, OFFICER))["dismissRecommendation"]
    assert (done["state"], done["settledReason"], done["lapsedAt"]) == ("DISMISSED", "测站故障,已核实", None)
    await read(own, ("G-JIANLI", ago(hours=2), 35.95))
    assert await opened(own) == []
    again = await own.error(DISMISS, {"i": made | {"key": "e"}}, OFFICER)
    assert (again["code"], again["extensions"]["argument"]) == ("CONFLICT", "input.recommendation")
    statement = {
        "kind": "STATEMENT",
        "topic": "main_dike_breach",
        "holds": True,
        "division": "421000",
        "observedAt": ago(hours=1),
        "issuedBy": "市防办(演示)",
    }
    await own.data(OBSERVATION, {"i": statement | {"key": "s1"}}, OFFICER)
    assert await opened(own) == [("PLAN-01", "START", None, "I")], "a graver one comes all the same"
    await own.data(
        OBSERVATION, {"i": statement | {"key": "s2", "holds": False, "observedAt": ago()}}, OFFICER
    )
    assert [one["state"] for one in await listed(own)][:2] == ["DISMISSED", "SUPERSEDED"]
    assert await opened(own) == [("PLAN-01", "START", None, "III")], "the evidence was another in between"


async def test_another_decision_settles_it_too(own: Asker) -> None:
    await read(own, ("G-JIANLI", ago(hours=3), 35.90))
    changed = await accepted(own, level="IV")
    assert (changed["state"], changed["transition"]["to"]) == ("CHANGED", "IV")
    assert changed["settledReason"] == "会商决定"
    assert await opened(own) == [("PLAN-01", "RAISE", "IV", "III")], "the evidence still says III"
    response = changed["transition"]["response"]["id"]
    raised = {
        "key": "raise",
        "response": response,
        "level": "III",
        "effectiveAt": ago(),
        "reason": "直接决定",
    }
    await own.data(
        "mutation C($i: ChangeResponseLevelInput!) { changeResponseLevel(input: $i) { id } }",
        {"i": raised},
        OFFICER,
    )
    assert [(one["to"], one["state"]) for one in await listed(own)] == [
        ("III", "CHANGED"),
        ("III", "ACCEPTED"),
    ]


async def test_what_counties_do_is_evidence_for_the_city(own: Asker) -> None:
    plans = await own.data('{ plans(filter: {systems: ["flood"]}) { edges { node { id } } } }')
    start = {"plan": plans["plans"]["edges"][0]["node"]["id"], "effectiveAt": ago(), "reason": "暴雨"}
    text = "mutation S($i: StartResponseInput!) { startResponse(input: $i) { id } }"
    for number, (code, level) in enumerate((("421022", "III"), ("421081", "III"), ("421083", "IV"))):
        await own.data(text, {"i": start | {"key": f"c{number}", "division": code, "level": level}}, OFFICER)
    assert await opened(own) == []
    drill = start | {"key": "drill", "division": "421087", "level": "III", "drill": True}
    await own.data(text, {"i": drill}, OFFICER)
    assert await opened(own) == [], "a drill is no evidence"
    await own.data(text, {"i": start | {"key": "c9", "division": "421088", "level": "III"}}, OFFICER)
    (one,) = await listed(own, "OPEN")
    assert (one["kind"], one["to"]) == ("START", "III")
    assert "3 divisions below are at level III or worse (3 needed)" in one["reasonEn"]
    assert "公安县、石首市、监利市" in one["reason"]


async def test_who_may(own: Asker) -> None:
    await read(own, ("G-JIANLI", ago(hours=3), 35.90))
    (one,) = await listed(own, "OPEN")
    made = {"key": "d", "recommendation": one["id"], "reason": "x"}
    county = Viewer.of("officer@421088", Role.OFFICER, ("421088",))
    assert (await own.error(DISMISS, {"i": made}, READER))["code"] == "UNAUTHENTICATED"
    assert (await own.error(DISMISS, {"i": made}, county))["code"] == "FORBIDDEN"
    take = made | {"effectiveAt": ago()}
    assert (await own.error(ACCEPT, {"i": take}, county))["code"] == "FORBIDDEN"
    wrong = await own.error(ACCEPT, {"i": take | {"recommendation": "UGxhbjox"}}, OFFICER)
    assert (wrong["code"], wrong["extensions"]["argument"]) == ("BAD_USER_INPUT", "input.recommendation")
    blank = await own.error(ACCEPT, {"i": take | {"reason": " "}}, OFFICER)
    assert (blank["code"], blank["extensions"]["argument"]) == ("BAD_USER_INPUT", "input.reason")


async def test_many_readings_at_once_make_one_recommendation(own: Asker) -> None:
    before = len(await listed(own))
    inputs = [
        {"key": f"k{n}", "readings": [{"gauge": "G-JIANLI", "observedAt": ago(minutes=n + 1), "level": 35.9}]}
        for n in range(12)
    ]
    answers = await asyncio.gather(*(own(READINGS, {"i": one}, OFFICER) for one in inputs))
    assert all(answer.get("data") for answer in answers), answers
    assert len(await listed(own)) == before + 1


async def test_officers_and_readings_at_once_end_in_one_outcome(own: Asker) -> None:
    """Nobody waits for each other in a circle; one of those who accept or dismiss wins, the others are told."""
    await read(own, ("G-JIANLI", ago(hours=3), 35.90))
    (one,) = await listed(own, "OPEN")
    about = {"recommendation": one["id"], "reason": "会商决定"}
    accepts = [about | {"key": f"a{n}", "effectiveAt": ago()} for n in range(4)]
    dismisses = [about | {"key": f"d{n}"} for n in range(4)]
    rows = [{"gauge": "G-JIANLI", "observedAt": ago(minutes=n), "level": 35.95} for n in range(6)]
    answers = await asyncio.gather(
        *(own(ACCEPT, {"i": made}, OFFICER) for made in accepts),
        *(own(DISMISS, {"i": made}, OFFICER) for made in dismisses),
        *(own(READINGS, {"i": {"key": f"r{n}", "readings": [row]}}, OFFICER) for n, row in enumerate(rows)),
    )
    assert all(answer.get("data") for answer in answers[8:]), answers[8:]
    assert len([answer for answer in answers[:8] if answer.get("data")]) == 1, answers[:8]
    codes = {error["extensions"]["code"] for answer in answers[:8] for error in answer.get("errors", [])}
    assert codes == {"CONFLICT"}
    (after,) = [kept for kept in await listed(own) if kept["id"] == one["id"]]
    assert after["state"] in ("ACCEPTED", "DISMISSED")


async def test_where_the_plan_asks_for_approval_any_way_to_the_transition_settles_it(own: Asker) -> None:
    statement = {"kind": "STATEMENT", "topic": "main_dike_breach", "holds": True, "division": "421000"}
    said = statement | {"key": "s", "observedAt": ago(hours=1), "issuedBy": "市防办(演示)"}
    await own.data(OBSERVATION, {"i": said}, OFFICER)
    (one,) = await listed(own, "OPEN")
    assert (one["kind"], one["to"]) == ("START", "I")
    take = {"key": "a", "recommendation": one["id"], "effectiveAt": ago(), "reason": "会商决定"}
    refused = await own.error(ACCEPT, {"i": take}, OFFICER)
    assert (refused["code"], refused["extensions"]["reason"]) == ("FORBIDDEN", "APPROVAL_REQUIRED")
    assert [kept["state"] for kept in await listed(own)] == ["OPEN"]
    plans = await own.data('{ plans(filter: {systems: ["flood"]}) { edges { node { id } } } }')
    start = {"key": "o", "plan": plans["plans"]["edges"][0]["node"]["id"], "division": "421000", "level": "I"}
    start |= {"effectiveAt": ago(), "reason": "干堤溃口"}
    override = {"decision": {"start": start}, "reason": "来不及审批"}
    chief = Viewer.of("commander@421000", Role.COMMANDER, ("421000",))
    text = "mutation O($i: OverrideDecisionInput!) { overrideDecision(input: $i) { id } }"
    await own.data(text, {"i": override}, chief)
    assert [kept["state"] for kept in await listed(own)] == ["ACCEPTED"], "however the transition came about"


async def test_a_level_below_counts_when_it_takes_effect(own: Asker) -> None:
    """And the clock, on whichever server, makes one recommendation of it."""
    plans = await own.data('{ plans(filter: {systems: ["flood"]}) { edges { node { id } } } }')
    start = {"plan": plans["plans"]["edges"][0]["node"]["id"], "reason": "暴雨", "level": "III"}
    text = "mutation S($i: StartResponseInput!) { startResponse(input: $i) { id } }"
    soon = (datetime.now(UTC) + timedelta(seconds=2)).isoformat()
    for code, when in (("421022", ago()), ("421081", ago()), ("421083", soon)):
        await own.data(text, {"i": start | {"key": code, "division": code, "effectiveAt": when}}, OFFICER)
    assert await opened(own) == [], "it lies ahead"
    clocks = [Clock(own.database, SECRET) for _ in range(3)]
    async with asyncio.timeout(10):
        while not await opened(own):
            await asyncio.gather(*(clock.strike() for clock in clocks))
    assert await opened(own) == [("PLAN-01", "START", None, "III")]
    await asyncio.gather(*(clock.weigh() for clock in clocks))
    assert len(await listed(own)) == 1


async def test_a_basin_has_a_plan_of_its_own(own: Asker) -> None:
    await own.owner("UPDATE plan SET basin_id = (SELECT min(id) FROM basin) WHERE code = 'PLAN-01'")
    await read(own, ("G-JIANLI", ago(hours=3), 35.90))
    (one,) = await listed(own, "OPEN")
    assert (one["division"], one["to"]) == (None, "III")
    wide = Viewer.of("administrator", Role.ADMINISTRATOR, ("100000",))
    take = {"key": "a", "recommendation": one["id"], "effectiveAt": ago(), "reason": "会商决定"}
    done = (await own.data(ACCEPT, {"i": take}, wide))["acceptRecommendation"]
    assert (done["state"], done["transition"]["response"]["division"]) == ("ACCEPTED", None)


async def test_a_drill_is_no_level_and_what_still_calls_for_a_level_does_not_end_it(own: Asker) -> None:
    plans = await own.data('{ plans(filter: {systems: ["flood"]}) { edges { node { id } } } }')
    drill = {
        "key": "d",
        "plan": plans["plans"]["edges"][0]["node"]["id"],
        "division": "421000",
        "level": "III",
    }
    drill |= {"effectiveAt": ago(hours=4), "reason": "演练", "drill": True}
    await own.data(
        "mutation S($i: StartResponseInput!) { startResponse(input: $i) { id } }", {"i": drill}, OFFICER
    )
    await read(own, ("G-SHISHOU", ago(hours=3), 37.90), ("G-SHASHI", ago(hours=9), 42.10))
    assert await opened(own) == [("PLAN-01", "START", None, "IV")], "the drill has decided nothing"
    await accepted(own)
    others = [
        (gauge, level) for gauge, level in (("G-SHASHI", 41.9), ("G-JIANLI", 34.4), ("G-LUOSHAN", 30.9))
    ]
    for hours in (8, 1):
        await read(own, *((gauge, ago(hours=hours), level) for gauge, level in others), trend="FALLING")
    assert await opened(own) == [], "the three that LEAVE asks about are under; Shishou is still over"
    await read(own, ("G-SHISHOU", ago(minutes=30), 37.40))
    assert await opened(own) == [("PLAN-01", "END", "IV", None)]
