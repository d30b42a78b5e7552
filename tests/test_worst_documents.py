"""The worst that fits within the limits of a document: how much work it is, and that the rest is refused at once."""

from __future__ import annotations

import gc
import json
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest

from resolvers.document import Refused, document, variables
from resolvers.plan import Planner
from resolvers.roots import api
from tests.running import JSON, NAMED, Running, code

D = 'division(code: "421000")'
WORK = 400_000
"""Calls of functions that one document may take: well below a second of one core."""


class Work:
    """Counts calls."""

    calls = 0

    def note(self, _frame: FrameType, event: str, _argument: Any) -> None:
        self.calls += event in ("call", "c_call")


@contextmanager
def working() -> Iterator[Work]:
    """Count the calls of functions meanwhile: the same on a busy machine as on a quiet one."""
    work, before = Work(), sys.getprofile()
    sys.setprofile(work.note)
    try:
        yield work
    finally:
        sys.setprofile(before)


def chain(levels: int, body: str, type_: str = "Division") -> str:
    """Fragments, each of which spreads the next twice."""
    made = "".join(f"fragment F{n} on {type_} {{ ...F{n + 1} ...F{n + 1} }} " for n in range(levels))
    return made + f"fragment F{levels} on {type_} {{ {body} }}"


def nested(levels: int, inner: str) -> str:
    return "parent { " * levels + inner + " }" * levels


SHAPES: dict[str, str] = {
    "one field again and again": "{ " + "eventCursor " * 30 + "}",
    "one object again and again": f"{{ {D} {{ " + "parent { code } " * 30 + "} }",
    "one object again and again, deep": f"{{ {D} {{ " + f"{nested(5, 'code')} " * 30 + "} }",
    "many fields of many objects": f"{{ {D} {{ " + "parent { code name nameEn level } " * 30 + "} }",
    "with arguments": f"{{ {D} {{ " + "boundary(crs: WGS84) " * 30 + "} }",
    "conflicting": f"{{ {D} {{ "
    + " ".join(f"children(first: {n + 1}) {{ code }}" for n in range(30))
    + " } }",
    "inline fragments": f"{{ {D} {{ " + "... { parent { code } } " * 30 + "} }",
    "inline fragments on a type": f"{{ {D} {{ " + "... on Division { parent { code } } " * 30 + "} }",
    "inline fragments in each other": f"{{ {D} {{ " + "... { " * 60 + "code" + " }" * 60 + " } }",
    "a fragment spread again and again": f"{{ {D} {{ "
    + "...A " * 200
    + "} } fragment A on Division { parent { code } }",
    "doubled fragments": f"{{ {D} {{ ...F0 }} }} {chain(60, 'code')}",
    "doubled fragments of an object": f"{{ {D} {{ ...F0 }} }} {chain(50, 'parent { code name }')}",
    "many fragments": f"{{ {D} {{ "
    + " ".join(f"...A{n}" for n in range(80))
    + " } } "
    + " ".join(f"fragment A{n} on Division {{ code name }}" for n in range(80)),
    "many fragments of objects": f"{{ {D} {{ "
    + " ".join(f"...A{n}" for n in range(30))
    + " } } "
    + " ".join(f"fragment A{n} on Division {{ parent {{ parent {{ code }} }} }}" for n in range(30)),
    "a ring": f"{{ {D} {{ ...A0 }} }} "
    + " ".join(f"fragment A{n} on Division {{ ...A{(n + 1) % 90} }}" for n in range(90)),
    "a net": f"{{ {D} {{ ...A0 }} }} "
    + " ".join(
        f"fragment A{n} on Division {{ {' '.join(f'...A{m}' for m in range(n + 1, 18))} code }}"
        for n in range(18)
    ),
    "many variables": "query A(" + " ".join(f"$v{n}: Int" for n in range(240)) + ") { eventCursor }",
    "variables used everywhere": "query A($a: Int) { " + D + " { " + "boundary(crs: $a) " * 30 + "} }",
    "many operations": " ".join(f"query A{n} {{ eventCursor }}" for n in range(190)),
    "unknown fields": "{ " + " ".join(f"unknown{n}" for n in range(900)) + " }",
    "a long list": "{ responses(systems: [" + '"x" ' * 900 + "]) { id } }",
    "a deep list": "{ responses(systems: " + "[" * 400 + "]" * 400 + ") { id } }",
    "a deep object": "{ responses(systems: " + "{a: " * 190 + "1" + "}" * 190 + ") { id } }",
    "both": f"{{ {D} {{ " + "...F0 parent { ...F0 } " * 15 + f"}} }} {chain(20, 'code parent { code }')}",
}


