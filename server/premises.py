"""The folders of the private cluster: where they are, whose they are, who may enter."""

from __future__ import annotations

import hashlib
import os
import pwd
import re
import shutil
import stat
from pathlib import Path

from server.refusal import Refusal

INSTALL = "apt-get install postgresql-15 postgresql-15-postgis-3"
OLDEST = 15
SOCKET_PATH = 107  # bytes of the path of a Unix socket, as Linux has it

_PROGRAMS = Path("/usr/lib/postgresql")
_SHARED = Path("/usr/share/postgresql")
_OURS = ("secret", "postgresql")


def account() -> pwd.struct_passwd:
    """Return the user that PostgreSQL runs as: `postgres` when this is root, else who this is."""
    try:
        return pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    except KeyError:
        if os.geteuid() == 0:
            raise Refusal(f"there is no user postgres on this machine: {INSTALL}") from None
        raise Refusal(f"user {os.geteuid()} has no name in /etc/passwd, which PostgreSQL needs") from None


def programs(cluster: Path) -> Path:
    """Return the folder of initdb and postgres: the version that `cluster` was made with, else the newest.

    A version counts when it is at least 15 and has PostGIS. Raises Refusal when there is none.
    """
    found = {int(folder.name): folder / "bin" for folder in _PROGRAMS.glob("*") if _complete(folder)}
    try:
        version = int((cluster / "PG_VERSION").read_text())
    except FileNotFoundError:
        if not found:
            raise Refusal(f"PostgreSQL 15 or newer with PostGIS is not installed: {INSTALL}") from None
        return found[max(found)]
    if version not in found:
        raise Refusal(f"{cluster} is of PostgreSQL {version}, which is not installed here with PostGIS")
    return found[version]


def furnished(data: Path) -> bool:
    """Tell whether a private cluster has been made there."""
    return (data / "postgresql" / "PG_VERSION").exists()


def _complete(folder: Path) -> bool:
    return (
        re.fullmatch(r"\d+", folder.name) is not None
        and int(folder.name) >= OLDEST
        and (folder / "bin/initdb").exists()
        and (_SHARED / folder.name / "extension/postgis.control").exists()
    )


def reach(data: Path, user: pwd.struct_passwd) -> None:
    """See that `user` can enter what leads to the data folder. Raises Refusal, naming what it cannot."""
    try:
        for parent in reversed(data.resolve().parents):
            if parent.exists() and not _enterable(parent, user):
                raise Refusal(f"{parent} cannot be entered by user {user.pw_name}: set LEVEE_DATA elsewhere")
    except OSError as error:
        raise Refusal(f"the data folder {data} cannot be reached: {error.strerror}") from None


def lodge(data: Path, user: pwd.struct_passwd) -> None:
    """Make the data folder and give it to `user` alone (0700).

    A folder that is not Levee's and not empty is left as it is. Raises Refusal, naming the folder.
    """
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if data.stat().st_uid != user.pw_uid:
            _hand_over(data, user)
        if stat.S_IMODE(data.stat().st_mode) != 0o700:
            data.chmod(0o700)
    except OSError as error:
        raise Refusal(f"the data folder {data} cannot be used: {error.strerror}") from None


def _hand_over(data: Path, user: pwd.struct_passwd) -> None:
    if os.geteuid() != 0:
        raise Refusal(f"the data folder {data} belongs to another user: set LEVEE_DATA elsewhere")
    strangers = sorted(entry.name for entry in data.iterdir() if not entry.name.startswith(_OURS))
    if strangers:
        raise Refusal(f"the data folder {data} holds {strangers[0]}, not Levee's: set LEVEE_DATA elsewhere")
    os.chown(data, user.pw_uid, user.pw_gid)


def _enterable(folder: Path, user: pwd.struct_passwd) -> bool:
    """Tell whether `user` may enter, as the mode bits say."""
    status = folder.stat()
    if status.st_uid == user.pw_uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid in os.getgrouplist(user.pw_name, user.pw_gid):
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)


def room(data: Path, user: pwd.struct_passwd) -> Path:
    """Make and return the short folder of a running cluster: its configuration, and in `socket` its socket.

    It is the same for the same data folder. Only this user may write in it, only `user` in `socket`.
    """
    name = hashlib.sha256(os.fsencode(data.resolve())).hexdigest()[:10]
    folder = Path("/run" if os.geteuid() == 0 else "/tmp") / f"levee-{os.geteuid()}-{name}"  # noqa: S108
    try:
        folder.mkdir(exist_ok=True)
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid():
            raise Refusal(f"{folder} belongs to another user: remove it, or set LEVEE_DATA elsewhere")
        clear(folder)
        folder.mkdir()
        folder.chmod(0o755)
        socket = folder / "socket"
        socket.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(socket, user.pw_uid, user.pw_gid)
    except OSError as error:
        raise Refusal(f"{folder}, the folder of the socket, cannot be made: {error.strerror}") from None
    longest = len(os.fsencode(socket / ".s.PGSQL.5432"))
    assert longest <= SOCKET_PATH, f"a socket path of {longest} bytes"
    return folder


def clear(folder: Path) -> None:
    """Remove the folder of a cluster that no longer runs."""
    shutil.rmtree(folder, ignore_errors=True)
