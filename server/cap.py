"""Notices as messages of the Common Alerting Protocol 1.2 (OASIS), and the feed of what is in force.

The message of a change never changes. `sent` is when it was recorded, `status` Exercise for a drill; a START
is an Alert, what follows an Update, what leaves no level a Cancel, with references to all before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from schema.errors import RateLimited, Unauthenticated, Unavailable
from server import origins
from server.door import Door
from server.execution import Execution
from server.sent import Sent

CAP = "urn:oasis:names:tc:emergency:cap:1.2"
ATOM = "http://www.w3.org/2005/Atom"
CAP_MEDIA = "application/cap+xml"
ATOM_MEDIA = "application/atom+xml"
LANGUAGE = "zh-CN"

CATEGORY = {"flood": "Met", "drought": "Met", "chemical": "CBRNE", "forest-fire": "Fire", "earthquake": "Geo"}
SEVERITY = {"I": "Extreme", "II": "Severe", "III": "Moderate", "IV": "Minor"}

MESSAGE = """query Message($id: ID!) {
  node(id: $id) { ... on ResponseTransition {
    id kind from to evidenceAt effectiveAt expectedUntil recordedAt documentNo reason
    notice { title issuer matter measures text }
    response {
      system drill plan { title }
      division { name code boundary }
      basin { name divisions { name code boundary } }
      transitions { id recordedAt }
    }
  } }
}"""
IN_FORCE = """query InForce($division: DivisionCode, $drill: Boolean! = false) {
  responses(division: $division, drill: $drill) {
    transitions { id effectiveAt recordedAt notice { title issuer } }
  }
}"""
DOCUMENTS = (MESSAGE, IN_FORCE)
STATUS = {"NOT_FOUND": 404, "RATE_LIMITED": 429, "INTERNAL_SERVER_ERROR": 500, "SERVICE_UNAVAILABLE": 503}
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


async def message(request: Request) -> Response:
    """Give the message of one transition, by its ID."""
    found = await _asked(request, MESSAGE, {"id": request.path_params["id"]})
    if isinstance(found, Response):
        return found
    transition = found["node"]
    if not transition:
        return PlainTextResponse("There is no such transition.\n", 404)
    written = alert(transition, request.app.state.settings.sender)
    return Response(written, media_type=CAP_MEDIA, headers={"Cache-Control": "private, max-age=60"})


async def feed(request: Request) -> Response:
    """Give the newest message of each response in force, as Atom 1.0; `?division=`, `?drill=true`."""
    given = request.query_params
    asked: dict[str, Any] = {"drill": given.get("drill") == "true"}
    if "division" in given:
        asked["division"] = given["division"]
    found = await _asked(request, IN_FORCE, asked)
    if isinstance(found, Response):
        return found
    base = origins.address(request)
    return Response(atom(found["responses"], base, request.app.state.settings.sender), media_type=ATOM_MEDIA)


async def _asked(request: Request, text: str, variables: dict[str, Any]) -> Any:
    """Ask as whoever sent the request; what cannot be answered is a response in one line."""
    execution: Execution = request.app.state.execution
    try:
        door: Door = request.app.state.door
        viewer = (await door.who(request)).viewer
    except Unauthenticated as error:
        return PlainTextResponse(f"{error}\n", 401, {"WWW-Authenticate": "Bearer"})
    except RateLimited as error:
        return PlainTextResponse(f"{error}\n", 429, {"Retry-After": str(error.extensions["retryAfter"])})
    except Unavailable as error:
        return PlainTextResponse(f"{error}\n", 503)
    answer = await execution.answer(Sent(text, None, variables), viewer)
    if answer.errors:
        code = answer.errors[0]["extensions"]["code"]
        return PlainTextResponse(f"{answer.errors[0]['message']}\n", STATUS.get(code, 400), answer.headers)
    return answer.values()


def alert(transition: Mapping[str, Any], sender: str) -> bytes:
    """Write a message."""
    response = transition["response"]
    root = ElementTree.Element("alert", {"xmlns": CAP})
    _put(root, "identifier", transition["id"])
    _put(root, "sender", sender)
    _put(root, "sent", _instant(transition["recordedAt"]))
    _put(root, "status", "Exercise" if response["drill"] else "Actual")
    _put(root, "msgType", _kind(transition))
    _put(root, "scope", "Public")
    if response["drill"]:
        _put(root, "note", "演练 Exercise")
    _put(root, "references", _references(transition, sender))
    _info(ElementTree.SubElement(root, "info"), transition)
    return _written(root)


def _kind(transition: Mapping[str, Any]) -> str:
    if transition["kind"] == "START":
        return "Alert"
    return "Update" if transition["to"] else "Cancel"


def _references(transition: Mapping[str, Any], sender: str) -> str | None:
    """Name every earlier message of the response."""
    earlier = []
    for one in transition["response"]["transitions"]:
        if one["id"] == transition["id"]:
            break
        earlier.append(f"{sender},{one['id']},{_instant(one['recordedAt'])}")
    return " ".join(earlier) or None


def _info(info: ElementTree.Element, transition: Mapping[str, Any]) -> None:
    response, notice = transition["response"], transition["notice"]
    _put(info, "language", LANGUAGE)
    _put(info, "category", CATEGORY.get(response["system"], "Other"))
    _put(info, "event", notice["matter"])
    _put(info, "responseType", "Prepare" if transition["to"] else "AllClear")
    _put(info, "urgency", _urgency(transition))
    _put(info, "severity", SEVERITY.get(transition["to"], "Unknown"))
    _put(info, "certainty", "Observed" if transition["evidenceAt"] else "Unknown")
    _put(info, "effective", _instant(transition["recordedAt"]))
    _put(info, "onset", _instant(transition["effectiveAt"]))
    _put(info, "expires", _instant(transition["expectedUntil"]))
    _put(info, "senderName", notice["issuer"])
    _put(info, "headline", notice["title"])
    _put(info, "description", notice["text"])
    _put(info, "instruction", notice["measures"])
    for name, value in _parameters(transition):
        _named(info, "parameter", name, value)
    for division in [response["division"]] if response["division"] else response["basin"]["divisions"]:
        _area(ElementTree.SubElement(info, "area"), division)


def _urgency(transition: Mapping[str, Any]) -> str:
    """Tell how soon: what holds already is Immediate, what lies ahead Future, what is over Past."""
    if not transition["to"]:
        return "Past"
    ahead = datetime.fromisoformat(transition["effectiveAt"]) > datetime.fromisoformat(
        transition["recordedAt"]
    )
    return "Future" if ahead else "Immediate"


def _parameters(transition: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Say what CAP has no element for."""
    response = transition["response"]
    yield "responseSystem", response["system"]
    yield "responseLevel", transition["to"]
    yield "previousLevel", transition["from"]
    yield "plan", (response["plan"] or {}).get("title")
    yield "documentNo", transition["documentNo"]
    yield "reason", transition["reason"]


