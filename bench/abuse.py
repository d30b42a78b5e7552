"""While a hostile client does its worst: how long others wait, and how the server's memory grows."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from bench import peers
from bench.abuse_hostile import DOCUMENTS, WAYS
from bench.peers import Server
from bench.question import NEAR, origins
from bench.stage import ROOT, say
from schema.access import Role
from server.auth import issue
from server.cluster import Cluster

OTHERS, PACE = 4, 0.1
"""Persons who ask besides, and the seconds between two of their questions."""
QUIET = "nothing"
SLOWEST, GROWTH = 1_000.0, 20.0
"""Aims: milliseconds that 99 of 100 answers take at most, and MiB."""
DIVISION = "421000"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one way: milliseconds of the others' answers, how many of them were errors, MiB."""

    way: str
    sent: float
    refused: float
    times: Sequence[float]
    failed: int
    growth: float
    alone: float | None = None
    """Milliseconds of one such document when nobody else asks."""

    @property
    def p50(self) -> float:
        return statistics.median(self.times)

    @property
    def p99(self) -> float:
        return sorted(self.times)[int(len(self.times) * 0.99)]


def measure(running: Cluster, folder: Path, seconds: float) -> list[Found]:
    """Let each way do its worst in turn, on one server: what it leaves behind is there for the next."""
    server = peers.levee(running, folder)
    server.environment = {**server.environment, "LEVEE_RATES__ON": "1"}
    server.start()
    try:
        _asked(server, seconds)  # warm
        return [_found(server, way, seconds) for way in (QUIET, *WAYS)]
    finally:
        server.stop()


def _found(server: Server, way: str, seconds: float) -> Found:
    before = server.memory() or 0
    alone = _alone(server, DOCUMENTS[way]) if way in DOCUMENTS else None
    hostile = None if way == QUIET else _hostile(server, way, seconds)
    times, failed = _asked(server, seconds)
    told = {"sent": 0, "refused": 0}
    if hostile is not None:
        out, _ = hostile.communicate(timeout=seconds + 60)
        told = json.loads(out)
    growth = ((server.memory() or 0) - before) / 2**20
    made = Found(way, told["sent"] / seconds, told["refused"] / seconds, times, failed, growth, alone)
    say(f"{way}: others p99 {made.p99:.0f} ms, {failed} errors, {growth:+.1f} MiB")
    return made


def _alone(server: Server, document: Callable[[], str]) -> float:
    """Send some such documents one after another; give the median in milliseconds."""
    connection, times = HTTPConnection("127.0.0.1", server.port, timeout=60), []
    headers = _headers(server, "alone")
    for _ in range(9):
        body = json.dumps({"query": document()})
        began = time.perf_counter()
        connection.request("POST", "/graphql", body, headers)
        connection.getresponse().read()
        times.append((time.perf_counter() - began) * 1000)
    connection.close()
    return statistics.median(times)


def _hostile(server: Server, way: str, seconds: float) -> subprocess.Popen[str]:
    command = (sys.executable, "-m", "bench.abuse_hostile", str(server.port), way, str(seconds))
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    process.stdin.write(_token(server, "hostile") + "\n")
    process.stdin.flush()
    return process


def _token(server: Server, name: str) -> str:
    return issue(server.environment["LEVEE_SECRET"].encode(), Role.VIEWER, [DIVISION], name=name)


def _headers(server: Server, name: str) -> dict[str, str]:
    return {
        "Authorization": f"Bearer {_token(server, name)}",
        "Content-Type": "application/json",
        "Accept": "application/json",
    }


def _asked(server: Server, seconds: float) -> tuple[list[float], int]:
    """Ask as several persons for so long."""
    times: list[float] = []
    failed: list[bytes] = []
    threads = [
        threading.Thread(target=_person, args=(server, f"person {number}", seconds, times, failed))
        for number in range(OTHERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, len(failed)


def _person(server: Server, name: str, seconds: float, times: list[float], failed: list[bytes]) -> None:
    """Ask at a steady pace; a question that is late counts from when it was due."""
    headers = _headers(server, name)
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    begun = time.perf_counter()
    for turn in range(int(seconds / PACE)):
        due = begun + turn * PACE
        time.sleep(max(0.0, due - time.perf_counter()))
        origin = origins()[turn % len(origins())]
        connection.request("POST", "/graphql", NEAR.body(origin), headers)
        answer = connection.getresponse().read()
        times.append((time.perf_counter() - due) * 1000)
        if b'"errors"' in answer:
            failed.append(answer)
    connection.close()


def _row(one: Found) -> str:
    alone = "" if one.alone is None else f"{one.alone:.1f} ms"
    return (
        f"| {one.way} | {alone} | {one.sent:,.0f} | {one.refused:,.0f} | {one.p50:.1f} ms | "
        f"{one.p99:.0f} ms | {one.failed} | {one.growth:+.1f} MiB |"
    )


def text(found: Sequence[Found], seconds: float) -> str:
    """Write it out."""
    lines = [
        f"{OTHERS} persons ask the nearby question, each ten times a second; one hostile client on eight "
        f"connections, {seconds:g} s for each way.",
        "",
        "| what it does | one alone | sent/s | refused/s | others' p50 | p99 | their errors | memory |",
        "|---|---|---|---|---|---|---|---|",
        *(_row(one) for one in found),
        "",
    ]
    slow = [one.way for one in found if one.p99 > SLOWEST]
    total = sum(one.growth for one in found)
    return "\n".join(
        [
            *lines,
            f"Aims: others' p99 ≤ {SLOWEST:.0f} ms: {'not reached by ' * bool(slow)}"
            f"{'; '.join(slow) or 'reached'}; "
            f"memory of all together ≤ {GROWTH:.0f} MiB: {total:+.1f} MiB, "
            f"{'reached' if total <= GROWTH else 'not reached'}.",
        ]
    )
