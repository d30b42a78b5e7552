"""The floor: pgbench sends the very statement that Levee sends, prepared, over the same socket."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

from bench.load import Load, summary
from bench.peers import plain
from bench.points import Point
from bench.question import NEAR, origins
from resolvers.plan import Asking, Plan, Planner
from resolvers.roots import api
from server.auth import READER
from server.cluster import Cluster
from server.database import session
from server.premises import programs
from server.settings import Settings

OPTIONS = " ".join(f"-c {name}={value}" for name, value in session(Settings()).items())
"""What Levee sets on its connections."""


@dataclass(slots=True)
class Floor:
    """Nothing but PostgreSQL."""

    cluster: Cluster
    folder: Path
    name: str = "pgbench, the same statement"
    plan: Plan | None = None
    values: list[list[Any]] = field(default_factory=list)

    @property
    def script(self) -> Path:
        """Where the script lies that pgbench runs."""
        return self.folder / "floor.sql"

    def start(self) -> None:
        """Plan the question as Levee does, and write the script."""
        planner = Planner(api)
        for origin in origins():
            asked = planner.question(NEAR.text, None, NEAR.variables(origin))
            self.plan = planner.read(asked, READER).plan
            assert self.plan is not None
            self.values.append(self.plan.parameters(Asking(asked.variables, READER, b"")))
        assert self.plan is not None
        self.script.write_text(script(texted(self.plan.sql), self.values))

    def answer(self, origin: Point) -> tuple[int, Any]:
        """Run the statement once."""
        assert self.plan is not None
        values = self.values[origins().index(origin)]
        answer = asyncio.run(_asked(self.cluster.url, self.plan.sql, values))
        return len(answer), json.loads(answer)

    def load(self, connections: int, seconds: float) -> Load:
        """Run pgbench; it writes down how long each statement took."""
        for old in self.folder.glob("floor-log.*"):
            old.unlink()
        command = [
            *(str(programs(self.cluster.data) / "pgbench"), "--no-vacuum", "--protocol=prepared"),
            *(f"--client={connections}", f"--jobs={min(connections, 2)}", f"--time={round(seconds)}"),
            *("--log", f"--log-prefix={self.folder / 'floor-log'}", f"--file={self.script}"),
            self.cluster.url,
        ]
        environment = plain() | {"PGOPTIONS": OPTIONS}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode or not re.search(r"failed transactions: 0 ", done.stdout):
            raise RuntimeError(f"pgbench: {done.stdout}{done.stderr}")
        return summary(self._took(), _seconds(done.stdout), 0.0)

    def _took(self) -> list[float]:
        """Read the log: the third word of a line is microseconds."""
        logs = self.folder.glob("floor-log.*")
        return [int(line.split()[2]) / 1000 for log in logs for line in log.read_text().splitlines()]

    def memory(self) -> int | None:
        """There is no server but PostgreSQL."""
        return None

    def stop(self) -> None:
        """Nothing runs between two loads."""


def texted(sql: str) -> str:
    """Ask for the text itself: pgbench takes values as text, and bytes as text are twice as long."""
    bare, count = re.subn(r"\btextsend\(", "(", sql)
    assert count == 1
    return bare


def script(sql: str, values: Sequence[Sequence[Any]]) -> str:
    """Write a script for pgbench: choose an origin by chance, then run the statement with its values."""
    lines = [rf"\set origin random(0, {len(values) - 1})"]
    for number, column in enumerate(zip(*values, strict=True), 1):
        if not all(isinstance(value, int | float) for value in column):
            raise TypeError(f"parameter {number} is no number: pgbench cannot choose it")
        lines.append(rf"\set p{number} {chosen(column)}")
    return "\n".join([*lines, re.sub(r"\$(\d+)", r":p\1", sql) + ";", ""])


def chosen(column: Sequence[float], first: int = 0) -> str:
    """Write an expression that gives the value of the origin: halves it again and again."""
    if len(set(column)) == 1:
        return repr(column[0])
    half = len(column) // 2
    less, more = chosen(column[:half], first), chosen(column[half:], first + half)
    return f"CASE WHEN :origin < {first + half} THEN {less} ELSE {more} END"


def _seconds(output: str) -> float:
    """Work out how long the connections were busy, from what pgbench says."""
    count = re.search(r"number of transactions actually processed: (\d+)", output)
    rate = re.search(r"tps = ([\d.]+)", output)
    assert count is not None
    assert rate is not None
    return int(count[1]) / float(rate[1])


async def _asked(url: str, sql: str, values: Sequence[Any]) -> bytes:
    connection = await asyncpg.connect(url)
    try:
        data: bytes = await connection.fetchval(sql, *values)
    finally:
        await connection.close()
    return b'{"data":' + data + b"}"
