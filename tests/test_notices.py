"""Fourteen real notices, replayed: each ends in the level, the scope and the time that it gives.

notices.csv and marks.csv hold what the notices say (domain 4.2, 4.4). SYNTHETIC is what they leave open and a
replay needs: when a response that is raised, lowered or ended had begun (`begun`, where `begun_basis` says so), the
gauges that the demo does not have, the hour of a reading that comes without one, a basin of the Han River, and one
plan for all. Such a START bears no number, clock or ground of the notice, but its own mark; so does such a gauge.
Yangxin's notice names a river and its record, neither a station nor one of the marks: a level without a mark.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from schema.access import Role, Viewer
from tests.asking import Asker
from tests.test_decisions import CHANGE, END, START, plan
from tests.test_proposals import act, proposed

HERE = Path(__file__).parent
Row = dict[str, str]
OFFICE, DEPUTY, CHIEF = (
    Viewer.of(f"{name}@420000", role, ("420000",))
    for name, role in (("office", Role.OFFICER), ("deputy", Role.COMMANDER), ("chief", Role.COMMANDER))
)
ABOVE = Viewer.of("office@420000, above", Role.OFFICER, ("420000",))
OVERRIDE = """mutation O($i: OverrideDecisionInput!) { overrideDecision(input: $i) { id response { id } } }"""
READ = "mutation R($i: RecordReadingsInput!) { recordReadings(input: $i) { received } }"
BASIN = """
INSERT INTO basin (code, name, basis) VALUES ('B-HAN', '汉江流域', 'SYNTHETIC');
INSERT INTO basin_division (basin_id, division_id)
SELECT b.id, d.id FROM basin b, division d WHERE b.code = 'B-HAN' AND d.code = '420800' AND d.valid_to IS NULL
"""
CLEARED = "DELETE FROM event; DELETE FROM due; DELETE FROM response_transition; DELETE FROM response"
GAUGE = """
INSERT INTO gauge (code, name, kind, water, division_id, position_note)
SELECT '{code}', '{name}', 'river', '演示', id, 'SYNTHETIC: the station is real, where it stands is not said' FROM division WHERE code = '420000' LIMIT 1
"""
MARK = """
INSERT INTO threshold (gauge_id, mark, value, as_of, as_of_precision, source)
SELECT id, '{mark}', {value}, '{day}', 'DAY', 'SYNTHETIC: the day' FROM gauge WHERE code = '{code}'
"""
AT = """query At($at: DateTime!, $systems: [String!]) { responses(at: $at, systems: $systems) {
  level(at: $at) division { code } basin { code } transitions { kind effectiveAt evidenceAt decidedAt documentNo reason }
} }"""
SHOWN = """query G($at: DateTime) { gauges(first: 200) { edges { node {
  id code thresholds(at: $at) { mark value }
} } } }"""


def sheet(name: str) -> Iterator[Row]:
    with (HERE / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


NOTICES: dict[str, list[Row]] = {}
for row in sheet("notices.csv"):
    NOTICES.setdefault(row["notice"], []).append(row)


async def measured(own: Asker, notice: str) -> None:
    """Put the gauges of a notice there, and what they showed; over its mark by as much as it says."""
    for number, row in enumerate(one for one in sheet("marks.csv") if one["notice"] == notice):
        if await gauge(own, row) is None:
            await own.owner(GAUGE.format(code=row["gauge"], name=row["name"]))
        if row["mark"]:
            day = datetime.fromisoformat(row["observed_at"]).date()
            await own.owner(MARK.format(code=row["gauge"], day=day, mark=row["mark"], value=row["value"]))
        here = await gauge(own, row)
        assert here is not None
        reading = {"gauge": here["id"], "observedAt": row["observed_at"], "level": float(row["level"])}
        asked = {"key": f"reading {number}", "readings": [reading]}
        assert (await own.data(READ, {"i": asked}, OFFICE))["recordReadings"]["received"] == 1
        marks = [one["value"] for one in here["thresholds"] if one["mark"] == row["mark"]]
        assert [round(float(row["level"]) - mark, 2) for mark in marks] == [
            float(over) for over in [row["over"]] if over
        ]


async def gauge(own: Asker, row: Row) -> dict[str, Any] | None:
    """The gauge of a row with the marks of its hour."""
    found = await own.data(SHOWN, {"at": row["observed_at"]})
    nodes = (edge["node"] for edge in found["gauges"]["edges"])
    return next((node for node in nodes if node["code"] == row["gauge"]), None)


async def begun(own: Asker, row: Row) -> str:
    """Start what a notice raises, lowers or ends; where that asks for an approval, without waiting for it."""
    before = {"kind": "START", "effective_at": row["begun"], "to": row["from"], "basis": ground(row)}
    made = await start(own, row | OPEN | before)
    if row["from"] in ("I", "II"):
        override = {"decision": {"start": made}, "reason": ground(row)}
        told = await own.data(OVERRIDE, {"i": override}, CHIEF)
        return str(told["overrideDecision"]["response"]["id"])
    return str((await own.data(START, {"i": made}, OFFICE))["startResponse"]["response"]["id"])


OPEN = {"evidence_at": "", "decided_at": "", "document_no": ""}
"""What a notice says of itself, and not of a START before it."""


def ground(row: Row) -> str:
    """The ground of a START that a notice does not tell of, or tells the hour of."""
    return f"{row['begun_basis']}: in force before"


async def start(own: Asker, row: Row) -> dict[str, Any]:
    scope = {"division": row["scope"]}
    if not row["scope"].isdigit():
        found = await own.data("{ basins { edges { node { id code } } } }")
        scope = {
            "basin": next(
                e["node"]["id"] for e in found["basins"]["edges"] if e["node"]["code"] == row["scope"]
            )
        }
    return {"plan": await plan(own, row["system"]), "level": row["to"], **scope, **told(row)}


def told(row: Row) -> dict[str, Any]:
    """Say what every decision says."""
    names = {"evidence_at": "evidenceAt", "decided_at": "decidedAt", "document_no": "documentNo"}
    given = {public: row[name] for name, public in names.items() if row[name]}
    key = f"{row['kind']} {row['effective_at']}"
    return {"key": key, "effectiveAt": row["effective_at"], "reason": row["basis"], **given}


async def decided(own: Asker, row: Row, response: str | None) -> None:
    """Take the way that the plan asks for: at I and II three people, down to III with the office above."""
    if row["kind"] == "START":
        await own.data(START, {"i": await start(own, row)}, OFFICE)
    elif row["kind"] == "END":
        await own.data(END, {"i": {"response": response, **told(row)}}, OFFICE)
    elif row["to"] in ("I", "II"):
        change = {"response": response, "level": row["to"], **told(row)}
        proposal = await proposed(own, OFFICE, change=change)
        await act(own, "review", proposal, DEPUTY)
        await act(own, "approve", proposal, CHIEF)
    elif (row["kind"], row["to"]) == ("LOWER", "III"):
        change = {"response": response, "level": "III", **told(row)}
        proposal = await proposed(own, OFFICE, change=change)
        await act(own, "consent", proposal, ABOVE)
        await act(own, "approve", proposal, CHIEF)
    else:
        await own.data(CHANGE, {"i": {"response": response, "level": row["to"], **told(row)}}, OFFICE)


async def level(own: Asker, row: Row, at: datetime) -> str | None:
    """The level in the scope of a notice at a moment, as the map and the duty officer ask for it."""
    data = await own.data(AT, {"at": at.isoformat(), "systems": [row["system"]]})
    here = [one for one in data["responses"] if row["scope"] == (one["division"] or one["basin"])["code"]]
    return here[0]["level"] if here else None


@pytest.mark.parametrize("notice", NOTICES)
async def test_a_notice_replayed(own: Asker, notice: str) -> None:
    await own.owner(CLEARED)
    await own.owner(BASIN)
    await measured(own, notice)
    first, *_ = NOTICES[notice]
    response = None if first["kind"] == "START" else await begun(own, first)
    for row in NOTICES[notice]:
        await decided(own, row, response)
        at = datetime.fromisoformat(row["effective_at"])
        before = await level(own, row, at - timedelta(microseconds=1))
        assert (before, await level(own, row, at)) == (row["from"] or None, row["to"] or None)
        data = await own.data(AT, {"at": (at - timedelta(microseconds=not row["to"])).isoformat()})
        (one,) = data["responses"]
        response = await last(own)
        step = one["transitions"][-1]
        assert (step["kind"], step["reason"]) == (row["kind"], row["basis"])
        assert datetime.fromisoformat(step["effectiveAt"]) == at
        assert (step["documentNo"] or "") == row["document_no"]
        assert (step["evidenceAt"] or "") == row["evidence_at"]
        if first["begun"]:
            invented = one["transitions"][0]
            assert (invented["kind"], invented["reason"]) == ("START", ground(first))
            assert (invented["documentNo"], invented["evidenceAt"]) == (None, None)
            assert invented["decidedAt"] != first["decided_at"]


async def last(own: Asker) -> str:
    """The response that was written last."""
    found = await own.data("{ plans { edges { node { responses(last: 1) { edges { node { id } } } } } } }")
    pages = (edge["node"]["responses"]["edges"] for edge in found["plans"]["edges"])
    return next(str(page[0]["node"]["id"]) for page in pages if page)


async def test_the_drought_of_which_the_month_is_known(ask: Asker) -> None:
    """The fourteenth: IV, then III, in August 2022, known to the month; it shows as such, and its end is not known."""
    data = await ask.data(
        """query D($at: DateTime!) { responses(at: $at, systems: ["drought"]) { level(at: $at) endedAt division { code }
        transitions { kind from to effectiveAt effectivePrecision effectiveBasis decidedAt reason notice { text } } } }""",
        {"at": "2022-09-01T00:00:00+08:00"},
    )
    (drought,) = data["responses"]
    assert (drought["level"], drought["division"]["code"], drought["endedAt"]) == ("III", "421000", None)
    start, raised = drought["transitions"]
    assert [(one["kind"], one["from"], one["to"]) for one in (start, raised)] == [
        ("START", None, "IV"),
        ("RAISE", "IV", "III"),
    ]
    for one in (start, raised):
        assert one["effectiveAt"].startswith("2022-08")
        assert (one["effectivePrecision"], one["effectiveBasis"]) == ("MONTH", "SYNTHETIC")
        assert (one["decidedAt"], one["reason"]) == (None, None)
        assert "自2022年8月起" in one["notice"]["text"], "no day is said that nobody gave"
