"""python -m server: up, serve, migrate, restored, verify, squares, load, roads, token, key, user, revoke."""

from __future__ import annotations

import gc
import importlib
import socket
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from schema.access import Role
from server.refusal import Refusal
from server.registrar import keys, noted, revoke
from server.roster import users

if TYPE_CHECKING:
    from server.settings import Settings

api = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
loading = typer.Typer(no_args_is_help=True)
api.add_typer(keys, name="key", help="The keys that sign this server's tokens.")
api.add_typer(users, name="user", help="The accounts of this server.")
api.command()(revoke)
api.add_typer(loading, name="load", help="Fill the database.")


PREPARING = ("server.upgrade", "server.demo.loader")
Workers = Annotated[
    int | None, typer.Option(min=1, max=64, help="Processes that serve; default: LEVEE_WORKERS, or 1.")
]


@api.command()
def up(workers: Workers = None) -> None:
    """Start everything: the private database, its migrations, the demo, the server."""
    _run(workers, prepare=True)


@api.command()
def serve(workers: Workers = None) -> None:
    """Serve a database that is migrated already."""
    _run(workers, prepare=False)


@api.command(hidden=True)
def work(port: int, line: int) -> None:
    """Serve on a port that another process has taken, for as long as its line holds."""
    gc.disable()  # as `_run`
    from server import app, crew, listening, log, settings

    log.configure()
    with socket.socket(fileno=port) as taken, socket.socket(fileno=line) as held:
        threading.Thread(target=crew.obey, args=(held,), daemon=True).start()
        listening.serve(app.create_app(settings.read()), taken, lambda: held.sendall(crew.READY))


@api.command()
def migrate() -> None:
    """Bring the database to the newest migration."""
    import asyncio

    from server import log, operation, settings

    log.configure()
    with operation.orderly(), operation.standing(settings.read(), share=True) as placed:
        print(f"The database is at migration {asyncio.run(operation.migrate(placed))}.")


@api.command()
def restored() -> None:
    """Say that the database was restored: every screen is told to take a new picture."""
    import asyncio

    from server import epoch, log, operation, settings

    log.configure()
    with operation.orderly(), operation.standing(settings.read(), share=True) as placed:
        assert placed.owner_url is not None
        seq = asyncio.run(epoch.restored(placed.owner_url))
    print(f"A new epoch has begun; the last event is {seq}.")


@api.command()
def verify(
    anchor: Annotated[list[Path] | None, typer.Option(help="A file of heads; may be given again.")] = None,
    hash: Annotated[list[str] | None, typer.Option(help="A hash that was seen; may be given again.")] = None,  # noqa: A002
) -> None:
    """Tell whether the record is what was recorded; if not, which row was changed, and status 1."""
    import asyncio

    from server import log, operation, settings

    log.configure()
    with operation.orderly(), operation.standing(settings.read(), share=True) as placed:
        report = asyncio.run(operation.verify(placed, anchor or [], hash or []))
    print("\n".join(report.lines()))
    if report.faults:
        raise SystemExit(1)


@api.command()
def squares(
    anew: Annotated[
        bool, typer.Option("--anew", help="Count all anew; nobody writes resources meanwhile.")
    ] = False,
) -> None:
    """Tell whether what the map counted square by square is what lies there; if not, status 1."""
    import asyncio

    from server import log, operation, settings

    log.configure()
    with operation.orderly(), operation.standing(settings.read(), share=True) as placed:
        print(asyncio.run(operation.squares(placed, anew=anew)))


@loading.command("demo")
def load_demo() -> None:
    """Load the demo of Jingzhou into an empty database."""
    import asyncio

    from server import log, operation, settings

    log.configure()
    with operation.orderly(), operation.standing(settings.read(), share=True) as placed:
        loaded = asyncio.run(operation.fill(placed))
    print("The demo is loaded." if loaded else "The database is not empty: nothing is changed.")


