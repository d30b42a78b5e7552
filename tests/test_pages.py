"""Pages: whatever their size, order and direction, together they are the list, each row once."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.position import split
from tests.asking import Asker
from tests.explained import explained

TABLES = {
    "hazardSites": ("hazard_site", ("CODE", "NAME")),
    "wardens": ("warden", ("CODE",)),
    "resources": ("resource", ("CODE", "NAME")),
    "divisions": ("division", ("CODE", "NAME")),
}
"""Each connection: its table, and what it can be ordered by."""
MANY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PAGE = (
    "edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount"
)
MOST = 15
"""Pages of one walk; larger lists are walked by larger pages."""


class Listing(NamedTuple):
    """A connection in an order; all of its keys."""

    name: str
    order: tuple[str, str] | None
    keys: list[int]

    async def page(self, ask: Asker, **paging: Any) -> dict[str, Any]:
        by = f", orderBy: {{by: {self.order[0]}, direction: {self.order[1]}}}" if self.order else ""
        told = f"(first: $first, after: $after, last: $last, before: $before{by})"
        head = "query P($first: Int, $after: Cursor, $last: Int, $before: Cursor)"
        found: dict[str, Any] = (await ask.data(f"{head} {{ {self.name}{told} {{ {PAGE} }} }}", paging))[
            self.name
        ]
        return found


async def listing(ask: Asker, name: str, order: tuple[str, str] | None) -> Listing:
    """Order all rows here, in Python, by Unicode code points and identity."""
    table = TABLES[name][0]
    by = order[0].lower() if order else "id"
    rows = await ask.database.rows(f"SELECT id, {by} AS by FROM {table}", [])
    made = sorted((row["by"], row["id"]) for row in rows)
    return Listing(
        name, order, [key for _, key in (reversed(made) if order and order[1] == "DESC" else made)]
    )


def keys(page: dict[str, Any]) -> list[int]:
    return [split(edge["node"]["id"])[1] for edge in page["edges"]]


def hold(page: dict[str, Any], whole: Listing, begin: int, end: int) -> None:
    """Hold a page against what lies from `begin` to before `end`."""
    assert keys(page) == whole.keys[begin:end]
    cursors = [edge["cursor"] for edge in page["edges"]]
    assert page["pageInfo"] == {
        "hasNextPage": end < len(whole.keys),
        "hasPreviousPage": begin > 0,
        "startCursor": cursors[0] if cursors else None,
        "endCursor": cursors[-1] if cursors else None,
    }
    assert page["totalCount"] == len(whole.keys)


ORDERED = st.sampled_from(sorted(TABLES)).flatmap(
    lambda name: st.tuples(
        st.just(name),
        st.none() | st.tuples(st.sampled_from(TABLES[name][1]), st.sampled_from(("ASC", "DESC"))),
    )
)
SIZES = st.lists(st.integers(1, 200), min_size=1, max_size=4)


def sizes(whole: Listing, wanted: list[int]) -> list[int]:
    return [max(size, len(whole.keys) // MOST + 1) for size in wanted]


@MANY
@given(ordered=ORDERED, wanted=SIZES)
async def test_forward(ask: Asker, ordered: Any, wanted: list[int]) -> None:
    whole = await listing(ask, *ordered)
    begin, after, turn = 0, None, 0
    while begin < len(whole.keys):
        size = sizes(whole, wanted)[turn % len(wanted)]
        page = await whole.page(ask, first=size, after=after)
        end = min(begin + size, len(whole.keys))
        hold(page, whole, begin, end)
        begin, after, turn = end, page["pageInfo"]["endCursor"], turn + 1
    hold(await whole.page(ask, first=1, after=after), whole, begin, begin)


@MANY
@given(ordered=ORDERED, wanted=SIZES)
async def test_backward(ask: Asker, ordered: Any, wanted: list[int]) -> None:
    whole = await listing(ask, *ordered)
    end, before, turn = len(whole.keys), None, 0
    while end > 0:
        size = sizes(whole, wanted)[turn % len(wanted)]
        page = await whole.page(ask, last=size, before=before)
        begin = max(end - size, 0)
        hold(page, whole, begin, end)
        end, before, turn = begin, page["pageInfo"]["startCursor"], turn + 1
    hold(await whole.page(ask, last=1, before=before), whole, 0, 0)


@MANY
@given(ordered=ORDERED, ends=st.tuples(st.integers(0, 199), st.integers(0, 199)), size=st.integers(1, 200))
async def test_between_two_cursors(ask: Asker, ordered: Any, ends: tuple[int, int], size: int) -> None:
    """What lies between two cursors, from either side; where they cross, nothing does."""
    whole = await listing(ask, *ordered)
    cursors = [edge["cursor"] for edge in (await whole.page(ask, first=200))["edges"]]
    left, right = (end % len(cursors) for end in ends)
    between = whole.keys[left + 1 : right]
    limits = {"after": cursors[left], "before": cursors[right]}
    forward = await whole.page(ask, first=size, **limits)
    assert keys(forward) == between[:size]
    assert forward["pageInfo"]["hasNextPage"] is (len(between) > size)
    assert forward["pageInfo"]["hasPreviousPage"] is True
    backward = await whole.page(ask, last=size, **limits)
    assert keys(backward) == between[-size:]
    assert backward["pageInfo"]["hasPreviousPage"] is (len(between) > size)
    assert backward["pageInfo"]["hasNextPage"] is True


@pytest.mark.parametrize("name", TABLES)
async def test_fifty_where_nothing_is_said(ask: Asker, name: str) -> None:
    whole = await listing(ask, name, None)
    hold(await whole.page(ask), whole, 0, min(50, len(whole.keys)))
    middle = (await whole.page(ask, first=20))["pageInfo"]["endCursor"]
    hold(await whole.page(ask, after=middle), whole, 20, min(70, len(whole.keys)))


NOBODY = (
    f'{{ wardens(division: "420000", last: 3) {{ {PAGE} }} none: wardens(division: "500000") {{ {PAGE} }} }}'
)


async def test_a_page_of_nothing(ask: Asker) -> None:
    data = await ask.data(NOBODY)
    assert data["wardens"]["totalCount"] == 165
    assert data["none"] == {
        "edges": [],
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None},
        "totalCount": 0,
    }


STEPS = st.lists(
    st.tuples(
        st.integers(10, 60), st.lists(st.tuples(st.sampled_from("+-"), st.integers(0, 10**6)), max_size=3)
    ),
    min_size=1,
    max_size=4,
)
"""How large a page is, and which rows come and go after it."""


@settings(MANY, max_examples=15)
@given(steps=STEPS, backward=st.booleans(), order=st.sampled_from((None, ("CODE", "ASC"), ("CODE", "DESC"))))
async def test_stable_while_rows_come_and_go(
    own: Asker, steps: Any, backward: bool, order: tuple[str, str] | None
) -> None:
    """Whoever was there all along appears once, nobody twice, and all in order."""
    whole = await listing(own, "wardens", order)
    walked: list[int] = []
    gone: set[int] = set()
    position, turn = None, 0
    while True:
        size, changes = steps[turn % len(steps)]
        paging = {"last": size, "before": position} if backward else {"first": size, "after": position}
        page = await whole.page(own, **paging)
        walked = keys(page) + walked if backward else walked + keys(page)
        info = page["pageInfo"]
        if not info["hasPreviousPage" if backward else "hasNextPage"]:
            break
        position, turn = info["startCursor" if backward else "endCursor"], turn + 1
        gone |= await come_and_go(own, whole, changes, turn)
    stayed = [key for key in whole.keys if key not in gone]
    assert [key for key in walked if key in set(stayed)] == stayed
    assert len(set(walked)) == len(walked)
    left = (await listing(own, "wardens", order)).keys
    assert [key for key in walked if key not in gone] == [key for key in left if key in set(walked)]


async def come_and_go(own: Asker, whole: Listing, changes: Any, turn: int) -> set[int]:
    """Insert and delete rows; the row of the cursor itself may be one of them."""
    gone = set()
    for sign, number in changes:
        if sign == "+":
            code = f"W-{number:06}-{turn}-{number % 7}"
            await own.owner(
                f"INSERT INTO warden (code, role, division_id, basis) SELECT '{code}', '岗位', min(id), 'SYNTHETIC' "
                "FROM division ON CONFLICT DO NOTHING"
            )
        elif whole.keys:
            key = whole.keys[number % len(whole.keys)]
            await own.owner(f"DELETE FROM warden WHERE id = {key}")
            gone.add(key)
    return gone


async def test_the_row_of_a_cursor_may_go(own: Asker) -> None:
    whole = await listing(own, "wardens", ("CODE", "ASC"))
    cursor = (await whole.page(own, first=10))["pageInfo"]["endCursor"]
    await own.owner(f"DELETE FROM warden WHERE id = {whole.keys[9]}")
    left = await listing(own, "wardens", ("CODE", "ASC"))
    hold(await left.page(own, first=10, after=cursor), left, 9, 19)
    hold(await left.page(own, last=5, before=cursor), left, 4, 9)


NESTED = f"""query N($first: Int, $after: Cursor, $last: Int, $before: Cursor) {{
  division(code: "421000") {{ children {{
    code
    hazardSites(first: $first, after: $after, last: $last, before: $before) {{ {PAGE} }}
  }} }}
}}"""


async def nested(ask: Asker, code: str, **paging: Any) -> dict[str, Any]:
    """Page through the sites of one division among all those that are asked for."""
    children = (await ask.data(NESTED, paging))["division"]["children"]
    (found,) = (child["hazardSites"] for child in children if child["code"] == code)
    made: dict[str, Any] = found
    return made


async def inside(ask: Asker, code: str) -> Listing:
    statement = "SELECT s.id FROM hazard_site AS s JOIN division AS d ON d.id = s.division_id WHERE d.code = $1 ORDER BY s.id"
    rows = await ask.database.rows(statement, [code])
    return Listing("hazardSites", None, [row["id"] for row in rows])


@pytest.mark.parametrize("code", ["421002", "421022", "421087"])
async def test_pages_below_each_row_of_a_list(ask: Asker, code: str) -> None:
    """Each parent has its own page, both ways."""
    whole = await inside(ask, code)
    size = len(whole.keys) // 4 + 1
    assert size > 2
    begin, after = 0, None
    while begin < len(whole.keys):
        end = min(begin + size, len(whole.keys))
        page = await nested(ask, code, first=size, after=after)
        hold(page, whole, begin, end)
        begin, after = end, page["pageInfo"]["endCursor"]
    before = None
    while end > 0:
        begin = max(end - size, 0)
        page = await nested(ask, code, last=size, before=before)
        hold(page, whole, begin, end)
        end, before = begin, page["pageInfo"]["startCursor"]


async def test_the_total_is_counted_only_when_asked(ask: Asker) -> None:
    """A page of five reads a page of five: rows are touched, not time told."""
    whole = await listing(ask, "hazardSites", None)
    for fields, counted in (
        ("edges { node { code } } pageInfo { hasNextPage endCursor }", False),
        (PAGE, True),
    ):
        steps = await explained(ask, f"{{ hazardSites(first: 5) {{ {fields} }} }}", "force_custom_plan")
        touched = max(step["Actual Rows"] for step in steps if step.get("Relation Name") == "hazard_site")
        assert touched == (len(whole.keys) if counted else 6)
