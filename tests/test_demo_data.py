"""The demo says what its sources say, to the last digit, and marks what they do not say."""

import datetime
from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any, TypeAlias

import asyncpg
import pytest

from server.demo.book import ADDED, sheet
from server.demo.loader import load
from tests.conftest import Copy

Asyncpg: TypeAlias = "asyncpg.Connection[Any]"

STOCK = "SELECT sum(quantity) FROM stock JOIN supply_item i ON i.id = item_id WHERE code = $1 AND unit = $2"
LABOUR = "SELECT sum(headcount) FROM resource WHERE kind = 'LABOUR'"
WARDENS = "SELECT count(*) FROM warden"
SITES = "SELECT count(*) FROM hazard_site WHERE kind = $1"
MAJOR = "SELECT count(*) FROM hazard_site WHERE major_hazard AND kind = 'enterprise'"
HOURS = """
SELECT extract(epoch FROM upper(period) - lower(period)) / 3600 FROM response WHERE code = 'ACT-FLOOD-2022-01'
"""
EXPECTED = {row["metric"]: row for row in sheet("expected")}


def question(metric: str) -> tuple[str, ...] | None:
    """The statement and arguments that answer a figure of expected.csv; None where its records come later."""
    kind, _, rest = metric.partition(" ")
    match kind:
        case "stock":
            return STOCK, rest, EXPECTED[metric]["unit"]
        case "sites":
            return SITES, rest
    return {
        "levee labour": (LABOUR,),
        "wardens": (WARDENS,),
        "major hazard enterprises": (MAJOR,),
        "flood level IV hours": (HOURS,),
    }.get(metric)


ASKED = {metric: asked for metric in EXPECTED if (asked := question(metric))}


@pytest.fixture(scope="module")
async def demo(module_database: Copy) -> AsyncIterator[Asyncpg]:
    """A connection to a database with the demo in it; nobody writes."""
    connection = await asyncpg.connect(module_database.owner_url)
    assert await load(connection)
    yield connection
    await connection.close()


async def one(connection: Asyncpg, query: str, *arguments: Any) -> dict[str, Any]:
    rows = await connection.fetch(query, *arguments)
    assert len(rows) == 1
    return dict(rows[0])


def test_the_figures_asked_are_those_of_stock_labour_wardens_sites_and_responses() -> None:
    assert len(ASKED) == 16


@pytest.mark.parametrize("metric", ASKED)
async def test_the_demo_gives_the_expected_figure(demo: Asyncpg, metric: str) -> None:
    assert await demo.fetchval(*ASKED[metric]) == Decimal(EXPECTED[metric]["expected"])


@pytest.mark.parametrize("metric", [metric for metric in EXPECTED if metric != "flood level IV hours"])
async def test_the_fact_behind_each_figure_is_loaded(demo: Asyncpg, metric: str) -> None:
    """Also of hidden dangers, cases and counters; the one left out is a level, whose dates give the hours."""
    row = EXPECTED[metric]
    fact = await one(demo, "SELECT key, value_base FROM fact WHERE code = $1", row["fact_id"])
    assert fact == {"key": row["fact_key"], "value_base": Decimal(row["expected"])}


BEARERS = """
SELECT name FROM division WHERE code = $1 AND daterange(valid_from, valid_to) @> $2::date
"""


@pytest.mark.parametrize(
    ("code", "before", "day", "after"),
    [
        ("421023", "监利县", datetime.date(2020, 1, 1), None),
        ("421088", None, datetime.date(2020, 1, 1), "监利市"),
        ("500110", "万盛区", datetime.date(2011, 1, 1), "綦江区"),
        ("500111", "双桥区", datetime.date(2011, 1, 1), "大足区"),
        ("500222", "綦江县", datetime.date(2011, 1, 1), None),
        ("421000", "荆州市", datetime.date(2011, 1, 1), "荆州市"),
    ],
)
async def test_a_code_is_borne_by_one_division_at_a_time(
    demo: Asyncpg, code: str, before: str | None, day: datetime.date, after: str | None
) -> None:
    assert await demo.fetchval(BEARERS, code, day - datetime.timedelta(days=1)) == before
    assert await demo.fetchval(BEARERS, code, day) == after


async def test_dates_of_divisions_are_approximate_and_lead_to_a_successor(demo: Asyncpg) -> None:
    dated = "valid_from IS NOT NULL OR valid_to IS NOT NULL"
    assert await demo.fetch(f"SELECT FROM division WHERE ({dated}) <> (validity_basis IS NOT NULL)") == []
    assert await demo.fetchval(f"SELECT bool_and(validity_basis = 'APPROXIMATE') FROM division WHERE {dated}")
    ended = await demo.fetch(
        """
        SELECT old.valid_to AS ended, new.valid_from AS began FROM division old
        LEFT JOIN division new ON new.id = old.successor_id WHERE old.valid_to IS NOT NULL
        """
    )
    assert len(ended) == 5
    assert all(row["ended"] == row["began"] for row in ended)


