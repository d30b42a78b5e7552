"""The heads of both chains, written to a file outside the database: a witness of its own."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from server.refusal import Refusal

HEADS = """
SELECT to_json(now()) #>> '{}' AS at, head.epoch::text AS epoch, head.seq, encode(event.hash, 'hex') AS hash,
       seal.number, encode(seal.hash, 'hex') AS sealed
  FROM event_head AS head
  LEFT JOIN event ON event.seq = head.seq
  LEFT JOIN LATERAL (SELECT number, hash FROM audit_seal ORDER BY number DESC LIMIT 1) AS seal ON true
"""
LONGEST = 1_000  # bytes of a line


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a line of the file witnesses; `where` is its place there."""

    where: str
    seq: int
    hash: str | None
    number: int | None
    sealed: str | None


def append(path: Path, heads: dict[str, Any]) -> bool:
    """Add a line if the heads are not those of the last one; tell whether it was added."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # several processes on one machine write one line, not one each
        if _told(_last(file)) == _told(heads):
            return False
        file.write(orjson.dumps(heads) + b"\n")
    return True


def read(path: Path) -> Iterator[Anchor]:
    """Read what was witnessed. Raises Refusal: a line that is none."""
    try:
        with path.open("rb") as lines:
            for place, line in enumerate(lines, 1):
                yield _anchor(f"{path.name}:{place}", line)
    except OSError as error:
        raise Refusal(f"{path}: {error.strerror}") from None


def _anchor(where: str, line: bytes) -> Anchor:
    try:
        told = orjson.loads(line)
        return Anchor(where, int(told["seq"]), told["hash"], told["number"], told["sealed"])
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        raise Refusal(f"{where}: this is no line of heads") from None


def _told(heads: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in heads.items() if name != "at"}


def _last(file: BinaryIO) -> dict[str, Any]:
    size = file.seek(0, 2)
    file.seek(max(0, size - LONGEST))
    lines = file.read().splitlines()
    try:
        found: dict[str, Any] = orjson.loads(lines[-1]) if lines else {}
    except orjson.JSONDecodeError:
        return {}
    return found
