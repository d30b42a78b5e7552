"""The private PostgreSQL: made, started, stopped, taken over, refused."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from server import cluster as module
from server import postmaster, premises, provision
from server.cluster import SUPERUSER, Cluster, launch
from server.refusal import Refusal

USER = premises.account()


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """A data folder with a cluster in it that does not run."""
    folder = Path(tempfile.mkdtemp(prefix="levee-cluster-"))
    launch(folder).stop()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def bare() -> Iterator[Path]:
    """An empty folder that a user postgres can reach, as pytest's own cannot be."""
    folder = Path(tempfile.mkdtemp(prefix="levee-bare-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


async def ask(cluster: Cluster, question: str) -> Any:
    connection = await asyncpg.connect(cluster.address(SUPERUSER, "postgres"))
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


def gone(cluster: Cluster) -> bool:
    return not postmaster.running(cluster.data) and not cluster.room.exists()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("data_checksums", "on"),
        ("server_encoding", "UTF8"),
        ("lc_ctype", "C.UTF-8"),
        ("listen_addresses", ""),
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("synchronous_commit", "on"),
        ("max_prepared_transactions", "0"),
        ("jit", "off"),
    ],
)
async def test_it_is_set_for_keeping_what_it_is_told(cluster: Cluster, setting: str, value: str) -> None:
    assert await ask(cluster, f"SELECT current_setting('{setting}')") == value


