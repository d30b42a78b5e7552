"""Questions about command bodies and wardens (指挥机构、责任人)."""

from __future__ import annotations

from resolvers.rows import Own, paged
from schema.filters import below
from schema.scalars import DivisionCode

paged("command_bodies", "CommandBody", "Headquarters, offices and committees (指挥机构).")
paged("member_units", "MemberUnit", "Units that serve on command bodies (成员单位).")
paged(
    "wardens",
    "Warden",
    "Wardens: posts that answer for a township in flood and drought (责任人岗位).",
    division=Own(
        DivisionCode,
        "Wardens of this division and all below it (责任区划).",
        lambda row, code: below(row.c.division_id, code),
    ),
)
