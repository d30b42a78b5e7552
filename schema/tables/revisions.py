"""Which transactions changed a table last: what the version of a map is read from."""

from sqlalchemy import BigInteger, Column, Text

from schema.access import Access, nobody
from schema.storage import table

revision = table(
    "revision",
    Column("relation", Text, nullable=False, index=True, comment="The table that was changed."),
    Column(
        "xid",
        BigInteger,
        nullable=False,
        comment="The transaction that changed it; a later one writes over it.",
    ),
    comment="Which transactions changed a table last; kept by triggers.",
    access=Access(read=nobody),
)

WATCHED = (
    "basin_division",
    "division",
    "gauge",
    "hazard_site",
    "reading",
    "resource",
    "response",
    "response_transition",
    "risk_grade",
    "stock",
    "supply_item",
    "threshold",
    "water",
)
"""The tables whose changes are kept: those that maps are drawn from."""
