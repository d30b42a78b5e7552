"""The cluster that tests begin with: made by the real migrations and the real loader, then kept as a copy.

It is kept under a mark of all that makes it, so whoever changes a table, a migration, the demo or PostgreSQL
gets a new one. `levee` is migrated and empty, `demo` holds the demo; nobody ever connects to either.
"""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from schema.access import SETTING, SYSTEM
from server import premises, provision
from server.cluster import DATABASE, OWNER, SUPERUSER, Cluster, launch
from server.demo.loader import load

DEMO = "demo"
ROOT = Path(__file__).parents[1]
MAKERS = ("migrations/**/*", "schema/**/*", "server/demo/**/*", "server/*.py", "tests/original.py", "*.lock")
KEPT = Path("/tmp") / f"levee-originals-{os.geteuid()}"  # not among what is temporary: it is used again
ROOM = 4
"""So many originals are kept; the oldest go."""


async def placed(folder: Path) -> Cluster:
    """Start a cluster in an empty folder, with both databases in it."""
    with _alone():
        kept = KEPT / _mark()
        if not kept.exists():
            await _made(kept)
        kept.touch()
        await asyncio.to_thread(subprocess.run, ["cp", "-a", f"{kept}/.", str(folder)], check=True)
    return launch(folder)


@contextmanager
def _alone() -> Iterator[None]:
    """Let one after the other in: the second finds what the first has made."""
    KEPT.mkdir(mode=0o711, exist_ok=True)
    handle = os.open(KEPT, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _mark() -> str:
    made = hashlib.sha256(str(premises.programs(Path("none"))).encode())
    files = {path for pattern in MAKERS for path in ROOT.glob(pattern) if path.is_file()}
    for path in sorted(path for path in files if "__pycache__" not in path.parts):
        made.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return made.hexdigest()[:24]


async def _made(kept: Path) -> None:
    """Make it beside its place; it bears its name only when it is whole."""
    for old in sorted(KEPT.iterdir(), key=os.path.getmtime)[: -(ROOM - 1)]:
        shutil.rmtree(old)
    partial = Path(tempfile.mkdtemp(prefix="partial-", dir=KEPT))
    running = launch(partial)
    try:
        await provision.furnish(running)
        await _trusted(running)
        await provision.prepare(running.owner_url, running.url)
        await _filled(running)
    finally:
        running.stop()
    await asyncio.to_thread(partial.rename, kept)


async def _trusted(running: Cluster) -> None:
    """Let the owner write in the tests as it does in the commands of an operator: as the system itself."""
    connection = await asyncpg.connect(running.superuser_url)
    await connection.execute(f"ALTER ROLE {OWNER} SET {SETTING} = '{SYSTEM}'")
    await connection.close()


async def _filled(running: Cluster) -> None:
    connection = await asyncpg.connect(running.address(SUPERUSER, "postgres"))
    await connection.execute(f"CREATE DATABASE {DEMO} TEMPLATE {DATABASE} OWNER {OWNER}")
    await connection.close()
    owner = await asyncpg.connect(running.address(OWNER, DEMO))
    assert await load(owner)
    await owner.close()
