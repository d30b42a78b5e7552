"""What was found, as a table; kept in README.md between two marks."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.nearby import Found, Result

README = Path(__file__).with_name("README.md")
MARKS = ("<!-- nearby: begin -->", "<!-- nearby: end -->")
PACKAGES = ("strawberry-graphql", "graphql-core", "asyncpg", "orjson", "starlette", "uvicorn", "uvloop")
MANY, ONE = 8, 1
TIMES_OBJECTS, TIMES_FLOOR, MEMORY = 10.0, 0.5, 150


def text(result: Result, command: str) -> str:
    """Write a result out."""
    return "\n\n".join(
        [_head(result, command), _table(result), _ratios(result), _tool(result), _machine(result)]
    )


def keep(written: str) -> None:
    """Put a result into README.md, in place of the one before."""
    begin, end = MARKS
    page = README.read_text(encoding="utf-8")
    before, _, rest = page.partition(begin)
    _, mark, after = rest.partition(end)
    assert mark, f"{README.name} has lost its marks"
    README.write_text(f"{before}{begin}\n{written}\n{end}{after}", encoding="utf-8")


def _head(result: Result, command: str) -> str:
    day = datetime.now(UTC).date().isoformat()
    return (
        f"`{command}`, {day}: {result.depots:,} depots, {result.depots * 4:,} stock lines, "
        f"answers of {result.length / 1000:.1f} kB, medians of {result.rounds} interleaved rounds "
        f"of {result.seconds:g} s."
    )


def _table(result: Result) -> str:
    lines = [
        f"| | answers/s, {MANY} connections | each round | p50, {ONE} connection | p99 | memory |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(_row(found) for found in result.found)])


def _row(found: Found) -> str:
    each = ", ".join(f"{load.rate:,.0f}" for load in found.loads[MANY])
    memory = f"{found.memory / 1e6:.0f} MB" if found.memory else ""
    p50, p99 = f"{found.p50(ONE):.2f} ms", f"{found.p99(ONE):.2f} ms"
    return f"| {found.name} | {found.rate(MANY):,.0f} | {each} | {p50} | {p99} | {memory} |"


def _ratios(result: Result) -> str:
    levee, floor = result.found[0], result.found[-1]
    lines = ["| Levee against | answers/s | p50 |", "|---|---|---|"]
    for other in result.found[1:]:
        rate, p50 = levee.rate(MANY) / other.rate(MANY), levee.p50(ONE) / other.p50(ONE)
        lines.append(f"| {other.name} | {rate:.2f} × | {p50:.2f} × |")
    objects = levee.rate(MANY) / result.found[1].rate(MANY)
    aims = [
        f"≥ {TIMES_OBJECTS:g} × Strawberry: {_met(objects >= TIMES_OBJECTS)}",
        f"≥ {TIMES_FLOOR:g} × the floor: {_met(levee.rate(MANY) / floor.rate(MANY) >= TIMES_FLOOR)}",
        f"≤ {MEMORY} MB: {_met((levee.memory or 0) <= MEMORY * 1e6)}",
    ]
    return "\n".join([*lines, "", f"Aims: {'; '.join(aims)}."])


def _met(reached: bool) -> str:
    return "reached" if reached else "not reached"


def _tool(result: Result) -> str:
    limits = result.limits
    spent = ", ".join(f"{found.name} {found.loads[MANY][-1].cost:.0f} µs" for found in result.found[:-1])
    return (
        f"The load tool against a responder that does nothing but send {result.length / 1000:.1f} kB: "
        f"{limits[MANY].rate:,.0f} answers/s at {MANY} connections, p50 {limits[ONE].p50:.3f} ms at {ONE}. "
        f"Its own CPU time an answer: {spent}."
    )


def _machine(result: Result) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return (
        f"{os.cpu_count()} cores ({found[1] if found else platform.machine()}) shared by load tool, server "
        f"and PostgreSQL, load average before {result.busy:.1f}, {pages * size / 1e9:.0f} GB of memory, "
        f"Linux {platform.release()}, "
        f"Python {platform.python_version()}, {result.database}, {packages}."
    )
