"""The commands as an operator meets them: processes, signals, one line when something is wrong."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from schema.access import Role, Viewer
from server import __main__ as commands
from server import auth, listening, operation, postmaster, provision
from server.cluster import OWNER, Cluster
from server.refusal import Refusal
from server.settings import Settings
from tests.asking import viewer
from tests.networks import RIVER, collection, written
from tests.screens import free_port

SECRET = "the secret of the commands' tests"
ANSWERS = 60.0  # seconds; a slow machine is not what is tested here


@dataclass
class Machine:
    """What the commands see of the world: a data folder, a port, settings."""

    data: Path
    port: int
    settings: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LEVEE_")}
        own = {"LEVEE_DATA": str(self.data), "PORT": str(self.port), "LEVEE_SECRET": SECRET}
        return kept | own | self.settings

    def run(self, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        command = [sys.executable, "-m", "server", *words]
        environment = self.environment() | settings
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    @contextlib.contextmanager
    def up(self, **settings: str) -> Iterator[subprocess.Popen[str]]:
        """Start everything in a process group of its own, as a terminal does, and wait until it is ready."""
        command, environment = [sys.executable, "-m", "server", "up"], self.environment() | settings
        with (
            (self.data.parent / f"{self.data.name}.log").open("w") as log,
            subprocess.Popen(
                command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True, process_group=0
            ) as server,
        ):
            try:
                self.wait(server)
                yield server
            finally:
                if server.poll() is None:
                    server.terminate()
                    server.wait(ANSWERS)

    def wait(self, server: subprocess.Popen[str]) -> None:
        """Wait until it says that it is ready."""
        last = time.monotonic() + ANSWERS
        while time.monotonic() < last and server.poll() is None:
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"http://127.0.0.1:{self.port}/readyz", timeout=5).status_code == 200:
                    return
            time.sleep(0.05)
        raise AssertionError((self.data.parent / f"{self.data.name}.log").read_text())


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    """A machine on which nothing has run yet."""
    folder = Path(tempfile.mkdtemp(prefix="levee-commands-"))
    folder.chmod(0o755)
    yield Machine(folder / "levee", free_port())
    shutil.rmtree(folder)


@pytest.fixture
def external(cluster: Cluster, machine: Machine, database: Any) -> Machine:
    """A machine that uses a database which is there already, migrated and empty."""
    settings = {"LEVEE_DATABASE_URL": database.url, "LEVEE_OWNER_URL": database.owner_url}
    return Machine(machine.data.with_name("none"), free_port(), settings)


def one_line(done: subprocess.CompletedProcess[str], reason: str) -> None:
    """See that a command said one clear line and ended with status 1."""
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(f"levee: .*{reason}.*\n", done.stderr), done.stderr


@pytest.fixture(scope="module")
def greeting(machine: Machine) -> Iterator[str]:
    """What a server says that starts from nothing; it runs as long as these tests ask for it."""
    with machine.up() as server:
        assert server.stdout is not None
        yield "".join(itertools.takewhile(lambda line: not line.startswith("Ctrl-C"), server.stdout))


def test_it_starts_from_nothing_and_says_where(machine: Machine, greeting: str) -> None:
    assert greeting.startswith(f"PostgreSQL runs in {machine.data}.\n")
    assert "The demo of Jingzhou is loaded.\n" in greeting
    assert f"Levee answers at http://127.0.0.1:{machine.port}\n" in greeting


def test_it_gives_a_token_for_each_role(machine: Machine, greeting: str) -> None:
    for role in Role:
        token = re.search(rf"^  {role.value} +(\S+)$", greeting, re.MULTILINE)
        assert token is not None
        assert viewer(SECRET.encode(), token[1]).roles == {role}


def test_the_question_to_paste_has_an_answer(greeting: str) -> None:
    paste = next(line for line in greeting.splitlines() if line.startswith("  curl "))
    done = subprocess.run(["bash", "-c", paste], capture_output=True, text=True, check=True)
    assert '"nearbySupplies":[{"distance":' in done.stdout


@pytest.mark.usefixtures("greeting")
def test_two_servers_do_not_share_a_folder_or_a_port(machine: Machine) -> None:
    one_line(machine.run("up", PORT=str(free_port())), "another Levee runs on")
    one_line(machine.run("up"), f"127.0.0.1 port {machine.port} cannot be used.*PORT=")


@pytest.mark.usefixtures("greeting")
def test_the_demo_can_be_loaded_beside_a_server_and_changes_nothing(machine: Machine) -> None:
    assert machine.run("load", "demo").stdout == "The database is not empty: nothing is changed.\n"


@pytest.fixture
def other(machine: Machine) -> Machine:
    """Another data folder and port on the same machine."""
    return Machine(machine.data.with_name("other"), free_port())


def test_a_signal_stops_it_all_and_a_killed_one_is_followed(other: Machine) -> None:
    with other.up() as server:
        server.kill()
        server.wait()
        assert postmaster.running(other.data / "postgresql"), "PostgreSQL outlives it"
    with other.up() as server:
        os.killpg(server.pid, signal.SIGINT)  # a terminal signals every process of the group
        assert server.wait(ANSWERS) == 0
    assert not postmaster.running(other.data / "postgresql")


def test_the_steps_by_hand_with_a_database_that_is_there(external: Machine) -> None:
    assert external.run("migrate").stdout == f"The database is at migration {provision.head()}.\n"
    assert external.run("load", "demo").stdout == "The demo is loaded.\n"
    with external.up() as server:
        server.terminate()
        assert server.wait(ANSWERS) == 0
    assert not external.data.exists()


def test_roads_are_loaded_by_a_command(external: Machine, tmp_path: Path) -> None:
    file = str(written(tmp_path, collection(RIVER)))
    done = external.run("roads", file, "--synthetic")
    assert (done.returncode, done.stdout) == (0, "4 roads are loaded, in 8 pieces between junctions.\n"), done
    one_line(external.run("roads", file), "roads are loaded already: --replace")
    assert external.run("roads", file, "--replace").returncode == 0
    one_line(external.run("roads", str(tmp_path / "none.osm")), "none.osm: No such file or directory")
    one_line(external.run("roads", str(tmp_path)), "Is a directory")


RECORD = "SELECT action FROM audit WHERE kind = 'OPERATION' AND subject = 'operator' ORDER BY id"


def here(monkeypatch: pytest.MonkeyPatch, machine: Machine, *words: str) -> int:
    """Run a command in this process, which takes less time than one of its own; give its status."""
    for name, value in machine.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["server", *words])
    monkeypatch.setattr("server.log.configure", lambda: None)  # it would be set for all tests that follow
    try:
        commands.main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def test_each_command_of_the_operator_is_on_the_record(
    external: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One entry each of what was done; what was refused has none, and what only reads neither."""
    sheet = tmp_path / "readings.csv"
    sheet.write_text("gauge,observed_at,level,flow,trend,datum\nG-SHIZIKOU,2020-07-01T00:00:00Z,30.0,,,\n")
    assert here(monkeypatch, external, "load", "demo") == 0
    done = [
        ("roads", str(written(tmp_path, collection(RIVER))), "--synthetic"),
        ("readings", str(sheet)),
        ("restored",),
        ("token", "--role", "viewer", "--division", "421000"),
        ("revoke", "--subject", "somebody"),
        ("key", "rotate"),
        ("key", "retire", "first"),
    ]
    for words in done:
        capsys.readouterr()
        assert here(monkeypatch, external, *words) == 0, words
        assert capsys.readouterr().err == "", words
    for words in (
        ("roads", str(tmp_path / "none.osm")),
        ("readings", str(tmp_path)),
        ("key", "retire", "no"),
    ):
        assert here(monkeypatch, external, *words) != 0
    assert here(monkeypatch, external, "verify") == 0
    found = asyncio.run(operations(external.settings["LEVEE_OWNER_URL"]))
    assert found == [" ".join(words[: 2 if words[0] == "key" else 1]) for words in done]
    shutil.rmtree(external.data)


