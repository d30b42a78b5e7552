"""How a table is declared: once, with its words, its access and its grants."""

from __future__ import annotations

from enum import Enum
from typing import Any

from geoalchemy2 import Geography, Geometry
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
    DateTime,
    ForeignKey,
    Identity,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.sql.schema import SchemaItem
from sqlalchemy.sql.selectable import FromClause

from schema.access import Access

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def table(
    name: str,
    *items: SchemaItem,
    comment: str,
    access: Access,
    grants: str = "SELECT",
    key: bool = True,
    few: bool = False,
) -> Table:
    """Declare a table: `access` says who may read and write its rows, `grants` what the server's role may do.

    With `key`, a bigint identity column `id` is its primary key. `few`: at most some hundred rows, of which a
    list shows the same ones again and again.
    """
    columns: tuple[SchemaItem, ...] = (identity(), *items) if key else items
    return Table(
        name, metadata, *columns, comment=comment, info={"access": access, "grants": grants, "few": few}
    )


def named(row: FromClause) -> str:
    """Give the name of the table that rows are of."""
    table = getattr(row, "element", row)
    assert isinstance(table, Table)
    return table.name


def identity() -> Column[int]:
    """The primary key of a row; outside it is seen only inside an opaque `ID`."""
    return Column(
        "id",
        BigInteger,
        Identity(always=True),
        primary_key=True,
        comment="Opaque, unique over all types (标识).",
    )


def reference(
    name: str, target: str, comment: str, *, nullable: bool = False, index: bool = True
) -> Column[int]:
    """Declare a foreign key to `target`.id."""
    return Column(
        name, BigInteger, ForeignKey(f"{target}.id"), nullable=nullable, index=index, comment=comment
    )


def word(name: str, words: type[Enum], comment: str, *, nullable: bool = False, **more: Any) -> Column[str]:
    """Declare a column that holds one word of a vocabulary; the database checks it."""
    allowed = ", ".join(f"'{member.value}'" for member in words)
    check = CheckConstraint(f'"{name}" IN ({allowed})', name=name)
    return Column(name, Text, check, nullable=nullable, comment=comment, info={"words": words}, **more)


def instant(name: str, comment: str, *, nullable: bool = False, **more: Any) -> Column[Any]:
    """Declare an instant, stored with its time zone."""
    return Column(name, DateTime(timezone=True), nullable=nullable, comment=comment, **more)


def position(name: str, comment: str, *, nullable: bool = True) -> Column[Any]:
    """Declare a point, `geography(Point, 4326)`; its index is declared beside it."""
    return Column(name, Geography("POINT", 4326, spatial_index=False), nullable=nullable, comment=comment)


def cell(place: str) -> Column[int]:
    """Declare where a row lies on the grid of map tiles, computed from its place; its index is beside it."""
    computed = Computed(f"levee_cell({place})", persisted=True)
    comment = "Cell of the grid of map tiles it lies in, in Z-order; null without a position."
    return Column("cell", BigInteger, computed, comment=comment)


def drawn(name: str, function: str, of: str, comment: str) -> Column[Any]:
    """Declare an outline as it is drawn from afar, computed from the column `of`."""
    computed = Computed(f"{function}({of})", persisted=True)
    return Column(name, Geometry("MULTIPOLYGON", 4326, spatial_index=False), computed, comment=comment)


def outline(name: str, kind: str, comment: str, *, nullable: bool = True) -> Column[Any]:
    """Declare lines or areas, `geometry(kind, 4326)`, valid by a CHECK."""
    check = CheckConstraint(f"ST_IsValid({name})", name=f"{name}_valid")
    return Column(name, Geometry(kind, 4326, spatial_index=False), check, nullable=nullable, comment=comment)
