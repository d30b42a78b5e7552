"""Whether the record is what was recorded: both chains from their beginning, held against what was seen.

The texts come from the tables alone: no function, view or trigger of the database is believed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from schema.chain import FORMS, entry_text, event_text, seal_text, told
from schema.tables.events import SUBJECT, event
from server import chains
from server.anchors import Anchor
from server.chains import Link, Seal, Walk

EVENTS_AT_ONCE = 1_000
SEALS_AT_ONCE = 20
FAULTS = 20
"""So many are named of a chain; one change of a hash breaks no more than two links."""
TOLD = {kind.value: next(iter(event.c[by].foreign_keys)).column.table.name for kind, by in SUBJECT.items()}


def _forms(row: str, text: Callable[[int], str]) -> str:
    """Write a text by the form of the row."""
    return f"CASE {row}.form {' '.join(f'WHEN {form} THEN {text(form)}' for form in FORMS)} END"


def _event(form: int) -> str:
    kinds = " ".join(f"WHEN '{kind.value}' THEN {told(form, kind, 'event')}" for kind in SUBJECT)
    seal = "(SELECT encode(seal.hash, 'hex') FROM audit_seal AS seal WHERE seal.number = event.seal)"
    return event_text(form, "event", f"CASE kind {kinds} END", seal)


EVENTS = f"""
SELECT seq, kind, coalesce({", ".join(dict.fromkeys(SUBJECT.values()))}) AS key, hash,
       {_forms("event", _event)} AS text
  FROM event ORDER BY seq
"""  # noqa: S608 - names of ours
SEALS = f"""
SELECT number, ids::text AS ids, digests, hash, keys, texts,
       {_forms("seal", lambda form: seal_text(form, "seal"))} AS text
  FROM audit_seal AS seal, LATERAL (
    SELECT array_agg(entry.id) AS keys,
           array_agg({_forms("seal", lambda form: entry_text(form, "entry"))}) AS texts
      FROM unnest(seal.ids) AS span
      JOIN audit AS entry ON entry.id >= lower(span) AND entry.id < upper(span)
  ) AS covered ORDER BY number
"""  # noqa: S608 - names of ours
HEAD = "SELECT seq, kept_after, (SELECT count(*) FROM audit_unsealed) AS waiting FROM event_head"
FOREIGN = """
SELECT id FROM audit
EXCEPT SELECT generate_series(lower(span), upper(span) - 1) FROM audit_seal, unnest(ids) AS span
EXCEPT SELECT id FROM audit_unsealed
ORDER BY id LIMIT 20
"""
UNTOLD = """
SELECT 'response_transition ' || id FROM response_transition AS one
 WHERE source IS NULL AND NOT EXISTS (SELECT FROM event WHERE transition_id = one.id)
UNION ALL SELECT 'proposal_step ' || id FROM proposal_step AS one
 WHERE NOT EXISTS (SELECT FROM event WHERE proposal_step_id = one.id)
UNION ALL SELECT 'task_step ' || id FROM task_step AS one
 WHERE NOT EXISTS (SELECT FROM event WHERE task_step_id = one.id)
 LIMIT 20
"""


@dataclass(slots=True)
class Report:
    """What was found: the walks along both chains, the entries that wait for a seal, and what is wrong."""

    log: Walk
    audit: Walk
    entries: int = 0
    waiting: int = 0
    faults: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Say it: what is wrong, or what was counted and where the chains end."""
        if self.faults:
            return self.faults
        return [
            f"{self.log.links} events, sound; the last is {self.log.at}, {self.log.last.hex()}",
            f"{self.entries} audit entries in {self.audit.links} seals, sound; "
            f"the last seal is {self.audit.at}, {self.audit.last.hex()}; {self.waiting} wait for the next",
            f"{self.log.agreed + self.audit.agreed} hashes that were seen before are there",
        ]


async def verify(
    connection: asyncpg.Connection[Any], anchors: Iterable[Anchor] = (), hashes: Iterable[str] = ()
) -> Report:
    """Follow both chains in one picture of the database, in bounded memory but for the witnesses."""
    seen = {one.lower() for one in hashes}
    report = Report(Walk("event", hashes=seen), Walk("seal", hashes=seen))
    for anchor in anchors:
        _witness(report.log, anchor.seq, anchor.hash, anchor.where, report.faults)
        _witness(report.audit, anchor.number, anchor.sealed, anchor.where, report.faults)
    wanted = len(seen)
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        head = await connection.fetchrow(HEAD)
        assert head is not None
        await _log(connection, report, head)
        await _audit(connection, report, head)
        report.faults += [
            f"{row[0]} was added: no event tells of it" for row in await connection.fetch(UNTOLD)
        ]
    report.faults += [
        f"{one} was seen, and no event or seal has it: changed or removed" for one in sorted(seen)
    ]
    report.log.agreed += wanted - len(seen)
    return report


def _witness(walk: Walk, number: int | None, seen: str | None, where: str, faults: list[str]) -> None:
    if number is None or seen is None:
        return
    known = walk.witnesses.setdefault(number, (seen, where))
    if known[0] != seen:
        faults.append(
            f"{walk.name} {number} was seen as two ({known[1]}, {where}): it was changed in between"
        )


async def _log(connection: asyncpg.Connection[Any], report: Report, head: asyncpg.Record) -> None:
    walk = report.log
    async for row in connection.cursor(EVENTS, prefetch=EVENTS_AT_ONCE):
        subject = f"{TOLD.get(row['kind'], row['kind'])} {row['key']}"
        link = Link(row["seq"], row["text"] or "[]", row["hash"], subject)
        _more(report, chains.event(walk, link))
    if walk.at != head["seq"]:
        _more(report, [f"the last event is {walk.at}, and the head says {head['seq']}: removed"])
    _more(report, walk.end())


async def _audit(connection: asyncpg.Connection[Any], report: Report, head: asyncpg.Record) -> None:
    async for row in connection.cursor(SEALS, prefetch=SEALS_AT_ONCE):
        entries = dict(zip(row["keys"] or (), row["texts"] or (), strict=True))
        report.entries += len(entries)
        link = Seal(row["number"], row["text"] or "", row["ids"], row["digests"], row["hash"], entries)
        _more(report, chains.seal(report.audit, link))
    _more(report, report.audit.end())
    report.waiting = head["waiting"]
    foreign = [
        f"audit entry {row['id']} was added: it waits for no seal" for row in await connection.fetch(FOREIGN)
    ]
    _more(report, foreign)


def _more(report: Report, found: Iterable[str]) -> None:
    report.faults.extend(list(found)[: max(0, FAULTS - len(report.faults))])
