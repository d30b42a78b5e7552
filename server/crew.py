"""Several servers on one port: each a process of its own, watched by this one and replaced when it ends."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import wait

import structlog

from server import metrics
from server.listening import GRACE
from server.refusal import Refusal
from server.settings import Settings

log = structlog.get_logger()

PAUSE = 1.0  # seconds before another try, where a worker ended before it answered
READY = b"."


class Worker:
    """A process that serves, and a line to it: it says when it answers, and ends when the line is cut."""

    def __init__(self, settings: Settings, taken: socket.socket) -> None:
        """Start it on the port that is taken; in a session of its own, so that Ctrl-C does not reach it."""
        self.line, far = socket.socketpair()
        self.ready = False
        urls = {"LEVEE_DATABASE_URL": settings.database_url, "LEVEE_OWNER_URL": settings.owner_url}
        with far:
            handles = (taken.fileno(), far.fileno())
            self.process = subprocess.Popen(
                [sys.executable, "-m", "server", "work", *map(str, handles)],
                env=os.environ | {name: url for name, url in urls.items() if url},
                pass_fds=handles,
                start_new_session=True,
            )

    def hear(self) -> bool:
        """Take what came over the line; False when it has ended."""
        with contextlib.suppress(OSError):
            if self.line.recv(1):
                self.ready = True
                log.info("worker serves", pid=self.process.pid)
                return True
        self.line.close()
        return False

    def end(self, seconds: float) -> int:
        """Let it finish what is under way; if it takes too long, end it."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


class Crew:
    """The workers on one port."""

    def __init__(self, settings: Settings, taken: socket.socket) -> None:
        """Keep them; nothing runs before `serve`."""
        self.settings = settings
        self.taken = taken
        self.workers: list[Worker] = []

    def serve(self, announce: Callable[[], None]) -> None:
        """Serve until told to stop; all then finish what is under way.

        Raises:
            Refusal: a worker ends before all have answered.
        """
        try:
            self.workers = [Worker(self.settings, self.taken) for _ in range(self.settings.workers)]
            while not all(worker.ready for worker in self.workers):
                for worker in self._ended():
                    raise Refusal(f"a worker ended with status {worker.end(GRACE)}: the log says why")
            announce()
            while True:
                for worker in self._ended():
                    self._replace(worker)
        finally:
            self._stop()

    def _ended(self) -> list[Worker]:
        """Wait until something happens; give those that have ended."""
        heard = wait([worker.line for worker in self.workers])
        return [worker for worker in self.workers if worker.line in heard and not worker.hear()]

    def _replace(self, worker: Worker) -> None:
        log.error("worker ended", status=worker.end(GRACE), pid=worker.process.pid)
        metrics.ended(worker.process.pid)
        if not worker.ready:
            time.sleep(PAUSE)
        self.workers[self.workers.index(worker)] = Worker(self.settings, self.taken)

    def _stop(self) -> None:
        for worker in self.workers:
            worker.process.terminate()
        last = time.monotonic() + GRACE + PAUSE
        for worker in self.workers:
            worker.end(max(0.0, last - time.monotonic()))
            worker.line.close()


def obey(line: socket.socket) -> None:
    """End this process in order when whoever watches it is gone."""
    with contextlib.suppress(OSError):
        line.recv(1)
    os.kill(os.getpid(), signal.SIGTERM)
