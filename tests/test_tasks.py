"""What a level sets in motion: tasks, call-outs, reports on them; raised, lowered, ended."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resolvers.tasks import FOLLOWS
from schema.access import Role, Viewer
from schema.nodes.tasks import CAME_TO
from schema.procedure import TaskState, TaskStepKind
from tests.asking import OFFICER, READER, Asker
from tests.chained import witnessed
from tests.screens import Served, screen, token
from tests.test_decisions import CHANGE, END, FLOOD, START, change_input, started

TASKS = """query Tasks($r: ID!, $f: TaskFilter, $at: DateTime) { node(id: $r) { ... on Response {
  tasks(filter: $f, first: 200) { totalCount edges { node {
    id dueAt lapsesAt people acknowledgedAt state(at: $at) overdue(at: $at)
    action { task level { level } } unit { name } warden { id division { code } } labour { line headcount }
  } } } } } }"""
REPORT = """mutation Report($i: ReportTaskInput!) { reportTask(input: $i) {
  id kind reason recordedAt task { state steps { kind } }
} }"""
MOVED = """query Moved($t: ID!) { node(id: $t) { ... on ResponseTransition {
  tasks { id } lapsedTasks { id action { task } }
} } }"""
NUMBERS = itertools.count()
BEFORE = "2026-07-01T08:59:59+08:00"
AFTER = "2026-07-01T09:00:00+08:00"
"""The first limit of level IV: sixty minutes after 08:00."""


async def tasks(own: Asker, response: str, **given_: Any) -> list[dict[str, Any]]:
    found = await own.data(TASKS, {"r": response, **given_})
    return [edge["node"] for edge in found["node"]["tasks"]["edges"]]


def names(found: list[dict[str, Any]]) -> list[str]:
    return [one["action"]["task"] for one in found]


async def change(own: Asker, response: str, level: str, at: str) -> str:
    made = change_input(response, level=level, key=f"{level} {at}", effectiveAt=at)
    found: str = (await own.data(CHANGE, {"i": made}, OFFICER))["changeResponseLevel"]["id"]
    return found


async def report(own: Asker, task: str, kind: str, **other: Any) -> dict[str, Any]:
    given_ = {"key": f"{task} {kind}", "task": task, "kind": kind} | other
    found: dict[str, Any] = (await own.data(REPORT, {"i": given_}, OFFICER))["reportTask"]
    return found


async def refused(own: Asker, task: str, kind: str, viewer: Viewer = OFFICER, **other: Any) -> str:
    given_ = {"key": f"{task} {kind} again", "task": task, "kind": kind} | other
    found: str = (await own.error(REPORT, {"i": given_}, viewer))["code"]
    return found


async def test_a_start_gives_every_unit_its_tasks(own: Asker) -> None:
    """Level III is IV and what it adds; limits count from the effective time, not from the recording."""
    response = (await started(own, level="III"))["response"]["id"]
    found = await tasks(own, response)
    given_ = [(one["action"]["level"]["level"], one["dueAt"]) for one in found if one["unit"]]
    assert given_ == [
        ("IV", "2026-07-01T09:00:00+08:00"),
        ("IV", "2026-07-01T10:00:00+08:00"),
        ("III", "2026-07-01T12:00:00+08:00"),
        ("III", "2026-07-01T11:00:00+08:00"),
    ]
    assert {one["state"] for one in found} == {"PENDING"}


async def test_wardens_and_labour_of_the_scope_are_called_out(own: Asker) -> None:
    """The call-out list: each warden of the county, each pool of the line; 20 people a kilometre on 12.61 km."""
    response = (await started(own, level="III", division="421000"))["response"]["id"]
    wardens = await tasks(own, response, f={"calls": "WARDENS"})
    asked = await own.data('{ wardens(division: "421000") { totalCount } }')
    data = await own.data(TASKS, {"r": response, "f": {"calls": "WARDENS"}})
    assert data["node"]["tasks"]["totalCount"] == asked["wardens"]["totalCount"] == len(wardens) == 165
    labour = await tasks(own, response, f={"calls": "LABOUR"})
    assert labour
    assert {(one["labour"]["line"], one["people"]) for one in labour} == {(1, 253)}


async def test_raising_adds_and_lowering_lets_lapse(own: Asker) -> None:
    """IV, III, IV, III again: what lapsed comes back as a new task; what level IV asks for stays."""
    response = (await started(own))["response"]["id"]
    first = {one["id"] for one in await tasks(own, response)}
    up = await change(own, response, "III", "2026-07-02T08:00:00+08:00")
    added = {one["id"] for one in await tasks(own, response)} - first
    assert {one["id"] for one in (await own.data(MOVED, {"t": up}))["node"]["tasks"]} == added
    down = await change(own, response, "IV", "2026-07-03T08:00:00+08:00")
    lapsed = (await own.data(MOVED, {"t": down}))["node"]["lapsedTasks"]
    assert {one["id"] for one in lapsed} == added
    at = {"at": "2026-07-03T08:00:00+08:00"}
    states = {one["id"]: one["state"] for one in await tasks(own, response, **at)}
    assert {key for key, state in states.items() if state == "LAPSED"} == added
    before = {one["state"] for one in await tasks(own, response, at="2026-07-03T07:59:59+08:00")}
    assert before == {"PENDING"}, "the lowering lay ahead"
    again = await change(own, response, "III", "2026-07-04T08:00:00+08:00")
    renewed = (await own.data(MOVED, {"t": again}))["node"]["tasks"]
    assert len(renewed) == len(added)
    assert not added & {one["id"] for one in renewed}


async def test_an_end_lets_everything_lapse_but_what_is_done(own: Asker) -> None:
    response = (await started(own))["response"]["id"]
    done, *rest = await tasks(own, response)
    await report(own, done["id"], "FINISH")
    end = {"key": "end", "response": response, "effectiveAt": "2026-07-09T00:00:00+08:00", "reason": "over"}
    await own.data(END, {"i": end}, OFFICER)
    later = await tasks(own, response, at="2999-01-01T00:00:00Z")
    assert [one["state"] for one in later] == ["FINISHED"] + ["LAPSED"] * len(rest)


async def test_overdue_is_told_from_the_limit_on(own: Asker) -> None:
    """At the limit itself it is overdue; finished or lapsed it is not; without a limit it never is."""
    response = (await started(own))["response"]["id"]
    first, *_ = await tasks(own, response)
    assert [(await tasks(own, response, at=at))[0]["overdue"] for at in (BEFORE, AFTER)] == [False, True]
    await report(own, first["id"], "FINISH")
    assert not (await tasks(own, response, at="2999-01-01T00:00:00Z"))[0]["overdue"]
    late = await tasks(own, response, f={"overdue": True})
    assert first["id"] not in {one["id"] for one in late}


async def test_who_has_acknowledged_and_who_has_not(own: Asker) -> None:
    response = (await started(own))["response"]["id"]
    first, second, *rest = await tasks(own, response)
    assert (await report(own, first["id"], "ACKNOWLEDGE"))["task"]["state"] == "ACKNOWLEDGED"
    told = await report(own, second["id"], "CANNOT", reason="no boats")
    assert (told["reason"], told["task"]["state"]) == ("no boats", "CANNOT")
    pending = await tasks(own, response, f={"states": ["PENDING"]})
    assert {one["id"] for one in pending} == {one["id"] for one in rest}
    (known,) = await tasks(own, response, f={"states": ["ACKNOWLEDGED"]})
    assert known["acknowledgedAt"] is not None


@given(kinds=st.lists(st.sampled_from(TaskStepKind), max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_reports_follow_each_other_as_the_rules_say(own: Asker, kinds: list[TaskStepKind]) -> None:
    """Any sequence of reports: each is taken or refused as a model of the rules says."""
    number = next(NUMBERS)
    day = f"{3000 + number}-07-01T08:00:0"
    start = {"key": f"{number}", "division": "421023", "drill": True, "effectiveAt": f"{day}0+08:00"}
    response = (await started(own, **start))["response"]["id"]
    task = (await tasks(own, response))[0]["id"]
    came = TaskState.PENDING
    for turn, kind in enumerate(kinds):
        given_ = {"key": f"{number} {turn}", "task": task, "kind": kind.value, "reason": "as it is"}
        told = await own(REPORT, {"i": given_}, OFFICER)
        if kind in FOLLOWS.get(came, ()):
            came = CAME_TO[kind]
            assert told["data"]["reportTask"]["task"]["state"] == came.value
        else:
            assert told["errors"][0]["extensions"]["code"] == "CONFLICT"
    over = {
        "key": f"{number} end",
        "response": response,
        "effectiveAt": f"{day}1+08:00",
        "reason": "r",
    }
    await own.data(END, {"i": over}, OFFICER)


async def test_bad_reports_change_nothing(own: Asker) -> None:
    response = (await started(own))["response"]["id"]
    task = (await tasks(own, response))[0]["id"]
    other = Viewer.of("officer@420100", Role.OFFICER, ("420100",))
    assert await refused(own, task, "FINISH", other) == "FORBIDDEN"
    assert await refused(own, task, "FINISH", READER) == "UNAUTHENTICATED"
    assert await refused(own, task, "CANNOT") == "BAD_USER_INPUT"
    assert await refused(own, task, "CANNOT", reason=" ") == "BAD_USER_INPUT"
    assert await refused(own, response, "FINISH") == "BAD_USER_INPUT"
    assert (await tasks(own, response))[0]["state"] == "PENDING"


async def test_a_report_is_made_once(own: Asker) -> None:
    """The same key again is the same report; two people at once: one wins, the other is told why not."""
    response = (await started(own))["response"]["id"]
    first, second, *_ = await tasks(own, response)
    assert await report(own, first["id"], "FINISH") == await report(own, first["id"], "FINISH")
    both = [{"key": f"k{n}", "task": second["id"], "kind": "FINISH"} for n in range(2)]
    told = await asyncio.gather(*(own(REPORT, {"i": one}, OFFICER) for one in both))
    assert sorted("errors" in one for one in told) == [False, True]


async def test_drills_and_real_tasks_are_never_in_one_number(own: Asker) -> None:
    await started(own, drill=True)
    count = "{ real: tasks { totalCount } drills: tasks(drill: true) { totalCount } }"
    found = await own.data(count)
    assert found["real"]["totalCount"] == 0
    assert found["drills"]["totalCount"] >= 3


async def test_history_sets_nothing_in_motion(ask: Asker) -> None:
    """The responses of the demo were imported: nobody is overdue since 2022."""
    assert (await ask.data("{ tasks { totalCount } }"))["tasks"]["totalCount"] == 0


CHANGED = """subscription Changed($d: DivisionCode, $after: Cursor) { taskChanged(division: $d, after: $after) {
  cursor hash
  transition { kind tasks { id } lapsedTasks { id } }
  step { kind task { id state } }
} }"""


async def test_screens_are_told_of_tasks(served: Served) -> None:
    """One message a change of level with all its tasks, one a report; whoever comes later gets the same."""
    async with screen(served.address, token()) as shown:
        before = await shown.cursor()
        watch = await shown.operate(CHANGED, {"d": "421022"})
        plan = (await shown.ask(FLOOD, {"s": ["flood"]}))["data"]["plans"]["edges"][0]["node"]["id"]
        start = {"key": "t", "plan": plan, "division": "421022", "level": "IV", "reason": "rain"}
        await shown.ask(START, {"i": start | {"effectiveAt": "2026-07-01T08:00:00+08:00"}})
        first = (await watch.message())["payload"]["data"]["taskChanged"]
        assert first["transition"]["kind"] == "START"
        task, *others = first["transition"]["tasks"]
        assert others
        await shown.ask(REPORT, {"i": {"key": "r", "task": task["id"], "kind": "START"}})
        second = (await watch.message())["payload"]["data"]["taskChanged"]
        assert (second["transition"], second["step"]["task"]["state"]) == (None, "STARTED")
        late = await shown.operate(CHANGED, {"d": "421022", "after": before})
        told = [(await late.message())["payload"]["data"]["taskChanged"] for _ in range(2)]
        assert told == [first, second]
        await witnessed(served.copy, first, second)
