"""A question, its SQL, its answer, side by side. `UPDATE=1` writes the last two anew: read the difference."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from tests.asking import READER, Asker

CASES = sorted((Path(__file__).parent / "cases").glob("*.graphql"))
WIDTH = 110
VARIABLES = re.compile(r"^# variables: (.*)$", re.MULTILINE)


def pretty(value: Any) -> str:
    """JSON in which whatever fits stands on one line."""
    return folded(value, 0) + "\n"


def folded(value: Any, indent: int) -> str:
    short = json.dumps(value, ensure_ascii=False)
    if len(short) + indent <= WIDTH or not isinstance(value, dict | list) or not value:
        return short
    pairs = value.items() if isinstance(value, dict) else ((None, member) for member in value)
    lines = [
        " " * (indent + 2) + (f"{json.dumps(key)}: " if key is not None else "") + folded(member, indent + 2)
        for key, member in pairs
    ]
    opened, closed = "{}" if isinstance(value, dict) else "[]"
    return f"{opened}\n" + ",\n".join(lines) + f"\n{' ' * indent}{closed}"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def hold(kept: Path, content: str) -> None:
    """Hold a file against what it should say; with UPDATE=1 write it first."""
    if os.environ.get("UPDATE") == "1":
        kept.write_text(content, encoding="utf-8")
    assert read(kept) == content, kept.name


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
async def test_case(path: Path, ask: Asker) -> None:
    text = read(path)
    found = VARIABLES.search(text)
    variables = json.loads(found[1]) if found else {}
    before = len(ask.database.statements)
    answer = await ask(text, variables)
    assert len(ask.database.statements) == before + 1, "one operation, one statement"
    assert "errors" not in answer, answer["errors"]
    planner = ask.execution.planner
    plan = planner.read(planner.question(text, None, variables), READER).plan
    assert plan is not None
    made = {".sql": plan.sql.replace(" \n", "\n") + "\n", ".json": pretty(answer["data"])}
    for suffix, content in made.items():
        hold(path.with_suffix(suffix), content)


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 40
