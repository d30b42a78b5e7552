"""Readings and observations come in: all or none, once each, each refusal with its row and field."""

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import asyncpg
import pytest

from schema.access import Role, Viewer
from server.readings import HEADER, load
from server.refusal import Refusal
from server.settings import Settings
from tests.asking import OFFICER, READER, Asker
from tests.conftest import Copy

RECORD = """mutation R($i: RecordReadingsInput!) { recordReadings(input: $i) {
  id received added readings(first: 5) { edges { node { level flow trend datum basis observedAt } } }
} }"""
OBSERVE = """mutation O($i: RecordObservationInput!) { recordObservation(input: $i) {
  id kind value unit topic holds validTo gauge { code } division { code } issuedBy
} }"""
NOW = datetime.now(UTC)
COUNTY = Viewer.of("officer@421022", Role.OFFICER, ("421022",))


def ago(**lapse: float) -> str:
    return (NOW - timedelta(**lapse)).isoformat()


def reading(**other: Any) -> dict[str, Any]:
    return {"gauge": "G-SHASHI", "observedAt": ago(hours=1), "level": 35.53} | other


async def record(ask: Asker, *rows: dict[str, Any], key: str = "k") -> dict[str, Any]:
    data = await ask.data(RECORD, {"i": {"key": key, "readings": list(rows)}}, OFFICER)
    made: dict[str, Any] = data["recordReadings"]
    return made


async def count(ask: Asker) -> tuple[int, ...]:
    (row,) = await ask.database.rows(
        "SELECT (SELECT count(*) FROM reading), (SELECT count(*) FROM reading_intake), "
        "(SELECT count(*) FROM observation), (SELECT count(*) FROM event), (SELECT count(*) FROM mutation_key)",
        [],
    )
    return tuple(row)


async def test_what_is_sent_is_stored_to_the_digit_and_once(own: Asker) -> None:
    before = await count(own)
    listed = await own.data('{ gauges(filter: {division: "421002"}) { edges { node { id code } } } }')
    (gauge,) = (e["node"] for e in listed["gauges"]["edges"] if e["node"]["code"] == "G-SHASHI")
    made = await record(
        own,
        reading(gauge=gauge["id"], observedAt=ago(hours=4), flow=21300.5, trend="RISING", datum="吴淞"),
        reading(observedAt=ago(hours=3)),
    )
    assert (made["received"], made["added"]) == (2, 2)
    assert made["readings"]["edges"][0]["node"] == {
        "level": 35.53,
        "flow": 21300.5,
        "trend": "RISING",
        "datum": "吴淞",
        "basis": "REPORTED",
        "observedAt": made["readings"]["edges"][0]["node"]["observedAt"],
    }
    (stored,) = await own.database.rows(
        "SELECT level::text, flow::text FROM reading WHERE flow = 21300.5", []
    )
    assert tuple(stored) == ("35.53", "21300.5"), "what was written, not what binary makes of it"
    rows = (reading(observedAt=ago(hours=3)), reading(observedAt=ago(hours=3), level=35.530), reading())
    again = await record(own, *rows, key="again")
    assert (again["received"], again["added"]) == (3, 1), "the same once more is taken silently"
    same = await record(own, *rows, key="again")
    assert same["id"] == again["id"]
    after = await count(own)
    assert [new - old for new, old in zip(after, before, strict=True)] == [3, 2, 0, 0, 2], (
        "nothing on the event log"
    )


