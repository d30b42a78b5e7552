"""Many screens in one process: raw sockets and epoll, so that little of what is measured is the client's.

Each reads what it is sent, answers pings, and notes when which event came; out of order, twice or not at all
is a fault. Orders come as lines of JSON on stdin, answers go to stdout.
"""

from __future__ import annotations

import heapq
import json
import os
import random
import re
import resource
import select
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
LATER = getattr(socket, "IP_BIND_ADDRESS_NO_PORT", 24)
"""The port is chosen when it connects: to find a free one among thousands that were just used takes long."""
AT_ONCE = 64
"""Screens that begin before what has come is read: who was let in is waited for, though not for long."""
EVENT = re.compile(rb'"transition": ?\{"id": ?"([^"]+)"')
CURSOR = re.compile(rb'"cursor": ?"([^"]+)"')
UPGRADE = (
    b"GET /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
)


def frame(payload: bytes, kind: int = TEXT) -> bytes:
    """Write a frame as a client must, masked, with the mask that changes nothing."""
    length = len(payload)
    size = bytes([0x80 | length]) if length < 126 else bytes([0x80 | 126]) + length.to_bytes(2)
    return bytes([0x80 | kind]) + size + bytes(4) + payload


def said(**message: Any) -> bytes:
    """Write a message of the protocol."""
    return frame(json.dumps(message).encode())


INIT, ASK, ANSWER = said(type="connection_init"), said(type="ping"), said(type="pong")


@dataclass(slots=True, eq=False)
class Line:
    """One screen: what it asks, what it has got, and from where it would go on."""

    number: int
    peer: socket.socket | None = None
    open: bool = False
    ready: bool = False
    seen: int = 0
    cursor: str | None = None
    rest: bytes = b""
    id: bytes = b""

    def __post_init__(self) -> None:
        """Make an ID as long as those that clients make, and unlike all others."""
        self.id = str(UUID(int=(1 << 127) + self.number)).encode()


