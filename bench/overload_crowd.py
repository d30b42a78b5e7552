"""python -m bench.overload_crowd: asks at a pace that waits for no answer, over many connections."""

from __future__ import annotations

import json
import select
import socket
import sys
import time
from collections import deque
from dataclasses import dataclass, field

from bench.overload import CONNECTIONS
from bench.question import NEAR, origins, request

WITHOUT, WITH = "without a token", "with one"
KINDS = (WITHOUT, WITH)


@dataclass(slots=True)
class Line:
    """A connection: whose questions it bears, and what has come of the answer so far."""

    peer: socket.socket
    kind: str
    requests: list[bytes]
    turn: int = 0
    have: bytearray = field(default_factory=bytearray)

    def ask(self) -> None:
        self.turn = (self.turn + 1) % len(self.requests)
        self.have.clear()
        self.peer.sendall(self.requests[self.turn])

    def read(self) -> bool | None:
        """Read what came: whether the question was answered, once the whole answer is there."""
        got = self.peer.recv(65_536)
        if not got:
            raise ConnectionError("the server has closed a connection")
        self.have += got
        end = self.have.find(b"\r\n\r\n")
        if end < 0:
            return None
        length = int(bytes(self.have[:end]).lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        return b'"errors"' not in self.have[end:] if len(self.have) >= end + 4 + length else None


def run(port: int, rate: float, seconds: float, tokens: list[str]) -> dict[str, dict[str, int]]:
    """Ask `rate` questions a second in all; one for which no connection is idle is held back, and counted."""
    told = {kind: {"answered": 0, "shed": 0, "held": 0} for kind in KINDS}
    poll = select.epoll()
    lines = {line.peer.fileno(): line for line in _lines(port, tokens)}
    print("ready", flush=True)
    idle = {kind: deque(line for line in lines.values() if line.kind == kind) for kind in KINDS}
    for number in lines:
        poll.register(number, select.EPOLLIN)
    begun, sent = time.perf_counter(), 0
    while (now := time.perf_counter()) < begun + seconds:
        while sent < (now - begun) * rate:
            kind = KINDS[sent % 2]
            sent += 1
            if idle[kind]:
                idle[kind].popleft().ask()
            else:
                told[kind]["held"] += 1
        for number, _ in poll.poll(0.001):
            line = lines[number]
            answered = line.read()
            if answered is not None:
                told[line.kind]["answered" if answered else "shed"] += 1
                idle[line.kind].append(line)
    return told


def _lines(port: int, tokens: list[str]) -> list[Line]:
    made = []
    plain = [request(NEAR.body(origin), "/graphql") for origin in origins()]
    for number in range(CONNECTIONS):
        kind = KINDS[number % 2]
        peer = socket.create_connection(("127.0.0.1", port))
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        asked = plain
        if kind == WITH:
            bearer = f"Authorization: Bearer {tokens[number % len(tokens)]}\r\n".encode()
            asked = [one.replace(b"Accept:", bearer + b"Accept:", 1) for one in asked]
        made.append(Line(peer, kind, asked, number % len(asked)))
    return made


def main() -> None:
    """Read the tokens from stdin, write what was told to stdout."""
    port, rate, seconds = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
    print(json.dumps(run(port, rate, seconds, json.load(sys.stdin))))


if __name__ == "__main__":
    main()
