"""python -m bench: measure, print the table, and keep it in README.md."""

from __future__ import annotations

from typing import Annotated

import typer

from bench import nearby, report
from server import operation

api = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

DEPOTS, ROUNDS, SECONDS = 100_000, 3, 15.0


@api.command()
def measure(
    depots: Annotated[int, typer.Option(min=1000, help="How many depots.")] = DEPOTS,
    rounds: Annotated[int, typer.Option(min=1, help="How often each peer is loaded.")] = ROUNDS,
    seconds: Annotated[float, typer.Option(min=1, help="How long each time.")] = SECONDS,
) -> None:
    """Measure the nearby question. Only a run of full length is kept in README.md."""
    full = (depots, rounds, seconds) == (DEPOTS, ROUNDS, SECONDS)
    with operation.orderly():
        result = nearby.measure(depots, rounds, seconds)
    written = report.text(result, "make bench")
    print(written)
    if full:
        report.keep(written)
    else:
        nearby.say("A run of another length: README.md is left as it is.")


if __name__ == "__main__":
    api()