@pytest.mark.parametrize(("megabytes", "buffers"), [(256, 64), (4_096, 512), (24_576, 1_024)])
def test_pages_are_kept_in_an_eighth_of_the_memory(megabytes: int, buffers: int) -> None:
    assert module.shares(megabytes) == {"buffers": buffers, "cache": megabytes // 2}


def test_a_control_group_has_less_memory_than_its_machine(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = bare / "memory.max"
    monkeypatch.setattr(module, "LIMIT", limit)
    whole = module.memory()
    limit.write_text("268435456\n")
    assert module.memory() == 256 < whole
    limit.write_text("max\n")
    assert module.memory() == whole


async def test_what_is_shared_is_what_was_said(cluster: Cluster) -> None:
    kept = int(await ask(cluster, "SELECT setting FROM pg_settings WHERE name = 'shared_buffers'"))
    assert kept // 128 == module.shares(module.memory())["buffers"]


async def test_chinese_is_searched(connection: asyncpg.Connection[Any]) -> None:
    assert await connection.fetchval("SELECT similarity('荆州市防汛', '荆州市防洪')") > 0.3


def test_only_its_user_reaches_folder_and_socket(cluster: Cluster) -> None:
    for folder in (cluster.data.parent, cluster.data, cluster.room / "socket"):
        status = folder.stat()
        assert (stat.S_IMODE(status.st_mode), status.st_uid) == (0o700, USER.pw_uid), folder
    assert cluster.process is not None
    assert os.getsid(cluster.process.pid) != os.getsid(0), "Ctrl-C in the terminal would reach PostgreSQL"
    for process in postmaster.running(cluster.data):
        assert Path(f"/proc/{process}").stat().st_uid == USER.pw_uid


async def test_the_servers_role_owns_nothing(cluster: Cluster) -> None:
    connection = await asyncpg.connect(cluster.url)
    try:
        assert not await connection.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert not await connection.fetchval(
            "SELECT count(*) FROM pg_class WHERE relowner = 'levee'::regrole"
        )
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("CREATE TABLE mine ()")
    finally:
        await connection.close()


def test_it_stops_without_a_trace_and_keeps_its_data(data: Path) -> None:
    first = launch(data)
    first.stop()
    assert gone(first)
    assert "shut down" in state(data)
    first.stop()
    second = launch(data)
    second.stop()
    assert second.room == first.room


def state(data: Path) -> str:
    """What PostgreSQL says of a cluster that does not run."""
    command = [str(premises.programs(data / "postgresql") / "pg_controldata"), str(data / "postgresql")]
    return subprocess.run(command, capture_output=True, text=True, check=True, env={"LC_ALL": "C"}).stdout


async def test_a_long_folder_has_a_short_socket(bare: Path) -> None:
    folder = bare.joinpath(*["长江流域防洪体系" * 3] * 2, "it's")
    running = launch(folder)
    try:
        assert len(os.fsencode(running.room / "socket" / ".s.PGSQL.5432")) <= 107
        assert await ask(running, "SELECT 1") == 1
    finally:
        running.stop()


KILLED = """
import pathlib, sys
from server.cluster import launch
launch(pathlib.Path(sys.argv[1]))
print("up", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def left(data: Path) -> list[int]:
    """What runs on after a server was killed."""
    command = [sys.executable, "-c", KILLED, str(data)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"up\n"
        server.kill()
    return postmaster.running(data / "postgresql")


async def test_what_a_killed_server_left_is_taken_over(data: Path, left: list[int]) -> None:
    assert left, "the postmaster outlives a killed server"
    running = launch(data)
    try:
        assert not set(left) & set(postmaster.running(running.data))
        assert await ask(running, "SELECT 1") == 1
    finally:
        running.stop()
    assert gone(running)


@pytest.fixture
def stranger() -> Iterator[subprocess.Popen[bytes]]:
    """A process of PostgreSQL's user that is no PostgreSQL."""
    with tempfile.TemporaryFile() as output, postmaster.spawn(["sleep", "600"], USER, output) as process:
        yield process
        process.kill()


async def test_a_pid_file_that_names_a_stranger_is_stale(
    data: Path, stranger: subprocess.Popen[bytes]
) -> None:
    pid_file = data / "postgresql" / "postmaster.pid"
    pid_file.write_text(f"{stranger.pid}\n{pid_file.parent}\n1\n5432\n/tmp\n\n\nready\n")
    os.chown(pid_file, USER.pw_uid, USER.pw_gid)
    running = launch(data)
    try:
        assert await ask(running, "SELECT 1") == 1
    finally:
        running.stop()
    assert stranger.poll() is None, "the stranger is left alone"


async def test_it_recovers_after_its_own_death(data: Path) -> None:
    running = launch(data)
    await ask(running, "SELECT pg_current_wal_lsn()")
    os.kill(postmaster.pid_file(running.data)[0], signal.SIGKILL)
    running.stop()
    again = launch(data)
    try:
        assert await ask(again, "SELECT 1") == 1
    finally:
        again.stop()


def test_a_half_made_cluster_is_made_anew(bare: Path) -> None:
    data = bare / "levee"
    partial = data / "postgresql.partial"
    partial.mkdir(parents=True)
    (partial / "PG_VERSION").write_text("15\n")
    running = launch(data)
    running.stop()
    assert not partial.exists()


async def test_a_folder_has_one_server_at_a_time(cluster: Cluster) -> None:
    with pytest.raises(Refusal, match=f"another Levee runs on {cluster.data.parent}"):
        launch(cluster.data.parent)
    shared = launch(cluster.data.parent, share=True)
    assert shared.url == cluster.url
    shared.stop()
    assert await ask(cluster, "SELECT 1") == 1, "who shares does not stop"


def test_someone_elses_folder_is_left_as_it_is(bare: Path) -> None:
    (bare / "letters").write_text("dear all")
    if os.geteuid() != 0:
        bare.chmod(0o500)
    with pytest.raises(Refusal, match=str(bare)):
        launch(bare if os.geteuid() == 0 else bare / "levee")
    assert bare.stat().st_uid == os.geteuid()
    bare.chmod(0o755)
    assert [entry.name for entry in bare.iterdir()] == ["letters"]


def test_a_parent_that_cannot_be_entered_is_named(bare: Path) -> None:
    closed = bare / "closed"
    closed.mkdir(mode=0o700 if os.geteuid() == 0 else 0o600)
    with pytest.raises(Refusal, match=f"{closed}.* cannot be") as refusal:
        launch(closed / "levee")
    assert "\n" not in str(refusal.value)
    closed.chmod(0o700)
    assert not list(closed.iterdir()), "nothing is made before it is refused"


def test_what_is_missing_is_named(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(premises, "_PROGRAMS", bare)
    with pytest.raises(Refusal, match="apt-get install postgresql-15 postgresql-15-postgis-3"):
        launch(bare / "levee")


def test_another_version_is_not_touched(bare: Path) -> None:
    pgdata = bare / "levee" / "postgresql"
    pgdata.mkdir(parents=True)
    (pgdata / "PG_VERSION").write_text("13\n")
    with pytest.raises(Refusal, match="is of PostgreSQL 13"):
        launch(bare / "levee")


def test_why_it_does_not_start_is_said(data: Path) -> None:
    broken = data / "postgresql" / "postgresql.conf"
    text = broken.read_text()
    broken.write_text(text + "\nnonsense = 1\n")
    try:
        with pytest.raises(Refusal, match="PostgreSQL does not start") as refusal:
            launch(data)
        assert "\n" not in str(refusal.value)
    finally:
        broken.write_text(text)


async def test_furnishing_twice_changes_nothing(cluster: Cluster) -> None:
    await provision.furnish(cluster)
    assert await ask(cluster, "SELECT count(*) FROM pg_database WHERE datname = 'levee'") == 1
