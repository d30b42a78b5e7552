"""Sees that the private PostgreSQL runs: when it has ended by itself, it is started again."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from server.cluster import Cluster
from server.refusal import Refusal

log = structlog.get_logger()

GLANCE = 0.1  # seconds between two looks


@contextmanager
def keeping(running: Cluster) -> Iterator[None]:
    """Keep a cluster running that this process started, until the end.

    Where it does not start again, this process is told to end, and the reason is raised: Refusal.
    """
    over, refusals = threading.Event(), list[Refusal]()

    def watch() -> None:
        try:
            while not over.wait(GLANCE):
                if running.ended:
                    log.error("postgresql ended")
                    running.again()
                    log.warning("postgresql started again")
        except Refusal as refusal:
            refusals.append(refusal)
            os.kill(os.getpid(), signal.SIGTERM)

    watching = threading.Thread(target=watch, name="keeper", daemon=True)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()
        if refusals:
            raise refusals[0]