async def test_the_path_of_a_division_is_the_way_down_to_it(demo: Asyncpg) -> None:
    wrong = """
        SELECT child.code FROM division child LEFT JOIN division parent ON parent.id = child.parent_id
         WHERE child.path <> coalesce(parent.path, '') || child.id::text::ltree
    """
    assert await demo.fetch(wrong) == []
    township = "SELECT path FROM division WHERE code = '421088102'"
    above = await demo.fetch(f"SELECT code FROM division WHERE path @> ({township}) ORDER BY nlevel(path)")
    assert [row["code"] for row in above] == ["100000", "420000", "421000", "421088", "421088102"]


async def test_zones_have_local_codes_or_are_marked(demo: Asyncpg) -> None:
    zone = "SELECT level, official, boundary IS NULL AS unbounded FROM division WHERE code = $1"
    for code in ("X-CQ-SQ", "X-DEVZONE", "421071"):
        found = await one(demo, zone, code)
        assert found == {"level": "FUNCTIONAL_AREA", "official": False, "unbounded": True}
    assert await demo.fetchval("SELECT count(*) FROM division WHERE boundary IS NOT NULL") == 292


@pytest.mark.parametrize("table", ["resource", "hazard_site", "protected_place"])
async def test_every_place_lies_inside_the_county_it_names(demo: Asyncpg, table: str) -> None:
    place = "t.location::geometry" if table == "resource" else "t.geometry"
    outside = f"""
        SELECT t.code FROM {table} t JOIN division d ON d.id = division_id
         WHERE {place} IS NOT NULL AND NOT ST_Covers(boundary, {place})
    """
    assert await demo.fetch(outside) == []


async def test_depots_and_the_vessel_are_resources_and_no_hazard_sites(demo: Asyncpg) -> None:
    kinds = {
        row["kind"]: row["n"] for row in await demo.fetch("SELECT kind, count(*) n FROM resource GROUP BY 1")
    }
    assert kinds == {"DEPOT": 24, "TEAM": 8, "LABOUR": 24, "EQUIPMENT": 1, "SHELTER": 3}
    sites = {row["kind"] for row in await demo.fetch("SELECT DISTINCT kind FROM hazard_site")}
    assert sites.isdisjoint({"depot", "vessel"})
    lines = await demo.fetch("SELECT code, unit FROM supply_item ORDER BY code")
    assert [tuple(row) for row in lines] == [
        ("bags", "bag"),
        ("fabric", "m2"),
        ("gravel", "m3"),
        ("piles", "m3"),
    ]


@pytest.mark.parametrize(
    ("code", "basis", "name_basis"),
    [("R-001", "APPROXIMATE", "REPORTED"), ("R-002", "SYNTHETIC", "REPORTED"), ("R-003", "SYNTHETIC", None)],
)
async def test_a_name_may_be_real_where_the_place_is_not(
    demo: Asyncpg, code: str, basis: str, name_basis: str | None
) -> None:
    site = await one(demo, "SELECT basis, name_basis FROM hazard_site WHERE code = $1", code)
    assert site == {"basis": basis, "name_basis": name_basis}


async def test_people_have_no_position_and_their_split_is_marked(demo: Asyncpg) -> None:
    rows = await demo.fetch("SELECT * FROM resource WHERE kind IN ('TEAM', 'LABOUR')")
    assert all(row["location"] is None and row["basis"] == "SYNTHETIC" for row in rows)
    assert all((row["headcount"] is None) == (row["headcount_basis"] is None) for row in rows)
    assert {row["line"] for row in rows if row["kind"] == "LABOUR"} == {1, 2, 3}
    assert all(row["headcount"] is None for row in rows if row["kind"] == "TEAM")
    assert await demo.fetchval("SELECT bool_and(quantity_basis = 'SYNTHETIC' AND reserved = 0) FROM stock")


async def test_the_responses_are_in_the_log_as_their_source_gave_them(demo: Asyncpg) -> None:
    rows = await demo.fetch(
        """
        SELECT seq, r.system, t.kind, "from", "to", effective_precision, effective_basis,
               to_char(effective_at AT TIME ZONE 'Asia/Shanghai', 'MM-DD HH24:MI') AS at,
               decided_at, reason
          FROM event JOIN response_transition t ON t.id = transition_id JOIN response r ON r.id = response_id
         ORDER BY seq
        """
    )
    assert [tuple(row) for row in rows] == [
        (1, "flood", "START", None, "IV", "HOUR", "REPORTED", "06-26 14:00", None, None),
        (2, "flood", "END", "IV", None, "HOUR", "REPORTED", "06-28 10:00", None, None),
        (3, "drought", "START", None, "IV", "MONTH", "SYNTHETIC", "08-08 10:00", None, None),
        (4, "drought", "RAISE", "IV", "III", "MONTH", "SYNTHETIC", "08-15 10:00", None, None),
    ]
    assert await demo.fetchval("SELECT seq FROM event_head") == 4
    assert await demo.fetchval("SELECT upper_inf(period) FROM response WHERE system = 'drought'")


