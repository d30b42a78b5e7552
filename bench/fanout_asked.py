"""What a server asks of its database, as the database's own log has it."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import asyncpg

from server.cluster import SERVER, Cluster

LOGGED = {"log_statement": "all", "log_error_verbosity": "default"}
"""With parameters, of each session that begins from now on."""
ENTRY = re.compile(r"^\d{4}-\d\d-\d\d \S+ \S+ \[\d+\] (\w+):  ", re.MULTILINE)
SPAN = re.compile(r"FROM event AS .*\.seq > \$(\d+).*\.seq <= \$(\d+)", re.DOTALL)
PARAMETER = re.compile(r"\$(\d+) = '([^']*)'")


@dataclass(slots=True)
class Asked:
    """How many statements; of them, how many read on in the event log, and how many read nothing of it.

    These only check what a newcomer asks for.
    """

    statements: int = 0
    replays: int = 0
    checks: int = 0


class Log:
    """The log of a private cluster, which tells of each statement meanwhile."""

    def __init__(self, running: Cluster) -> None:
        """Keep whose log it is."""
        self.running = running
        self.before: dict[str, int] = {}

    def __enter__(self) -> Self:
        self._alter(f"SET {name} = '{value}'" for name, value in LOGGED.items())
        return self

    def __exit__(self, *_: object) -> None:
        self._alter(f"RESET {name}" for name in LOGGED)

    def begin(self) -> None:
        """Count from here."""
        self.before = {name: len(text) for name, text in self._texts().items()}

    def asked(self) -> Asked:
        """Count what was asked since."""
        time.sleep(1)  # it is written by a process of its own
        return counted("".join(text[self.before.get(name, 0) :] for name, text in self._texts().items()))

    def _texts(self) -> dict[str, str]:
        files = sorted((self.running.data / "log").glob("*.log"))
        return {file.name: file.read_bytes().decode("latin-1") for file in files}

    def _alter(self, changes: Iterable[str]) -> None:
        asyncio.run(self._run([f"ALTER ROLE {SERVER} {change}" for change in changes]))

    async def _run(self, statements: list[str]) -> None:
        connection = await asyncpg.connect(self.running.superuser_url)
        for statement in statements:
            await connection.execute(statement)
        await connection.close()


def counted(text: str) -> Asked:
    """Count the statements of a log."""
    found = Asked()
    _, *parts = ENTRY.split(text)
    entries = list(zip(parts[::2], parts[1::2], strict=True))
    for (_, said), (_, more) in zip(entries, [*entries[1:], ("", "")], strict=True):
        if not said.startswith(("execute ", "statement: ")):
            continue
        found.statements += 1
        if span := SPAN.search(said):
            values = dict(PARAMETER.findall(more))
            replayed = values[span[1]] != values[span[2]]
            found.replays += replayed
            found.checks += not replayed
    return found
