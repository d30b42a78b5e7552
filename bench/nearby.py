"""The 50 nearest depots with their stock lines and item names: Levee beside its peers."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench import peers
from bench.floor import Floor
from bench.load import Load, apart
from bench.peers import Peer
from bench.question import NEAR, origins, request
from bench.rounds import Found, interleaved
from bench.stage import say
from server.cluster import Cluster

CONNECTIONS = (8, 1)
WARMING = 3.0


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found, by the name of the peer; `memory` of its process at the end, in bytes."""

    depots: int
    rounds: int
    seconds: float
    length: int
    """Bytes of an answer, the mean over the origins."""
    found: dict[str, Found]
    memory: dict[str, int | None]
    limits: dict[int, Load]
    """What the load tool reaches against a responder that does nothing."""


def measure(running: Cluster, folder: Path, depots: int, rounds: int, seconds: float) -> Result:
    """Start the peers, see that all answer the same, then load them in turn."""
    made: list[Peer | None] = [
        peers.levee(running, folder),
        peers.graphile(running, folder),
        peers.objects(running, folder),
        Floor(running, folder),
    ]
    measured = [peer for peer in made if peer is not None]
    with ExitStack() as stack:
        for peer in measured:
            stack.callback(peer.stop)
            peer.start()
        length = _alike(measured)
        loads = {peer.name: peer.load for peer in measured}
        found = interleaved(loads, CONNECTIONS, rounds, seconds, WARMING)
        memory = {peer.name: peer.memory() for peer in measured}
        limits = {number: _limit(number, length) for number in CONNECTIONS}
    return Result(depots, rounds, seconds, length, found, memory, limits)


def _alike(measured: Sequence[Peer]) -> int:
    """See that every peer gives the same answer from every origin; return the mean length of the first's."""
    say("The answers of all, compared ...")
    lengths = []
    for origin in origins():
        length, first = measured[0].answer(origin)
        lengths.append(length)
        for peer in measured[1:]:
            if peer.answer(origin)[1] != first:
                raise RuntimeError(f"{peer.name} and {measured[0].name} differ at {origin}")
    return round(statistics.mean(lengths))


def _limit(connections: int, length: int) -> Load:
    """Load a responder that does nothing, with answers of that length."""
    port = peers.free_port()
    still = subprocess.Popen([sys.executable, "-m", "bench.still", str(port), str(length)])
    try:
        peers.listening(port)
        requests = [request(NEAR.body(origin), "/") for origin in origins()]
        return apart(port, connections, WARMING, requests, [length] * len(requests))
    finally:
        still.terminate()
        still.wait()
