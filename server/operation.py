"""The steps of an operator: a database to stand on, made ready, filled with the demo."""

from __future__ import annotations

import asyncio
import itertools
import re
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

import asyncpg

from resolvers.audit import Entry
from resolvers.transaction import Transaction
from schema.access import Viewer
from schema.errors import LeveeError
from schema.procedure import AuditKind
from schema.vocabulary import Basis
from server import anchors, cluster, keeper, provision, soundness
from server import verify as verifying
from server.demo.loader import load
from server.refusal import Refusal
from server.roads import loader
from server.settings import Settings
from server.verify import Report

OPERATOR = Viewer("operator", system=True)
T = TypeVar("T")
_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def orderly() -> Iterator[None]:
    """End in order at Ctrl-C, SIGTERM or SIGHUP: everything that was begun is stopped, then status 0."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        for number in _ENDINGS:
            signal.signal(number, signal.SIG_IGN)
        raise SystemExit(0)

    before = {number: signal.signal(number, leave) for number in _ENDINGS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def standing(settings: Settings, *, share: bool = False) -> Iterator[Settings]:
    """Yield the settings with both URLs: those that were set, or those of the private cluster.

    The private cluster runs until the end; if it ends by itself, it is started again. With `share`, one that
    another process runs is used as it is.
    """
    if settings.database_url is not None:
        yield settings.model_copy(update={"owner_url": settings.owner_url or settings.database_url})
        return
    if settings.owner_url is not None:
        raise Refusal("LEVEE_OWNER_URL is set, but not LEVEE_DATABASE_URL: set both or none")
    running = cluster.launch(settings.data, share=share)
    try:
        asyncio.run(provision.furnish(running))
        with keeper.keeping(running):
            anchor = settings.anchor or settings.data / "anchors"
            placed = {"database_url": running.url, "owner_url": running.owner_url, "anchor": anchor}
            yield settings.model_copy(update=placed)
    finally:
        running.stop()


async def migrate(settings: Settings) -> str:
    """Bring the database to the newest migration and return its name. Raises Refusal."""
    assert settings.owner_url is not None
    assert settings.database_url is not None
    await provision.prepare(settings.owner_url, settings.database_url)
    return provision.head()


def examine(settings: Settings) -> None:
    """See that the database is one to serve from. Raises Refusal."""
    assert settings.database_url is not None
    asyncio.run(soundness.check(settings.database_url))


async def fill(settings: Settings) -> bool:
    """Load the demo into an empty database; False if there was anything in it. Raises Refusal."""
    async with _migrated(settings) as connection:
        return await load(connection)


async def build(settings: Settings, path: Path, *, replace: bool, basis: Basis) -> loader.Loaded:
    """Load the roads of a file. Raises Refusal."""
    async with _migrated(settings) as connection, connection.transaction():
        loaded = await loader.load(connection, path, replace=replace, basis=basis)
        await recorded(connection, "roads")
    return loaded


async def recorded(connection: Any, action: str) -> None:
    """Write into the transaction, or by itself, that the operator did something."""
    await Transaction(connection, OPERATOR, b"").noted(Entry(AuditKind.OPERATION, OPERATOR.subject, action))


async def record(settings: Settings, action: str) -> None:
    """Write that the operator did something that changes nothing in the database. Raises Refusal."""
    async with _migrated(settings) as connection:
        await recorded(connection, action)


async def squares(settings: Settings, *, anew: bool) -> str:
    """Tell whether the map's squares are as counted, or count them anew. Raises Refusal: they are not."""
    async with _migrated(settings) as connection:
        if anew:
            return f"{await connection.fetchval('SELECT levee_count_squares()')} squares are counted anew."
        wrong = await connection.fetch("SELECT level, at FROM levee_miscounted()")
        if wrong:
            first = "{level}/{at}".format(**wrong[0])
            raise Refusal(
                f"{len(wrong)} squares are not as counted, the first {first}: squares --anew counts them"
            )
        held = await connection.fetchval("SELECT count(*) FROM square")
        return f"{held} squares are as counted."


async def verify(settings: Settings, files: list[Path], hashes: list[str]) -> Report:
    """Follow the chains of the record; hold them against what was seen of them. Raises Refusal."""
    for one in hashes:
        if not re.fullmatch("[0-9A-Fa-f]{64}", one):
            raise Refusal(f"--hash {one}: a hash has 64 hexadecimal digits")
    seen = itertools.chain.from_iterable(map(anchors.read, files))
    async with _migrated(settings) as connection:
        return await verifying.verify(connection, seen, hashes)


async def change(settings: Settings, action: str, work: Callable[[Transaction], Awaitable[T]]) -> T:
    """Do something as the operator, in one transaction; the audit says what. Raises Refusal."""
    async with _migrated(settings) as connection, connection.transaction():
        tx = Transaction(connection, OPERATOR, b"")
        try:
            done = await work(tx)
            await recorded(connection, action)
            await tx.finish()
        except LeveeError as error:
            raise Refusal(str(error)) from None
    return done


@asynccontextmanager
async def _migrated(settings: Settings) -> AsyncIterator[asyncpg.Connection[Any]]:
    """Connect as the owner of a database that is at the newest migration."""
    assert settings.owner_url is not None
    async with provision.connected(settings.owner_url, "LEVEE_OWNER_URL") as connection:
        at = await provision.current(connection)
        if at != provision.head():
            raise Refusal(f"the database is at migration {at}, not {provision.head()}: migrate first")
        yield connection
