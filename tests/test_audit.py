"""The audit: who did what is written with what was done, who was refused besides; neither can be taken back."""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from resolvers.audit import Entry
from resolvers.transaction import Transaction
from schema.access import SETTING, SYSTEM, Role, Viewer
from schema.errors import LeveeError, RateLimited
from schema.procedure import AuditKind
from server import anchors
from server.audit import AT_ONCE, KINDS, MINUTE, Ledger
from server.database import Database
from server.limits import Rates
from server.rates import Askers
from server.sealer import ANCHOR, Sealer
from server.sent import Sent
from tests.asking import OFFICER, READER, SECRET, Asker, asker
from tests.chained import NOTE, found
from tests.conftest import Copy
from tests.levels import as_superuser
from tests.lines import until
from tests.screens import CHANGES, PROTOCOL, Served, screen, token, under
from tests.test_decisions import START, start_input
from tests.test_quotas import ended

ENTRIES = """
SELECT kind, subject, action, type, key, outcome, times, request FROM audit WHERE kind <> 'OPERATION' ORDER BY id
"""
STRANGER = Viewer.of("officer@500000", Role.OFFICER, ("500000",))


async def entries(database: Database) -> list[dict[str, Any]]:
    return [dict(row) for row in await database.rows(ENTRIES, ())]


async def test_each_mutation_has_one_entry_and_a_retry_none(own: Asker) -> None:
    """Who, which mutation, what it made and in which request; never what was sent. The event refers to it."""
    made = await start_input(own)
    for _ in range(2):
        await own.data(START, {"i": made}, OFFICER)
    (entry,) = await entries(own.database)
    request = entry.pop("request")
    (event,) = await own.database.rows(
        "SELECT transition_id, audit_id FROM event ORDER BY seq DESC LIMIT 1", ()
    )
    (row,) = await own.database.rows("SELECT id FROM audit WHERE kind = 'WRITE'", ())
    assert entry == {
        "kind": "WRITE",
        "subject": OFFICER.subject,
        "action": "startResponse",
        "type": "ResponseTransition",
        "key": event["transition_id"],
        "outcome": "DONE",
        "times": 1,
    }
    assert event["audit_id"] == row["id"]
    assert len(request) == 16


async def test_what_is_refused_leaves_no_write_and_one_refusal(own: Asker) -> None:
    made = await start_input(own)
    assert (await own.error(START, {"i": made}, STRANGER))["code"] == "FORBIDDEN"
    assert (await own.error(START, {"i": made | {"reason": " "}}, OFFICER))["code"] == "BAD_USER_INPUT"
    (entry,) = await entries(own.database)
    assert (entry["kind"], entry["subject"], entry["action"]) == (
        "REFUSAL",
        STRANGER.subject,
        "startResponse",
    )
    assert (entry["outcome"], entry["times"], entry["key"]) == ("FORBIDDEN", 1, None)


async def test_strangers_are_counted_and_never_wait_for_the_database(own: Asker) -> None:
    made = await start_input(own)
    own.database.statements.clear()
    for _ in range(50):
        assert (await own.error(START, {"i": made}, READER))["code"] == "UNAUTHENTICATED"
    assert not [statement for statement in own.database.statements if "levee_note" in statement]
    await own.execution.ledger.flush()
    (entry,) = await entries(own.database)
    assert (entry["subject"], entry["outcome"], entry["times"]) == (None, "UNAUTHENTICATED", 50)


async def test_nobody_fills_the_disk_by_being_refused(own: Asker) -> None:
    """However often and in however many ways, there are as many entries a minute as were said."""
    clock = itertools.count()
    ledger = Ledger(own.database, lambda: now)
    now = 0.0
    refusal = Entry(AuditKind.REFUSAL, "somebody", "startResponse", outcome="FORBIDDEN")
    for _ in range(100):
        await ledger.refused(refusal)
    for _ in range(100):
        ledger.strange(Entry(AuditKind.REFUSAL, None, "token", outcome="UNAUTHENTICATED"))
    await ledger.flush()
    assert [entry["times"] for entry in await entries(own.database)] == [1] * AT_ONCE + [100]
    for _ in range(100):
        ledger.strange(Entry(AuditKind.REFUSAL, None, "token", outcome="UNAUTHENTICATED"))
        await ledger.flush()
    assert len(await entries(own.database)) == AT_ONCE + 1
    now += MINUTE
    await ledger.flush()
    assert sorted(entry["times"] for entry in await entries(own.database)) == [1] * AT_ONCE + [90, 100, 100]
    for _ in range(3):
        now += MINUTE
        await ledger.flush()
    assert ledger.counts == {}
    for _ in range(2 * KINDS):
        ledger.strange(Entry(AuditKind.REFUSAL, None, f"word {next(clock)}", outcome="X"))
    assert len(ledger.counts) == KINDS + 1


