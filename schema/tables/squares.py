"""What lies in each square of the map, counted as it is written: what tiles from afar are drawn from.

A square is a place in a tile (`geo.tiles`): 2^level of them lie side by side. A change is written as a row of
its own, so writers never wait for each other here; one of them folds the rows that wait into the squares.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, Numeric, text
from sqlalchemy.dialects.postgresql import JSONB

from schema.access import Access, nobody
from schema.storage import table

COUNTED = {
    "count": "Resources.",
    "one": "Sum of their keys: where there is one alone, its key.",
    "depots": "Depots.",
    "teams": "Teams.",
    "labour": "Pools of labour.",
    "equipment": "Pieces of equipment.",
    "shelters": "Shelters.",
    "headcount": "People, where known.",
    "capacity": "People they can take in, where known.",
}
"""What is counted in a square, beside the stock by item."""


def _counts(**more: object) -> list[Column[int]]:
    return [Column(name, BigInteger, comment=said, **more) for name, said in COUNTED.items()]  # type: ignore[arg-type]


square = table(
    "square",
    Column("level", Integer, primary_key=True, autoincrement=False, comment="Zoom at which it is a tile."),
    Column("at", BigInteger, primary_key=True, autoincrement=False, comment="Its number, in Z-order."),
    *_counts(nullable=False, server_default=text("0")),
    Column("x", BigInteger, nullable=False, server_default=text("0"), comment="Sum of the cells' columns."),
    Column("y", BigInteger, nullable=False, server_default=text("0"), comment="Sum of the cells' rows."),
    Column(
        "stock",
        JSONB,
        nullable=False,
        server_default=text("'{}'"),
        comment="What is available of each item, as a tile names it; nothing is said of none.",
    ),
    key=False,
    comment="What resources lie in each square of the map; kept by triggers, with square_change.",
    access=Access(read=nobody),
)

square_change = table(
    "square_change",
    Column("cell", BigInteger, nullable=False, comment="The cell that was changed."),
    *_counts(),
    Column("item_id", BigInteger, comment="The item, where stock was changed."),
    Column("available", Numeric, comment="How much more of it is available."),
    Index("ix_square_change_cell", "cell"),
    key=False,
    comment="What was changed in a cell since the squares were counted.",
    access=Access(read=nobody),
)