def _area(area: ElementTree.Element, division: Mapping[str, Any]) -> None:
    """Say where: the outer rings of the boundary, latitude first, and the code of the division."""
    _put(area, "areaDesc", division["name"])
    boundary = division["boundary"] or {"coordinates": []}
    for polygon in boundary["coordinates"]:
        _put(area, "polygon", " ".join(f"{lat},{lon}" for lon, lat in polygon[0]))
    _named(area, "geocode", "GB/T 2260", division["code"])


def atom(responses: list[Mapping[str, Any]], base: str, sender: str) -> bytes:
    """Write the feed; `updated` of an empty one is the beginning of time."""
    newest = [response["transitions"][-1] for response in responses]
    root = ElementTree.Element("feed", {"xmlns": ATOM})
    _put(root, "id", f"{base}/cap.xml")
    _put(root, "title", "在行应急响应 Responses in force")
    updated = max((datetime.fromisoformat(one["recordedAt"]) for one in newest), default=None)
    _put(root, "updated", updated.isoformat("T", "seconds") if updated else "1970-01-01T00:00:00+00:00")
    _put(ElementTree.SubElement(root, "author"), "name", sender)
    ElementTree.SubElement(root, "link", {"rel": "self", "href": f"{base}/cap.xml"})
    for one in newest:
        _entry(ElementTree.SubElement(root, "entry"), one, base)
    return _written(root)


def _entry(entry: ElementTree.Element, transition: Mapping[str, Any], base: str) -> None:
    href = f"{base}/cap/{transition['id']}.xml"
    _put(entry, "id", href)
    _put(entry, "title", transition["notice"]["title"])
    _put(entry, "updated", _instant(transition["recordedAt"]))
    _put(ElementTree.SubElement(entry, "author"), "name", transition["notice"]["issuer"])
    ElementTree.SubElement(entry, "link", {"rel": "alternate", "type": CAP_MEDIA, "href": href})


def _put(parent: ElementTree.Element, name: str, text: str | None) -> None:
    """Add an element, unless there is nothing to say; what XML cannot hold is shown as U+FFFD."""
    if text is not None:
        ElementTree.SubElement(parent, name).text = _FORBIDDEN.sub("\ufffd", text)


def _named(parent: ElementTree.Element, element: str, name: str, value: str | None) -> None:
    if value is not None:
        made = ElementTree.SubElement(parent, element)
        _put(made, "valueName", name)
        _put(made, "value", value)


def _instant(text: str | None) -> str | None:
    """Say an instant as CAP does: whole seconds, a numeric offset, never Z."""
    return None if text is None else datetime.fromisoformat(text).isoformat("T", "seconds")


def _written(root: ElementTree.Element) -> bytes:
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
