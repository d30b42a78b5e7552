"""The private PostgreSQL: found, made, started and stopped by Levee, over a Unix socket only."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from server import postmaster, premises
from server.refusal import Refusal

DATABASE = "levee"
OWNER = "levee_owner"
SERVER = "levee"
SUPERUSER = "postgres"
LIMIT = Path("/sys/fs/cgroup/memory.max")

_CONFIGURATION = """\
data_directory = '{data}'
include = '{data}/postgresql.conf'
hba_file = '{room}/pg_hba.conf'
ident_file = '{room}/pg_ident.conf'
external_pid_file = ''
listen_addresses = ''
port = 5432
unix_socket_directories = '{room}/socket'
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = '{buffers}MB'
effective_cache_size = '{cache}MB'
work_mem = '8MB'
maintenance_work_mem = '128MB'
random_page_cost = 1.1
jit = off
fsync = on
full_page_writes = on
synchronous_commit = on
max_prepared_transactions = 0
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
log_rotation_age = '1d'
log_rotation_size = 0
# What people wrote stays out of the log: no statement, no row, no refusal that names what was asked for.
log_error_verbosity = terse
log_min_error_statement = panic
log_min_messages = log
"""


@dataclass(slots=True)
class Cluster:
    """A running private cluster. `stop` ends it, unless another process started it and it is only shared."""

    data: Path
    room: Path
    process: subprocess.Popen[bytes] | None
    lock: int | None

    @property
    def url(self) -> str:
        """The database as the server's role sees it: that role owns nothing."""
        return self.address(SERVER)

    @property
    def owner_url(self) -> str:
        """The database as its owner sees it, who migrates and loads."""
        return self.address(OWNER)

    @property
    def superuser_url(self) -> str:
        """The database as the superuser sees it, who makes extensions."""
        return self.address(SUPERUSER)

    def address(self, role: str, database: str = DATABASE) -> str:
        """Return the URL of a database of this cluster for one of its three roles."""
        return f"postgresql://{role}@/{database}?host={self.room}/socket&port=5432"

    @property
    def ended(self) -> bool:
        """Tell whether PostgreSQL, started by this process, has ended."""
        return self.process is not None and self.process.poll() is not None

    def again(self) -> None:
        """Start PostgreSQL again where it has ended by itself. Raises Refusal when it does not start."""
        postmaster.end_leftovers(self.data)
        self.process = _run(premises.programs(self.data), self.room, self.data, premises.account())

    def stop(self) -> None:
        """Stop PostgreSQL and wait for its end; open transactions are rolled back. May be called twice."""
        if self.process is None or self.lock is None:
            return
        if self.process.poll() is None:
            postmaster.end(self.process)
        premises.clear(self.room)
        os.close(self.lock)
        self.lock = None


def launch(data: Path, *, share: bool = False) -> Cluster:
    """Start the private cluster that lies in `data`; make it first if there is none.

    What a killed server left running is ended and started anew. If another process runs the cluster, it is
    shared with `share`, else Refusal. Raises Refusal also when it cannot be made or does not start.
    """
    user = premises.account()
    pgdata = data / "postgresql"
    premises.reach(data, user)
    programs = premises.programs(pgdata)
    premises.lodge(data, user)
    lock = _lock(data)
    if lock is None:
        if share:
            return _shared(pgdata)
        raise Refusal(f"another Levee runs on {data}: stop it, or set LEVEE_DATA elsewhere")
    try:
        postmaster.end_leftovers(pgdata)
        if not (pgdata / "PG_VERSION").exists():
            _initialise(programs, pgdata, user)
        room = premises.room(data, user)
        _configure(room, pgdata, user)
        return Cluster(pgdata, room, _run(programs, room, pgdata, user), lock)
    except BaseException:
        os.close(lock)
        raise


