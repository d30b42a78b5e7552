"""How large a question may be, and what a larger one is told."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from graphql import get_introspection_query, parse
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from geo import area
from resolvers import nearby
from resolvers.connection import DEFAULT
from resolvers.document import BOUNDS, Refused, document
from resolvers.extent import Bounds, Extent, Ruler
from resolvers.plan import Planner
from resolvers.roots import api
from schema import limits
from schema.area import WIDEST
from schema.parameter import LONGEST_LIST
from server.settings import Settings
from server.trust import Oidc


def refusal(text: str, variables: dict[str, Any] | None = None, bounds: Bounds = BOUNDS) -> str:
    """Give what a refused question is told; it bears TOO_COSTLY and nothing is planned."""
    with pytest.raises(Refused) as caught:
        Planner(api, bounds).question(text, None, variables or {})
    assert [error.code for error in caught.value.errors] == ["TOO_COSTLY"]
    return str(caught.value)


def nested(levels: int) -> str:
    """A question so many levels deep."""
    inner = "parent { " * (levels - 2) + "code" + " }" * (levels - 2)
    return f'{{ division(code: "421000") {{ {inner} }} }}'


def doubled(levels: int) -> str:
    """Each fragment spreads the next one twice: 2 ** levels fields."""
    chain = "".join(f"fragment F{n} on Division {{ ...F{n + 1} ...F{n + 1} }} " for n in range(levels))
    return f'{{ division(code: "421000") {{ ...F0 }} }} {chain} fragment F{levels} on Division {{ a: code }}'


def dozens(count: int, prefix: str) -> str:
    return " ".join(f"{prefix}{n}: eventCursor" for n in range(count))


LARGEST = {
    "depth": (nested(8), nested(9), "9 levels deep"),
    "depth through fragments": (
        "{ ...A } fragment A on Query { " + nested(8)[2:-2] + " }",
        "{ ...A } fragment A on Query { " + nested(9)[2:-2] + " }",
        "9 levels deep",
    ),
    "aliases": (
        '{ division(code: "421000") { ' + " ".join(f"a{n}: code" for n in range(15)) + " } }",
        '{ division(code: "421000") { ' + " ".join(f"a{n}: code" for n in range(16)) + " } }",
        "16 aliases",
    ),
    "aliases through fragments": (
        '{ division(code: "421000") { ...A parent { ...A parent { ...A } } } } '
        "fragment A on Division { a: code b: code c: code d: code }",
        '{ division(code: "421000") { ...A parent { ...A parent { ...A parent { ...A } } } } } '
        "fragment A on Division { a: code b: code c: code d: code }",
        "16 aliases",
    ),
    "directives": (
        "{ " + "eventCursor " + " ".join("... @include(if: true) { eventCursor }" for _ in range(10)) + " }",
        "{ " + "eventCursor " + " ".join("... @include(if: true) { eventCursor }" for _ in range(11)) + " }",
        "11 directives",
    ),
    "roots": (f"{{ {dozens(10, 'a')} }}", f"{{ {dozens(11, 'a')} }}", "at most 10 root fields"),
    "repeats": (
        "{ " + "eventCursor " * 30 + "}",
        "{ " + "eventCursor " * 31 + "}",
        "31 times in one selection",
    ),
    "tokens": ("{ eventCursor " + "# " * 900 + "\n}", "{" + " eventCursor" * 1_000 + " }", "1000 tokens"),
    "characters": (
        "{ eventCursor #" + "x" * (16_384 - 17) + "\n}",
        "{ eventCursor #" + "x" * (16_384 - 16) + "\n}",
        "16,385 characters",
    ),
}


@pytest.mark.parametrize("name", LARGEST)
def test_the_largest_is_taken_and_one_more_is_not(name: str) -> None:
    allowed, refused, told = LARGEST[name]
    assert Planner(api).question(allowed, None, {})
    assert told in refusal(refused)


def test_a_mutation_changes_one_thing() -> None:
    """Of two decisions in one request the second might fail and the first stand."""
    end = 'endResponse(input: {key: "k", response: "x", effectiveAt: "2022-06-28T10:00:00+08:00", reason: "r"}) { id }'
    assert Planner(api).question(f"mutation {{ {end} }}", None, {})
    assert "at most 1 root field; this one has 2" in refusal(f"mutation {{ {end} again: {end} }}")


def test_introspection_is_counted_apart() -> None:
    """What editors ask is deeper than any question; graphql-core limits its lists."""
    assert Planner(api).question(get_introspection_query(), None, {})
    lists = "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }"
    with pytest.raises(Refused) as caught:
        document(api, lists)
    assert "introspection depth" in str(caught.value)


@pytest.mark.parametrize("levels", [10, 30, 60])
def test_doubled_fragments_are_counted_once_each(levels: int) -> None:
    begun = time.process_time()
    assert "aliases" in refusal(doubled(levels))
    assert time.process_time() - begun < 0.05


@pytest.mark.parametrize("ring", [1, 2, 10])
def test_a_ring_of_fragments_is_refused(ring: int) -> None:
    spreads = " ".join(
        f"fragment F{n} on Division {{ ... on Division {{ ...F{(n + 1) % ring} }} }}" for n in range(ring)
    )
    with pytest.raises(Refused) as caught:
        document(api, f'{{ division(code: "421000") {{ ...F0 }} }} {spreads}')
    assert caught.value.errors[0].code == "GRAPHQL_VALIDATION_FAILED"


PAGES = "query($n: Int) { divisions(first: $n) { edges { node { children { children { code } } } } } }"


def test_pages_within_pages_are_multiplied() -> None:
    """200 pages of 200 rows of 200 rows are eight million objects, whatever the rows are."""
    deep = "{ gauges(first: 200) { edges { node { readings(first: 200) { edges { node { gauge { thresholds { id } } } } } } } } }"
    assert "at most 250,000 are allowed" in refusal(deep)
    assert Planner(api).question(deep.replace("first: 200", "first: 20"), None, {})


def test_a_page_in_a_variable_counts_as_it_is_given() -> None:
    """The same document: affordable or not by the value, also when it was kept before."""
    planner = Planner(api, Bounds(objects=10_000))
    assert planner.question(PAGES, None, {"n": 50})
    with pytest.raises(Refused, match="could hold 22,401 objects"):
        planner.question(PAGES, None, {"n": 200})
    assert planner.question(PAGES, None, {"n": 50})
    assert "5,601" in refusal(PAGES, {}, Bounds(objects=5_000)), "the default page"


def test_a_size_in_one_variable_does_not_stand_for_another() -> None:
    """What a document could afford with `few` at 200 says nothing of `deep` at 200."""
    planner = Planner(api, Bounds(objects=22_000))
    text = """query($few: Int, $deep: Int) {
      few: divisions(first: $few) { edges { node { code } } }
      deep: divisions(first: $deep) { edges { node { children { children { code } } } } } }"""
    assert planner.question(text, None, {"few": 200})
    with pytest.raises(Refused, match="could hold"):
        planner.question(text, None, {"deep": 200})


SELECTION = st.recursive(
    st.sampled_from(["x", "y: x", "edges", "x @skip(if: true)"]).map(lambda one: (one,)),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["x", "z: x", "node", "..."]), st.lists(inner, min_size=1, max_size=4)),
    ),
    max_leaves=12,
)


def written(tree: Any) -> str:
    head, *rest = tree
    return f"{head} {{ {' '.join(map(written, rest[0]))} }}" if rest else str(head)


def plainly(tree: Any) -> Extent:
    """Measure a tree the long way."""
    head, *rest = tree
    inner = [plainly(one) for one in rest[0]] if rest else []
    under = Extent(
        max((one.depth for one in inner), default=0),
        sum(one.aliases for one in inner) + head.startswith(("y:", "z:")),
        sum(one.directives for one in inner) + ("@" in head),
    )
    if head not in ("...", "node", "edges"):
        under.depth += 1
    return under


@given(SELECTION, st.integers(0, 2))
def test_extent_is_that_of_the_tree(tree: Any, spreads: int) -> None:
    """Written out or through a fragment spread several times, against a count of the tree itself."""
    expected = plainly(tree)
    plain = parse(f"{{ {written(tree)} }}")
    found = Ruler(plain).of(plain.definitions[0].selection_set)  # type: ignore[attr-defined]
    assert (found.depth, found.aliases, found.directives) == (
        expected.depth,
        expected.aliases,
        expected.directives,
    )
    through = parse("{ " + "...F " * spreads + f" x }} fragment F on T {{ {written(tree)} }}")
    again = Ruler(through).of(through.definitions[0].selection_set)  # type: ignore[attr-defined]
    assert again.aliases == expected.aliases * spreads
    assert again.depth == max(1, expected.depth if spreads else 0)


GROUPS = [
    (name, made.annotation)
    for name, made in Settings.model_fields.items()
    if isinstance(made.annotation, type) and issubclass(made.annotation, BaseModel)
    if made.annotation is not Oidc  # no limits: tests/test_oidc.py
]
"""The groups of limits there are, by the first part of their variables."""


PAPER = (Path(__file__).parents[1] / "docs" / "limits.md").read_text(encoding="utf-8")
NO_LIMITS = {"port", "workers"}


def test_every_number_that_is_set_by_itself_is_on_paper() -> None:
    """Those outside the groups, with their defaults; and none that is not there."""
    told = dict(re.findall(r"^\| `LEVEE_([A-Z_]+)` \| ([\d,.]+) \| \S", PAPER, re.MULTILINE))
    single = {name: told.pop(name) for name in list(told) if "__" not in name}
    numbers = {
        name.upper(): f"{made.default:,}"
        for name, made in Settings.model_fields.items()
        if made.annotation in (int, float) and name not in NO_LIMITS
    }
    assert single == numbers


def test_what_an_argument_may_be_is_on_paper() -> None:
    """The numbers of the schema, as the code has them."""
    for said in (
        f"a page has 1 to {limits.PAGE} rows ({DEFAULT} where nothing is said, {nearby.FIRST} of what is nearby)",
        f"a radius is at most {limits.REACH / 1000:,.0f} km",
        f"a list of words has at most {LONGEST_LIST} members",
        f"an area at most {area.VERTICES:,} vertices and {area.RINGS} rings",
        f"a way by road {limits.LONGEST_DRIVE:g} minutes",
        f"a corridor {WIDEST:,.0f} m to each side",
    ):
        assert said in PAPER.replace("\n", " "), said


@pytest.mark.parametrize(("group", "kind"), GROUPS)
def test_what_is_written_is_what_is_set(group: str, kind: type[BaseModel]) -> None:
    """docs/limits.md names each limit with its default and reason."""
    rows = [
        f"| `LEVEE_{group.upper()}__{name.upper()}` | {made.default:,} | {made.description} |"
        for name, made in kind.model_fields.items()
    ]
    assert "\n".join(rows) in PAPER
    assert len(re.findall(rf"^\| `LEVEE_{group.upper()}__", PAPER, re.MULTILINE)) == len(rows), (
        "and no others"
    )
