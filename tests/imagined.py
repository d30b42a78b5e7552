"""Runs that never took place, all of them right: writers, lost replies, retries and screens, as drawn."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from schema.chain import GENESIS, follow
from server.chains import Link
from tests.history import Entry, History, Move, Record, Response, Transition
from tests.verdict import SEVERITY, sees

EPOCH = "11111111-1111-1111-1111-111111111111"
PATHS = {"420000": "hb", "421000": "hb.jz", "421022": "hb.jz.ga", "421087": "hb.jz.sz"}
SCOPES = [
    (system, code, drill)
    for system in ("flood", "drought")
    for code in ("421022", "421087")
    for drill in (False, True)
]
SIGHTS: list[dict[str, Any]] = [
    {},
    {"division": "421022"},
    {"division": "420000", "systems": ["flood"]},
    {"drill": True},
    {"division": "421087", "systems": ["drought"]},
]
LINES = {1: (1, 2, 3), 2: (4, 5)}
"""Lines of stock, by item."""
BEGIN = datetime(2026, 7, 1, tzinfo=UTC)


class Imagined:
    """A run as it might have been."""

    def __init__(self, choice: Random) -> None:
        self.choice = choice
        self.numbers = itertools.count(1)
        self.now = 0.0
        self.history = History()
        self.record = Record(EPOCH, 0, [], {}, {}, PATHS)
        self.open: dict[tuple[str, str, bool], tuple[str, str]] = {}
        self.history.stock = {line: Decimal(10) for lines in LINES.values() for line in lines}
        self.record.stock = dict(self.history.stock)
        for system, code, drill in SCOPES:
            self.history.markers[f"marker {system} {code} {drill}"] = {f"{system} {code} {drill}"}

    def run(self, steps: int, screens: int) -> tuple[History, Record]:
        """Let it happen."""
        for _ in range(steps):
            self.write(self.choice.choice(SCOPES))
            self.move()
        for number in range(screens):
            self.watch(f"screen {number}", SIGHTS[number % len(SIGHTS)])
        return self.history, self.record

    def write(self, scope: tuple[str, str, bool]) -> None:
        """Ask for one step, with whatever befalls it."""
        client, key = "{} {} {}".format(*scope), f"key {next(self.numbers)}"
        self.note("invoke", client, key=key, operation="step")
        fate = self.choice.choice(["ok", "ok", "ok", "lost", "retried", "vain", "refused"])
        if fate in ("ok", "lost", "retried"):
            shown = self.commit(scope, key)
        if fate in ("lost", "retried", "vain"):
            self.note("info", client, key=key)
        if fate == "retried":
            self.note("invoke", client, key=key, operation="step")
        if fate in ("ok", "retried"):
            self.note("ok", client, key=key, result=shown | {"reason": "marker " + client})
        if fate == "refused":
            self.note("fail", client, key=key, result={"code": "CONFLICT"})

    def commit(self, scope: tuple[str, str, bool], key: str) -> dict[str, Any]:
        """Put a legal step into the database."""
        record, number = self.record, next(self.numbers)
        at = BEGIN + timedelta(minutes=number)
        system, code, drill = scope
        level: str | None = None
        if scope not in self.open:
            row = Response(f"response {number}", system, PATHS[code], drill, at, None)
            record.responses[row.id] = row
            to: str | None
            kind, to = "START", self.choice.choice(SEVERITY)
        else:
            row, level = record.responses[self.open[scope][0]], self.open[scope][1]
            to = self.choice.choice([None, *(other for other in SEVERITY if other != level)])
            kind = "END" if to is None else "RAISE"
            if to and level and SEVERITY.index(to) > SEVERITY.index(level):
                kind = "LOWER"
        if to is None:
            row.ended = at
            del self.open[scope]
        else:
            self.open[scope] = (row.id, to)
        made = Transition(f"transition {number}", row.id, kind, level, to, at, key)
        record.transitions[made.id] = made
        record.seq += 1
        record.events.append((record.seq, made.id))
        before, text = (
            (record.links[-1].hash if record.links else GENESIS),
            f'["1", {record.seq}, "{made.id}"]',
        )
        record.links.append(Link(record.seq, text, follow(before, text.encode()), made.id))
        return made.shown

    def move(self) -> None:
        """Move some of an item from one depot to another, if there is any."""
        item = self.choice.choice(sorted(LINES))
        giver, taker = self.choice.sample(LINES[item], 2)
        amount = self.choice.randint(0, int(self.record.stock[giver]))
        transfer = next(self.numbers)
        for line, change in sorted(((giver, Decimal(-amount)), (taker, Decimal(amount)))):
            self.record.stock[line] += change
            move = Move(transfer, item, line, change, self.record.stock[line])
            self.history.moves.append(move)

    def watch(self, client: str, sight: dict[str, Any]) -> None:
        """Look at the log from somewhere to somewhere, and be away once in between."""
        record = self.record
        first, away, last = sorted(self.choice.randint(0, record.seq) for _ in range(3))
        self.position("from", client, first, arguments=sight)
        for seq, id_ in record.events[first:last]:
            made = record.transitions[id_]
            row = record.responses[made.response]
            if seq == away:
                self.position("from", client, seq - 1, arguments=sight)
            if sees(sight, row, record):
                code = next(code for code, path in PATHS.items() if path == row.path)
                marker = f"marker {row.system} {code} {row.drill}"
                self.history.markers[marker].add(client)
                seen = record.links[seq - 1].hash.hex()
                self.position("told", client, seq, result=made.shown | {"reason": marker}, hash=seen)
        self.position("upto", client, last)

    def position(self, what: Any, client: str, seq: int, **more: Any) -> None:
        self.note(what, client, epoch=EPOCH, seq=seq, **more)

    def note(self, what: Any, client: str, **more: Any) -> None:
        self.now += 1
        self.history.entries.append(Entry(what, client, self.now, **more))


class Damage:
    """A run, to be spoilt in one way; each way names the rule that it breaks."""

    def __init__(self, run: tuple[History, Record], choice: Random) -> None:
        self.history, self.record = run
        self.choice = choice

    def entries(self, what: str) -> list[Entry]:
        return [entry for entry in self.history.entries if entry.what == what]

    def some(self, what: str) -> Entry:
        return self.choice.choice(self.entries(what))

    def pair(self) -> tuple[Entry, Entry]:
        """Two lines of one screen, one told after the other."""
        told = self.entries("told")
        pairs = [(a, b) for a, b in itertools.pairwise(told) if a.client == b.client]
        return self.choice.choice(pairs)

    def add(self, made: Transition) -> None:
        """Put a transition at the end of the log."""
        self.record.transitions[made.id] = made
        self.record.seq += 1
        self.record.events.append((self.record.seq, made.id))

    def again(self, key: str) -> None:
        """Let the effect of a key be there once more, as a response of its own."""
        row = next(iter(self.record.responses.values()))
        at = BEGIN + timedelta(days=365 + self.record.seq)
        twin = replace(row, id=f"twin {key}", path="hb.twin" + str(self.record.seq), started=at, ended=None)
        self.record.responses[twin.id] = twin
        self.add(Transition(f"again {key}", twin.id, "START", None, "IV", at, key))

    def altered(self, id_: str, **change: Any) -> None:
        """Change a transition in the database and in all that was said of it."""
        self.record.transitions[id_] = replace(self.record.transitions[id_], **change)
        for entry in self.history.entries:
            if entry.result.get("id") == id_:
                entry.result = entry.result | self.record.transitions[id_].shown

    def drawn(self, move: Move, more: Decimal) -> None:
        """Let a move have been of so much more, with all that followed on its line."""
        move.change += more
        moves = self.history.moves
        for later in moves[moves.index(move) :]:
            later.balance += more if later.line == move.line else 0
        self.record.stock[move.line] += more

    def moved(self, where: dict[int, int]) -> None:
        """Give events other positions, in the log and in all that was said of them."""
        events = [(where.get(seq, seq), id_) for seq, id_ in self.record.events]
        self.record.events = sorted(events)
        self.record.seq = max(where.get(self.record.seq, self.record.seq), self.record.seq)
        for entry in self.history.entries:
            if entry.seq is not None:
                entry.seq = where.get(entry.seq, entry.seq)


def dropped(run: Damage) -> str:
    run.history.entries.remove(run.some("told"))
    return "C3"


def swapped(run: Damage) -> str:
    one, other = run.pair()
    for name in ("seq", "result"):
        mine, its = getattr(one, name), getattr(other, name)
        setattr(one, name, its)
        setattr(other, name, mine)
    return "C3"


def duplicated(run: Damage) -> str:
    told = run.some("told")
    run.history.entries.insert(run.history.entries.index(told), replace(told))
    return "C3"


def of_another_scope(run: Damage) -> str:
    """A screen that wants no drills is told of one."""
    drills = {row.id for row in run.record.responses.values() if row.drill}
    seq, id_ = run.choice.choice(
        [(seq, id_) for seq, id_ in run.record.events if run.record.transitions[id_].response in drills]
    )
    place = run.history.entries.index(run.some("told"))
    shown = run.record.transitions[id_].shown
    begin = Entry("from", "wall", 0.0, epoch=EPOCH, seq=seq - 1)
    run.history.entries[place:place] = [
        begin,
        Entry("told", "wall", 0.0, epoch=EPOCH, seq=seq, result=shown),
    ]
    return "C3"


def refused(run: Damage) -> str:
    screen = run.some("from")
    run.history.entries.append(replace(screen, what="refused", result={"code": "CURSOR_EXPIRED"}))
    return "C3"


def forged(run: Damage) -> str:
    told = run.some("told")
    beyond = replace(told, seq=run.record.seq + 1, result=told.result | {"id": "transition 0"})
    run.history.entries.append(beyond)
    return "C4"


def of_another_epoch(run: Damage) -> str:
    told = run.some("told")
    run.history.entries.append(replace(told, epoch="another"))
    return "C4"


def told_otherwise(run: Damage) -> str:
    told = run.some("told")
    told.result = told.result | {"to": "I" if told.result["to"] != "I" else "IV"}
    return "C4"


def lost(run: Damage) -> str:
    """The last acknowledged write is gone, with what was told of it, as after a restore."""
    ids = [entry.result["id"] for entry in run.entries("ok")]
    last = max(seq for seq, id_ in run.record.events if id_ in ids)
    run.record.events = [(seq, id_) for seq, id_ in run.record.events if seq < last]
    run.record.seq = last - 1
    kept = {id_ for _, id_ in run.record.events}
    run.record.transitions = {id_: run.record.transitions[id_] for id_ in kept}
    for row in run.record.responses.values():
        steps = [one for one in run.record.transitions.values() if one.response == row.id]
        row.ended = next((one.effective for one in steps if one.kind == "END"), None)
    run.history.entries = [
        entry for entry in run.history.entries if entry.epoch is None or entry.position < last
    ]
    return "C1"


def doubled(run: Damage) -> str:
    key = run.some("ok").key
    assert key
    run.again(key)
    return "C1"


def answered_otherwise(run: Damage) -> str:
    told = run.some("ok")
    told.result = told.result | {"id": "transition 0"}
    return "C1"


def refused_and_there(run: Damage) -> str:
    key = run.some("fail").key
    assert key
    run.again(key)
    return "C2"


def refused_at_a_second_try(run: Damage) -> str:
    """The reply was lost, the effect is there, and who asks again with the key is refused."""
    documents = {one.document for one in run.record.transitions.values()}
    answered = {entry.key for entry in run.entries("ok")}
    lost = [one for one in run.entries("info") if one.key in documents - answered]
    run.history.entries.append(replace(run.choice.choice(lost), what="fail", at=1e9))
    return "C2"


def unknown_and_twice(run: Damage) -> str:
    answered = {entry.key for entry in run.entries("ok")}
    key = run.choice.choice([entry.key for entry in run.entries("info") if entry.key not in answered])
    assert key
    run.again(key)
    run.add(replace(run.record.transitions[f"again {key}"], id=f"thrice {key}", kind="CORRECT", from_="IV"))
    return "C2"


def unasked(run: Damage) -> str:
    run.again("nobody's")
    return "C2"


def holed(run: Damage) -> str:
    hole = run.choice.randint(1, run.record.seq)
    run.moved({seq: seq + 1 for seq in range(hole, run.record.seq + 1)})
    return "C5"


def logged_of_nothing(run: Damage) -> str:
    run.record.seq += 1
    run.record.events.append((run.record.seq, "nothing"))
    return "C5"


def not_logged(run: Damage) -> str:
    key = run.some("fail").key
    one = run.choice.choice([*run.record.transitions.values()])
    run.record.transitions["loose"] = replace(one, id="loose", document=key)
    return "C5"


def against_the_clock(run: Damage) -> str:
    """A write is asked for after one was answered that stands behind it in the log."""
    one, other = run.choice.choice(list(itertools.pairwise(run.entries("ok"))))
    lines = [[entry for entry in run.history.entries if entry.key == key] for key in (one.key, other.key)]
    begun = max(line.at for line in lines[1])
    for number, line in enumerate(lines[0], 1):
        line.at = begun + number / 10
    return "C5"


def walked_astray(run: Damage) -> str:
    steps = [one for one in run.record.transitions.values() if one.kind in ("RAISE", "LOWER")]
    one = run.choice.choice(steps)
    run.altered(one.id, kind="LOWER" if one.kind == "RAISE" else "RAISE")
    return "C6"


def after_its_end(run: Damage) -> str:
    end = run.choice.choice([one for one in run.record.transitions.values() if one.kind == "END"])
    key = run.some("ok").key
    later = end.effective + timedelta(seconds=1)
    run.history.entries += [
        Entry("invoke", "late", 1e9, key=f"late {key}"),
        Entry("info", "late", 1e9, key=f"late {key}"),
    ]
    run.add(Transition("late", end.response, "RAISE", None, "II", later, f"late {key}"))
    return "C6"


def two_at_once(run: Damage) -> str:
    row = run.choice.choice([row for row in run.record.responses.values() if row.ended is None])
    twin = replace(row, id="twin", started=row.started + timedelta(seconds=1))
    run.record.responses["twin"] = twin
    run.history.entries += [
        Entry("invoke", "twin", 1e9, key="twin"),
        Entry("info", "twin", 1e9, key="twin"),
    ]
    run.add(Transition("twin", "twin", "START", None, "IV", twin.started, "twin"))
    return "C6"


def overdrawn(run: Damage) -> str:
    """More is taken than there is, and everything else is as it should be."""
    move = run.choice.choice(run.history.moves)
    for other in [one for one in run.history.moves if one.transfer == move.transfer]:
        run.drawn(other, Decimal(-100 if other is move else 100))
    return "C7"


def made_of_nothing(run: Damage) -> str:
    """One side of a transfer is more than the other."""
    run.drawn(run.choice.choice(run.history.moves), Decimal(1))
    return "C7"


def drifted(run: Damage) -> str:
    """A line holds what nobody moved to it."""
    run.record.stock[run.choice.choice(sorted(run.record.stock))] += Decimal("0.5")
    return "C7"


def moved_unseen(run: Damage) -> str:
    """A transfer is not there, and the lines hold what they would hold without it."""
    moves = run.history.moves
    gone = run.choice.choice([move for move in moves if move.change]).transfer
    for move in [move for move in moves if move.transfer == gone]:
        run.record.stock[move.line] -= move.change
    return "C7"


def without_a_line(run: Damage) -> str:
    del run.record.stock[run.choice.choice(sorted(run.record.stock))]
    return "C7"


def rewritten(run: Damage) -> str:
    """A row is changed in the database after it was told."""
    place = run.choice.randrange(len(run.record.links))
    link = run.record.links[place]
    run.record.links[place] = replace(link, text=link.text.replace("transition", "other"))
    return "C8"


def rewritten_to_the_end(run: Damage) -> str:
    """A row is changed, and every hash after it: only the screens know."""
    told = run.some("told")
    walk, links = GENESIS, []
    for link in run.record.links:
        text = link.text.replace("transition", "other") if link.hash.hex() == told.hash else link.text
        walk = follow(walk, text.encode())
        links.append(replace(link, text=text, hash=walk))
    run.record.links = links
    return "C8"


def cut_out(run: Damage) -> str:
    """An event is taken out of the chain."""
    del run.record.links[run.choice.randrange(len(run.record.links) - 1)]
    return "C8"


def without_an_entry(run: Damage) -> str:
    run.record.faults.append("no entry for key 1 of an officer")
    return "C8"


def seen_elsewhere(run: Damage) -> str:
    told = run.some("told")
    run.history.markers[told.result["reason"]].discard(told.client)
    return "C9"


DAMAGES = [
    dropped,
    swapped,
    duplicated,
    of_another_scope,
    refused,
    forged,
    of_another_epoch,
    told_otherwise,
    lost,
    doubled,
    answered_otherwise,
    refused_and_there,
    refused_at_a_second_try,
    unknown_and_twice,
    unasked,
    holed,
    logged_of_nothing,
    not_logged,
    against_the_clock,
    walked_astray,
    after_its_end,
    two_at_once,
    overdrawn,
    made_of_nothing,
    drifted,
    moved_unseen,
    without_a_line,
    rewritten,
    rewritten_to_the_end,
    cut_out,
    without_an_entry,
    seen_elsewhere,
]
