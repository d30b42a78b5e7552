"""What a change of level sets in motion and lets lapse, held against the rule said simply, whatever a plan asks for."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.asking import Asker
from tests.levels import writing

SEVERITY = ["I", "II", "III", "IV"]
SCOPES = ("421000", "421022", "421022102", "420500", None)
"""A city, a county, a township, a city where nobody is to be called, and a basin."""
CLEAN = """
SET session_replication_role = replica;
DELETE FROM task; DELETE FROM plan_action;
"""
ACTION = """
INSERT INTO plan_action (level_id, seq, unit_id, calls, line, task, basis, within_minutes)
SELECT l.id, $2, CASE WHEN $3 = 'UNIT' THEN (SELECT min(id) FROM member_unit) END, nullif($3, 'UNIT'), $4, 'task',
       'SYNTHETIC', $5
  FROM plan_level AS l JOIN plan_version AS v ON v.id = l.version_id
 WHERE v.plan_id = (SELECT min(id) FROM plan WHERE system IS NOT NULL) AND l.level = $1
   AND v.valid_from <= now() AND coalesce(v.valid_to > now(), true)
RETURNING id
"""
PEOPLE = """
SELECT 'WARDENS' AS calls, NULL AS line, w.id, d.path::text FROM warden AS w JOIN division AS d ON d.id = w.division_id
UNION ALL
SELECT 'LABOUR', p.line, p.id, d.path::text FROM resource AS p JOIN division AS d ON d.id = p.division_id
 WHERE p.kind = 'LABOUR' AND p.available
"""
AREA = """
SELECT path::text FROM division WHERE code = $1 AND valid_to IS NULL
UNION ALL
SELECT d.path::text FROM basin_division AS b JOIN division AS d ON d.id = b.division_id WHERE $1 IS NULL AND basin_id = $2
"""
TASKS = """
SELECT action_id, coalesce(unit_id, warden_id, labour_id) AS whom, transition_id, lapsed_by_id, due_at, lapses_at
  FROM task WHERE response_id = $1
"""
WHAT = st.sets(st.sampled_from(["UNIT", "WARDENS", "LABOUR 1", "LABOUR 2", "LABOUR 3"]), max_size=4)


@dataclass
class Action:
    """What a level asks for."""

    id: int
    level: str
    calls: str
    line: int | None
    minutes: int | None


@dataclass
class Model:
    """Who has been given what, said simply."""

    actions: list[Action]
    whom: dict[int, list[int]]
    """Those in the scope whom each action is for."""
    given: dict[tuple[int, int, int], tuple[Any, ...]] = field(default_factory=dict)
    """By action, person and change: the change that let it lapse, its limit, when it lapsed."""

    def move(self, change: int, to: str | None, at: datetime) -> None:
        """A change of level: what it no longer asks for lapses, what it asks for and nobody does yet is given."""
        asked = [one for one in self.actions if to and SEVERITY.index(one.level) >= SEVERITY.index(to)]
        wanted = {one.id for one in asked}
        for key, (lapsed, due, _) in self.given.items():
            if lapsed is None and key[0] not in wanted:
                self.given[key] = (change, due, at)
        moving = {action for (action, _, _), (lapsed, *_) in self.given.items() if lapsed is None}
        for one in asked:
            due = at + timedelta(minutes=one.minutes) if one.minutes else None
            for who in self.whom[one.id] if one.id not in moving else ():
                self.given[one.id, who, change] = (None, due, None)


@pytest.fixture
async def owner(own: Asker) -> AsyncIterator[asyncpg.Connection[Any]]:
    """A connection that may change a plan."""
    connection = await asyncpg.connect(own.copy.superuser_url)
    yield connection
    await connection.close()


async def planned(owner: asyncpg.Connection[Any], asked: dict[str, set[str]]) -> list[Action]:
    """Let the plan ask for this, at each level."""
    await owner.execute(CLEAN)
    made = []
    for level, what in asked.items():
        for seq, one in enumerate(sorted(what), 1):
            calls, _, line = one.partition(" ")
            told = (int(line) if line else None, 30 * seq if seq % 2 else None)
            made.append(Action(await owner.fetchval(ACTION, level, seq, calls, *told), level, calls, *told))
    return made


async def addressed(
    owner: asyncpg.Connection[Any], actions: list[Action], scope: str | None, basin: int | None
) -> dict[int, list[int]]:
    """Say whom each action is for, in a scope."""
    inside = [row["path"].split(".") for row in await owner.fetch(AREA, scope, basin)]
    unit = await owner.fetchval("SELECT min(id) FROM member_unit")
    people = await owner.fetch(PEOPLE)

    def here(path: str) -> bool:
        return any(path.split(".")[: len(top)] == top for top in inside)

    return {
        one.id: [unit]
        if one.calls == "UNIT"
        else [
            row["id"]
            for row in people
            if (row["calls"], row["line"]) == (one.calls, one.line) and here(row["path"])
        ]
        for one in actions
    }


NUMBERS = itertools.count(1)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.fixed_dictionaries(dict.fromkeys(SEVERITY[1:], WHAT)),
    scope=st.sampled_from(SCOPES),
    walk=st.lists(st.sampled_from(SEVERITY), max_size=5),
    ends=st.booleans(),
)
async def test_whatever_a_plan_asks_for_is_set_in_motion(
    own: Asker,
    owner: asyncpg.Connection[Any],
    asked: dict[str, set[str]],
    scope: str | None,
    walk: list[str],
    ends: bool,
) -> None:
    """Units, wardens and lines of labour in any mixture, also where nobody is there to be called; any walk."""
    actions = await planned(owner, asked)
    basin = await owner.fetchval("SELECT id FROM basin WHERE code = 'B-DONGJING'") if scope is None else None
    model = Model(actions, await addressed(owner, actions, scope, basin))
    async with writing(own.copy) as writer:
        await writer.start(f"motion {next(NUMBERS)}", scope, basin=basin)
        (row,) = await steps(owner, writer.response)
        model.move(row["id"], "IV", row["effective_at"])
        level: str | None = "IV"
        for number, to in enumerate([*walk, None] if ends else walk):
            if to == level:
                continue
            writer.effective_at = datetime.now(UTC) + timedelta(hours=number)
            await writer.step("END" if to is None else "CORRECT", level, to)
            row, level = (await steps(owner, writer.response))[-1], to
            model.move(row["id"], to, row["effective_at"])
        found = {
            (one["action_id"], one["whom"], one["transition_id"]): (
                one["lapsed_by_id"],
                one["due_at"],
                one["lapses_at"],
            )
            for one in await owner.fetch(TASKS, writer.response)
        }
    assert found == model.given


async def steps(owner: asyncpg.Connection[Any], response: int) -> list[Any]:
    ordered = "SELECT id, effective_at FROM response_transition WHERE response_id = $1 ORDER BY id"
    rows: list[Any] = await owner.fetch(ordered, response)
    return rows


async def test_somebody_is_there_to_be_called_and_somewhere_nobody_is(
    own: Asker, owner: asyncpg.Connection[Any]
) -> None:
    """What the test above rests on: it meets both kinds of scope."""
    actions = await planned(owner, {"IV": {"WARDENS", "LABOUR 1", "LABOUR 2"}})
    counts = {
        scope: [len(people) for people in (await addressed(owner, actions, scope, None)).values()]
        for scope in SCOPES[:4]
    }
    assert all(any(found[n] for found in counts.values()) for n in range(3)), counts
    assert any(not any(found) for found in counts.values())
