"""Several systems and scopes at once: what is in force for a division itself, above it, below it and in its basin."""

from typing import Any

from schema.access import Role, Viewer
from tests.asking import OFFICER, Asker
from tests.test_decisions import START, start_input

PROVINCE = Viewer.of("officer@420000", Role.OFFICER, ("420000",))
LEVELS = """query L($d: DivisionCode!) {
  division(code: $d) { levels(at: "2026-07-01T12:00:00+08:00") { system own above below severest } }
  responses(division: $d, at: "2026-07-01T12:00:00+08:00", systems: ["flood"]) {
    level(at: "2026-07-01T12:00:00+08:00") division { code } basin { code }
  }
}"""
BASIN = "{ basins { edges { node { id code divisions { code } } } } }"


async def begun(own: Asker, viewer: Viewer, level: str, **scope: Any) -> None:
    made = await start_input(own, key=f"{scope} {level}", level=level, **scope)
    await own.data(START, {"i": made}, viewer)


async def told(own: Asker, code: str) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    found = await own.data(LEVELS, {"d": code})
    levels = {one["system"]: tuple(one.values())[1:] for one in found["division"]["levels"]}
    return levels, [(one["level"], (one["division"] or one["basin"])["code"]) for one in found["responses"]]


async def test_the_most_severe_of_own_above_below_and_basin_is_told(own: Asker) -> None:
    """Flood: the province at IV, the city at III, a county at IV, a basin at III; drought beside it."""
    (basin,) = [edge["node"] for edge in (await own.data(BASIN))["basins"]["edges"]]
    county = basin["divisions"][0]["code"]
    await begun(own, PROVINCE, "IV", division="420000")
    await begun(own, OFFICER, "IV", division=county)
    before, _ = await told(own, county)
    assert before["flood"] == ("IV", "IV", None, "IV")
    await begun(own, OFFICER, "III", division="421000")
    flood, shown = await told(own, county)
    assert flood["flood"] == ("IV", "III", None, "III"), "the graver of two above is told, and counts"
    assert set(shown) == {("IV", "420000"), ("III", "421000"), ("IV", county)}
    assert flood["drought"] == (None, "III", None, "III"), "the demo's, of the city"
    city, shown = await told(own, "421000")
    assert city["flood"] == ("III", "IV", "IV", "III")
    assert set(shown) == {("IV", "420000"), ("III", "421000"), ("IV", county)}
    province, _ = await told(own, "420000")
    assert province["flood"] == ("IV", None, "III", "III")


async def test_a_basins_response_is_that_of_its_divisions(own: Asker) -> None:
    (basin,) = [edge["node"] for edge in (await own.data(BASIN))["basins"]["edges"]]
    inside = basin["divisions"][0]["code"]
    await begun(own, PROVINCE, "III", division=None, basin=basin["id"])
    levels, shown = await told(own, inside)
    assert shown == [("III", basin["code"])]
    assert levels["flood"][-1] == "III"
    _, elsewhere = await told(own, "421002")
    assert elsewhere == []
