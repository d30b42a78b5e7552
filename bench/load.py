"""The load tool: keeps connections busy with prepared requests, and checks the length of each answer.

A process of its own, one thread, epoll and sockets only, so that it costs little on the cores it shares with
what it measures.
"""

from __future__ import annotations

import json
import select
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

LARGEST = 1 << 20  # bytes of an answer
END_OF_HEAD = b"\r\n\r\n"
LENGTH = b"content-length:"


@dataclass(frozen=True, slots=True)
class Load:
    """What one run found. Latencies in milliseconds, from the last byte sent to the last byte read."""

    answers: int
    seconds: float
    p50: float
    p99: float
    cost: float
    """CPU time of the load tool itself, in microseconds an answer."""

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds


@dataclass(slots=True)
class Line:
    """One connection: the requests it sends in turn, and the answer it waits for."""

    peer: socket.socket
    requests: Sequence[bytes]
    lengths: Sequence[int]
    turn: int
    buffer: bytearray = field(default_factory=lambda: bytearray(LARGEST))
    have: int = 0
    want: int = 0
    begun: int = 0

    def ask(self) -> None:
        """Send the next request."""
        self.turn = (self.turn + 1) % len(self.requests)
        self.have = self.want = 0
        self.begun = time.perf_counter_ns()
        self.peer.sendall(self.requests[self.turn])

    def read(self) -> int:
        """Read what has come; the nanoseconds it took once the answer is whole, else 0."""
        got = self.peer.recv_into(memoryview(self.buffer)[self.have :])
        if got == 0:
            raise ConnectionError("the server has closed a connection")
        self.have += got
        if not self.want:
            self._head()
        if not self.want or self.have < self.want:
            return 0
        return time.perf_counter_ns() - self.begun

    def _head(self) -> None:
        end = self.buffer.find(END_OF_HEAD, 0, self.have)
        if end < 0:
            return
        head = bytes(self.buffer[:end])
        length = int(head.lower().partition(LENGTH)[2].split(b"\r\n", 1)[0])
        if not head.startswith(b"HTTP/1.1 200") or length != self.lengths[self.turn]:
            raise ValueError(f"answer {self.turn} is not the one that was checked: {head[:15]!r}, {length}")
        self.want = end + len(END_OF_HEAD) + length


def run(port: int, connections: int, seconds: float, requests: list[bytes], lengths: list[int]) -> Load:
    """Keep `connections` busy for a while; each starts at another request and asks one after another."""
    lines = {}
    poll = select.epoll()
    for number in range(connections):
        peer = socket.create_connection(("127.0.0.1", port))
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        lines[peer.fileno()] = Line(peer, requests, lengths, number * len(requests) // connections)
        poll.register(peer, select.EPOLLIN)
    try:
        return _measured(lines, poll, seconds)
    finally:
        for line in lines.values():
            line.peer.close()


def _measured(lines: dict[int, Line], poll: select.epoll, seconds: float) -> Load:
    took: list[int] = []
    begun, cost = time.perf_counter(), time.process_time()
    for line in lines.values():
        line.ask()
    while (now := time.perf_counter()) < begun + seconds:
        for number, _ in poll.poll(1):
            nanoseconds = lines[number].read()
            if nanoseconds:
                took.append(nanoseconds)
                lines[number].ask()
    spent = (time.process_time() - cost) * 1e6 / max(len(took), 1)
    return summary([value / 1e6 for value in took], now - begun, spent)


def summary(milliseconds: list[float], seconds: float, cost: float) -> Load:
    """Sum a run up."""
    ordered = sorted(milliseconds)
    count = len(ordered)
    if not count:
        raise ValueError("there was no answer at all")
    return Load(count, seconds, ordered[count // 2], ordered[count * 99 // 100], cost)


def apart(port: int, connections: int, seconds: float, requests: list[bytes], lengths: list[int]) -> Load:
    """Do the same in a process of its own."""
    order = {
        "port": port,
        "connections": connections,
        "seconds": seconds,
        "requests": [request.decode() for request in requests],
        "lengths": lengths,
    }
    command = [sys.executable, "-m", "bench.load"]
    done = subprocess.run(command, input=json.dumps(order).encode(), stdout=subprocess.PIPE, check=True)
    return Load(**json.loads(done.stdout))


def main() -> None:
    """Read what to do from stdin, write what was found to stdout."""
    order = json.load(sys.stdin)
    order["requests"] = [request.encode() for request in order["requests"]]
    print(json.dumps(asdict(run(**order))))


if __name__ == "__main__":
    main()