REFUSED: dict[str, tuple[list[dict[str, Any]], str, str]] = {
    "unknown gauge": ([reading(), reading(gauge="G-NONE")], "NOT_FOUND", "input.readings.1.gauge"),
    "not a gauge's ID": ([reading(gauge="UGxhbjox")], "BAD_USER_INPUT", "input.readings.0.gauge"),
    "too high": ([reading(), reading(level=9000.1)], "BAD_USER_INPUT", "input.readings.1.level"),
    "negative flow": ([reading(flow=-1.0)], "BAD_USER_INPUT", "input.readings.0.flow"),
    "of tomorrow": ([reading(observedAt=ago(hours=-24))], "BAD_USER_INPUT", "input.readings.0.observedAt"),
    "blank datum": ([reading(datum=" ")], "BAD_USER_INPUT", "input.readings.0.datum"),
    "none": ([], "BAD_USER_INPUT", "input.readings"),
    "too many": ([reading()] * 501, "BAD_USER_INPUT", "input.readings"),
    "another value": ([reading(gauge="G-JIANLI"), reading(level=1.0)], "CONFLICT", "input.readings.1"),
    "twice, differently": (
        [reading(gauge="G-JIANLI"), reading(gauge="G-JIANLI", level=1.0)],
        "CONFLICT",
        "input.readings.1",
    ),
    "another flow": ([reading(flow=1.0)], "CONFLICT", "input.readings.0"),
}


async def test_one_bad_row_and_nothing_is_stored(own: Asker) -> None:
    await record(own, reading(), key="first")
    before = await count(own)
    for what, (rows, code, argument) in REFUSED.items():
        error = await own.error(RECORD, {"i": {"key": "bad", "readings": rows}}, OFFICER)
        assert (error["code"], error["extensions"]["argument"]) == (code, argument), (what, error)
    assert await count(own) == before


async def test_who_may_record(own: Asker) -> None:
    sent = {"i": {"key": "k", "readings": [reading(gauge="G-SHIZIKOU"), reading()]}}
    assert (await own.error(RECORD, sent, READER))["code"] == "UNAUTHENTICATED"
    viewer = Viewer.of("viewer", Role.VIEWER, ("421000",))
    assert (await own.error(RECORD, sent, viewer))["code"] == "FORBIDDEN"
    outside = await own.error(RECORD, sent, COUNTY)
    assert (outside["code"], outside["extensions"]["argument"]) == ("FORBIDDEN", "input.readings.1.gauge")
    sent["i"]["readings"].pop()  # type: ignore[attr-defined]
    assert (await own.data(RECORD, sent, COUNTY))["recordReadings"]["added"] == 1
    about = observation("AFFECTED_AREA", value=10.0, unit="km2", division="421002")
    error = await own.error(OBSERVE, {"i": about}, COUNTY)
    assert (error["code"], error["extensions"]["argument"]) == ("FORBIDDEN", "input.division")


async def test_the_same_at_once_in_two_orders(own: Asker) -> None:
    rows = [reading(observedAt=ago(minutes=n)) for n in range(100)]
    inputs = [{"key": f"k{n}", "readings": rows if n % 2 else rows[::-1]} for n in range(6)]
    answers = await asyncio.gather(*(own(RECORD, {"i": one}, OFFICER) for one in inputs))
    assert all(answer.get("data") for answer in answers), answers
    (row,) = await own.database.rows("SELECT count(*) FROM reading WHERE intake_id IS NOT NULL", [])
    assert row[0] == 100


def observation(kind: str, **other: Any) -> dict[str, Any]:
    made = {
        "key": f"{kind} {other}"[:200],
        "kind": kind,
        "observedAt": ago(hours=1),
        "issuedBy": "市防办(演示)",
    }
    return made | other


