"""What PostgreSQL does with the very statement that is sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import asyncpg

from resolvers.plan import Asking
from tests.asking import READER, SECRET, Asker

Step = dict[str, Any]
MODES = ("force_custom_plan", "force_generic_plan")


async def explained(ask: Asker, text: str, mode: str, **variables: Any) -> list[Step]:
    """Run the very statement that is sent, planned as `mode` says, and give the steps of its plan."""
    planner = ask.execution.planner
    question = planner.question(text, None, variables)
    plan = planner.read(question, READER).plan
    assert plan is not None
    connection: asyncpg.Connection[Any] = await asyncpg.connect(ask.copy.url)
    try:
        await connection.execute(f"SET jit = off; SET plan_cache_mode = {mode}")
        await connection.execute(f"PREPARE asked AS {plan.sql}")
        read = plan.parameters(Asking(question.variables, READER, SECRET))
        values = ", ".join(_literal(value) for value in read)
        command = f"EXPLAIN (ANALYZE, BUFFERS, TIMING off, FORMAT JSON) EXECUTE asked({values})"
        (told,) = json.loads(await connection.fetchval(command))
    finally:
        await connection.close()
    return list(_steps(told["Plan"]))


def _literal(value: Any) -> str:
    match value:
        case bytes():
            return f"'\\x{value.hex()}'"
        case list():
            return f"ARRAY[{', '.join(_literal(member) for member in value)}]"
        case str():
            return "'" + value.replace("'", "''") + "'"
    return repr(value)


def _steps(step: Step) -> Iterator[Step]:
    yield step
    for below in step.get("Plans", ()):
        if below["Actual Loops"]:
            yield from _steps(below)


def blocks(steps: list[Step]) -> int:
    """Count the pages of 8 kB that were looked at."""
    read: int = steps[0]["Shared Hit Blocks"] + steps[0]["Shared Read Blocks"]
    return read
