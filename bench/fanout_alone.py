"""Levee by itself: many screens for a minute, one screen, and decisions as fast as they go."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from contextlib import ExitStack

from bench.fanout_screens import COUNTIES, PATIENCE, QUERY, Screens, latencies, lost, whole
from bench.fanout_writer import Writer, paced, rate, straight
from bench.peers import Server
from bench.stage import say
from server.cluster import Cluster

CITY = "421000"
WRITTEN = ("421002", "421003", "421022", "421024", "421071", "421081", "421083", "421087")
"""Counties of that city, each with a response of its own that is raised and lowered."""
SOURCES = ("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4")


def steadily(levee: Server, writer: Writer, many: int, seconds: int) -> tuple[list[float], int, float]:
    """One event a second to many screens: latencies, how many were lost, the MiB held while all were idle."""
    say(f"{many:,} screens, one event a second ...")
    half = many // 2
    with ExitStack() as stack:
        crowd = [
            stack.enter_context(Screens(levee.port, half, QUERY, COUNTIES, SOURCES[at : at + 2]))
            for at in (0, 2)
        ]
        for screens in crowd:
            screens.wait(0, PATIENCE, told=False)
        for screens in crowd:
            whole(screens.came(), half)
        time.sleep(1)
        held = (levee.memory() or 0) / 2**20
        for screens in crowd:
            screens.wait(seconds, seconds + PATIENCE / 2)
        begun = list(paced(writer, seconds, 1.0))
        came = [screens.came() for screens in crowd]
    return sorted(itertools.chain(*latencies(came, begun))), lost(came), held


def alone(levee: Server, writer: Writer, count: int) -> list[float]:
    """From commit to frame, for one socket."""
    say("One screen ...")
    with Screens(levee.port, 1, QUERY, COUNTIES[:1]) as screens:
        screens.wait(0, PATIENCE, told=False)
        whole(screens.came(), 1)
        screens.wait(count, PATIENCE)
        begun = list(paced(writer, count, 0.04))
        came = screens.came()
    whole(came, 1)
    return sorted(itertools.chain(*latencies([came], begun)))


def writing(levee: Server, running: Cluster, seconds: float) -> tuple[tuple[float, int], tuple[float, int]]:
    """Changes a second at the database, then over HTTP, while screens watch; and what was lost of them."""
    say(f"{len(WRITTEN)} writers ...")
    secret = levee.environment["LEVEE_SECRET"].encode()
    return (
        _watched(levee, lambda: straight(running, WRITTEN, seconds)),
        _watched(levee, lambda: rate(levee.port, secret, WRITTEN, seconds)),
    )


def _watched(levee: Server, written: Callable[[], tuple[int, float]]) -> tuple[float, int]:
    with Screens(levee.port, len(WRITTEN), QUERY, (CITY,)) as screens:
        screens.wait(0, PATIENCE, told=False)
        whole(screens.came(), len(WRITTEN))
        count, took = written()
        screens.wait(count + len(WRITTEN), PATIENCE / 4, told=False)
        return count / took, lost([screens.came()])
