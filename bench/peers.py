"""Who is measured: servers that are asked over HTTP, each a process of its own."""

from __future__ import annotations

import http.client
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bench import question
from bench.load import Load, apart
from bench.points import Point
from server.cluster import Cluster

PATIENCE = 30.0  # seconds until a server answers


class Peer(Protocol):
    """One way to answer the question."""

    name: str

    def start(self) -> None:
        """Begin to answer."""

    def ask(self, origin: Point) -> bytes:
        """The answer from one origin, as it is sent over HTTP."""

    def load(self, connections: int, seconds: float) -> Load:
        """Keep so many connections busy for so long. Each origin must have been asked before."""

    def memory(self) -> int | None:
        """Bytes of memory that its process holds now (RSS); None where there is no server but PostgreSQL."""

    def stop(self) -> None:
        """End. May be called where nothing was begun."""


@dataclass(slots=True)
class Server:
    """A server in a process of its own. `{port}` in its command and environment is filled in."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path
    path: str = "/graphql"
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    lengths: dict[Point, int] = field(default_factory=dict)

    @property
    def log(self) -> Path:
        """Where what the process says is kept."""
        return self.folder / f"{re.sub(r'[^a-z]+', '-', self.name.lower())}.log"

    def start(self) -> None:
        """Start the process and wait until it answers."""
        self.port = free_port()
        command = [word.format(port=self.port) for word in self.command]
        added = {key: value.format(port=self.port) for key, value in self.environment.items()}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, env=plain() | added, stdout=log, stderr=log)
        self._await()

    def _await(self) -> None:
        assert self.process is not None
        last = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < last:
            try:
                self.ask(question.origins()[0])
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(f"{self.name} does not answer: {self.log.read_text()[-2000:]}")

    def ask(self, origin: Point) -> bytes:
        """Ask once, on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            headers = {"Content-Type": "application/json", "Accept": "application/json"}
            connection.request("POST", self.path, question.body(origin), headers)
            response = connection.getresponse()
            answer = response.read()
        finally:
            connection.close()
        if response.status != 200:
            raise RuntimeError(f"{self.name} answers {response.status}: {answer[:200]!r}")
        self.lengths[origin] = len(answer)
        return answer

    def load(self, connections: int, seconds: float) -> Load:
        """Run the load tool; every answer must have the length that it had when it was checked."""
        origins = question.origins()
        requests = [question.request(origin, self.path) for origin in origins]
        return apart(self.port, connections, seconds, requests, [self.lengths[o] for o in origins])

    def memory(self) -> int | None:
        """Read the resident size of the process."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found is not None
        return int(found[1]) * 1024

    def stop(self) -> None:
        """Ask the process to end, and wait for it."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None


def levee(cluster: Cluster, folder: Path) -> Server:
    """Levee itself, started as an operator starts it."""
    environment = {
        "LEVEE_DATABASE_URL": cluster.url,
        "LEVEE_OWNER_URL": cluster.owner_url,
        "LEVEE_SECRET": secrets.token_hex(16),
        "LEVEE_OPEN_READS": "1",
        "LEVEE_PORT": "{port}",
    }
    return Server("Levee", (sys.executable, "-m", "server", "serve"), environment, folder)


def objects(cluster: Cluster, folder: Path) -> Server:
    """Stock Strawberry."""
    command = (sys.executable, "-m", "bench.objects", "{port}")
    return Server("Strawberry, objects and DataLoader", command, {"DATABASE_URL": cluster.url}, folder)


def plain() -> dict[str, str]:
    """Return this environment without what is set for another Levee."""
    return {key: value for key, value in os.environ.items() if key != "PORT" and not key.startswith("LEVEE_")}


def listening(port: int) -> None:
    """Wait until somebody listens on a port."""
    last = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            if time.monotonic() > last:
                raise
            time.sleep(0.05)
        else:
            return


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
