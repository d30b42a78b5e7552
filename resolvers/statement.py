"""A statement of a mutation becomes text once: the next of the same shape only brings other values."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from sqlalchemy import BindParameter, Column, bindparam
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement

from resolvers.document import Kept
from resolvers.plan import DIALECT, Plan, planned
from schema.access import Role, Viewer

SHAPES = 1_000
_compiled: Kept[Any, SQLCompiler] = Kept(SHAPES)


class Known:
    """A statement whose shape is known before it is asked: built and compiled once, at its first use.

    What changes from one use to the next are its `given`s, filled in by name.
    """

    def __init__(self, make: Callable[[], ClauseElement]) -> None:
        """Keep how it is built."""
        self.make = make

    @cached_property
    def plan(self) -> Plan:
        """The text, and its values where they are always the same."""
        return planned(self.make())

    def filled(self, values: dict[str, Any]) -> Plan:
        """Give the text with these values in the places of what is given."""
        made = self.plan
        return Plan(
            made.sql, tuple(values[one.name] if isinstance(one, Given) else one for one in made.reads)
        )


class Personal:
    """A known statement whose conditions depend on the roles of the viewer: one for each set of them."""

    def __init__(self, make: Callable[[Viewer], ClauseElement]) -> None:
        """Keep how it is built."""
        self.make = make
        self.by_roles: dict[frozenset[Role], Known] = {}

    def of(self, viewer: Viewer) -> Known:
        """Give the one for a viewer."""
        if viewer.roles not in self.by_roles:
            self.by_roles[viewer.roles] = Known(lambda: self.make(viewer))
        return self.by_roles[viewer.roles]


class Given:
    """Stands in a known statement for a value that each use brings."""

    def __init__(self, name: str) -> None:
        """Keep under which name it is brought."""
        self.name = name


def given(name: str, column: Column[Any] | Any) -> BindParameter[Any]:
    """Leave a place for a value of the type of a column (or of this type)."""
    return bindparam(f"given_{name}", Given(name), type_=getattr(column, "type", column))


def shaped(statement: ClauseElement) -> Plan:
    """Give the text of a statement and its values; the text is made once for each shape.

    A statement that has no shape of its own for SQLAlchemy's cache is compiled each time.
    """
    shape = statement._generate_cache_key()
    if shape is None:
        return planned(statement)

    def compiled() -> SQLCompiler:
        made = statement.compile(dialect=DIALECT, cache_key=shape)
        assert isinstance(made, SQLCompiler)
        return made

    made = _compiled.get(shape.key, compiled)
    values = made.construct_params(extracted_parameters=shape.bindparams)
    return Plan(made.string, tuple(values[name] for name in made.positiontup or ()))