def _lock(data: Path) -> int | None:
    """Take the data folder for this process, until it ends; None if another process has it."""
    handle = os.open(data, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def _shared(pgdata: Path) -> Cluster:
    """Return the cluster that another process runs, once it is ready."""

    def ready() -> bool:
        return postmaster.pid_file(pgdata)[2] == "ready"

    postmaster.until(ready, 10, f"the cluster in {pgdata} is another process's, and not ready")
    return Cluster(pgdata, Path(postmaster.pid_file(pgdata)[1]).parent, None, None)


def _initialise(programs: Path, pgdata: Path, user: pwd.struct_passwd) -> None:
    """Make an empty cluster; it bears its name only when it is whole."""
    partial = pgdata.with_name("postgresql.partial")
    shutil.rmtree(partial, ignore_errors=True)
    words = ["--locale=C.UTF-8", "--encoding=UTF8", "--data-checksums", "--auth=peer", "--no-instructions"]
    command = [str(programs / "initdb"), f"--pgdata={partial}", f"--username={SUPERUSER}", *words]
    with tempfile.TemporaryFile() as output:
        process = postmaster.spawn(command, user, output)
        try:
            status = process.wait()
        except BaseException:
            process.kill()
            raise
        output.seek(0)
        if status != 0:
            raise Refusal(f"initdb could not make {partial}: {_last(output.read().decode(errors='replace'))}")
    partial.rename(pgdata)


def memory() -> int:
    """Tell how many MiB this machine has, or what the control group that everything here runs in may use."""
    whole = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    limit = LIMIT.read_text().strip() if LIMIT.exists() else ""
    return min(whole, int(limit) if limit.isdecimal() else whole) >> 20


def shares(megabytes: int) -> dict[str, int]:
    """Give PostgreSQL an eighth of the MiB to keep pages in, and let it count on half to hold files."""
    return {"buffers": min(1024, max(64, megabytes // 8)), "cache": megabytes // 2}


def _configure(room: Path, pgdata: Path, user: pwd.struct_passwd) -> None:
    """Write what this start runs with. Who may come in: this user and PostgreSQL's, by the socket alone."""
    people = sorted({user.pw_name, pwd.getpwuid(os.geteuid()).pw_name})
    roles = (SUPERUSER, OWNER, SERVER)
    quoted = str(pgdata).replace("'", "''")
    files = {
        "postgresql.conf": _CONFIGURATION.format(data=quoted, room=room, **shares(memory())),
        "pg_hba.conf": "local all all peer map=levee\n",
        "pg_ident.conf": "".join(f'levee "{person}" {role}\n' for person in people for role in roles),
    }
    for name, text in files.items():
        (room / name).write_text(text)
        (room / name).chmod(0o644)


def _run(programs: Path, room: Path, pgdata: Path, user: pwd.struct_passwd) -> subprocess.Popen[bytes]:
    """Start PostgreSQL and wait until it takes connections."""
    with (room / "start.log").open("wb") as log:
        command = [str(programs / "postgres"), f"--config-file={room}/postgresql.conf"]
        process = postmaster.spawn(command, user, log)

    def ready() -> bool:
        if process.poll() is not None:
            raise Refusal(f"PostgreSQL does not start in {pgdata}: {_complaint(room, pgdata)}")
        return postmaster.pid_file(pgdata)[::2] == (process.pid, "ready")

    try:
        postmaster.until(ready, postmaster.START, f"PostgreSQL in {pgdata} is not ready after a minute")
    except BaseException:
        postmaster.end(process)
        premises.clear(room)
        raise
    return process


def _complaint(room: Path, pgdata: Path) -> str:
    """Return the last thing PostgreSQL said before it gave up."""
    logs = [room / "start.log", *sorted((pgdata / "log").glob("*.log"), key=os.path.getmtime)]
    said = [line for log in logs for line in log.read_text(errors="replace").splitlines() if "FATAL" in line]
    return _last(said[-1]) if said else f"see {pgdata}/log"


def _last(text: str) -> str:
    return (text.strip().splitlines() or ["no reason given"])[-1].split("FATAL:")[-1].strip()
