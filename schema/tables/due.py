"""What lies ahead: transitions that will take effect by themselves (待生效变动)."""

from sqlalchemy import BigInteger, Column, ForeignKey

from schema.access import Access, anyone, nobody
from schema.storage import instant, table

due = table(
    "due",
    Column(
        "transition_id",
        BigInteger,
        ForeignKey("response_transition.id"),
        primary_key=True,
        autoincrement=False,
        comment="The transition.",
    ),
    instant("effective_at", "When it takes effect.", index=True),
    key=False,
    comment="Transitions that lay ahead when they were recorded; a trigger keeps it. Told of, they leave.",
    access=Access(read=nobody, write=anyone),
    grants="SELECT, DELETE",
)
