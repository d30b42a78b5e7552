"""What schemathesis is told of Levee: its scalars, and that a fault may hide in an answer of 200."""

import schemathesis
from graphql import parse_value
from hypothesis import strategies as st
from hypothesis_graphql import nodes

LONGEST = 5.0  # seconds for an answer
LEAKS = ("asyncpg", "SELECT ", "Traceback", "sqlstate", "/server/", "/resolvers/")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SCALARS = {
    "DateTime": ["2022-06-28T10:00:00+08:00", "2026-07-01T00:00:00Z", "0001-01-01T00:00:00Z", "tomorrow"],
    "Date": ["2022-06-28", "9999-12-31", "2026-02-30"],
    "DivisionCode": ["421000", "421022", "420000", "999999", "421022100", "X-JZ-KFQ"],
    "Cursor": ["", "bm90aGluZw"],
}
for name, words in SCALARS.items():
    schemathesis.graphql.scalar(name, (st.sampled_from(words) | TEXT).map(nodes.String))
POINT = parse_value('{type: "Point", coordinates: [112.2, 30.3]}')
schemathesis.graphql.scalar("GeoJSON", st.just(POINT) | TEXT.map(nodes.String))


@schemathesis.check
def no_fault(ctx, response, case):  # type: ignore[no-untyped-def]  # noqa: ARG001, D103
    assert response.status_code < 500
    assert not [leak for leak in LEAKS if leak in response.text and leak not in str(case.body)]
    assert "INTERNAL_SERVER_ERROR" not in response.text
    assert response.elapsed < LONGEST
