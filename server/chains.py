"""The chains followed link by link: what does not follow from what is before it is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import orjson

from schema.chain import GENESIS, follow

SIZE = 32
"""Bytes of a hash."""


@dataclass(frozen=True, slots=True)
class Link:
    """An event as it is stored: its text (schema/chain.py), and what it tells of in words."""

    seq: int
    text: str
    hash: bytes
    subject: str

    def gone(self) -> bool:
        """Tell whether what it tells of is not there any more."""
        return list(orjson.loads(self.text)[2:3]) == [None]


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal as it is stored, and the texts of the entries it covers that are there."""

    number: int
    text: str
    ids: str
    digests: bytes
    hash: bytes
    entries: Mapping[int, str]

    def keys(self) -> Iterator[int]:
        """Give the keys of the entries that it covers, in order."""
        for part in self.ids.strip("{}").replace("),", ") ").split():
            first, end = part.strip("[)").split(",")
            yield from range(int(first), int(end))


@dataclass(slots=True)
class Walk:
    """A walk along one chain; `witnesses` are hashes that were seen, by position, each with who says so."""

    name: str
    witnesses: dict[int, tuple[str, str]] = field(default_factory=dict)
    hashes: set[str] = field(default_factory=set)
    """Hashes that somebody saw, of whichever chain; those that are met are taken out."""
    at: int = 0
    last: bytes = GENESIS
    links: int = 0
    agreed: int = 0

    def step(self, number: int, made: bytes, stored: bytes, changed: str) -> Iterator[str]:
        """Take the next link: `made` of what is there, `stored` with it."""
        if number != self.at + 1:
            yield f"{self.name} {self._missing(number)} removed"
        elif made != stored:
            yield changed
        self.at, self.last, self.links = number, stored, self.links + 1
        self.hashes.discard(stored.hex())
        seen, where = self.witnesses.pop(number, (stored.hex(), ""))
        if seen != stored.hex():
            yield f"{self.name} {number} is another than was seen ({where}): it or one before it was changed"
        self.agreed += bool(where) and seen == stored.hex()

    def end(self) -> Iterator[str]:
        """Say what was seen and is not there."""
        for number in sorted(self.witnesses)[:1]:
            where = self.witnesses[number][1]
            yield f"{self.name} {number} was seen ({where}), and the last is {self.at}: removed"

    def _missing(self, number: int) -> str:
        first, last = self.at + 1, number - 1
        return f"{first} was" if first == last else f"{first} to {last} were"


def event(walk: Walk, link: Link) -> Iterator[str]:
    """Take an event."""
    made = follow(walk.last, link.text.encode())
    if made != link.hash and link.gone():
        changed = f"event {link.seq} tells of {link.subject}, which was removed"
    else:
        changed = f"event {link.seq}, or {link.subject} that it tells of, was changed or moved"
    yield from walk.step(link.seq, made, link.hash, changed)


def seal(walk: Walk, link: Seal) -> Iterator[str]:
    """Take a seal, and each entry that it covers."""
    for place, key in enumerate(link.keys()):
        text = link.entries.get(key)
        digest = link.digests[place * SIZE : (place + 1) * SIZE]
        if text is None:
            yield f"audit entry {key} was removed (seal {link.number})"
        elif sha256(text.encode()).digest() != digest:
            yield f"audit entry {key} was changed or moved (seal {link.number})"
    made = follow(walk.last, link.text.encode(), link.digests)
    yield from walk.step(link.number, made, link.hash, f"seal {link.number} was changed or moved")
