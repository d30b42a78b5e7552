"""The verdict on a run: whether what clients saw and what the database holds can both be true.

C1  What was answered with success is in the database, once, as it was answered.
C2  What was refused, be it at a second try, is not there; what nobody knows of is there at most once; nothing is there unasked.
C3  Each screen was told what the log holds for it between its first and its last position, in order, each once.
C4  Nothing was told that the database does not hold.
C5  The log is 1, 2, 3 … to its head, one event a transition, in an order that clocks do not contradict.
C6  The levels of each response are a walk that the rules allow, and no two of one scope stand at once.
C7  No line of stock was ever overdrawn, each holds what was moved to it, and a transfer loses nothing.
C8  The log and the audit hang together, each mutation has its entry, and no screen saw a hash that is not there.
C9  No marker planted in one scope was seen by a client that may not see it.
"""

from __future__ import annotations

import heapq
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from schema.vocabulary import ResponseLevel
from server import chains
from tests.history import Entry, History, Record, Response, Transition

Complaints = Iterator[str]
SEVERITY = [level.name for level in ResponseLevel]


def verdict(history: History, record: Record) -> list[tuple[str, str]]:
    """Give what is wrong with a run: the rule broken, and by what."""
    return [(rule, said) for rule, check in RULES.items() for said in check(history, record)]


def _documents(record: Record) -> dict[str | None, list[Transition]]:
    """The transitions of the run by their document number, which is the key they were asked with."""
    logged = {id_ for seq, id_ in record.events if seq > record.before}
    found: dict[str | None, list[Transition]] = {}
    for id_ in sorted(logged & set(record.transitions)):
        found.setdefault(record.transitions[id_].document, []).append(record.transitions[id_])
    return found


def answered(history: History, record: Record) -> Complaints:
    """C1."""
    stored = _documents(record)
    for key, lines in history.operations().items():
        there = stored.get(key, [])
        for told in (line for line in lines if line.what == "ok"):
            if len(there) != 1:
                yield f"{key} was answered, and is there {len(there)} times"
            elif _shown(told) != there[0].shown:
                yield f"{key} was answered {told.result}, and is there as {there[0].shown}"


def unanswered(history: History, record: Record) -> Complaints:
    """C2."""
    operations = history.operations()
    for key, there in _documents(record).items():
        lines = operations.get(key or "", [])
        outcomes = {line.what for line in lines}
        if not lines:
            yield f"{[one.id for one in there]}: nobody asked for it, as {key}"
        elif "fail" in outcomes:
            yield f"{key} was refused, and is there"
        elif "ok" not in outcomes and len(there) > 1:
            yield f"{key} had no answer, and is there {len(there)} times"


def screens(history: History, record: Record) -> Complaints:
    """C3."""
    for client, lines in history.screens().items():
        for line in lines:
            if line.what == "refused":
                yield f"{client} was refused: {line.result}"
        spans = [line for line in lines if _there(line, record)]
        begins = [line for line in spans if line.what == "from"]
        if not begins:
            continue
        first, last = begins[0].position, max(line.position for line in spans)
        wanted = [
            seq
            for seq, id_ in record.events
            if first < seq <= last and sees(begins[0].arguments, _response(record, id_), record)
        ]
        got = [line.position for line in spans if line.what == "told"]
        if got != wanted:
            yield f"{client} from {first} to {last}: {_difference(wanted, got)}"


def _there(line: Entry, record: Record) -> bool:
    """Tell whether a position is of this log; what was told of others is against C4."""
    return line.epoch == record.epoch and line.seq is not None and line.seq <= record.seq


def _difference(wanted: list[int], got: list[int]) -> str:
    twice = sorted(seq for seq, times in Counter(got).items() if times > 1)
    missing, foreign = sorted(set(wanted) - set(got)), sorted(set(got) - set(wanted))
    if twice or missing or foreign:
        return f"missing {missing}, twice {twice}, not for it {foreign}"
    return f"out of order: {[seq for seq, right in zip(got, wanted, strict=True) if seq != right]}"


def sees(sight: dict[str, Any], row: Response | None, record: Record) -> bool:
    """Tell whether a subscription with these arguments is told of a response; basins are for all here."""
    if row is None or row.drill is not sight.get("drill", False):
        return False
    if sight.get("systems") is not None and row.system not in sight["systems"]:
        return False
    if sight.get("division") is None or row.path is None:
        return True
    mine, its = (path.split(".") for path in (record.paths[sight["division"]], row.path))
    return all(a == b for a, b in zip(mine, its, strict=False))


def _response(record: Record, id_: str) -> Response | None:
    made = record.transitions.get(id_)
    return record.responses.get(made.response) if made else None


def told(history: History, record: Record) -> Complaints:
    """C4."""
    events = dict(record.events)
    for line in history.entries:
        if line.what != "told":
            continue
        stored = record.transitions.get(events.get(line.position, ""))
        if line.epoch != record.epoch or stored is None:
            yield f"{line.client} was told of {line.epoch} {line.seq}, which is not there"
        elif _shown(line) != stored.shown:
            yield f"{line.client} was told {line.result} at {line.seq}, where there is {stored.shown}"


def _shown(line: Entry) -> dict[str, Any]:
    return {name: line.result.get(name) for name in ("id", "kind", "from", "to", "response")}


