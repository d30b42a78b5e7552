"""Roads from OSM XML, in two passes: which ways are roads, then where their nodes lie."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.parsers import expat

from server.refusal import Refusal
from server.roads.tags import SPEEDS
from server.roads.way import KEYS, Count, Way, line, packed, refusal

Element = Callable[[str, dict[str, str]], None]


def ways(path: Path) -> Iterator[Way]:
    """Read the ways with a `highway` on which a lorry travels."""
    drafts = _Drafts(path.name)
    _parse(path, drafts.begin, drafts.end)
    nodes = _Nodes(path.name, {node for draft in drafts.found for node in draft.nodes})
    _parse(path, nodes.begin, lambda _: None)
    for draft in drafts.found:
        yield draft._replace(points=_placed(path.name, draft, nodes.places))


class _Drafts:
    """Collects the ways, without places yet."""

    def __init__(self, file: str) -> None:
        self.found: list[Way] = []
        self.count = Count(file)
        self.file = file
        self.draft: Way | None = None
        self.tags: dict[str, str] = {}

    def begin(self, name: str, given: dict[str, str]) -> None:
        if name == "way" and given.get("visible") != "false" and given.get("action") != "delete":
            self.tags = {}
            self.draft = Way(f"way {given.get('id', '?')[:20]}", array("q"), array("q"), self.tags)
        elif self.draft is not None and name == "nd":
            self.draft.nodes.append(_number(self.file, self.draft.origin, "nd ref", given.get("ref")))
        elif self.draft is not None and name == "tag" and given.get("k") in KEYS:
            self.tags[given["k"]] = given.get("v", "")

    def end(self, name: str) -> None:
        if name == "way" and self.draft is not None:
            if self.tags.get("highway") in SPEEDS:
                self.count.add(len(self.draft.nodes))
                self.found.append(self.draft)
            self.draft = None


class _Nodes:
    """Collects where the nodes lie that are wanted."""

    def __init__(self, file: str, wanted: set[int]) -> None:
        self.places: dict[int, int] = {}
        self.wanted = wanted
        self.file = file

    def begin(self, name: str, given: dict[str, str]) -> None:
        if name != "node" or given.get("visible") == "false" or given.get("action") == "delete":
            return
        origin = f"node {given.get('id', '?')[:20]}"
        node = _number(self.file, origin, "id", given.get("id"))
        if node in self.wanted:
            try:
                self.places[node] = packed(given.get("lon"), given.get("lat"))
            except ValueError as error:
                raise refusal(self.file, origin, "lon, lat", error) from None


def _placed(file: str, draft: Way, places: dict[int, int]) -> array[int]:
    missing = next((node for node in draft.nodes if node not in places), None)
    if missing is not None:
        raise refusal(
            file, draft.origin, "nd", f"node {missing} is not in the file: cut it out with whole ways"
        )
    try:
        return line(places[node] for node in draft.nodes)
    except ValueError as error:
        raise refusal(file, draft.origin, "nd", error) from None


def _number(file: str, origin: str, field: str, text: str | None) -> int:
    try:
        number = int(text or "")
    except ValueError:
        number = 1 << 63
    if not -(1 << 63) <= number < 1 << 63:
        raise refusal(file, origin, field, "this is no number of a node")
    return number


def _parse(path: Path, begin: Element, end: Callable[[str], None]) -> None:
    """Read a file as a stream. Entities can stand only in a DOCTYPE, and OSM XML has none."""
    parser = expat.ParserCreate()

    def doctype(*_: object) -> None:
        raise Refusal(f"{path.name}: line {parser.CurrentLineNumber}: a DOCTYPE is not allowed in OSM XML")

    def outermost(name: str, given: dict[str, str]) -> None:
        if name != "osm":
            raise Refusal(f"{path.name}: <{name[:40]}> is no OSM XML, which begins with <osm>")
        parser.StartElementHandler = begin
        del given

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = outermost
    parser.EndElementHandler = end
    try:
        with path.open("rb") as file:
            parser.ParseFile(file)
    except expat.ExpatError as error:
        raise Refusal(f"{path.name}: no XML: {error}") from None
