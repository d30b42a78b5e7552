"""The application, assembled on one page from values; nothing happens at import."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from resolvers.layers import LAYERS
from resolvers.roots import api
from server import cap, database, graphiql, metrics, origins, persisted, provision, tiles
from server.accounts import Accounts
from server.admission import Admission
from server.clock import Clock
from server.door import Door
from server.execution import Execution
from server.gate import Gate
from server.graphql import later, questions
from server.hub import STATEMENTS, Hub
from server.joined import QUESTIONS
from server.keys import Keys
from server.outbox import Outbox
from server.rates import Askers
from server.revocations import Revocations
from server.sealer import Sealer
from server.settings import Settings
from server.sockets import Sockets
from server.strange import Strange
from server.stream import Streams


class Application(Starlette):
    """All that is served; questions do not pass the layers and routes that serve the rest."""

    def __init__(self, settings: Settings, **more: Any) -> None:
        """Keep the gate before the questions."""
        super().__init__(**more)
        self.questions = Gate(questions, settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] == "http" and scope["path"] == QUESTIONS:
            scope["app"] = self
            await self.questions(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_app(settings: Settings) -> Starlette:
    """Make the application for these settings; its lifespan opens and closes what it needs."""
    app = Application(
        settings,
        routes=[
            Route("/", addresses),
            Route("/livez", livez),
            Route("/readyz", readyz),
            Route("/tiles/{layer}/{z}/{x}/{y}.mvt", tiles.tile),
            Route("/tiles/{layer}/{z}/{x}/{y}.pbf", tiles.tile),
            Route("/tiles/{layer}.json", tiles.tilejson),
            Route("/metrics", metrics.metrics),
            Route("/cap.xml", cap.feed),
            Route("/cap/{id}.xml", cap.message),
            *([] if settings.production else graphiql.routes),
        ],
        middleware=[Middleware(Gate, settings=settings)],
        lifespan=lifespan(settings),
    )
    app.state.settings = settings
    app.state.admission = Admission(settings.waits, later(settings))
    return app


def lifespan(settings: Settings) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """Open the pool, the plans, the listener; close them in turn."""

    @asynccontextmanager
    async def open_all(app: Starlette) -> AsyncIterator[None]:
        assert settings.database_url is not None
        feeding = settings.model_copy(update={"pool_size": STATEMENTS})
        async with (
            database.opened(settings.database_url, settings) as opened,
            database.opened(settings.database_url, feeding, own=True) as apart,  # no question hinders it
        ):
            app.state.database = opened
            app.state.admission.behind = opened.behind
            app.state.tiles = tiles.Tiles(opened, settings.tile_shelf * 2**20)
            keys = Keys.of(settings)
            app.state.execution = execution(settings, opened, keys)
            revocations = Revocations(apart, settings.skew)
            app.state.door = door = Door(
                settings, keys, revocations, app.state.execution.askers, app.state.execution.ledger
            )
            app.state.execution.guard = door.steady
            app.state.outbox = Outbox(apart, settings.database_url)
            app.state.outbox.watchers.append(lambda _: door.revocations.stirred.set())
            hub = Hub(apart, app.state.outbox, settings.sockets)
            app.state.sockets = Sockets(settings, app.state.execution, hub, door)
            app.state.streams = Streams(app.state.execution, hub, door)
            async with (
                door.open(),
                app.state.outbox.open(),
                Strange(apart, app.state.outbox).open(),
                Clock(apart, app.state.execution.secret).open(),
                Sealer(apart, app.state.execution.ledger, settings.anchor).open(),
                metrics.Sampling(hub).open(),
            ):
                yield
            await app.state.sockets.finish()
            app.state.execution.entrance.passwords.close()
            await hub.close()

    return open_all


def execution(settings: Settings, opened: database.Database, keys: Keys) -> Execution:
    """Make what answers questions."""
    caches = settings.caches
    documents = persisted.Documents(
        persisted.read(settings.documents, cap.DOCUMENTS),
        only=settings.registered_only,
        kept=caches.persisted,
        room=caches.persisted_characters,
    )
    made = Execution(
        api,
        opened,
        keys.first.secret,
        settings.limits,
        caches,
        documents=documents,
        askers=Askers(settings.rates, settings.pool_size),
        discreet=settings.production,
    )
    made.askers.limited = made.ledger.limited
    made.entrance = Accounts(opened, keys, made.ledger, settings.session_hours, settings.sign_ins)
    return made


async def addresses(request: Request) -> Response:
    """Say what is where."""
    base = origins.address(request)
    page = {} if request.app.state.settings.production else {"graphiql": f"{base}/graphiql"}
    return JSONResponse(
        {
            "name": "Levee",
            "graphql": f"{base}/graphql",
            "subscriptions": f"{base.replace('http', 'ws', 1)}/graphql (graphql-transport-ws)",
            "events": f"{base}/graphql (text/event-stream)",
            **page,
            "tiles": [f"{base}/tiles/{layer}.json" for layer in LAYERS],
            "cap": f"{base}/cap.xml",
            "metrics": f"{base}/metrics",
            "live": f"{base}/livez",
            "ready": f"{base}/readyz",
        }
    )


async def livez(_: Request) -> Response:
    """Say that the process runs; nothing else is asked."""
    return JSONResponse({"live": True})


async def readyz(request: Request) -> Response:
    """Say whether questions can be answered: pool, migrations at head, listener alive."""
    opened: database.Database = request.app.state.database
    try:
        async with opened.connection() as connection:
            at = await provision.current(connection)
    except Exception:
        at = None
    outbox: Outbox = request.app.state.outbox
    ready = {
        "database": at is not None,
        "migrations": at == provision.head(),
        "listener": outbox.listening,
    }
    return JSONResponse(ready, 200 if all(ready.values()) else 503)