async def test_a_flood_is_one_entry_a_minute_of_each_who_asks_too_much(own: Asker) -> None:
    """Who asks more than a rate or a socket's quota allows is on record, and cannot fill it by going on."""
    execution = own.execution
    execution.ledger.clock = lambda: now
    now = 0.0
    execution.askers = Askers(
        Rates(person=1, person_burst=10, strangers=1, strangers_burst=10), clock=lambda: now
    )
    execution.askers.limited = execution.ledger.limited
    flood, wait = 500, 0
    for minute in range(3):
        now = minute * MINUTE
        for _ in range(flood):
            answer = await execution.answer(Sent("{ __typename }"), OFFICER)
            wait += answer.status == 429
            with suppress(RateLimited):
                stranger = execution.askers.stranger("192.0.2.1")
                stranger.admit()
                stranger.pay(1)
            execution.ledger.limited(STRANGER.subject, "socket")
        for _ in range(4):
            await execution.ledger.flush()
    found = await entries(own.database)
    assert len(found) == 3 * 3, "three who flood, three minutes"
    assert {entry["outcome"] for entry in found} == {"RATE_LIMITED"}
    times = dict.fromkeys((OFFICER.subject, None, STRANGER.subject), 0)
    for entry in found:
        times[entry["subject"]] += entry["times"]
    assert times[STRANGER.subject] == 3 * flood
    assert times[OFFICER.subject] == wait > 2 * flood, "none is lost"


async def test_what_could_not_be_written_is_counted_until_it_can(own: Asker) -> None:
    ledger = Ledger(own.database, lambda: 0.0)
    await own.owner("ALTER TABLE audit RENAME TO elsewhere")
    await ledger.refused(Entry(AuditKind.REFUSAL, "somebody", "startResponse", outcome="FORBIDDEN"))
    ledger.strange(Entry(AuditKind.REFUSAL, None, "token", outcome="UNAUTHENTICATED"))
    with pytest.raises(LeveeError):
        await ledger.flush()
    with pytest.raises(LeveeError):
        await ledger.note(Entry(AuditKind.SIGN_IN, "somebody", "signIn"))
    await own.owner("ALTER TABLE elsewhere RENAME TO audit")
    await ledger.flush(every=True)
    assert [entry["times"] for entry in await entries(own.database)] == [1, 1]


async def test_an_entry_of_a_transaction_stands_or_falls_with_it(own: Asker) -> None:
    entry = Entry(AuditKind.REVEAL, "somebody", "revealContact", "Warden", 7)
    connection = await asyncpg.connect(own.copy.url)
    falls = connection.transaction()
    await falls.start()
    await Transaction(connection, OFFICER, SECRET).noted(entry)
    await falls.rollback()
    await connection.close()
    assert await entries(own.database) == []
    async with own.database.transaction(OFFICER) as connection:
        await Transaction(connection, OFFICER, SECRET).noted(entry)
    (row,) = await entries(own.database)
    assert (row["kind"], row["type"], row["key"]) == ("REVEAL", "Warden", 7)


