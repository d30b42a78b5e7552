"""python -m bench: measure, print the tables, and keep them in README.md."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated

import typer

from bench import (
    abuse,
    areas,
    fanout,
    fanout_text,
    large,
    mixed,
    nearby,
    overload,
    reach,
    readings,
    report,
    stage,
    tiles,
    walls,
)
from server import operation
from server.cluster import Cluster

api = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

FEW, MANY, ROUNDS, SECONDS, SOCKETS = 100_000, 1_000_000, 3, 8.0, 5_000
DATABASES = ("small", "big", "city", "walled", "busy")
SHORTER = 3
"""What has many cases loads each for a third of the time."""
LONGER = 7.5
"""What must hold out does so for a minute."""
MIXED = 3.75
"""And what takes turns with others, half a minute."""


@dataclass
class Run:
    """One run: its sizes, and the databases, each made when it is needed first."""

    few: int
    many: int
    rounds: int
    seconds: float
    sockets: int
    stack: ExitStack

    @cached_property
    def folder(self) -> Path:
        """Where everything lies."""
        return self.stack.enter_context(stage.folder())

    @cached_property
    def small(self) -> Cluster:
        """The database of the nearby question and the tiles."""
        return self.stack.enter_context(stage.database(self.folder / "small", self.few))

    @cached_property
    def big(self) -> Cluster:
        """The database of everything that is asked among many."""
        return self.stack.enter_context(stage.database(self.folder / "large", self.many))

    @cached_property
    def city(self) -> Cluster:
        """The database of the feed."""
        return self.stack.enter_context(stage.demo(self.folder / "city"))

    @cached_property
    def walled(self) -> Cluster:
        """The database of what the walls cost."""
        return self.stack.enter_context(stage.walled(self.folder / "walled", 2 * self.few))

    @cached_property
    def busy(self) -> Cluster:
        """The database of what is written all the time."""
        return self.stack.enter_context(stage.demo(self.folder / "busy"))

    def nearby(self) -> str:
        """The nearby question beside its peers."""
        return report.text(nearby.measure(self.small, self.folder, self.few, self.rounds, self.seconds))

    def large(self) -> str:
        """The nearby question among many, and its selective cases."""
        found = large.measure(self.small, self.big, self.folder, self.rounds, self.seconds / SHORTER)
        return large.text(found, self.few, self.many)

    def tiles(self) -> str:
        """Tiles beside tipg."""
        found = tiles.measure(self.small, self.folder, self.rounds, self.seconds / SHORTER)
        return tiles.text(found, self.few)

    def areas(self) -> str:
        """What lies in an area."""
        return areas.text(*areas.measure(self.big, self.folder, self.rounds, self.seconds), self.many)

    def reach(self) -> str:
        """The nearby question by road."""
        measured = reach.measure(self.small, self.folder, self.rounds, self.seconds / SHORTER)
        return reach.text(measured, self.few)

    def fanout(self) -> str:
        """Changes of level to many screens."""
        sizes = fanout.Sizes.of(self.sockets)
        return fanout_text.text(fanout.measure(self.city, self.folder, self.rounds, sizes))

    def abuse(self) -> str:
        """What others notice of a hostile client."""
        return abuse.text(abuse.measure(self.city, self.folder, self.seconds), self.seconds)

    def overload(self) -> str:
        """Changes of level while far too much is asked."""
        return overload.text(overload.measure(self.city, self.folder, self.seconds * LONGER))

    def mixed(self) -> str:
        """Changes of level among other transactions."""
        return mixed.text(mixed.measure(self.busy, self.folder, self.rounds, self.seconds * MIXED))

    def readings(self) -> str:
        """Readings that come in."""
        return readings.text(readings.measure(self.busy, self.folder, self.rounds, self.seconds / SHORTER))

    def walls(self) -> str:
        """What the walls cost a map."""
        return walls.text(walls.measure(self.walled, self.rounds), 2 * self.few)

    def parts(self) -> Iterator[tuple[str, Callable[[], str], str]]:
        """Each part, and how it is measured."""
        several = f"medians of {self.rounds} interleaved rounds of {{}}".format
        whole, short = several(f"{self.seconds:g} s"), several(f"{self.seconds / SHORTER:.2g} s")
        yield "nearby", self.nearby, whole
        yield "tiles", self.tiles, short
        yield "large", self.large, short
        yield "areas", self.areas, whole
        yield "reach", self.reach, short
        yield "fanout", self.fanout, several(f"{fanout.EVENTS} events")
        yield "mixed", self.mixed, several(f"{self.seconds * MIXED:g} s")
        yield "readings", self.readings, short
        yield "abuse", self.abuse, f"one run, {self.seconds:g} s each way"
        yield "walls", self.walls, several("200 boxes")
        yield "overload", self.overload, f"one run of {self.seconds * LONGER:g} s"

    @property
    def version(self) -> str:
        """Tell which database was measured on."""
        return stage.version(next(self.__dict__[one] for one in DATABASES if one in self.__dict__))


PARTS = tuple(name for name, *_ in Run(0, 0, 0, 0, 0, ExitStack()).parts())


@api.command()
def measure(
    parts: Annotated[
        list[str] | None, typer.Argument(help=f"Any of {', '.join(PARTS)}; default all.")
    ] = None,
    few: Annotated[int, typer.Option(min=1000, help="Depots of the small database.")] = FEW,
    many: Annotated[int, typer.Option(min=1000, help="Depots of the large one.")] = MANY,
    rounds: Annotated[int, typer.Option(min=1, help="How often each peer is loaded.")] = ROUNDS,
    seconds: Annotated[float, typer.Option(min=1, help="How long each time.")] = SECONDS,
    sockets: Annotated[int, typer.Option(min=20, help="Screens that one event goes to.")] = SOCKETS,
) -> None:
    """Measure all or some parts. Only what was measured at full length is kept in README.md."""
    if unknown := set(parts or ()) - set(PARTS):
        raise typer.BadParameter(f"{', '.join(sorted(unknown))}: there are {', '.join(PARTS)}")
    failed = False
    full = (few, many, rounds, seconds, sockets) == (FEW, MANY, ROUNDS, SECONDS, SOCKETS)
    busy = os.getloadavg()[0]
    with operation.orderly(), ExitStack() as stack:
        run = Run(few, many, rounds, seconds, sockets, stack)
        for name, part, how in run.parts():
            if parts and name not in parts:
                continue
            try:
                written = f"{report.head(how)} {part()}"
            except Exception:  # the other parts are measured all the same
                traceback.print_exc()
                failed = True
                continue
            print(f"\n{written}\n", flush=True)
            if full:
                report.keep(name, written)
        machine = report.machine(run.version, busy)
    print(machine)
    if full:
        report.keep("machine", machine)
    else:
        stage.say("A run of another length: README.md is left as it is.")
    raise typer.Exit(failed)


if __name__ == "__main__":
    api()
