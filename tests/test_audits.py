"""GraphQL over HTTP as the working group's own library audits it, against a real server."""

from __future__ import annotations

import json
import shutil
from asyncio.subprocess import PIPE, create_subprocess_exec
from pathlib import Path

import pytest

from tests.running import Running

ROOT = Path(__file__).parents[1]
LAID = ROOT / ".setup" / "audits"
"""Where setup/audits.sh lays them out."""
HERE = ROOT / "tests" / "audits"
NODE = shutil.which("node")
AUDITS = 61


@pytest.mark.skipif(NODE is None, reason="node is missing: the audits are a program of Node's")
@pytest.mark.skipif(not LAID.is_dir(), reason="setup/audits.sh has not fetched the audits from npm")
async def test_every_audit_passes(levee: Running) -> None:
    """All 61: what a server must, should and may do."""
    assert NODE
    script = LAID / "audit.mjs"
    script.write_bytes((HERE / "audit.mjs").read_bytes())
    process = await create_subprocess_exec(NODE, script, f"{levee.url}/graphql", stdout=PIPE, stderr=PIPE)
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    found = [json.loads(line) for line in out.splitlines()]
    assert [audit for audit in found if audit["status"] != "ok"] == []
    assert len(found) == AUDITS


def test_the_lock_has_hashes_and_no_address() -> None:
    lock = (HERE / "package-lock.json").read_text()
    for name, made in json.loads(lock)["packages"].items():
        assert not name or made["integrity"].startswith("sha512-")
        assert "resolved" not in made
    assert "://" not in lock