def answered(planner: Planner, text: str) -> list[str]:
    """Read a document; give the codes of what is wrong with it."""
    try:
        planner.question(text, None, {})
    except Refused as refused:
        return [error.code for error in refused.errors]
    return []


@pytest.mark.parametrize("name", SHAPES)
def test_no_document_is_much_work(name: str) -> None:
    """G1, G2, G6: what is hardest to measure and to validate within a thousand tokens, answered or refused."""
    planner = Planner(api)
    with working() as work:
        codes = answered(planner, SHAPES[name])
    assert len(codes) <= 5
    assert "INTERNAL_SERVER_ERROR" not in codes
    assert work.calls < WORK, f"{work.calls:,}"


def test_there_are_enough_shapes() -> None:
    assert len(SHAPES) >= 20
    assert all(len(text) <= 16_384 for text in SHAPES.values())


DEEP: dict[str, Callable[[int], str]] = {
    "fields": lambda levels: f"{{ {D} {{ {nested(levels, 'code')} }} }}",
    "inline fragments": lambda levels: "{ " + "... { " * levels + "eventCursor" + " }" * levels + " }",
    "lists": lambda levels: f"{{ responses(systems: {'[' * levels}{']' * levels}) {{ id }} }}",
    "types": lambda levels: f"query A($a: {'[' * levels}Int{']' * levels}) {{ eventCursor }}",
}


@pytest.mark.parametrize("levels", [9, 200, 5_000])
@pytest.mark.parametrize("kind", DEEP)
def test_depth_is_no_recursion(kind: str, levels: int) -> None:
    """G4: nine, two hundred, five thousand levels: refused, and never by running out of the stack."""
    if kind == "inline fragments" and levels == 9:
        return  # they are no levels
    with pytest.raises(Refused) as refused:
        Planner(api).question(DEEP[kind](levels), None, {})
    assert refused.value.errors[0].code in ("TOO_COSTLY", "GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT")


async def test_a_thousand_directives_are_a_short_line(levee: Running) -> None:
    """G7: at most five errors are told, and at most 2 kB logged."""
    before = levee.log.stat().st_size
    for text in ("{ " + "__typename " + "@a" * 1_000 + " }", "{ " + "eventCursor @skipp(if: 1) " * 9 + "}"):
        response = await levee.ask(text)
        assert code(response) in ("TOO_COSTLY", "GRAPHQL_VALIDATION_FAILED")
        assert len(response.json()["errors"]) <= 5
    assert levee.log.stat().st_size - before < 2 * 2_000


async def test_floods_are_refused_from_their_head(levee: Running) -> None:
    """G5: 1,001 tokens, a body of 10 MiB, a hundred thousand members nobody knows."""
    begun = time.monotonic()
    assert code(await levee.ask("{ " + "a " * 1_001 + "}")) == "TOO_COSTLY"
    body = b'{"query": "' + b"x" * (10 * 2**20)
    response = await levee.client.post("/graphql", content=body, headers={"content-type": JSON})
    assert response.status_code == 413
    members = {f"m{number}": number for number in range(60_000)}
    unknown = json.dumps({"query": "{ __typename }", "variables": members}).encode()
    assert len(unknown) < 2**20
    response = await levee.client.post("/graphql", content=unknown, headers={"content-type": JSON})
    assert response.json() == {"data": {"__typename": "Query"}}
    assert time.monotonic() - begun < 5
    assert (await levee.ask()).json() == NAMED


@pytest.mark.parametrize("first", [201, -1, 0, 2**31, 10**9])
async def test_no_page_is_huge(levee: Running, first: int) -> None:
    """G15: as a literal and as a variable."""
    assert code(await levee.ask(f"{{ wardens(first: {first}) {{ edges {{ cursor }} }} }}")) in (
        "BAD_USER_INPUT",
        "GRAPHQL_VALIDATION_FAILED",
    )
    text = "query A($n: Int) { wardens(first: $n) { edges { cursor } } }"
    assert code(await levee.ask(text, variables={"n": first})) == "BAD_USER_INPUT"


def test_what_is_kept_of_a_document_is_light_and_still_says_where_a_variable_stands() -> None:
    """Of the places of its parts only those are kept that can be complained of later."""
    fields = "parent { code name level } " * 20
    text = f"query ($code: DivisionCode!) {{ division(code: $code) {{ {fields} }} }}"
    document(api, text)
    gc.collect()
    tracemalloc.start()
    kept = document(api, text)
    gc.collect()
    took, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 150 * kept.size, "with all places it is some 180 bytes a character"
    with pytest.raises(Refused) as refused:
        variables(api, kept, kept.operation(None), {"code": [1]})
    assert refused.value.errors[0].told()["locations"] == [{"line": 1, "column": 8}]
