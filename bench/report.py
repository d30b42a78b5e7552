"""What was found, as tables; kept in README.md between two marks for each part."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.nearby import Result

README = Path(__file__).with_name("README.md")
PACKAGES = ("strawberry-graphql", "graphql-core", "asyncpg", "orjson", "starlette", "uvicorn", "uvloop")
MANY, ONE = 8, 1
MEMORY = 150
LEVEE, FLOOR = "Levee", "pgbench, the same statement"
TIMES = {"PostGraphile 5": 3.0, "Strawberry, objects and DataLoader": 10.0, FLOOR: 0.65}
"""Aims: how many times as many answers a second as each peer."""
SLOWER = 1.5
"""Aim: the p50 of one connection, times the floor's."""


def keep(part: str, written: str) -> None:
    """Put a result into README.md, in place of the one before."""
    begin, end = f"<!-- {part}: begin -->", f"<!-- {part}: end -->"
    page = README.read_text(encoding="utf-8")
    before, _, rest = page.partition(begin)
    _, mark, after = rest.partition(end)
    assert mark, f"{README.name} has lost its marks"
    README.write_text(f"{before}{begin}\n{written}\n{end}{after}", encoding="utf-8")


def head(how: str) -> str:
    """Say when and how it was measured."""
    day = datetime.now(UTC).date().isoformat()
    return f"`make bench`, {day}: {how}."


def text(result: Result) -> str:
    """Write the nearby question out."""
    return "\n\n".join([_size(result), _table(result), _ratios(result), _tool(result)])


def _size(result: Result) -> str:
    return (
        f"{result.depots:,} depots, {result.depots * 4:,} stock lines, "
        f"answers of {result.length / 1000:.1f} kB."
    )


def _table(result: Result) -> str:
    lines = [
        f"| | answers/s, {MANY} connections | each round | p50, {ONE} connection | p99 | memory |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(_row(result, name) for name in result.found)])


def _row(result: Result, name: str) -> str:
    found, held = result.found[name], result.memory[name]
    each = ", ".join(f"{load.rate:,.0f}" for load in found.loads[MANY])
    memory = f"{held / 1e6:.0f} MB" if held else ""
    p50, p99 = f"{found.p50(ONE):.2f} ms", f"{found.p99(ONE):.2f} ms"
    return f"| {name} | {found.rate(MANY):,.0f} | {each} | {p50} | {p99} | {memory} |"


def _ratios(result: Result) -> str:
    lines = ["| Levee against | answers/s | aim | p50 |", "|---|---|---|---|"]
    levee = result.found[LEVEE]
    for name, aim in TIMES.items():
        if name not in result.found:
            lines.append(f"| {name} | not measured | ≥ {aim:g} × | |")
            continue
        other = result.found[name]
        rate, p50 = levee.rate(MANY) / other.rate(MANY), levee.p50(ONE) / other.p50(ONE)
        lines.append(f"| {name} | {rate:.2f} × | ≥ {aim:g} ×: {met(rate >= aim)} | {p50:.2f} × |")
    slower = levee.p50(ONE) / result.found[FLOOR].p50(ONE)
    aims = [
        f"p50 ≤ {SLOWER:g} × the floor's: {met(slower <= SLOWER)}",
        f"≤ {MEMORY} MB: {met((result.memory[LEVEE] or 0) <= MEMORY * 1e6)}",
    ]
    return "\n".join([*lines, "", f"Aims besides: {'; '.join(aims)}."])


def met(reached: bool) -> str:
    return "reached" if reached else "not reached"


def _tool(result: Result) -> str:
    limits = result.limits
    served = [found for name, found in result.found.items() if name != FLOOR]
    spent = ", ".join(f"{found.name} {found.loads[MANY][-1].cost:.0f} µs" for found in served)
    return (
        f"The load tool against a responder that does nothing but send {result.length / 1000:.1f} kB: "
        f"{limits[MANY].rate:,.0f} answers/s at {MANY} connections, p50 {limits[ONE].p50:.3f} ms at {ONE}. "
        f"Its own CPU time an answer: {spent}."
    )


def machine(database: str, busy: float) -> str:
    """Say what it was measured on. `busy` is the load average before: near 0 on a quiet machine."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return (
        f"{os.cpu_count()} cores ({found[1] if found else platform.machine()}) shared by load tool, server "
        f"and PostgreSQL, load average before {busy:.1f}, {pages * size / 1e9:.0f} GB of memory, "
        f"Linux {platform.release()}, "
        f"Python {platform.python_version()}, {database}, {packages}."
    )
