"""The closed lists of words: each is a GraphQL enum and a CHECK in the database."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

import strawberry
from strawberry import enum_value as meaning

from geo.place import Crs

FRAMES = {
    Crs.WGS84: "World Geodetic System 1984 (世界大地坐标系), EPSG:4326, degrees (GPS, MapLibre).",
    Crs.CGCS2000: "China Geodetic Coordinate System 2000 (国家大地坐标系), EPSG:4490, degrees (Tianditu).",
    Crs.GCJ02: "The shifted system of Chinese web maps (火星坐标), degrees (AMap 高德, Tencent 腾讯).",
    Crs.BD09: "Baidu's system on top of GCJ-02 (百度坐标), degrees.",
    Crs.WEB_MERCATOR: "Spherical Mercator (网络墨卡托), EPSG:3857, metres.",
}


def _described(words: type[Enum], meanings: Mapping[Any, str]) -> None:
    definition: Any = words.__strawberry_definition__  # type: ignore[attr-defined]
    for value in definition.values:
        value.description = meanings[words(value.value)]


CoordinateSystem = strawberry.enum(
    Crs,
    name="CoordinateSystem",
    description="The system of coordinates of a place or geometry (坐标系). Stored data is WGS 84; "
    "the others exist at the edge.",
)
_described(CoordinateSystem, FRAMES)


@strawberry.enum(description="The level of a response (应急响应级别). I is the most severe.")
class ResponseLevel(Enum):
    """Response levels, most severe first."""

    I = meaning("I", description="Level I, the most severe (一级).")  # noqa: E741
    II = meaning("II", description="Level II (二级).")
    III = meaning("III", description="Level III (三级).")
    IV = meaning("IV", description="Level IV, the least severe (四级).")


@strawberry.enum(description="What a transition does to a response (响应变动).")
class TransitionKind(Enum):
    """Kinds of transition."""

    START = meaning("START", description="The response starts (启动).")
    RAISE = meaning("RAISE", description="The level goes towards I, by one or more levels (提升).")
    LOWER = meaning("LOWER", description="The level goes towards IV, by one or more levels (降低).")
    END = meaning("END", description="The response ends (终止).")
    CORRECT = meaning(
        "CORRECT", description="An earlier transition was issued in error and is set right (更正)."
    )


@strawberry.enum(description="The kind of a rescue resource (应急资源类别).")
class ResourceKind(Enum):
    """Kinds of rescue resource."""

    DEPOT = meaning("DEPOT", description="A store of relief supplies (物资储备库).")
    TEAM = meaning("TEAM", description="A rescue team (抢险救援队伍).")
    LABOUR = meaning("LABOUR", description="A pool of levee labour of one line (抢险劳力).")
    EQUIPMENT = meaning("EQUIPMENT", description="A piece of equipment or a vessel (装备、船艇).")
    SHELTER = meaning("SHELTER", description="An emergency shelter (应急避难场所).")


@strawberry.enum(description="Where a fact comes from (数据依据). A map must be able to show it.")
class Basis(Enum):
    """Provenance of a fact."""

    REPORTED = meaning("REPORTED", description="Stated by a source document (原文记载).")
    DERIVED = meaning("DERIVED", description="Computed from facts of a source (推算).")
    APPROXIMATE = meaning("APPROXIMATE", description="Known only roughly: a year, a settlement (近似).")
    SYNTHETIC = meaning("SYNTHETIC", description="Invented for demonstration (演示数据).")


@strawberry.enum(description="How exactly a date or instant is known (时间精度).")
class Precision(Enum):
    """Precision of a date or an instant."""

    MINUTE = meaning("MINUTE", description="Known to the minute (精确到分).")
    HOUR = meaning("HOUR", description="Known to the hour (精确到时).")
    DAY = meaning("DAY", description="Known to the day (精确到日).")
    TEN_DAY = meaning("TEN_DAY", description="Known to the ten-day period of a month (精确到旬).")
    MONTH = meaning("MONTH", description="Known to the month (精确到月).")
    YEAR = meaning("YEAR", description="Known to the year (精确到年).")
    NONE = meaning("NONE", description="The source gives no date (未注明).")


@strawberry.enum(description="The level of an administrative division (行政区划级别).")
class DivisionLevel(Enum):
    """Levels of division."""

    COUNTRY = meaning("COUNTRY", description="The country (国家).")
    PROVINCE = meaning("PROVINCE", description="Province, region or directly administered city (省级).")
    PREFECTURE = meaning("PREFECTURE", description="Prefecture-level city or prefecture (地级).")
    COUNTY = meaning("COUNTY", description="County, county-level city or district (县级).")
    TOWNSHIP = meaning("TOWNSHIP", description="Township, town or subdistrict (乡级).")
    VILLAGE = meaning("VILLAGE", description="Village or neighbourhood (村级).")
    FUNCTIONAL_AREA = meaning(
        "FUNCTIONAL_AREA", description="A development or similar zone with a local code (功能区)."
    )


@strawberry.enum(description="How a reserve of supplies is held (物资储备方式).")
class ReserveMode(Enum):
    """Reserve modes."""

    OWN = meaning("OWN", description="The headquarters' own stock (自储).")
    ENTRUSTED = meaning("ENTRUSTED", description="Held by a store on its behalf (代储).")
    AGREEMENT = meaning("AGREEMENT", description="Held by an enterprise under agreement (协议储备).")
    REGISTERED = meaning("REGISTERED", description="Registered with households (群众号料).")
    PRODUCTION = meaning("PRODUCTION", description="Production capacity, not goods (产能储备).")


class EventKind(Enum):
    """What an event of the log tells of."""

    TRANSITION = "TRANSITION"
    PROPOSAL = "PROPOSAL"
    OVERRIDE = "OVERRIDE"
    TOOK_EFFECT = "TOOK_EFFECT"
    RECOMMENDATION = "RECOMMENDATION"
    TASK_STEP = "TASK_STEP"


@strawberry.enum(description="The kind of a plan (预案类别).")
class PlanKind(Enum):
    """Kinds of plan."""

    OVERALL = meaning("OVERALL", description="The overall plan above all special ones (总体预案).")
    SPECIAL = meaning("SPECIAL", description="A plan for one kind of emergency (专项预案).")
    DEPARTMENT = meaning("DEPARTMENT", description="A plan of one department (部门预案).")
    ON_SITE = meaning("ON_SITE", description="A plan for one site or enterprise (现场处置方案).")
    DEVELOPMENT = meaning(
        "DEVELOPMENT", description="A plan of tasks and projects for some years, not of responses (发展规划)."
    )


@strawberry.enum(description="The kind of a command body (指挥机构类别).")
class CommandBodyKind(Enum):
    """Kinds of command body."""

    HEADQUARTERS = meaning("HEADQUARTERS", description="A headquarters that commands responses (指挥部).")
    OFFICE = meaning("OFFICE", description="The standing office of a headquarters or committee (办公室).")
    COMMITTEE = meaning("COMMITTEE", description="A committee that coordinates many units (委员会).")


@strawberry.enum(description="The risk grade of a site (安全风险等级). Red is the gravest.")
class RiskGrade(Enum):
    """Risk grades, gravest first."""

    RED = meaning("RED", description="Major risk, shown red (重大风险).")
    ORANGE = meaning("ORANGE", description="Larger risk, shown orange (较大风险).")
    YELLOW = meaning("YELLOW", description="Ordinary risk, shown yellow (一般风险).")
    BLUE = meaning("BLUE", description="Low risk, shown blue (低风险).")


@strawberry.enum(
    description="The eight kinds of place from which a major hazard must keep its distance (八类敏感目标); "
    "source: 《危险化学品安全管理条例》, art. 19."
)
class ProtectedPlaceKind(Enum):
    """Kinds of protected place, in the order of the law."""

    HOUSING = meaning("HOUSING", description="Housing, shopping centres, parks (居住区、人员密集场所).")
    PUBLIC_FACILITY = meaning(
        "PUBLIC_FACILITY", description="Schools, hospitals, theatres, stadiums and their like (公共设施)."
    )
    DRINKING_WATER = meaning(
        "DRINKING_WATER",
        description="Drinking-water sources, waterworks, their protected areas (饮用水源).",
    )
    TRANSPORT = meaning(
        "TRANSPORT",
        description="Stations, ports, airports; trunk lines and hubs of communications and of transport by "
        "rail, road and water (车站、码头、机场、干线).",
    )
    FARMLAND = meaning(
        "FARMLAND",
        description="Basic farmland and grassland, breeding and seed bases, fisheries (基本农田等).",
    )
    NATURE = meaning(
        "NATURE",
        description="Rivers, lakes, scenic areas, nature reserves (河湖、风景区、保护区).",
    )
    MILITARY = meaning("MILITARY", description="Military zones (军事禁区、军事管理区).")
    OTHER = meaning("OTHER", description="Others named by laws and regulations (法律法规规定的其他场所).")


@strawberry.enum(description="The kind of a water (水体类别).")
class WaterKind(Enum):
    """Kinds of water."""

    RIVER = meaning("RIVER", description="A river or a part of one (河流).")
    LAKE = meaning("LAKE", description="A lake (湖泊).")
    RESERVOIR = meaning("RESERVOIR", description="A reservoir (水库).")


@strawberry.enum(description="A mark on a gauge (特征水位).")
class ThresholdMark(Enum):
    """Marks of a gauge, from the lowest of the river's three on."""

    FORTIFICATION = meaning("FORTIFICATION", description="The level at which the watch begins (设防水位).")
    WARNING = meaning("WARNING", description="The level at which danger may arise (警戒水位).")
    GUARANTEE = meaning(
        "GUARANTEE", description="The highest level that the works are meant to hold (保证水位)."
    )
    FLOOD_LIMIT = meaning(
        "FLOOD_LIMIT",
        description="The highest level a reservoir or lake may keep in flood season (汛限水位).",
    )