def log(history: History, record: Record) -> Complaints:
    """C5."""
    seqs = list(heapq.merge((seq for seq, _ in record.events), record.others))
    if seqs != list(range(1, record.seq + 1)):
        strange = sorted(set(range(1, record.seq + 1)) ^ set(seqs))
        yield f"the head is {record.seq}, holes or more at {strange}"
    for id_, times in Counter(id_ for _, id_ in record.events).items():
        if times > 1 or id_ not in record.transitions:
            yield f"{id_} is in the log {times} times, and {id_ in record.transitions} in the table"
    keys = history.operations()
    for id_ in set(record.transitions) - {id_ for _, id_ in record.events}:
        if record.transitions[id_].document in keys:
            yield f"{id_} is in the table, and not in the log"
    yield from _against_the_clock(history, record)


def _against_the_clock(history: History, record: Record) -> Complaints:
    """What was answered before something else was asked for stands before it in the log."""
    places = {id_: seq for seq, id_ in record.events}
    ends: list[tuple[float, int, str]] = []
    begins: list[tuple[float, int, str]] = []
    for key, lines in history.operations().items():
        done = [line for line in lines if line.what == "ok" and line.result["id"] in places]
        if done:
            place = places[done[0].result["id"]]
            begins.append((lines[0].at, place, key))
            ends.append((done[0].at, place, key))
    ends.sort()
    newest, number = (0, ""), 0
    for at, place, key in sorted(begins):
        while number < len(ends) and ends[number][0] < at:
            newest = max(newest, ends[number][1:])
            number += 1
        if newest[0] > place:
            yield f"{key} at {place} was asked for after {newest[1]} at {newest[0]} was answered"


def walks(_: History, record: Record) -> Complaints:
    """C6."""
    steps: dict[str, list[Transition]] = {}
    for _seq, id_ in record.events:
        if id_ in record.transitions:
            steps.setdefault(record.transitions[id_].response, []).append(record.transitions[id_])
    for response, walk in steps.items():
        if walk[0].kind != "START":
            continue  # it was there, with steps that came without events, before the log began
        yield from (f"{response}: {said}" for said in _walk(walk))
        row = record.responses.get(response)
        ended = next((step.effective for step in walk if step.kind == "END"), None)
        if row is None or (row.started, row.ended) != (walk[0].effective, ended):
            yield f"{response}: its period is not from {walk[0].effective} to {ended}"
    yield from _overlaps([record.responses[id_] for id_ in steps if id_ in record.responses])


def _walk(walk: list[Transition]) -> Complaints:
    level: str | None = None
    for before, step in zip([None, *walk], walk, strict=False):
        if not _legal(step, level, first=before is None):
            yield f"{step.kind} {step.from_} to {step.to} at level {level}: {step.id}"
        if before is not None and (before.kind == "END" or step.effective < before.effective):
            yield f"{step.kind} after {before.kind}, at {step.effective} after {before.effective}: {step.id}"
        level = step.to


def _legal(step: Transition, level: str | None, *, first: bool) -> bool:
    if step.from_ != level or first is not (step.kind == "START"):
        return False
    match step.kind:
        case "START":
            return step.to is not None
        case "RAISE" | "LOWER":
            if level is None or step.to is None:
                return False
            worse = SEVERITY.index(step.to) - SEVERITY.index(level)
            return worse < 0 if step.kind == "RAISE" else worse > 0
        case "END":
            return step.to is None
        case _:
            return step.kind == "CORRECT"


def _overlaps(rows: list[Response]) -> Complaints:
    scopes: dict[Any, list[Response]] = {}
    for row in rows:
        if row.path is not None:
            scopes.setdefault((row.system, row.path, row.drill), []).append(row)
    for scope, there in scopes.items():
        there.sort(key=lambda row: row.started)
        for one, other in itertools.pairwise(there):
            empty = one.started == one.ended or other.started == other.ended
            if not empty and (one.ended is None or one.ended > other.started):
                yield f"{scope}: {one.id} and {other.id} stand at once"


def conserved(history: History, record: Record) -> Complaints:
    """C7."""
    held = dict(history.stock)
    sums: defaultdict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for move in history.moves:
        sums[move.transfer, move.item] += move.change
        held[move.line] = held.get(move.line, Decimal(0)) + move.change
        if move.balance < 0 or move.balance != held[move.line]:
            yield f"line {move.line} held {move.balance} after {move.transfer}, where {held[move.line]} is right"
    for (transfer, item), total in sums.items():
        if total:
            yield f"{transfer} makes {total} of item {item}"
    for line in held.keys() | record.stock.keys():
        if held.get(line) != record.stock.get(line):
            yield f"line {line} holds {record.stock.get(line)}, where {held.get(line)} is right"


def hangs(history: History, record: Record) -> Complaints:
    """C8."""
    walk = chains.Walk("event")
    for link in record.links:
        yield from chains.event(walk, link)
    hashes = {link.hash.hex() for link in record.links}
    for line in history.entries:
        if line.hash is not None and line.hash not in hashes:
            yield f"{line.client} saw {line.hash} at {line.seq}, which no event has"
    yield from record.faults


def markers(history: History, _: Record) -> Complaints:
    """C9."""
    for line in history.entries:
        if line.result:
            text = json.dumps(line.result, ensure_ascii=False)
            for marker, clients in history.markers.items():
                if line.client not in clients and marker in text:
                    yield f"{line.client} saw {marker}"


RULES: dict[str, Callable[[History, Record], Complaints]] = {
    "C1": answered,
    "C2": unanswered,
    "C3": screens,
    "C4": told,
    "C5": log,
    "C6": walks,
    "C7": conserved,
    "C8": hangs,
    "C9": markers,
}
