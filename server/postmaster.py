"""The processes of a private PostgreSQL: begun as the right user, awaited, ended."""

from __future__ import annotations

import contextlib
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

from server.refusal import Refusal

START = 60.0  # seconds; recovery after a crash is part of a start
STOP = 30.0
ORPHANED = 1.0  # that a process has to see that its postmaster is gone


def spawn(command: list[str], user: pwd.struct_passwd, output: IO[bytes]) -> subprocess.Popen[bytes]:
    """Run a program of PostgreSQL as `user`, in a session of its own, so that Ctrl-C does not reach it."""
    root = os.geteuid() == 0
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        cwd="/",
        umask=0o077,
        start_new_session=True,
        user=user.pw_uid if root else None,
        group=user.pw_gid if root else None,
        extra_groups=os.getgrouplist(user.pw_name, user.pw_gid) if root else None,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask for a fast shutdown, then for an immediate one, which the next start recovers from."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait(STOP)


def pid_file(pgdata: Path) -> tuple[int, str, str]:
    """Return the process, the socket's folder and the state it tells of; 0 and blanks if there is none."""
    try:
        lines = (pgdata / "postmaster.pid").read_text().splitlines()
    except OSError:
        return 0, "", ""
    lines += [""] * (8 - len(lines))
    return int(lines[0] or 0), lines[4].strip(), lines[7].strip()


def end_leftovers(pgdata: Path) -> None:
    """End what a killed server left running in this folder. Only then is its pid file removed.

    (The file may name a process that has nothing to do with PostgreSQL: numbers are used again.)
    """
    if found := running(pgdata):
        first = pid_file(pgdata)[0]
        _signal((pid for pid in found if pid == first), signal.SIGINT)
        with contextlib.suppress(TimeoutError):
            until(lambda: not running(pgdata), STOP / 2 if first in found else ORPHANED)
        _signal(running(pgdata), signal.SIGQUIT)
        until(lambda: not running(pgdata), STOP / 2, f"a PostgreSQL still runs in {pgdata} and does not end")
    (pgdata / "postmaster.pid").unlink(missing_ok=True)


def running(pgdata: Path) -> list[int]:
    """Return the processes of PostgreSQL that work in this folder, as each of its processes does."""
    here, found = os.path.realpath(pgdata), []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if str((entry / "cwd").readlink()) == here and (entry / "exe").readlink().name == "postgres":
                found.append(int(entry.name))
    return found


def until(true: Callable[[], bool], seconds: float, otherwise: str | None = None) -> None:
    """Wait until something is true; after `seconds` Refusal `otherwise`, or TimeoutError without one."""
    last = time.monotonic() + seconds
    while not true():
        if time.monotonic() > last:
            raise Refusal(otherwise) if otherwise else TimeoutError
        time.sleep(0.01)


def _signal(processes: Iterable[int], number: signal.Signals) -> None:
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, number)