async def operations(url: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        return [row["action"] for row in await connection.fetch(RECORD)]
    finally:
        await connection.close()


def test_a_command_that_takes_no_database_says_that_it_is_not_on_the_record(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A key must be rotated while the database is down; that the audit does not know of it is said."""
    nowhere = "postgresql://x@127.0.0.1:1/x"
    gone = {"LEVEE_DATABASE_URL": nowhere, "LEVEE_OWNER_URL": nowhere}
    fresh = Machine(machine.data.with_name("fresh"), machine.port)
    for settings, reason in (({}, "there is no database yet"), (gone, "LEVEE_OWNER_URL: no connection")):
        fresh.settings = settings
        assert here(monkeypatch, fresh, "key", "rotate") == 0
        told = capsys.readouterr()
        assert "signs from now on" in told.out
        assert told.err.startswith(f"levee: the audit has no entry of this: {reason}")
    shutil.rmtree(fresh.data)


def test_loading_comes_after_migrating(cluster: Cluster, machine: Machine) -> None:
    url = cluster.address(OWNER, "postgres")
    done = machine.run("load", "demo", LEVEE_DATABASE_URL=url, LEVEE_OWNER_URL=url)
    one_line(done, "migrate first")


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"LEVEE_DATABASE_URL": "postgresql://x@127.0.0.1:1/x"}, "no connection"),
        ({"LEVEE_DATA": "/proc/levee"}, "/proc/levee"),
    ],
)
def test_what_is_wrong_is_one_line(other: Machine, settings: dict[str, str], reason: str) -> None:
    one_line(other.run("up", **settings), reason)


@pytest.mark.parametrize(("host", "reason"), [("256.1.1.1", "LEVEE_HOST"), ("192.0.2.1", "192.0.2.1 port 1")])
def test_an_address_of_another_machine_is_refused(host: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason), listening.port(Settings(host=host, port=1)):
        pass


def test_an_owner_without_a_server_is_refused() -> None:
    settings = Settings(owner_url="postgresql://x@localhost/x", database_url=None)
    with pytest.raises(Refusal, match="LEVEE_DATABASE_URL"), operation.standing(settings):
        pass


def test_a_token_is_printed_alone_and_needs_no_database(machine: Machine) -> None:
    fresh = Machine(machine.data.with_name("alone"), machine.port)
    done = fresh.run("token", "--role", "officer", "--division", "421000", "--name", "desk", "--days", "1")
    bearer = viewer(SECRET.encode(), done.stdout.removesuffix("\n"))
    assert bearer == Viewer.of("desk", Role.OFFICER, ("421000",))
    assert done.stderr == "levee: the audit has no entry of this: there is no database yet\n"
    plain = fresh.run("token", "--role", "viewer", "--division", "421000").stdout.strip()
    assert viewer(SECRET.encode(), plain).subject == "viewer@421000"
    assert not fresh.data.exists()


def test_a_token_for_no_division_is_refused(machine: Machine) -> None:
    one_line(machine.run("token", "--role", "viewer", "--division", "荆州"), "--division 荆州")


def test_keys_are_rotated_listed_and_retired_by_commands(machine: Machine) -> None:
    other = Machine(machine.data.with_name("keys"), machine.port)
    assert other.run("key", "list").stdout == "first\tthe secret\tgood\n"
    old = other.run("token", "--role", "viewer", "--division", "421000").stdout.strip()
    one_line(other.run("key", "retire", "first"), "key rotate")
    made = re.search(r"The key (\S+) signs from now on", other.run("key", "rotate").stdout)
    assert made is not None
    new = other.run("token", "--role", "viewer", "--division", "421000").stdout.strip()
    assert auth.header(new)["kid"] == made[1]
    assert "kid" not in auth.header(old)
    assert other.run("key", "retire", "first").returncode == 0
    listed = other.run("key", "list").stdout.splitlines()
    assert [line.split("\t")[0] for line in listed] == ["first", made[1]]
    assert "retired" in listed[0]
    shutil.rmtree(other.data)