@api.command()
def roads(
    file: Annotated[Path, typer.Argument(help="GeoJSON, OSM XML or GeoPackage: see docs/roads.md.")],
    replace: Annotated[bool, typer.Option("--replace", help="Put them in the place of those there.")] = False,
    synthetic: Annotated[bool, typer.Option("--synthetic", help="Mark them as invented.")] = False,
) -> None:
    """Load a network of roads, by which supplies are reached."""
    import asyncio

    from schema.vocabulary import Basis
    from server import log, operation, settings
    from server.roads import report

    log.configure()
    basis = Basis.SYNTHETIC if synthetic else Basis.REPORTED
    with operation.orderly(), operation.standing(settings.read(), share=True) as placed:
        loaded = asyncio.run(operation.build(placed, file, replace=replace, basis=basis))
    print(report.told(loaded))


@api.command()
def readings(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A CSV file.")]) -> None:
    """Store readings of gauges from a CSV file: gauge,observed_at,level,flow,trend,datum; all or nothing."""
    import asyncio

    from server import log, operation, settings
    from server.readings import load

    log.configure()
    with operation.orderly(), operation.standing(settings.read(), share=True) as placed:
        received, added = asyncio.run(load(placed, file))
    print(f"{received} readings, {added} of them new.")


@api.command()
def token(
    role: Annotated[Role, typer.Option(help="What its bearer may do.")],
    division: Annotated[list[str], typer.Option(help="A division code; may be given several times.")],
    name: Annotated[str | None, typer.Option(help="Its subject; default: role@division.")] = None,
    days: Annotated[int, typer.Option(min=1, max=3650, help="How long it is good.")] = 30,
) -> None:
    """Print a token."""
    from server import auth, posts, settings
    from server.keys import Keys

    for code in division:
        if not posts.is_division(code):
            raise Refusal(f"--division {code}: a code has 6, 9 or 12 digits, or is local, such as X-CQ-SQ")
    made = auth.issue(Keys.of(settings.read()).ring.newest, role, division, name, days)
    noted("token")
    print(made)


@api.command(hidden=True)
def draft(name: str) -> None:
    """Write a migration from what the tables say now."""
    from server import upgrade

    print(upgrade.draft(name))


def _run(workers: int | None, *, prepare: bool) -> None:
    """Take the port, stand on a database, make it ready if asked, and serve until told to stop."""
    gc.disable()  # what is made until it serves is there to stay
    from server import listening, log, operation, settings
    from server.keys import Keys

    log.configure()
    wanted = settings.read()
    wanted = wanted.model_copy(update={"workers": workers or wanted.workers})
    private = wanted.database_url is None
    Keys.of(wanted)
    if wanted.workers == 1:
        threading.Thread(target=_warm, args=(prepare,), daemon=True).start()
    with operation.orderly(), listening.port(wanted) as taken, operation.standing(wanted) as placed:
        if private:
            _say(f"PostgreSQL runs in {wanted.data}.")
        if prepare:
            _prepare(placed)
        else:
            operation.examine(placed)
        _serve(placed, taken, private=private)


def _serve(placed: Settings, taken: socket.socket, *, private: bool) -> None:
    from server import greeting

    def announce() -> None:
        _say(greeting.greeting(placed, private=private))

    if placed.workers == 1:
        from server import app, listening

        listening.serve(app.create_app(placed), taken, announce)
    else:
        from server import crew, metrics

        gc.enable()
        with metrics.gathered():
            crew.Crew(placed, taken).serve(announce)


def _warm(prepare: bool) -> None:
    """Read the application's modules while PostgreSQL starts: both take a second."""
    for module in (*(PREPARING if prepare else ()), "server.app"):
        importlib.import_module(module)


def _prepare(placed: Settings) -> None:
    import asyncio

    from server import operation

    _say(f"The database is at migration {asyncio.run(operation.migrate(placed))}.")
    loaded = asyncio.run(operation.fill(placed))
    _say("The demo of Jingzhou is loaded." if loaded else "There are data in it: they are kept as they are.")


def _say(text: str) -> None:
    print(text, flush=True)


def main() -> None:
    """Run a command; a Refusal is one line and status 1."""
    try:
        api()
    except Refusal as refusal:
        print(f"levee: {refusal}", file=sys.stderr)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