PERIOD = {"validFrom": ago(hours=25), "validTo": ago(hours=1)}
GOOD = [
    observation("RAIN", value=120.0, unit="mm", gauge="G-SHASHI", **PERIOD),
    observation("RAIN", value=120.0, unit="mm", division="421000", **PERIOD),
    observation("FORECAST_RAIN", value=120.0, unit="mm", division="421000", **PERIOD),
    observation("FORECAST_LEVEL", value=42.5, unit="m", gauge="G-SHASHI", datum="吴淞", **PERIOD),
    observation("AFFECTED_AREA", value=5.5, unit="km2", division="421000"),
    observation("AFFECTED_PEOPLE", value=1.2, unit="wan", division="421000"),
    observation("STATEMENT", topic="main_dike_breach", holds=False, division="421000", said="险情已解除"),
]
BAD: list[tuple[dict[str, Any], str, str]] = [
    (observation("RAIN", value=1.0, unit="cm", division="421000", **PERIOD), "BAD_USER_INPUT", "input.unit"),
    (
        observation("RAIN", value=-1.0, unit="mm", division="421000", **PERIOD),
        "BAD_USER_INPUT",
        "input.value",
    ),
    (observation("RAIN", value=1.0, unit="mm", division="421000"), "BAD_USER_INPUT", "input.validTo"),
    (
        observation("RAIN", value=1.0, unit="mm", division="421000", validFrom=ago(), validTo=ago(hours=1)),
        "BAD_USER_INPUT",
        "input.validTo",
    ),
    (observation("RAIN", unit="mm", division="421000", **PERIOD), "BAD_USER_INPUT", "input.value"),
    (
        observation("FORECAST_LEVEL", value=1.0, unit="m", division="421000", **PERIOD),
        "BAD_USER_INPUT",
        "input.gauge",
    ),
    (observation("AFFECTED_AREA", value=1.0, unit="mu", gauge="G-SHASHI"), "BAD_USER_INPUT", "input.gauge"),
    (
        observation("AFFECTED_AREA", value=1.0, unit="mu", division="421000", topic="x"),
        "BAD_USER_INPUT",
        "input.topic",
    ),
    (observation("AFFECTED_AREA", value=1.0, unit="mu"), "BAD_USER_INPUT", "input"),
    (observation("AFFECTED_AREA", value=1.0, unit="mu", division="429999"), "NOT_FOUND", "input.division"),
    (observation("STATEMENT", topic="x", division="421000"), "BAD_USER_INPUT", "input.topic"),
    (
        observation("STATEMENT", topic="x", holds=True, value=1.0, division="421000"),
        "BAD_USER_INPUT",
        "input.value",
    ),
    (observation("STATEMENT", topic=" ", holds=True, division="421000"), "BAD_USER_INPUT", "input.topic"),
    (
        observation("STATEMENT", topic="x", holds=True, division="421000", issuedBy=""),
        "BAD_USER_INPUT",
        "input.issuedBy",
    ),
    (
        observation("STATEMENT", topic="x", holds=True, division="421000", observedAt=ago(hours=-1)),
        "BAD_USER_INPUT",
        "input.observedAt",
    ),
]


async def test_observations(own: Asker) -> None:
    for one in GOOD:
        made = (await own.data(OBSERVE, {"i": one}, OFFICER))["recordObservation"]
        assert (made["kind"], made["value"], made["unit"]) == (one["kind"], one.get("value"), one.get("unit"))
    before = await count(own)
    for one, code, argument in BAD:
        error = await own.error(OBSERVE, {"i": one}, OFFICER)
        assert (error["code"], error["extensions"]["argument"]) == (code, argument), one
    assert await count(own) == before
    kinds = await own.data("{ observations(filter: {kinds: [RAIN]}) { totalCount } }")
    assert kinds["observations"]["totalCount"] == 2


