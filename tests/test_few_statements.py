"""A decision takes few statements, and those who decide at once do not wait for each other's evidence."""

from __future__ import annotations

import asyncio

import asyncpg

from resolvers.weighing import LOCK
from server.clock import Clock
from tests.asking import OFFICER, SECRET, Asker
from tests.test_decisions import CHANGE, START, change_input, start_input, started
from tests.test_recommendations import opened

COUNTIES = ("421002", "421003", "421022", "421024", "421071", "421081", "421083", "421087")
UNITS = [("PLAN-01", "START", None, "III")]
"""Three counties at level III or worse call for III in the city."""
WHERE_NOBODY_LOOKS = (
    "BEGIN",
    "INSERT INTO mutation_key",
    "SELECT scope.plan_id",
    "INSERT INTO response_transition",
    "WITH noted AS",
    "SELECT response_transition_1.id",
    "SELECT levee_tell",
)
"""The key, how things stand, the transition, the answer, who looks, and the log together with COMMIT."""
WHERE_SOMEBODY_LOOKS = 14


async def statements(ask: Asker, response: str, key: str, level: str) -> list[str]:
    before = len(ask.database.statements)
    await ask.data(CHANGE, {"i": change_input(response, key=key, level=level)}, OFFICER)
    return ask.database.statements[before:]


async def test_a_change_of_level_takes_seven_statements_where_nobody_looks(own: Asker) -> None:
    await own.owner("DELETE FROM trigger_condition")
    response = (await started(own, level="IV"))["response"]["id"]
    await statements(own, response, "k1", "III")  # the driver asks for types that it does not know yet
    sent = await statements(own, response, "k2", "IV")
    for text, begins in zip(sent, WHERE_NOBODY_LOOKS, strict=True):
        assert text.startswith(begins)
    assert sent[-1].endswith("; COMMIT"), "nobody waits for the head while an answer travels"


async def test_and_a_known_number_where_conditions_are_weighed(own: Asker) -> None:
    response = (await started(own, division="421022", level="IV"))["response"]["id"]
    for key, level in (("k1", "III"), ("k2", "IV")):
        assert len(await statements(own, response, key, level)) <= WHERE_SOMEBODY_LOOKS


async def test_a_refused_change_ends_where_it_is_refused(own: Asker) -> None:
    response = (await started(own, level="IV"))["response"]["id"]
    before = len(own.database.statements)
    error = await own.error(CHANGE, {"i": change_input(response, key="k", level="IV")}, OFFICER)
    assert error["code"] == "CONFLICT"
    assert own.database.statements[before:][-1] == "ROLLBACK"
    assert len(own.database.statements) - before == 4


async def test_many_decide_at_once_on_what_one_plan_looks_at(own: Asker) -> None:
    """Whoever has an answer finds it weighed, by one transaction or another, and once."""
    inputs = [await start_input(own, key=code, division=code, level="III") for code in COUNTIES]
    answers = await asyncio.gather(*(own(START, {"i": made}, OFFICER) for made in inputs))
    assert all(answer.get("data") for answer in answers), answers
    assert await opened(own) == UNITS


async def test_a_decision_does_not_fail_where_its_evidence_cannot_be_weighed(own: Asker) -> None:
    """A plan that stays locked holds nobody up for long: the decision stands, the clock makes up for the rest."""
    plan = (await own.database.rows("SELECT id FROM plan WHERE code = 'PLAN-01'", []))[0]["id"]
    other = await asyncpg.connect(own.copy.url)
    await other.execute(f"SELECT pg_advisory_lock({LOCK + plan})")
    for code in COUNTIES[:3]:
        made = await start_input(own, key=code, division=code, level="III")
        assert (await own.data(START, {"i": made}, OFFICER))["startResponse"]["kind"] == "START"
    assert await opened(own) == []
    await other.close()
    await Clock(own.database, SECRET).weigh()
    assert await opened(own) == UNITS
