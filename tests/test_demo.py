"""Whoever asks the demo gets the figures of its sources, to the last digit."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from server.demo.book import sheet
from tests.asking import Asker

EXPECTED = {row["metric"]: row for row in sheet("expected")}
Reading = Callable[[dict[str, Any]], float]

STOCK = '{ supplyTotals(division: "421000") { item { code unit } quantity available } }'
LABOUR = '{ labour(division: "421000") { line headcount } }'
WARDENS = '{ wardens(division: "421000") { totalCount } }'
SITES = 'query($kind: String!) { hazardSites(filter: {division: "421000", kinds: [$kind]}) { totalCount } }'
MAJOR = '{ hazardSites(filter: {majorHazard: true, kinds: ["enterprise"]}) { totalCount } }'
FLOOD = """
{
  responses(at: "2022-06-27T12:00:00+08:00", division: "421000", systems: ["flood"]) {
    level(at: "2022-06-27T12:00:00+08:00")
    transitions { kind effectiveAt effectivePrecision effectiveBasis }
  }
}
"""


def hours(data: dict[str, Any]) -> float:
    """The hours from the start of the only response in force to its end, at level IV throughout."""
    (response,) = data["responses"]
    assert response["level"] == "IV"
    start, end = response["transitions"]
    assert (start["kind"], end["kind"]) == ("START", "END")
    at = [datetime.fromisoformat(change["effectiveAt"]) for change in (start, end)]
    return (at[1] - at[0]).total_seconds() / 3600


def total(data: dict[str, Any]) -> float:
    (connection,) = data.values()
    count: float = connection["totalCount"]
    return count


def stock(item: str) -> Reading:
    def quantity(data: dict[str, Any]) -> float:
        (row,) = (row for row in data["supplyTotals"] if row["item"]["code"] == item)
        assert row["available"] == row["quantity"]
        assert row["item"]["unit"] == EXPECTED[f"stock {item}"]["unit"]
        found: float = row["quantity"]
        return found

    return quantity


def heads(data: dict[str, Any]) -> float:
    assert [row["line"] for row in data["labour"]] == [1, 2, 3]
    found: float = sum(row["headcount"] for row in data["labour"])
    return found


QUESTIONS: dict[str, tuple[str, Reading]] = {
    **{f"stock {item}": (STOCK, stock(item)) for item in ("gravel", "bags", "piles", "fabric")},
    "levee labour": (LABOUR, heads),
    "wardens": (WARDENS, total),
    **{metric: (SITES, total) for metric in EXPECTED if metric.startswith("sites ")},
    "major hazard enterprises": (MAJOR, total),
    "flood level IV hours": (FLOOD, hours),
}


@pytest.mark.parametrize("metric", QUESTIONS)
async def test_the_answer_is_the_expected_figure(ask: Asker, metric: str) -> None:
    question, read = QUESTIONS[metric]
    variables = {"kind": metric.removeprefix("sites ")} if question is SITES else {}
    assert read(await ask.data(question, variables)) == float(EXPECTED[metric]["expected"])


def test_every_figure_of_what_is_stored_is_asked() -> None:
    assert len(QUESTIONS) == 16
    assert set(QUESTIONS) <= set(EXPECTED)


async def test_the_drought_goes_on_because_no_source_ends_it(ask: Asker) -> None:
    told = await ask.data(
        """
        {
          responses(division: "421000") {
            system
            level
            plan { title system }
            transitions { kind to decidedAt reason effectivePrecision effectiveBasis }
          }
        }
        """
    )
    unknown = {
        "decidedAt": None, "reason": None, "effectivePrecision": "MONTH", "effectiveBasis": "SYNTHETIC"
    }  # fmt: skip
    assert told["responses"] == [
        {
            "system": "drought",
            "level": "III",
            "plan": {"title": "荆州市抗旱应急预案(演示)", "system": "drought"},
            "transitions": [
                {"kind": "START", "to": "IV", **unknown},
                {"kind": "RAISE", "to": "III", **unknown},
            ],
        }
    ]


async def test_what_has_no_position_is_not_near_and_what_is_a_depot_is_no_hazard(ask: Asker) -> None:
    told = await ask.data(
        """
        {
          near: nearbyResources(near: {lon: 112.24, lat: 30.31}, within: 500000, first: 200) {
            resource { kind basis }
          }
          sites: hazardSites(filter: {kinds: ["depot", "vessel"]}) { totalCount }
        }
        """
    )
    assert {row["resource"]["kind"] for row in told["near"]} == {"DEPOT", "EQUIPMENT", "SHELTER"}
    assert len(told["near"]) == 28
    assert told["sites"] == {"totalCount": 0}
