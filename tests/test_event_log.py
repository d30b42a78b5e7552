"""The event log under hard luck: transactions left open, long names, kinds it does not know, clocks that jump."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from structlog.testing import capture_logs

from resolvers.transaction import BELL, Transaction
from schema.access import SETTING, SYSTEM
from schema.position import name
from schema.vocabulary import EventKind
from server import metrics, strange
from tests.asking import OFFICER, SECRET, Asker
from tests.chained import found
from tests.conftest import Copy
from tests.levels import RECORD, as_superuser, writing
from tests.lines import until
from tests.programs import program
from tests.screens import Served, quiet, scaled, screen, serving, token
from tests.test_decisions import FLOOD, START
from tests.test_metrics import numbers

LONG = "长" * 3500
"""More than ten thousand bytes; a notification takes fewer than eight thousand."""
UNKNOWN = """
WITH head AS (UPDATE event_head SET seq = seq + 1 RETURNING seq)
INSERT INTO event (seq, kind, audit_id, form, hash)
SELECT head.seq, 'SOMETHING_ELSE', max(audit_id), max(form), sha256('') FROM head, event GROUP BY head.seq
"""


@scaled((1.5, 20), (30.0, 100))
async def test_a_transaction_left_open_elsewhere_holds_nothing_up(
    city: Copy, served: Served, database: Copy, scale: tuple[float, int]
) -> None:
    """It writes, in another database of the cluster and in this one; a watermark would stand still with it."""
    seconds, count = scale
    open_ = [await asyncpg.connect(copy.superuser_url) for copy in (database, city)]
    async with writing(city) as writer, screen(served.address) as shown:
        await writer.start()
        for connection in open_:
            await connection.execute("BEGIN")
            await connection.execute("UPDATE plan_level SET level = level; SELECT pg_current_xact_id()")
        watch = await shown.watch()
        late = []
        for _ in range(count):
            written, committed = await writer.change(), time.monotonic()
            assert await watch.changes(1) == [written]
            late.append(time.monotonic() - committed)
            await asyncio.sleep(seconds / count)
        assert sorted(late)[count * 99 // 100 - 1] < 1
    for connection in open_:
        await connection.close()


async def test_a_transition_that_no_event_tells_of_is_not_committed(city: Copy) -> None:
    """Whoever writes it, and at the end of the transaction: in its course the event comes later."""
    async with writing(city) as writer:
        await writer.start()
        step = (RECORD, writer.response, "RAISE", "IV", "III", "rain", None)
        for url in (city.url, city.owner_url):
            connection = await asyncpg.connect(url, server_settings={SETTING: SYSTEM})
            with pytest.raises(asyncpg.IntegrityConstraintViolationError):
                await connection.execute(*step)
            await connection.close()
        await writer.step("RAISE", "IV", "III")
    owner = await asyncpg.connect(city.owner_url)
    kept = await owner.fetch(
        "SELECT kind FROM response_transition WHERE response_id = $1 ORDER BY id", step[1]
    )
    await owner.close()
    assert [row[0] for row in kept] == ["START", "RAISE"]


async def test_a_name_of_ten_thousand_bytes_is_told(city: Copy, served: Served) -> None:
    """What is rung bears no data, so no name can make a notification too long and a decision fail."""
    rung: list[Any] = []
    ear = await asyncpg.connect(city.url)
    await ear.add_listener(BELL, lambda *told: rung.append(told[-1]))
    before = await as_superuser(city, "SELECT name FROM division WHERE code = '421024' AND valid_to IS NULL")
    await as_superuser(city, f"UPDATE division SET name = '{LONG}' WHERE code = '421024'")
    async with screen(served.address, token()) as officer:
        watch = await officer.watch(division="421024")
        plans = await officer.ask(FLOOD, {"s": ["flood"]})
        plan = plans["data"]["plans"]["edges"][0]["node"]["id"]
        start = {"key": "long", "plan": plan, "division": "421024", "level": "IV", "reason": LONG}
        done = await officer.ask(START, {"i": start | {"effectiveAt": "2026-07-01T08:00:00+08:00"}})
        assert await watch.changes(1) == [done["data"]["startResponse"]["id"]]
        await until(lambda: bool(rung))
    assert set(rung) == {""}
    await as_superuser(city, f"UPDATE division SET name = '{before}' WHERE code = '421024'")
    await ear.close()


async def test_events_of_one_transaction_are_each_told(city: Copy, served: Served) -> None:
    """Five with one ring: PostgreSQL folds equal notifications, and nobody counts them."""
    rung: list[Any] = []
    ear = await asyncpg.connect(city.url)
    async with writing(city) as writer, screen(served.address) as shown:
        await writer.start()
        watch = await shown.watch()
        await ear.add_listener(BELL, lambda *told: rung.append(told[-1]))
        async with writer.connection.transaction():
            made = Transaction(writer.connection, OFFICER, SECRET)
            written = []
            for _ in range(5):
                step = *next(writer.steps), writer.reason, None
                key = await writer.connection.fetchval(RECORD, writer.response, *step)
                made.emit(EventKind.TRANSITION, key)
                written.append(name("ResponseTransition", key))
            await made.finish()
        assert await watch.changes(5) == written
        await quiet(shown, watch)
    assert len(rung) == 1
    await ear.close()


ALARM = "events of an unknown kind"


async def test_an_event_that_nobody_knows_holds_nothing_up(own: Asker) -> None:
    """It is refused when it is written; one that a superuser forced in is passed over, and `verify` names it.

    The operator gets one alarm for it, in the log and in `/metrics`, however long the server goes on.
    """
    told = metrics.STRANGE._value.get
    before = told()
    with capture_logs() as said:
        await _forced_in(own, lambda: told() - before)
    alarms = [one for one in said if one["event"] == ALARM]
    assert [(one["log_level"], one["events"]) for one in alarms] == [("error", 1)] * 2
    assert alarms[0]["first"] == alarms[0]["last"] < alarms[1]["first"] == alarms[1]["last"]


async def _forced_in(own: Asker, alarms: Callable[[], float]) -> None:
    """Write an event of an unknown kind, and another one later."""
    async with serving(own.copy) as served, writing(own.copy) as writer, screen(served.address) as shown:
        await writer.start()
        watch = await shown.watch()
        unknown = "INSERT INTO event (seq, kind) VALUES (99999, 'SOMETHING_ELSE')"
        for wall in (None, "ALTER TABLE event DISABLE TRIGGER chain"):
            if wall:
                await as_superuser(own.copy, wall)
            with pytest.raises((asyncpg.CaseNotFoundError, asyncpg.IntegrityConstraintViolationError)):
                await writer.connection.execute(unknown)
        await as_superuser(own.copy, "ALTER TABLE event ENABLE TRIGGER chain")
        await as_superuser(own.copy, "ALTER TABLE event DROP CONSTRAINT ck_event_kind")
        seq = await as_superuser(own.copy, UNKNOWN + " RETURNING seq")
        begun = time.monotonic()
        written = await writer.change()
        assert await watch.changes(1) == [written]
        assert time.monotonic() - begun < 2
        await until(lambda: alarms() == 1)
        await watch.changes(len([await writer.change() for _ in range(3)]))
        await asyncio.sleep(2 * strange.PACE)
        assert alarms() == 1, "once for each"
        await as_superuser(own.copy, UNKNOWN)
        await until(lambda: alarms() == 2)
    assert [fault for fault in (await found(own.copy)).faults if f"event {seq}" in fault]


async def test_what_two_processes_do_not_know_is_one_alarm(own: Asker, tmp_path: Path) -> None:
    """Each says it in the log; the number that rings the bell is of the event, not of who saw it."""
    await as_superuser(own.copy, "ALTER TABLE event DROP CONSTRAINT ck_event_kind")
    async with program(own.copy, tmp_path, WORKERS="2") as made, writing(own.copy) as writer:
        await until(lambda: made.log.read_text().count('"worker serves"') == 2, 30)
        await writer.start()
        await as_superuser(own.copy, UNKNOWN)
        await until(lambda: made.log.read_text().count(ALARM) == 2)
        assert (await numbers(made.base))["levee_unknown_events"] == 1


@pytest.mark.parametrize("jump", [-3600.0, 3600.0])
async def test_a_clock_that_jumps_changes_no_order(
    city: Copy, served: Served, monkeypatch: pytest.MonkeyPatch, jump: float
) -> None:
    """The wall clock of the server goes an hour back, or forth: order is the log's, and timers know no hour."""
    async with writing(city) as writer, screen(served.address) as shown:
        await writer.start()
        watch = await shown.watch()
        right = time.time
        monkeypatch.setattr(time, "time", lambda: right() + jump)
        written = [await writer.change() for _ in range(20)]
        late = await shown.watch()
        monkeypatch.setattr(time, "time", right)
        more = [await writer.change() for _ in range(20)]
        assert await watch.changes(40) == written + more
        assert await late.changes(20) == more
        await quiet(shown, watch, late)
        assert shown.closed is None
