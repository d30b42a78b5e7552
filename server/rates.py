"""How much one person, or one address, may ask: buckets of points, in each process for itself.

A bucket fills with time and is emptied by what is asked. One question may take more than is left; then the
next is refused, before its document is read, until the bucket has filled again.
"""

from __future__ import annotations

import asyncio
import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence

from schema.access import Viewer
from schema.errors import RateLimited, Unavailable
from server import limits
from server.outbox import within

READ = 50
"""Characters of a document that is not known yet, for one point: it has to be read and validated."""
OBJECTS = 1_000
"""Objects of an answer for one point."""
Clock = Callable[[], float]


class Bucket:
    """Points that come back with time."""

    __slots__ = ("burst", "level", "rate", "seen")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        """Start full."""
        self.rate, self.burst, self.level, self.seen = rate, burst, burst, now

    def wait(self, now: float) -> float:
        """Tell in how many seconds the next may come; 0: now."""
        self.level = min(self.burst, self.level + (now - self.seen) * self.rate)
        self.seen = now
        return 0.0 if self.level > 0 else (1.0 - self.level) / self.rate


class Person:
    """Somebody who asks, or an address: what is left, and what is under way."""

    def __init__(
        self,
        reads: Bucket,
        changes: Bucket,
        clock: Clock,
        rates: limits.Rates,
        places: int,
        limited: Callable[[], None],
    ) -> None:
        """Begin with nothing asked; `limited` hears of each refusal."""
        self.limited = limited
        self.reads = reads
        self.changes = changes
        self.clock = clock
        self.rates = rates
        self.lane = asyncio.Semaphore(places)
        self.busy = 0

    def admit(self, *, change: bool = False) -> None:
        """Let a question in.

        Raises:
            RateLimited: with the seconds to wait.
        """
        bucket = self.changes if change else self.reads
        wait = bucket.wait(self.clock()) if self.rates.on else 0.0
        if wait:
            seconds = math.ceil(wait)
            self.limited()
            raise RateLimited(
                f"More was asked than is allowed in this time; wait {seconds} s.", retryAfter=seconds
            )

    def pay(self, points: float, *, change: bool = False) -> None:
        """Take what a question costs."""
        (self.changes if change else self.reads).level -= points

    def turn(self, patience: float) -> Turn:
        """Wait for one's turn to read from the database, so that others have connections left."""
        return Turn(self, patience)

    async def enter(self, patience: float) -> bool:
        """Take a place in the lane; False: none came free in time."""
        if not self.lane.locked():
            return await self.lane.acquire()
        return await within(self.lane.acquire(), patience)


class Turn:
    """Somebody's turn to read, for the time of an `async with`."""

    __slots__ = ("patience", "person")

    def __init__(self, person: Person, patience: float) -> None:
        """Keep whose it is, and how long it is waited for."""
        self.person = person
        self.patience = patience

    async def __aenter__(self) -> None:
        """Wait for it.

        Raises:
            RateLimited: too many are under way already.
            Unavailable: it did not come in time.
        """
        person, most = self.person, self.person.rates.at_once
        if not person.rates.on:
            return
        if person.busy >= most:
            person.limited()
            raise RateLimited(
                f"At most {most} questions at once; wait until some are answered.", retryAfter=1
            )
        person.busy += 1
        entered = False
        try:
            entered = await person.enter(self.patience)
            if not entered:
                raise Unavailable("Your questions before this one take long; ask fewer at once.")
        finally:
            person.busy -= not entered

    async def __aexit__(self, *_: object) -> None:
        """Leave it to the next."""
        if self.person.rates.on:
            self.person.lane.release()
            self.person.busy -= 1


class Askers:
    """Everybody who asked lately."""

    def __init__(self, rates: limits.Rates, connections: int = 8, clock: Clock = time.monotonic) -> None:
        """Start with nobody; `connections` are those of the pool."""
        self.rates = rates
        self.places = max(1, int(connections * rates.share))
        self.clock = clock
        self.known: OrderedDict[str, Person] = OrderedDict()
        self.limited: Callable[[str | None], None] = lambda _: None
        """Hears of each refusal: of which subject, None of strangers."""

    def person(self, viewer: Viewer) -> Person:
        """Find whoever bears a token, by its subject; reads of this machine without one are together."""
        if viewer.posts:
            rates = self.rates.person, self.rates.person_burst
            return self._find(f"person {viewer.subject}", *rates, viewer.subject)
        return self._find("local", self.rates.local, self.rates.local_burst)

    def stranger(self, address: str) -> Person:
        """Find an address; of IPv6 the network that one customer is given."""
        return self._find(f"address {network(address)}", self.rates.strangers, self.rates.strangers_burst)

    def _find(self, key: str, rate: float, burst: float, subject: str | None = None) -> Person:
        found = self.known.get(key)
        if found is None:
            now, rates = self.clock(), self.rates
            changes = Bucket(rates.changes, rates.changes_burst, now)
            found = self.known[key] = Person(
                Bucket(rate, burst, now),
                changes,
                self.clock,
                rates,
                self.places,
                lambda: self.limited(subject),
            )
            self._forget()
        self.known.move_to_end(key)
        return found

    def _forget(self) -> None:
        """Forget who has not asked for longest; who has something under way stays."""
        while len(self.known) > self.rates.known:
            key, oldest = next(iter(self.known.items()))
            if oldest.busy:
                self.known.move_to_end(key)
            else:
                del self.known[key]


def network(address: str) -> str:
    """Give what stands for an address: itself, or of IPv6 the first 64 bits."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:45]
    mapped = getattr(found, "ipv4_mapped", None)
    if mapped or found.version == 4:
        return str(mapped or found)
    return str(ipaddress.ip_network((found, 64), strict=False))


def address(host: str | None, forwarded: str | None, proxies: Sequence[str]) -> str:
    """Tell from which address a request comes: its own, or behind trusted proxies the last that is none.

    What a client itself wrote into X-Forwarded-For stands before what the proxies added, and is not read.
    """
    chain = [*(one.strip() for one in (forwarded or "").split(",") if one.strip()), host or ""]
    while len(chain) > 1 and trusted(chain[-1], proxies):
        chain.pop()
    return chain[-1]


def trusted(host: str, proxies: Sequence[str]) -> bool:
    """Tell whether an address is that of a trusted proxy."""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return False
    return any(found in ipaddress.ip_network(one, strict=False) for one in proxies)
