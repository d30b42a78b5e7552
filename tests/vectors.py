"""Vector tiles read back (MVT 2.1): the few fields of their protobuf, written out."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Feature:
    """A feature: its parts are lists of positions in units of the tile."""

    id: int | None
    kind: str
    properties: dict[str, Any]
    parts: list[list[tuple[int, int]]] = field(default_factory=list)


KINDS = {0: "Unknown", 1: "Point", 2: "LineString", 3: "Polygon"}


def layers(data: bytes) -> dict[str, list[Feature]]:
    """Read a tile: the features of each layer, by its name."""
    return dict(_layer(value) for number, value in fields(data) if number == 3)


def features(data: bytes, name: str) -> list[Feature]:
    """Read the one layer of a tile; an empty tile has no features."""
    found = layers(data)
    assert list(found) in ([], [name])
    return found.get(name, [])


def fields(data: bytes) -> Iterator[tuple[int, Any]]:
    """Read the fields of a message: number and value."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        number, wire = key >> 3, key & 7
        if wire == 0:
            value, at = varint(data, at)
            yield number, value
        elif wire == 2:
            length, at = varint(data, at)
            yield number, data[at : at + length]
            at += length
        else:
            size, shape = {1: (8, "<d"), 5: (4, "<f")}[wire]
            yield number, struct.unpack(shape, data[at : at + size])[0]
            at += size


def varint(data: bytes, at: int) -> tuple[int, int]:
    """Read a number, and where the next field begins."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def packed(data: bytes) -> list[int]:
    """Read a list of numbers."""
    found, at = [], 0
    while at < len(data):
        value, at = varint(data, at)
        found.append(value)
    return found


def signed(value: int) -> int:
    """Undo the zigzag."""
    return (value >> 1) ^ -(value & 1)


def _layer(data: bytes) -> tuple[str, list[Feature]]:
    name, keys, values, raw = "", [], [], []
    for number, value in fields(data):
        if number == 1:
            name = value.decode()
        elif number == 2:
            raw.append(value)
        elif number == 3:
            keys.append(value.decode())
        elif number == 4:
            values.append(_value(value))
        elif number == 5:
            assert value == 4096
        elif number == 15:
            assert value == 2
    return name, [_feature(one, keys, values) for one in raw]


def _value(data: bytes) -> Any:
    ((number, value),) = fields(data)
    if number == 1:
        return value.decode()
    return signed(value) if number == 6 else bool(value) if number == 7 else value


def _feature(data: bytes, keys: list[str], values: list[Any]) -> Feature:
    known = dict(fields(data))
    tags = packed(known.get(2, b""))
    properties = {keys[key]: values[value] for key, value in zip(tags[::2], tags[1::2], strict=True)}
    return Feature(known.get(1), KINDS[known.get(3, 0)], properties, _parts(packed(known[4])))


def _parts(commands: list[int]) -> list[list[tuple[int, int]]]:
    parts: list[list[tuple[int, int]]] = []
    x = y = at = 0
    while at < len(commands):
        command, count = commands[at] & 7, commands[at] >> 3
        at += 1
        for _ in range(count):
            if command == 7:
                parts[-1].append(parts[-1][0])
                continue
            x, y = x + signed(commands[at]), y + signed(commands[at + 1])
            at += 2
            if command == 1:
                parts.append([])
            parts[-1].append((x, y))
    return parts
