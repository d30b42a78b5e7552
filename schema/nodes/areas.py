"""What lies in an area, counted and summed up (区域汇总)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Integer, Text

from schema.declare import auto, given, node
from schema.registry import shape
from schema.storage import word
from schema.vicinity import sums
from schema.vocabulary import ResourceKind, RiskGrade

Lists = Any


def _count(name: str, comment: str) -> Column[int]:
    return Column(name, Integer, nullable=False, comment=comment)


@node(
    shape(
        "resource_sum",
        word("kind", ResourceKind, "Kind of resource (类别)."),
        _count("count", "How many there are (数量)."),
        _count("located", "How many of them have a position; in a polygon or corridor all (有位置的)."),
        Column(
            "headcount", BigInteger, comment="People, of those that say how many; null if none does (人数)."
        ),
        Column(
            "capacity",
            BigInteger,
            comment="People they can take in, of those that say how many; null if none does (可容纳人数).",
        ),
        comment="The resources of one kind in an area (应急资源合计).",
    )
)
class ResourceSum:
    """The resources of one kind in an area (应急资源合计)."""

    kind: auto
    count: auto
    located: auto
    headcount: auto
    capacity: auto


@node(
    shape(
        "hazard_site_sum",
        Column("kind", Text, nullable=False, comment="Kind of site, such as `reservoir` (类别)."),
        _count("count", "How many there are (数量)."),
        _count("major_hazards", "How many of them are major hazard installations (重大危险源)."),
        comment="The hazard sites of one kind in an area (危险源合计).",
    )
)
class HazardSiteSum:
    """The hazard sites of one kind in an area (危险源合计)."""

    kind: auto
    count: auto
    major_hazards: auto


@node(
    shape(
        "risk_grade_sum",
        word("grade", RiskGrade, "The grade of today; null: those that have none (风险等级).", nullable=True),
        _count("count", "How many hazard sites have it (数量)."),
        comment="The hazard sites of one risk grade in an area (风险等级合计).",
    )
)
class RiskGradeSum:
    """The hazard sites of one risk grade in an area (风险等级合计)."""

    grade: auto
    count: auto


@node(sums("protected_place_sum", "in an area"))
class ProtectedPlaceSum:
    """The protected places of one kind in an area (敏感目标汇总)."""

    kind: auto
    count: auto
    people: auto
    uncounted: auto


@node(
    shape(
        "area_summary",
        _count("major_hazards", "Major hazard installations (重大危险源数)."),
        _count("gauges", "Gauges (水文测站数)."),
        _count("waters", "Waters that touch it (水体数)."),
        _count("division_count", "Counties of today that it touches (涉及县级区划数)."),
        _count(
            "undecided",
            "Resources without a position of the counties that a polygon or corridor touches, of those below "
            "and of those above them: nobody can tell whether they lie in it, and no sum here has them. 0 "
            "for a division, whose own are counted with or without a position (位置不明的应急资源数).",
        ),
        comment="What lies in an area (区域汇总).",
    )
)
class AreaSummary:
    """What lies in an area, counted and summed up at one moment: now (区域汇总)."""

    resources: Lists = given("ResourceSum", "Rescue resources by kind (应急资源).")
    supplies: Lists = given("SupplyTotal", "What the depots in it hold, by item (物资).")
    labour: Lists = given("LabourTotal", "Levee labour in it, by line (抢险劳力).")
    hazard_sites: Lists = given("HazardSiteSum", "Hazard sites by kind (危险源).")
    risk_grades: Lists = given("RiskGradeSum", "Hazard sites by their risk grade of today (风险等级).")
    major_hazards: auto
    protected_places: Lists = given("ProtectedPlaceSum", "Protected places by kind (敏感目标).")
    gauges: auto
    waters: auto
    divisions: Lists = given(
        "Division",
        "The first 200 counties of today that it touches, by code; of a division those in it, or the "
        "one that it is part of (县级区划).",
    )
    division_count: auto
    responses: Lists = given(
        "Response",
        "Real responses in force now in the counties it touches, as `responses(division:)` means it: "
        "their own, those of divisions below and above, and of basins (在行应急响应).",
    )
    undecided: auto
