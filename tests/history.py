"""What clients saw and what the database holds after a run: the two papers that a verdict compares."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import asyncpg

from schema.position import derive, name, unseal
from server import verify
from server.chains import Link
from tests.asking import SECRET
from tests.conftest import Copy

What = Literal["invoke", "ok", "fail", "info", "from", "told", "upto", "refused"]
"""A write is invoked, and ends well (ok), surely without effect (fail), or nobody knows (info): then it may be
invoked again with its key. A screen reads on from a position, is told, has been told everything up to a position;
or its subscription is refused."""

EVENTS = derive(SECRET, "events")
READ = """
SELECT (SELECT json_build_object('epoch', epoch, 'seq', seq) FROM event_head) AS head,
       (SELECT json_agg(json_build_array(seq, transition_id, extract(epoch FROM recorded_at)) ORDER BY seq)
          FROM event) AS events,
       (SELECT json_agg(json_build_object('id', id, 'response', response_id, 'kind', kind, 'from', "from",
                                          'to', "to", 'effective', effective_at, 'document', document_no)
                        ORDER BY id) FROM response_transition) AS transitions,
       (SELECT json_agg(json_build_object('id', r.id, 'system', system, 'path', path::text, 'drill', drill,
                                          'started', lower(period), 'ended', upper(period)) ORDER BY r.id)
          FROM response r LEFT JOIN division d ON d.id = r.division_id) AS responses,
       (SELECT json_object_agg(code, path::text) FROM division WHERE valid_to IS NULL) AS paths,
       (SELECT json_object_agg(id, quantity::text) FROM stock) AS stock
"""
UNSAID = """
SELECT 'no entry for ' || key || ' of ' || subject AS said FROM mutation_key AS made
 WHERE NOT EXISTS (SELECT FROM audit WHERE (kind, subject, action, audit.key, type)
                                         = ('WRITE', made.subject, mutation, result, made.type))
UNION ALL SELECT 'entry ' || id || ' of nothing' FROM audit
 WHERE type IS NOT NULL AND kind = 'WRITE'
   AND NOT EXISTS (SELECT FROM mutation_key AS made WHERE (made.subject, mutation, result)
                                                        = (audit.subject, action, audit.key))
"""


@dataclass(slots=True)
class Entry:
    """One line of the history of one client."""

    what: What
    client: str
    at: float
    key: str | None = None
    operation: str | None = None
    arguments: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)
    epoch: str | None = None
    seq: int | None = None
    hash: str | None = None

    @property
    def position(self) -> int:
        assert self.seq is not None, self
        return self.seq


@dataclass(slots=True)
class Move:
    """One line of stock, changed by a transfer: by how much, and what it held then, as the database said."""

    transfer: int
    item: int
    line: int
    change: Decimal
    balance: Decimal


class History:
    """The lines of all clients, as they were written."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries = list(entries)
        self.markers: dict[str, set[str]] = {}
        """Texts planted in one scope, and the clients that may see them."""
        self.stock: dict[int, Decimal] = {}
        """What each line of stock held when the run began."""
        self.moves: list[Move] = []
        """What was moved, the moves of a line in the order in which they were made."""

    def note(self, what: What, client: str, cursor: str | None = None, **more: Any) -> None:
        """Write a line."""
        epoch, seq = position(cursor) if cursor else (None, None)
        self.entries.append(Entry(what, client, time.monotonic(), epoch=epoch, seq=seq, **more))

    def operations(self) -> dict[str, list[Entry]]:
        """The lines of each write, by its key."""
        found = defaultdict(list)
        for entry in self.entries:
            if entry.key is not None:
                found[entry.key].append(entry)
        return found

    def screens(self) -> dict[str, list[Entry]]:
        """The lines of each screen."""
        found = defaultdict(list)
        for entry in self.entries:
            if entry.what in ("from", "told", "upto", "refused"):
                found[entry.client].append(entry)
        return found

    def slowest(self) -> float:
        """The longest time from the answer to a write until a screen was told of it."""
        done = {entry.result["id"]: entry.at for entry in reversed(self.entries) if entry.what == "ok"}
        told = [entry for entry in self.entries if entry.what == "told" and entry.result["id"] in done]
        return max((entry.at - done[entry.result["id"]] for entry in told), default=0.0)

    def frames(self, record: Record) -> list[float]:
        """The seconds from each event to each screen that was told of it, the shortest first.

        They count from when it was written, with the head of the log in hand, and so from before its commit.
        """
        apart = time.time() - time.monotonic()
        told = [entry for entry in self.entries if entry.what == "told"]
        return sorted(entry.at + apart - record.written[entry.position] for entry in told)

    def write(self, path: Path) -> None:
        """Write all lines as JSONL."""
        told: list[Entry | Move] = [*self.entries, *self.moves]
        lines = [json.dumps(asdict(entry), ensure_ascii=False, default=str) for entry in told]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@dataclass(slots=True)