def sheet(folder: Path, *lines: str, name: str = "readings.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((",".join(HEADER), *lines)) + "\n", encoding="utf-8")
    return path


LINES = {
    "G-NONE,2024-07-06T08:00:00+08:00,34.61,,,": "gauge: there is no 'G-NONE'",
    "G-JIANLI,2024-07-06T08:00:00,34.61,,,": "observed_at: without an offset",
    "G-JIANLI,6 July,34.61,,,": "observed_at: not an RFC 3339 instant",
    "G-JIANLI,2999-07-06T08:00:00+08:00,34.61,,,": "observed_at: lies ahead",
    "G-JIANLI,2024-07-06T08:00:00+08:00,high,,,": "level: not a number",
    "G-JIANLI,2024-07-06T08:00:00+08:00,NaN,,,": "level: -500 to 9000",
    "G-JIANLI,2024-07-06T08:00:00+08:00,34.61,-1,,": "flow: 0 to 1e+06",
    "G-JIANLI,2024-07-06T08:00:00+08:00,34.61,,UP,": "trend: one of RISING",
    "G-JIANLI,2024-07-06T08:00:00+08:00,34.61": "3 fields; there are 6",
    "G-JIANLI,2024-07-06T07:00:00+08:00,34.99,,,": "another reading of that instant",
}


async def test_a_file_with_one_bad_line_stores_nothing(own: Asker, tmp_path: Path) -> None:
    settings = Settings(database_url=own.copy.url)
    good = "G-JIANLI,2024-07-06T07:00:00+08:00,34.50,1200.5,RISING,吴淞"
    for line, says in LINES.items():
        with pytest.raises(Refusal, match=r"readings.csv:3: ") as refusal:
            await load(settings, sheet(tmp_path, good, line))
        assert says in str(refusal.value), line
    for path in (sheet(tmp_path), tmp_path / "other.csv"):
        path.write_text(
            "" if path.name == "other.csv" else path.read_text(encoding="utf-8"), encoding="utf-8"
        )
        with pytest.raises(Refusal):
            await load(settings, path)
    (row,) = await own.database.rows("SELECT count(*) FROM reading_intake", [])
    assert row[0] == 0
    assert await load(settings, sheet(tmp_path, good)) == (1, 1)
    assert await load(settings, sheet(tmp_path, good)) == (1, 0)


async def test_a_file_is_evidence_like_a_call(own: Asker, tmp_path: Path) -> None:
    await load(
        Settings(database_url=own.copy.url), sheet(tmp_path, f"G-JIANLI,{ago(hours=1)},35.90,,RISING,")
    )
    data = await own.data("{ recommendations { edges { node { kind to } } } }")
    assert [edge["node"] for edge in data["recommendations"]["edges"]] == [{"kind": "START", "to": "III"}]


async def test_a_hundred_thousand_readings(own: Asker, tmp_path: Path, record_property: Any) -> None:
    """Speed is reported, never required: beside a bare COPY of the same rows into the same table."""
    first = datetime(2023, 1, 1, tzinfo=UTC)
    gauges = ("G-SHASHI", "G-JIANLI", "G-SHISHOU", "G-LUOSHAN")
    lines = [
        f"{gauges[n % 4]},{(first + timedelta(minutes=5 * (n // 4))).isoformat()},{30 + n % 700 / 100:.2f},,,"
        for n in range(100_000)
    ]
    path = sheet(tmp_path, *lines)
    begun = perf_counter()
    assert await load(Settings(database_url=own.copy.url), path) == (100_000, 100_000)
    ours = perf_counter() - begun
    bare = await copied(own.copy)
    record_property("rows a second", round(100_000 / ours))
    record_property("rows a second of a bare COPY", round(100_000 / bare))
    sys.stderr.write(f"\n100,000 readings: {100_000 / ours:,.0f}/s, a bare COPY {100_000 / bare:,.0f}/s\n")


async def copied(copy: Copy) -> float:
    """Take the same rows out and COPY them in again, as nothing but COPY would."""
    connection = await asyncpg.connect(copy.superuser_url)
    try:
        names = ["gauge_id", "observed_at", "level", "flow", "trend", "basis", "datum"]
        rows = await connection.fetch(f"SELECT {', '.join(names)} FROM reading WHERE intake_id IS NOT NULL")
        await connection.execute("DELETE FROM reading WHERE intake_id IS NOT NULL")
        begun = perf_counter()
        await connection.copy_records_to_table("reading", records=map(tuple, rows), columns=names)
        return perf_counter() - begun
    finally:
        await connection.close()