async def test_an_effect_without_an_entry_is_impossible(own: Asker) -> None:
    """Whatever the server forgets: a key without a result, an event of nobody, an entry that is not there."""
    key = "INSERT INTO mutation_key (subject, key, mutation, fingerprint{}) VALUES ('s', 'k', 'm', ''{})"
    connection = await asyncpg.connect(own.copy.url, server_settings={SETTING: SYSTEM})
    try:
        with pytest.raises(asyncpg.IntegrityConstraintViolationError, match="without a result"):
            await connection.execute(key.format("", ""))
        await connection.execute(key.format(", result", ", 5"))
        tell = """WITH head AS (UPDATE event_head SET seq = seq + 1 RETURNING seq)
            INSERT INTO event (seq, kind, transition_id) SELECT seq, 'TRANSITION', 1 FROM head"""
        await connection.execute(tell)
        async with connection.transaction():
            await connection.execute("SELECT set_config('levee.audit', '999999', true)")
            with pytest.raises(asyncpg.ForeignKeyViolationError):
                async with connection.transaction():
                    await connection.execute(tell)
    finally:
        await connection.close()
    written = [(row["subject"], row["action"], row["key"]) for row in await entries(own.database)]
    assert written == [("s", "m", 5), ("levee", "TRANSITION", None)]


@pytest.mark.parametrize("table", ["audit", "audit_seal", "event", "response_transition"])
async def test_the_role_of_the_server_cannot_take_back_what_was_recorded(
    shared_database: Copy, table: str
) -> None:
    """UPDATE, DELETE, TRUNCATE, ALTER, DISABLE TRIGGER and DROP: six of six refused."""
    connection = await asyncpg.connect(shared_database.url)
    column = "recorded_at" if table in ("event", "response_transition") else "at"
    for attack in (
        f"UPDATE {table} SET {column} = now()",
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
        f"ALTER TABLE {table} ADD COLUMN more text",
        f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        f"DROP TABLE {table}",
        "DELETE FROM audit_unsealed",
        "INSERT INTO audit_seal VALUES (1, now(), 1, '{}', '', '')",
        "SET session_replication_role = replica",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(attack)
    await connection.close()


async def test_no_entry_that_commits_late_falls_between_two_seals(database: Copy) -> None:
    """Keys are given in one order and committed in another: a seal says which it covers."""
    connections = [await asyncpg.connect(database.url) for _ in range(4)]
    waiting = [connection.transaction() for connection in connections]
    for transaction in waiting:
        await transaction.start()
    for number, connection in enumerate(connections):
        await connection.execute(NOTE, f"officer {number}")
    sealer = await asyncpg.connect(database.url)
    assert await sealer.fetchval("SELECT levee_seal()") == 0
    for number in (2, 0, 3):
        await waiting[number].commit()
        assert await sealer.fetchval("SELECT levee_seal()") == 1
    await waiting[1].rollback()
    assert await sealer.fetchval("SELECT array_agg(ids::text ORDER BY number) FROM audit_seal") == [
        "{[3,4)}",
        "{[1,2)}",
        "{[4,5)}",
    ]
    assert (await found(database)).faults == []
    for connection in (*connections, sealer):
        await connection.close()


async def test_several_sealers_seal_each_entry_once_and_one_goes_on_when_another_dies(database: Copy) -> None:
    """Two relays at once: writers commit in any order, connections are killed, and no entry is sealed twice."""
    choice = random.Random(5)
    async with asker(database, size=8) as asking:
        sealers = [Sealer(asking.database, asking.execution.ledger, None) for _ in range(3)]

        async def write(number: int) -> None:
            connection = await asyncpg.connect(database.url)
            for _ in range(10):
                async with connection.transaction():
                    await connection.execute(NOTE, f"officer {number}")
                    await asyncio.sleep(choice.random() / 100)
            await connection.close()

        async def kill(over: asyncio.Event) -> None:
            superuser = await asyncpg.connect(database.superuser_url)
            while not over.is_set():
                await superuser.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE query LIKE 'SELECT levee_seal%' AND datname = $1 LIMIT 1",
                    database.name,
                )
                await asyncio.sleep(0.1)
            await superuser.close()

        async with sealers[0].open(), sealers[1].open(), sealers[2].open():
            over = asyncio.Event()
            killing = asyncio.create_task(kill(over))
            await asyncio.gather(*(write(number) for number in range(6)))
            over.set()
            await killing
        await sealers[0].seal()
        (row,) = await asking.database.rows(
            "SELECT (SELECT count(*) FROM audit) AS written, sum(length(digests) / 32) AS sealed FROM audit_seal",
            (),
        )
        assert (row["written"], row["sealed"]) == (60, 60)
    assert (await found(database)).faults == []