@dataclass(slots=True)
class Crowd:
    """All screens of this process."""

    port: int
    sources: Sequence[str]
    query: str
    divisions: Sequence[str]
    count: int
    flight: int = 200
    """So many begin at once; the others wait for them."""
    retry: tuple[float, float] = (0.3, 3.0)
    """Seconds until one whose connection was lost tries again, by chance between."""
    poll: select.epoll = field(default_factory=select.epoll)
    lines: dict[int, Line] = field(default_factory=dict)
    waiting: list[tuple[float, int, Line]] = field(default_factory=list)
    known: dict[bytes, int] = field(default_factory=dict)
    numbers: dict[bytes, int] = field(default_factory=dict)
    cursors: list[str] = field(default_factory=list)
    arrivals: list[list[int]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    refused: int = 0
    ready: int = 0
    total: int = 0
    flying: int = 0

    def __post_init__(self) -> None:
        now = time.monotonic()
        self.waiting = [(now, number, Line(number)) for number in range(self.count)]

    def turn(self) -> bool:
        """Do what can be done now; True when there is an order to read."""
        now = time.monotonic()
        for _ in range(min(AT_ONCE, self.flight - self.flying)):
            if not self.waiting or self.waiting[0][0] > now:
                break
            self._begin(heapq.heappop(self.waiting)[2])
        ordered = False
        for number, event in self.poll.poll(0.05, 1024):
            if number == 0:
                ordered = True
            elif event & select.EPOLLOUT:
                self._greet(self.lines[number])
            else:
                self._read(self.lines[number])
        return ordered

    def _begin(self, line: Line) -> None:
        line.peer = peer = socket.socket()
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        peer.setsockopt(socket.IPPROTO_IP, LATER, 1)
        peer.bind((self.sources[line.number % len(self.sources)], 0))
        self.flying += 1
        self.lines[peer.fileno()] = line
        peer.setblocking(False)
        peer.connect_ex(("127.0.0.1", self.port))
        self.poll.register(peer, select.EPOLLOUT)

    def _greet(self, line: Line) -> None:
        """Ask for a socket, or find that nobody is there."""
        assert line.peer is not None
        self.poll.modify(line.peer, select.EPOLLIN)
        self._send(line, UPGRADE)

    def _read(self, line: Line) -> None:
        assert line.peer is not None
        try:
            data = line.peer.recv(65_536)
        except OSError:
            data = b""
        if not data:
            self._lost(line)
            return
        now = time.monotonic_ns()
        index = None if line.rest else self.known.get(data.replace(line.id, b"", 1))
        if index is None:
            self._slowly(line, line.rest + data, now)
        else:
            self._got(line, index, now)

    def _slowly(self, line: Line, data: bytes, now: int) -> None:
        """Take what is more, or less, than one frame that is known already."""
        if not line.open:
            head, mark, data = data.partition(b"\r\n\r\n")
            if not mark:
                line.rest = head
                return
            if not head.startswith(b"HTTP/1.1 101"):
                self._refused(line, head)
                return
            line.open = True
            self._send(line, INIT)
        while (end := length(data)) and line.peer is not None:
            self._frame(line, data[:end], now)
            data = data[end:]
        line.rest = data

    def _refused(self, line: Line, head: bytes) -> None:
        """Count a handshake that is put off, as one should be; any other answer is a fault."""
        if head.startswith(b"HTTP/1.1 503") and b"\r\nRetry-After: " in head:
            self.refused += 1
        else:
            self.faults.append(f"refused: {head[:60]!r}")
        self._lost(line)

    def _frame(self, line: Line, whole: bytes, now: int) -> None:
        payload = whole[2 if whole[1] < 126 else 4 if whole[1] == 126 else 10 :]
        match whole[0] & 15:
            case 9:
                self._send(line, frame(payload, PONG))
            case 8:
                self.faults.append(f"closed: {payload[:60]!r}")
                self._lost(line)
            case 1:
                self._message(line, whole, payload, now)

    def _message(self, line: Line, whole: bytes, payload: bytes, now: int) -> None:
        event = EVENT.search(payload)
        if event:
            index = self.numbers.setdefault(event[1], len(self.numbers))
            self.known[whole.replace(line.id, b"", 1)] = index
            if index == len(self.arrivals):
                self.arrivals.append([])
                cursor = CURSOR.search(payload)
                self.cursors.append(cursor[1].decode() if cursor else "")
            self._got(line, index, now)
            return
        told = json.loads(payload)
        if told["type"] == "ping":
            line.cursor = (told.get("payload") or {}).get("cursor", line.cursor)
            self._send(line, ANSWER)
        elif told["type"] == "connection_ack":
            self._subscribe(line)
        elif told["type"] == "pong" and not line.ready:
            line.ready = True
            self.ready += 1
            self.flying -= 1
        elif told["type"] != "pong":
            self.faults.append(payload[:200].decode())

    def _subscribe(self, line: Line) -> None:
        """Subscribe; the answer to a ping says that the subscription stands."""
        variables: dict[str, Any] = {"division": self.divisions[line.number % len(self.divisions)]}
        if line.cursor:
            variables["after"] = line.cursor
        payload = {"query": self.query, "variables": variables}
        self._send(line, said(id=line.id.decode(), type="subscribe", payload=payload) + ASK)

    def _got(self, line: Line, index: int, now: int) -> None:
        if index != line.seen:
            self.faults.append(f"screen {line.number}: event {index} in the place of {line.seen}")
        line.seen = index + 1
        line.cursor = self.cursors[index]
        self.arrivals[index].append(now)
        self.total += 1

    def _send(self, line: Line, data: bytes) -> None:
        assert line.peer is not None
        try:
            line.peer.send(data)
        except OSError:
            self._lost(line)

    def _lost(self, line: Line) -> None:
        """Try again later, from where it stood."""
        if line.peer is None:
            return
        del self.lines[line.peer.fileno()]
        self.poll.unregister(line.peer)
        line.peer.close()
        if line.ready:
            self.ready -= 1
        else:
            self.flying -= 1
        line.peer, line.open, line.ready, line.rest = None, False, False, b""
        heapq.heappush(self.waiting, (time.monotonic() + random.uniform(*self.retry), line.number, line))


def length(data: bytes) -> int:
    """Tell how long the first frame is; 0 while it is not whole."""
    if len(data) < 2:
        return 0
    short = data[1] & 127
    head = {126: 4, 127: 10}.get(short, 2)
    end = head + (short if head == 2 else int.from_bytes(data[2:head]))
    return end if len(data) >= end else 0


def main() -> None:
    """Open the screens of the order on the command line, then obey."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    crowd = Crowd(**json.loads(sys.argv[1]))
    crowd.poll.register(0, select.EPOLLIN)
    orders = b""
    while True:
        if crowd.turn():
            read = os.read(0, 65_536)
            if not read:
                return
            orders += read
        while b"\n" in orders:
            order, _, orders = orders.partition(b"\n")
            print(json.dumps(obeyed(crowd, json.loads(order))), flush=True)


def obeyed(crowd: Crowd, order: Mapping[str, Any]) -> dict[str, Any]:
    """Wait until all are ready and have what they shall have, or the time is over; tell what has come."""
    last = time.monotonic() + order["seconds"]
    goal, begun = order["goal"], time.process_time()
    while (crowd.total < goal or crowd.ready < crowd.count) and time.monotonic() < last:
        crowd.poll.modify(0, 0)
        crowd.turn()
    crowd.poll.modify(0, select.EPOLLIN)
    return {
        "ready": crowd.ready,
        "lacking": goal - crowd.total,
        "faults": crowd.faults,
        "refused": crowd.refused,
        "arrivals": crowd.arrivals if order["told"] else [],
        "spent": time.process_time() - begun,
    }


if __name__ == "__main__":
    main()
