"""A statement of a mutation becomes text once: the next of the same shape only brings other values."""

from __future__ import annotations

from typing import Any

from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement

from resolvers.document import Kept
from resolvers.plan import DIALECT, Plan, planned

SHAPES = 1_000
_compiled: Kept[Any, SQLCompiler] = Kept(SHAPES)


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