async def test_a_new_entry_is_sealed_by_the_next_who_looks_when_the_sealer_has_died(database: Copy) -> None:
    """One sealer dies in the middle, holding the lock; the lock falls with it, and nothing was half sealed."""
    dying, other = await asyncpg.connect(database.url), await asyncpg.connect(database.url)
    await dying.execute(NOTE, "officer")
    await dying.execute("BEGIN")
    assert await dying.fetchval("SELECT levee_seal()") == 1
    assert await other.fetchval("SELECT levee_seal()") == 0
    superuser = await asyncpg.connect(database.superuser_url)
    await superuser.execute("SELECT pg_terminate_backend($1, 5000)", dying.get_server_pid())
    assert await other.fetchval("SELECT levee_seal()") == 1
    assert (await found(database)).audit.links == 1
    for connection in (other, superuser):
        await connection.close()


def last(path: Path) -> int | None:
    """The number of the newest seal that a file witnesses."""
    return ([anchor.number for anchor in anchors.read(path)] or [None])[-1] if path.exists() else None


async def test_the_heads_go_to_a_file_from_time_to_time(
    database: Copy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once a minute, where they moved; what the file says agrees with the record, and with no other."""
    assert ANCHOR == 60
    monkeypatch.setattr("server.sealer.ANCHOR", 0.05)
    path = tmp_path / "anchors"
    async with asker(database) as asking:
        writer = await asyncpg.connect(database.url)
        async with Sealer(asking.database, asking.execution.ledger, path).open():
            for number in range(3):
                await writer.execute(NOTE, f"officer {number}")
                await until(lambda number=number: last(path) == number + 1)  # type: ignore[misc]
        await writer.close()
    seen = list(anchors.read(path))
    report = await found(database, seen)
    assert report.faults == []
    assert report.audit.agreed >= 3
    await as_superuser(database, "UPDATE audit_seal SET hash = sha256('') WHERE number = 2")
    changed, other, *_ = (await found(database, seen)).faults
    assert changed == "seal 2 was changed or moved"
    assert other.startswith("seal 2 is another than was seen (anchors:")


@pytest.mark.alone
async def test_an_entry_is_sealed_within_a_second(database: Copy) -> None:
    """While two writers write on: each entry that is older than a second is under a seal."""
    waits = (
        "SELECT coalesce(max(clock_timestamp() - at), interval '0') FROM audit_unsealed JOIN audit USING (id)"
    )
    async with asker(database) as asking:
        writers = [await asyncpg.connect(database.url) for _ in range(2)]
        async with Sealer(asking.database, asking.execution.ledger, None).open():
            begun, longest = time.monotonic(), timedelta()
            while time.monotonic() - begun < 2:
                await asyncio.gather(*(writer.execute(NOTE, "officer") for writer in writers))
                longest = max(longest, await writers[0].fetchval(waits))
        for writer in writers:
            await writer.close()
    assert timedelta() < longest < timedelta(seconds=1)
    assert (await found(database)).faults == []


async def test_sockets_that_take_too_much_are_on_record(served: Served) -> None:
    """Who opens too many, asks too much on one, or floods it: under the subject, and never the words."""
    bearer = {"authorization": token(Role.OFFICER)}
    with under(served, subject=1, operations=1, messages=1, burst=3):
        async with screen(served.address, bearer["authorization"]) as shown:
            async with connect(served.address, subprotocols=[PROTOCOL], additional_headers=bearer) as second:
                await second.send('{"type": "connection_init"}')
                assert await ended(second, 5) == 4421
            await shown.operate(CHANGES)
            full = await shown.operate("{ __typename }")
            assert (await full.refused())["code"] == "TOO_COSTLY"
        async with connect(served.address, subprotocols=[PROTOCOL], additional_headers=bearer) as third:
            await third.send('{"type": "connection_init"}')
            for _ in range(10):
                with suppress(ConnectionClosed):
                    await third.send('{"type": "ping"}')
            assert await ended(third, 5) == 4420
    ledger = served.app.state.execution.ledger
    await ledger.flush(every=True)
    rows = "SELECT subject, outcome, sum(times) AS times FROM audit WHERE action = 'socket' GROUP BY 1, 2"
    found = [tuple(row) for row in await served.app.state.database.rows(rows, ())]
    assert found == [("officer@421000", "RATE_LIMITED", 3)]
