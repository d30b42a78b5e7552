"""What this service counts and measures, in the format of Prometheus, over all its processes."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from server.auth import local
from server.background import background

if TYPE_CHECKING:
    from server.hub import Hub

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Where the processes of one service put their numbers together; the library reads this variable."""
PACE = 1.0  # seconds between two looks at the feed
STEPS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

Sum = partial(Gauge, multiprocess_mode="livesum")
Most = partial(Gauge, multiprocess_mode="livemax")

REQUESTS = Counter("levee_requests", "Questions over HTTP, by what came of them.", ["code"])
STATEMENT = Histogram("levee_statement_seconds", "Time of a statement in the database.", buckets=STEPS)
DELIVERIES = Counter("levee_deliveries", "Messages put before subscribers.")
SUBSCRIBERS = Sum("levee_subscribers", "Subscriptions that are told, over WebSocket and server-sent events.")
GROUPS = Sum("levee_groups", "Groups of equal subscriptions: each event is read once for each.")
QUEUED = Sum("levee_queued_messages", "Messages that wait to be sent, of all subscribers.")
DEEPEST = Most("levee_queue_depth", "Messages that wait for the slowest subscriber.")
LAG = Most("levee_feed_lag_events", "Events that the last of all subscribers has not been told yet.")
BEHIND = Most("levee_feed_lag_seconds", "For how long the last of all subscribers has been behind.")
STRANGE = Most("levee_unknown_events", "Events of a kind that a process of this version does not know.")
NOTIFICATIONS = Most(
    "levee_notification_queue_usage",
    "How full PostgreSQL's queue of notifications is, of 1; full, no commit rings.",
)


class Sampling:
    """Looks at the feed from time to time: what is counted there costs no subscriber anything."""

    def __init__(self, hub: Hub) -> None:
        """Watch a hub; nothing runs before `open`."""
        self.hub = hub
        self.since: float | None = None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Look until the end."""
        async with background(self._look()):
            yield

    async def _look(self) -> None:
        while True:
            self.sample()
            await asyncio.sleep(PACE)

    def sample(self) -> None:
        """Take the numbers of this moment."""
        groups = [group for same in self.hub.groups.values() for group in same]
        waiting = [member.waiting for group in groups for member in group.members]
        SUBSCRIBERS.set(len(self.hub.places))
        GROUPS.set(len(groups))
        QUEUED.set(sum(waiting))
        DEEPEST.set(max(waiting, default=0))
        head = self.hub.outbox.head
        lag = max((head.seq - group.position for group in groups), default=0) if head else 0
        self._behind(lag)

    def _behind(self, lag: int) -> None:
        now = time.monotonic()
        if lag == 0:
            self.since = None
        elif self.since is None:
            self.since = now
        LAG.set(lag)
        BEHIND.set(0 if self.since is None else now - self.since)


async def metrics(request: Request) -> Response:
    """Show the numbers of all processes: to this machine, or to everybody where it is set so."""
    host = request.client.host if request.client else None
    if not request.app.state.settings.open_metrics and not local(host, request.headers):
        return PlainTextResponse(
            "Metrics are shown to this machine only; LEVEE_OPEN_METRICS=1 opens them.\n", 403
        )
    return Response(generate_latest(_registry()), media_type=CONTENT_TYPE_LATEST)


def _registry() -> CollectorRegistry:
    if FOLDER not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together


@contextmanager
def gathered() -> Iterator[None]:
    """Let the processes that begin meanwhile put their numbers together."""
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="levee-metrics-")
    try:
        yield
    finally:
        shutil.rmtree(os.environ.pop(FOLDER))


def ended(process: int) -> None:
    """Forget what a process that has ended said of its present; what it counted stays."""
    with suppress(OSError):
        mark_process_dead(process, os.environ.get(FOLDER))  # type: ignore[no-untyped-call]
