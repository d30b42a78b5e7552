"""Three times as many questions as the server can answer, and an officer who changes levels meanwhile."""

from __future__ import annotations

import asyncio
import itertools
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import peers
from bench.fanout_writer import CHANGE, SINCE, Client, started
from bench.peers import Server
from bench.question import origins
from bench.report import met
from bench.stage import ROOT, say
from schema.access import Role
from server.auth import issue
from server.cluster import Cluster

TIMES, CONNECTIONS, PERSONS = 3, 400, 50
"""Times the capacity, over so many connections; every second with a token, of so many persons."""
PACE = 0.5  # seconds between two changes of level
DIVISION = "421002"
DONE, SLOWEST = 0.99, 3_000.0
"""Aims: the share of changes that are made, and milliseconds that 99 of 100 take at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: answers a second at capacity, what the crowd was told, each change's milliseconds."""

    capacity: float
    told: dict[str, dict[str, int]]
    seconds: float
    changes: Sequence[float]
    failed: int

    @property
    def p99(self) -> float:
        return sorted(self.changes)[len(self.changes) * 99 // 100]

    @property
    def done(self) -> float:
        return len(self.changes) / (len(self.changes) + self.failed)


def measure(running: Cluster, folder: Path, seconds: float) -> Found:
    """Find what the server can answer, then ask three times that."""
    server = peers.levee(running, folder)
    server.start()
    try:
        for origin in origins():
            server.answer(origin)
        capacity = server.load(8, seconds / 4).rate
        say(f"{capacity:,.0f} answers a second; {TIMES} times that for {seconds:g} s ...")
        crowd = _crowd(server, TIMES * capacity, seconds)
        changes, failed = asyncio.run(_changed(server, seconds))
        out, _ = crowd.communicate(timeout=seconds + 60)
    finally:
        server.stop()
    return Found(capacity, json.loads(out), seconds, changes, failed)


def _crowd(server: Server, rate: float, seconds: float) -> subprocess.Popen[str]:
    secret = server.environment["LEVEE_SECRET"].encode()
    tokens = [issue(secret, Role.VIEWER, ["421000"], name=f"person {one}") for one in range(PERSONS)]
    command = (sys.executable, "-m", "bench.overload_crowd", str(server.port), str(rate), str(seconds))
    crowd = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert crowd.stdin is not None
    crowd.stdin.write(json.dumps(tokens))
    crowd.stdin.close()
    crowd.stdin = None
    assert crowd.stdout is not None
    crowd.stdout.readline()  # all connections stand
    return crowd


async def _changed(server: Server, seconds: float) -> tuple[list[float], int]:
    """Change a level at a steady pace; one that is late counts from when it was due."""
    secret = server.environment["LEVEE_SECRET"].encode()
    client = Client(server.port, issue(secret, Role.OFFICER, (DIVISION,)))
    response = await started(client, DIVISION)
    took, failed = [], 0
    begun = time.perf_counter()
    levels = itertools.cycle(["III", "IV"])
    for turn in range(int(seconds / PACE)):
        due = begun + turn * PACE
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        level = next(levels)
        asked: dict[str, Any] = {"key": f"{response} {turn}", "response": response, "level": level}
        try:
            await client.ask(CHANGE, i=asked | {"effectiveAt": SINCE, "reason": "SYNTHETIC"})
        except RuntimeError:
            failed += 1
            levels = itertools.cycle([level, "IV" if level == "III" else "III"])
        else:
            took.append((time.perf_counter() - due) * 1000)
    client.close()
    return took, failed


def text(found: Found) -> str:
    """Write it out."""
    lines = [
        f"{found.capacity:,.0f} answers a second at capacity; {TIMES} times that for {found.seconds:g} s, "
        f"over {CONNECTIONS} connections, every second without a token; a change of level each {PACE:g} s.",
        "",
        "| who asks | asked/s | answered | told to come again | not sent, all its connections waiting |",
        "|---|---|---|---|---|",
        *(_row(who, told, found.seconds) for who, told in found.told.items()),
        "",
        f"Changes of level: {len(found.changes)} made, {found.failed} not, {found.done:.1%} "
        f"(aim ≥ {DONE:.0%}: {met(found.done >= DONE)}); p99 {found.p99:.0f} ms "
        f"(aim ≤ {SLOWEST / 1000:g} s: {met(found.p99 <= SLOWEST)}).",
    ]
    return "\n".join(lines)


def _row(who: str, told: dict[str, int], seconds: float) -> str:
    asked = max(1, told["answered"] + told["shed"])
    return (
        f"| {who} | {asked / seconds:,.0f} | {told['answered'] / asked:.1%} | {told['shed'] / asked:.1%} | "
        f"{told['held'] / seconds:,.0f}/s |"
    )
