"""The README's questions work when pasted, and their answers are the real ones. `UPDATE=1` writes them anew."""

import json
import os
import re
from pathlib import Path

import pytest

from resolvers.feed import feed
from resolvers.plan import Asking
from tests.asking import OFFICER, SECRET, Asker
from tests.test_cases import pretty

ROOT = Path(__file__).parents[1]
PAIR = re.compile(r"```graphql\n(.*?)```\n\n```json\n(.*?)```", re.DOTALL)
PAPERS = ("README.md", "README.zh-CN.md")


async def answered(own: Asker, document: str) -> str:
    """Answer a question of the README; a subscription by the feed's plan, over all that has happened."""
    if not document.startswith("subscription"):
        return pretty(await own.data(document, viewer=OFFICER))
    planner = own.execution.planner
    question = planner.question(document, None, {})
    told = feed(planner, question, OFFICER)
    run = Asking({}, OFFICER, SECRET, after=4, upto=1_000)
    rows = await own.database.rows(told.plan.sql, told.plan.parameters(run))
    return pretty(json.loads(rows[-1][1]))


@pytest.mark.parametrize("paper", PAPERS)
async def test_the_first_questions(paper: str, own: Asker) -> None:
    path = ROOT / paper
    text = read(path)
    pairs = PAIR.findall(text)
    assert len(pairs) == 6
    for document, told in pairs:
        answer = await answered(own, document)
        if os.environ.get("UPDATE") == "1":
            text = text.replace(
                f"{document}```\n\n```json\n{told}```", f"{document}```\n\n```json\n{answer}```"
            )
            write(path, text)
        else:
            assert told == answer, document


def test_both_papers_ask_the_same() -> None:
    asked = [[document for document, _ in PAIR.findall(read(ROOT / paper))] for paper in PAPERS]
    assert asked[0] == asked[1]


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