@strawberry.enum(description="Which way a water level goes (水势).")
class Trend(Enum):
    """Trends of a water level."""

    RISING = meaning("RISING", description="The water rises (涨).")
    FALLING = meaning("FALLING", description="The water falls (落).")
    STEADY = meaning("STEADY", description="The water stays (平).")


@strawberry.enum(description="What the number of a fact bounds (数值界限).")
class Bound(Enum):
    """Bounds of a number in a source."""

    EXACT = meaning("EXACT", description="The number itself (准确值).")
    AT_LEAST = meaning("AT_LEAST", description="More than the number, as in 余 or 多 (以上).")
    APPROXIMATE = meaning("APPROXIMATE", description="Nearly the number, as in 近 (约).")


@strawberry.enum(description="How it was found how far a place is (到达方式).")
class ReachMethod(Enum):
    """Ways to tell how far a place is."""

    ROAD = meaning("ROAD", description="Along the roads that are loaded and open (按道路).")
    STRAIGHT_LINE = meaning(
        "STRAIGHT_LINE",
        description="In a straight line: no open road is loaded within 500 m of one of the two (直线).",
    )


@strawberry.enum(description="What a search can find (搜索类别).")
class SearchKind(Enum):
    """Kinds of result: each is the name of a public type, as a word."""

    DIVISION = meaning("DIVISION", description="An administrative division (行政区划).")
    BASIN = meaning("BASIN", description="A river basin (流域).")
    PLAN = meaning("PLAN", description="A plan (应急预案).")
    PLAN_LEVEL = meaning("PLAN_LEVEL", description="A level of a plan's version (预案响应级别).")
    HAZARD_SITE = meaning("HAZARD_SITE", description="A hazard site (风险隐患点).")
    PROTECTED_PLACE = meaning("PROTECTED_PLACE", description="A protected place (敏感目标).")
    DEPOT = meaning("DEPOT", description="A store of relief supplies (物资储备库).")
    TEAM = meaning("TEAM", description="A rescue team (抢险救援队伍).")
    LABOUR = meaning("LABOUR", description="A pool of levee labour (抢险劳力).")
    EQUIPMENT = meaning("EQUIPMENT", description="A piece of equipment or a vessel (装备、船艇).")
    SHELTER = meaning("SHELTER", description="An emergency shelter (应急避难场所).")
    GAUGE = meaning("GAUGE", description="A gauge (水文测站).")
    COMMAND_BODY = meaning("COMMAND_BODY", description="A command body (指挥机构).")
    MEMBER_UNIT = meaning("MEMBER_UNIT", description="A member unit (成员单位).")
    SUPPLY_ITEM = meaning("SUPPLY_ITEM", description="A kind of supply (物资品目).")
    WATER = meaning("WATER", description="A river, lake or reservoir (水体).")