class Transition:
    """One change of a level, as it is stored."""

    id: str
    response: str
    kind: str
    from_: str | None
    to: str | None
    effective: datetime
    document: str | None

    @property
    def shown(self) -> dict[str, Any]:
        """What an answer or a message says of it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "from": self.from_,
            "to": self.to,
            "response": self.response,
        }


@dataclass(slots=True)
class Response:
    """One response, as it is stored; its path is that of its division, none for a basin."""

    id: str
    system: str
    path: str | None
    drill: bool
    started: datetime
    ended: datetime | None


@dataclass(slots=True)
class Record:
    """The database at one moment."""

    epoch: str
    seq: int
    events: list[tuple[int, str]]
    transitions: dict[str, Transition]
    responses: dict[str, Response]
    paths: dict[str, str]
    before: int = 0
    """The head when the run began."""
    links: list[Link] = field(default_factory=list)
    """The chain of the log."""
    faults: list[str] = field(default_factory=list)
    """What is wrong with both chains, and with what the audit holds of each mutation."""
    others: list[int] = field(default_factory=list)
    """The positions of events that tell of something else than a transition."""
    stock: dict[int, Decimal] = field(default_factory=dict)
    """What each line of stock holds."""
    written: dict[int, float] = field(default_factory=dict)
    """When each event was written, by its position: seconds of the epoch."""


async def recorded(copy: Copy, before: int) -> Record:
    """Read the database, in one statement; the chains in a second one."""
    connection = await asyncpg.connect(copy.owner_url)
    try:
        row = await connection.fetchrow(READ)
        links = [
            Link(row["seq"], row["text"], row["hash"], "") for row in await connection.fetch(verify.EVENTS)
        ]
        unsaid = [row["said"] for row in await connection.fetch(UNSAID)]
        faults = unsaid + (await verify.verify(connection)).faults
    finally:
        await connection.close()
    assert row is not None
    head, events, transitions, responses, paths, stock = (json.loads(part or "[]") for part in row)
    return Record(
        head["epoch"],
        head["seq"],
        [(seq, name("ResponseTransition", key)) for seq, key, _ in events if key is not None],
        {made.id: made for made in map(_transition, transitions)},
        {made.id: made for made in map(_response, responses)},
        dict(paths),
        before,
        links,
        faults,
        [seq for seq, key, _ in events if key is None],
        {int(line): Decimal(held) for line, held in dict(stock).items()},
        {seq: at for seq, _, at in events},
    )


def _transition(row: dict[str, Any]) -> Transition:
    return Transition(
        name("ResponseTransition", row["id"]),
        name("Response", row["response"]),
        row["kind"],
        row["from"],
        row["to"],
        datetime.fromisoformat(row["effective"]),
        row["document"],
    )


def _response(row: dict[str, Any]) -> Response:
    return Response(
        name("Response", row["id"]),
        row["system"],
        row["path"],
        row["drill"],
        datetime.fromisoformat(row["started"]),
        row["ended"] and datetime.fromisoformat(row["ended"]),
    )


def position(cursor: str) -> tuple[str, int]:
    """Open a cursor: the epoch and the position."""
    epoch, seq = unseal(EVENTS, cursor)
    return epoch, int(seq)
