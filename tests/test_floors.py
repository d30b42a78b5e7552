"""No part is older than its last known hole: setup/floors.csv, held against the locks and the database, without network."""

from __future__ import annotations

import csv
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from packaging.version import Version

from server import provision

ROOT = Path(__file__).parents[1]
DATABASE = "PostgreSQL"
WITH = {"15": "15.14", "16": "16.10", "17": "17.6"}
"""The releases that came out together with the floor."""


def floors() -> dict[str, str]:
    with (ROOT / "setup" / "floors.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert all(len(row["reason"]) > 20 for row in rows)
    return {row["name"]: row["floor"] for row in rows}


def locked(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[^]]*\])?==([^ \\;]+)", text, re.MULTILINE))


def below(found: dict[str, str]) -> list[str]:
    """Which of them lie below their floor."""
    return [
        name for name, floor in floors().items() if name in found and Version(found[name]) < Version(floor)
    ]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_nothing_that_is_locked_lies_below_its_floor(lock: str) -> None:
    """D15: and what the floors name is locked, or is not there at all."""
    found = locked(lock)
    assert below(found) == []
    assert {"strawberry-graphql", "starlette", "uvicorn"} <= set(found) & set(floors())
    assert "python-multipart" not in found


def test_nothing_that_is_installed_does() -> None:
    installed = {}
    for name in set(floors()) - {DATABASE}:
        try:
            installed[name] = version(name)
        except PackageNotFoundError:
            continue
    assert below(installed) == []
    assert "python-multipart" not in installed


def test_an_older_one_is_found() -> None:
    assert below({"starlette": "1.3.0", "uvicorn": "0.52.1", "strawberry-graphql": "0.400"}) == ["starlette"]


async def test_nor_does_the_database(connection: asyncpg.Connection[Any]) -> None:
    """D15: its floor is that of its own major version."""
    told = await connection.fetchval("SELECT split_part(current_setting('server_version'), ' ', 1)")
    major = told.split(".")[0]
    assert WITH["15"] == floors()[DATABASE]
    assert {str(major): f"{major}.{minor}" for major, minor in provision.RELEASES.items()} == WITH
    assert Version(told) >= Version(WITH.get(major, major))
