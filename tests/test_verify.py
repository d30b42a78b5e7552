"""The chains of the record: whoever changes, removes or moves a row is found, and the row is named."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import orjson
import pytest
from alembic import command

import schema.chain
from schema.chain import FORMS, LATER, NEWEST
from schema.tables import metadata
from server import anchors, upgrade
from server.cluster import OWNER, Cluster
from server.refusal import Refusal
from tests.chained import ITSELF, TELL, found, heads, recorded
from tests.conftest import Copy, copied
from tests.levels import as_superuser
from tests.test_migrations import started

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
async def model(cluster: Cluster) -> AsyncIterator[Copy]:
    """A database with a short record; nobody writes."""
    async for copy in copied(cluster):
        await recorded(copy)
        yield copy


@pytest.fixture
async def record(cluster: Cluster, model: Copy) -> AsyncIterator[Copy]:
    """A copy of it that this test alone may change."""
    async for copy in copied(cluster, model.name):
        yield copy


async def test_a_sound_record_is_counted(model: Copy) -> None:
    report = await found(model)
    assert report.faults == []
    assert (report.log.links, report.entries, report.audit.links, report.waiting) == (10, 9, 3, 1)


DAMAGES = {
    "a transition changed": (
        "UPDATE response_transition SET effective_at = effective_at - interval '1 minute' WHERE id = 4",
        ["event 4, or response_transition 4 that it tells of, was changed or moved"],
    ),
    "a response changed": (
        "UPDATE response SET drill = true WHERE id = 4",
        ["event 4, or response_transition 4 that it tells of, was changed or moved"],
    ),
    "an event changed": (
        "UPDATE event SET recorded_at = recorded_at - interval '1 microsecond' WHERE seq = 9",
        ["event 9, or response_transition 9 that it tells of, was changed or moved"],
    ),
    "a hash changed": (
        "UPDATE event SET hash = sha256(hash) WHERE seq = 10",
        ["event 10, or response_transition 10 that it tells of, was changed or moved"],
    ),
    "a transition removed": (
        "DELETE FROM response_transition WHERE id = 5",
        ["event 5 tells of response_transition 5, which was removed"],
    ),
    "an event removed": (
        "DELETE FROM event WHERE seq = 6",
        ["event 6 was removed", "response_transition 6 was added: no event tells of it"],
    ),
    "two events swapped": (
        "UPDATE event SET seq = CASE seq WHEN 6 THEN -7 ELSE -6 END WHERE seq IN (6, 7);"
        "UPDATE event SET seq = -seq WHERE seq < 0",
        [
            "event 6, or response_transition 7 that it tells of, was changed or moved",
            "event 7, or response_transition 6 that it tells of, was changed or moved",
            "event 8, or response_transition 8 that it tells of, was changed or moved",
        ],
    ),
    "the tail cut": (
        "DELETE FROM event WHERE seq > 8; DELETE FROM response_transition WHERE id > 8",
        ["the last event is 8, and the head says 10: removed"],
    ),
    "a transition added": (
        'INSERT INTO response_transition (response_id, kind, "from", "to", effective_at,'
        " effective_precision, effective_basis) VALUES (3, 'RAISE', 'IV', 'I', now(), 'HOUR', 'REPORTED')",
        ["response_transition 11 was added: no event tells of it"],
    ),
    "an entry changed": (
        "UPDATE audit SET subject = 'nobody' WHERE id = 5",
        ["audit entry 5 was changed or moved (seal 2)"],
    ),
    "an entry removed": ("DELETE FROM audit WHERE id = 5", ["audit entry 5 was removed (seal 2)"]),
    "two entries swapped": (
        "UPDATE audit SET subject = CASE id WHEN 5 THEN 'officer 8' ELSE 'officer 5' END WHERE id IN (5, 8)",
        [
            "audit entry 5 was changed or moved (seal 2)",
            "audit entry 8 was changed or moved (seal 3)",
        ],
    ),
    "an entry added": (
        "INSERT INTO audit (id, kind, action, outcome) OVERRIDING SYSTEM VALUE VALUES (99, 'WRITE', 'x', 'DONE')",
        ["audit entry 99 was added: it waits for no seal"],
    ),
    "an entry taken from those that wait": (
        "DELETE FROM audit_unsealed",
        ["audit entry 10 was added: it waits for no seal"],
    ),
    "an entry and its digest changed": (
        "UPDATE audit SET subject = 'nobody' WHERE id = 5; UPDATE audit_seal SET digests = "
        "overlay(digests placing sha256(convert_to((SELECT {entry} FROM audit AS entry WHERE id = 5), 'UTF8'))"
        " from 33) WHERE number = 2",
        ["seal 2 was changed or moved"],
    ),
    "a seal removed": (
        "DELETE FROM audit_seal WHERE number = 2",
        [
            "event 7, or response_transition 7 that it tells of",
            "seal 2 was removed",
            "audit entry 4 was added",
        ],
    ),
}


@pytest.mark.parametrize(("damage", "said"), DAMAGES.values(), ids=DAMAGES)
async def test_what_a_superuser_does_is_found_and_named(record: Copy, damage: str, said: list[str]) -> None:
    """An audit rewritten by an administrator of the database: changed, removed, moved, cut, and the row is named."""
    damage = damage.replace("{entry}", schema.chain.entry_text(NEWEST, "entry"))
    for statement in damage.split(";"):
        await as_superuser(record, statement)
    faults = (await found(record)).faults
    named = [next((fault for fault in faults if fault.startswith(one)), one + " ?") for one in said]
    assert [fault.startswith(one) for fault, one in zip(named, said, strict=True)] == [True] * len(said), (
        faults
    )
    assert faults[0].startswith(said[0])


async def test_a_record_that_was_rewritten_whole_does_not_agree_with_what_was_seen(
    record: Copy, tmp_path: Path
) -> None:
    """Who rewrites a row and every hash after it, or cuts both ends evenly, is found by file and screen."""
    path = tmp_path / "anchors"
    before = await heads(record)
    assert anchors.append(path, before)
    assert not anchors.append(path, await heads(record)), "the heads did not move"
    await as_superuser(record, "DELETE FROM event WHERE seq > 8")
    await as_superuser(record, "DELETE FROM response_transition WHERE id > 8")
    await as_superuser(record, "UPDATE event_head SET seq = 8")
    assert (await found(record)).faults == []
    assert (await found(record, anchors.read(path))).faults == [
        "event 10 was seen (anchors:1), and the last is 8: removed"
    ]
    assert (await found(record, hashes=[before["hash"].upper()])).faults == [
        f"{before['hash']} was seen, and no event or seal has it: changed or removed"
    ]
    owner = await asyncpg.connect(record.owner_url)
    await started(owner, "2024-07-11T08:00Z")
    await owner.execute(TELL)
    await started(owner, "2024-07-12T08:00Z")
    await owner.execute(TELL)
    await owner.close()
    assert (await found(record)).faults == []
    assert (await found(record, anchors.read(path))).faults == [
        "event 10 is another than was seen (anchors:1): it or one before it was changed"
    ]


async def test_an_audit_whose_tail_was_cut_does_not_agree_with_what_was_seen(
    record: Copy, tmp_path: Path
) -> None:
    """The last seal and its entries removed: the event that names it says so; where none does, file and screen."""
    path = tmp_path / "anchors"
    before = await heads(record)
    assert anchors.append(path, before)
    cut = (
        "DELETE FROM audit WHERE id > 6; DELETE FROM audit_seal WHERE number = 3; DELETE FROM audit_unsealed"
    )
    for statement in cut.split(";"):
        await as_superuser(record, statement)
    faults = (await found(record)).faults
    assert faults[0].startswith("event 10, or response_transition 10 that it tells of"), faults
    seen = (await found(record, anchors.read(path), [before["sealed"]])).faults
    assert "seal 3 was seen (anchors:1), and the last is 2: removed" in seen
    assert f"{before['sealed']} was seen, and no event or seal has it: changed or removed" in seen


async def test_what_was_seen_agrees_with_a_sound_record(model: Copy, tmp_path: Path) -> None:
    path, now = tmp_path / "anchors", await heads(model)
    anchors.append(path, now)
    report = await found(model, anchors.read(path), [now["hash"], now["sealed"]])
    assert (report.faults, report.log.agreed + report.audit.agreed) == ([], 4)


async def test_no_setting_of_a_session_changes_a_hash(record: Copy) -> None:
    """Written under one set of settings, followed under another."""
    strange = {
        "TimeZone": "Asia/Kathmandu",
        "DateStyle": "German, DMY",
        "IntervalStyle": "sql_standard",
        "extra_float_digits": "-15",
        "bytea_output": "escape",
        "lc_numeric": "C.UTF-8",
    }
    writer = await asyncpg.connect(
        record.url, server_settings=ITSELF | strange | {"TimeZone": "America/Caracas"}
    )
    await writer.execute(TELL)
    await writer.execute("SELECT levee_seal()")
    await writer.close()
    assert (await found(record)).faults == []
    assert (await found(record, settings=strange)).faults == []


def test_every_column_of_what_is_told_is_in_the_newest_form_or_left_out_knowingly() -> None:
    """Whoever adds a column adds a form."""
    for name, columns in FORMS[NEWEST].items():
        own = {column.name for column in metadata.tables[name].c}
        assert own == {*columns, *LATER.get(name, ())}, name


async def test_events_from_before_the_chain_are_chained(cluster: Cluster) -> None:
    """A database that was at the migration before has its events chained in their order."""
    async for copy in copied(cluster, "template1"):
        superuser = await asyncpg.connect(copy.superuser_url)
        for extension in ("postgis", "ltree", "pg_trgm", "btree_gist"):
            await superuser.execute(f"CREATE EXTENSION {extension}")
        await superuser.execute(f"GRANT ALL ON SCHEMA public TO {OWNER}")
        await superuser.close()
        await upgrade._within(copy.owner_url, lambda config: command.upgrade(config, "0014"))
        owner = await asyncpg.connect(copy.owner_url)
        for day in range(1, 5):
            await started(owner, f"2024-07-0{day}T08:00Z")
            await owner.execute(TELL)
        await owner.close()
        await upgrade.upgrade(copy.owner_url)
        report = await found(copy)
        assert (report.faults, report.log.links, report.waiting) == ([], 4, 1)


def test_a_line_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "anchors"
    path.write_bytes(orjson.dumps({"seq": 1}) + b"\n")
    with pytest.raises(Refusal, match="anchors:1: this is no line of heads"):
        list(anchors.read(path))


async def test_the_command_says_what_it_found(record: Copy, tmp_path: Path) -> None:
    """Status 0 and the heads where the record is sound; 1 and the row where it is not."""
    path = tmp_path / "anchors"
    anchors.append(path, await heads(record))

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        settings = {"LEVEE_DATABASE_URL": record.url, "LEVEE_OWNER_URL": record.owner_url}
        line = [sys.executable, "-m", "server", "verify", *words]
        return subprocess.run(line, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)

    sound = run("--anchor", str(path))
    assert (sound.returncode, sound.stderr) == (0, "")
    assert sound.stdout.startswith("10 events, sound; the last is 10, ")
    assert "2 hashes that were seen before are there" in sound.stdout
    await as_superuser(record, "UPDATE audit SET action = 'nothing' WHERE id = 2")
    changed = run()
    assert (changed.returncode, changed.stdout) == (1, "audit entry 2 was changed or moved (seal 1)\n")
    assert run("--hash", "abc").stderr == "levee: --hash abc: a hash has 64 hexadecimal digits\n"