async def test_every_plan_is_the_citys_and_asks_for_an_approval_at_the_two_gravest_levels(
    demo: Asyncpg,
) -> None:
    plans = await demo.fetch(
        """
        SELECT plan.code, system, kind, title_basis, division.code AS city, plan_version.basis,
               to_char(plan_version.valid_from AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS since
          FROM plan JOIN division ON division.id = division_id JOIN plan_version ON plan_id = plan.id
         ORDER BY plan.code
        """
    )
    invented = ("421000", "SYNTHETIC", "2000-01-01 00:00")
    assert [tuple(row) for row in plans] == [
        ("PLAN-00", None, "OVERALL", "REPORTED", *invented),
        ("PLAN-01", "flood", "SPECIAL", "SYNTHETIC", *invented),
        ("PLAN-02", "drought", "SPECIAL", "SYNTHETIC", *invented),
        ("PLAN-03", "chemical", "SPECIAL", "SYNTHETIC", *invented),
    ]
    asking = await demo.fetch(
        """
        SELECT level, bool_and(approval_required), bool_or(approval_required), count(DISTINCT plan_id)
          FROM authority_rule JOIN plan_version ON plan_version.id = version_id GROUP BY 1 ORDER BY 1
        """
    )
    assert [tuple(row) for row in asking] == [
        ("I", True, True, 3),
        ("II", True, True, 3),
        ("III", False, False, 3),
        ("IV", False, False, 3),
    ]


async def test_facts_keep_their_bound_and_what_is_known_of_their_dates(demo: Asyncpg) -> None:
    bounds = await demo.fetch("SELECT bound, count(*) FROM fact GROUP BY 1 ORDER BY 1")
    assert [tuple(row) for row in bounds] == [
        ("APPROXIMATE", 2),
        ("AT_LEAST", 13),
        ("EXACT", 134),
        (None, 121),
    ]
    query = "SELECT starts, starts_on, precision, printed, value FROM fact WHERE code = $1"
    assert await one(demo, query, "DZ-001") == {
        "starts": "--06-12", "starts_on": None, "precision": "DAY", "printed": None, "value": None
    }  # fmt: skip
    assert await one(demo, query, "JZ-082") == {
        "starts": "2022-06-26T14:00+08:00", "starts_on": datetime.date(2022, 6, 26), "precision": "HOUR",
        "printed": "IV", "value": 4,
    }  # fmt: skip


async def test_a_rate_follows_from_its_counts(demo: Asyncpg) -> None:
    rates = await demo.fetch(
        """
        SELECT rate.recomputed, round(100 * above.value / below.value, 4) AS again
          FROM fact rate JOIN fact above ON above.id = rate.numerator_id
          JOIN fact below ON below.id = rate.denominator_id
        """
    )
    assert len(rates) == 4
    assert all(row["recomputed"] == row["again"] for row in rates)


async def test_a_threshold_has_its_date_and_no_invented_datum(demo: Asyncpg) -> None:
    row = await one(
        demo,
        """
        SELECT value, datum, as_of, as_of_precision FROM threshold JOIN gauge ON gauge.id = gauge_id
         WHERE gauge.code = 'G-HONGHU' AND mark = 'FLOOD_LIMIT'
        """,
    )
    year = {"as_of": datetime.date(2021, 1, 1), "as_of_precision": "YEAR"}
    assert row == {"value": Decimal("24.50"), "datum": None, **year}
    assert await demo.fetchval("SELECT count(*) FROM threshold") == 26
    assert await demo.fetchval("SELECT count(*) FROM gauge WHERE location IS NULL AND basis IS NULL") == 8


INVENTED = (
    "command_body",
    "member_unit",
    "membership",
    "basin",
    "plan_level",
    "plan_action",
    "authority_rule",
)


@pytest.mark.parametrize("table", [*INVENTED, "risk_grade", "reading", "warden"])
async def test_what_is_invented_says_so(demo: Asyncpg, table: str) -> None:
    assert await demo.fetchval(f"SELECT count(*) > 0 AND bool_and(basis = 'SYNTHETIC') FROM {table}")


def test_no_row_of_the_demo_names_a_person() -> None:
    assert all(row["person"] == "" for row in sheet("wardens"))
    for name in ("command-bodies", "member-units", "shelters", "basins"):
        assert all("演示" in row["name_zh"] for row in sheet(name, ADDED))
    for row in sheet("authority-rules", ADDED):
        assert all("演示" in post for post in (row["proposer"], row["reviewer"] or "演示", row["approver"]))
