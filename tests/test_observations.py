"""Every kind of observation, through the mutation and the database, to a recommendation."""

from typing import Any

import pytest

from tests.asking import OFFICER, Asker
from tests.test_recommendations import OBSERVATION, ago, listed, numbers, opened

CITY = {"division": "421000", "issuedBy": "荆州市水旱灾害防御机构"}
AHEAD = {"validFrom": ago(hours=-1), "validTo": ago(hours=-20)}
"""From an hour ahead to twenty hours ahead."""
CALLS = {
    "rain forecast": ("PLAN-01", {"kind": "FORECAST_RAIN", "unit": "mm", **CITY, **AHEAD}, 99.0, 100.0),
    "rain": (
        "PLAN-01",
        {"kind": "RAIN", "unit": "mm", **CITY, "validFrom": ago(hours=24), "validTo": ago()},
        99.0,
        100.0,
    ),
    "level forecast": (
        "PLAN-01",
        {"kind": "FORECAST_LEVEL", "unit": "m", "gauge": "G-SHASHI", "issuedBy": "水文局", **AHEAD},
        41.99,
        42.01,
    ),
    "area": ("PLAN-02", {"kind": "AFFECTED_AREA", "unit": "mu", **CITY}, 1_499_999.0, 1_500_000.0),
    "area in hectares": ("PLAN-02", {"kind": "AFFECTED_AREA", "unit": "hm2", **CITY}, 99_999.0, 100_000.0),
    "people": ("PLAN-02", {"kind": "AFFECTED_PEOPLE", "unit": "person", **CITY}, 99_999.0, 100_000.0),
    "people in ten thousands": ("PLAN-02", {"kind": "AFFECTED_PEOPLE", "unit": "wan", **CITY}, 9.99, 10.0),
}
"""Which plan looks at it, what is recorded, a value that calls for nothing and one that does."""
CALLED = {"PLAN-01": ("START", None, "IV"), "PLAN-02": ("RAISE", "III", "II")}
"""There is no flood in the demo; its drought is at level III."""
RAIN = "UPDATE trigger_condition SET kind = 'RAIN' WHERE kind = 'FORECAST_RAIN'"


async def observed(ask: Asker, given: dict[str, Any], value: float, **more: Any) -> None:
    made = {"key": f"o{next(numbers)}", "observedAt": ago(minutes=5), "value": value}
    await ask.data(OBSERVATION, {"i": made | given | more}, OFFICER)


@pytest.mark.parametrize("call", CALLS)
async def test_each_kind_of_observation_calls_for_a_level(own: Asker, call: str) -> None:
    """Rain that fell and is forecast, a level forecast, area and people: in their units, from their amount on."""
    plan, given, under, over = CALLS[call]
    if given["kind"] == "RAIN":
        await own.owner(RAIN)  # the demo's plans ask for no rain that has fallen
    await observed(own, given, under)
    assert await opened(own) == []
    await observed(own, given, over, observedAt=ago(minutes=4))
    (one,) = await listed(own, "OPEN")
    assert (one["plan"]["code"], (one["kind"], one["from"], one["to"])) == (plan, CALLED[plan])
    (ground,) = [one for one in one["grounds"] if one["verdict"] == "HOLDS" and one["observation"]]
    assert (ground["condition"]["kind"], ground["observation"]["value"]) == (given["kind"], over)
    assert ground["says"]
    assert ground["saysEn"]


@pytest.mark.parametrize("call", CALLS)
async def test_what_was_observed_long_ago_calls_for_nothing(own: Asker, call: str) -> None:
    """A forecast whose time is over, rain of last week, people counted ten days ago."""
    _, given, _, over = CALLS[call]
    if given["kind"] == "RAIN":
        await own.owner(RAIN)
    past = {name: ago(days=10 + days) for days, name in enumerate(("validTo", "validFrom")) if name in given}
    await observed(own, given, over, observedAt=ago(days=12), **past)
    assert await opened(own) == []
