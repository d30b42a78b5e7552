"""Who asks sees who they are."""

from __future__ import annotations

from typing import Any

from schema.access import Post, Role, Viewer
from schema.position import name
from tests.asking import READER, Asker

VIEWER = """{ viewer { subject name session { expiresAt }
    posts { role divisions { code name } basins { code } units { code } } } }"""


async def test_who_asks_sees_their_posts_and_until_when(ask: Asker) -> None:
    basin = await ask.data(
        "query B($id: ID!) { node(id: $id) { ... on Basin { code } } }", {"id": name("Basin", 1)}
    )
    code = basin["node"]["code"]
    held = (
        Post(Role.COMMANDER, ("421022", "421000")),
        Post(Role.VIEWER, ("100000",)),
        Post(Role.HOLDER, basins=(code, "nothing"), units=("nothing",)),
    )
    shown = await ask.data(VIEWER, viewer=Viewer("desk", held, "session", 1_800_000_000, "值班席"))
    posts: list[dict[str, Any]] = shown["viewer"].pop("posts")
    assert shown["viewer"] == {
        "subject": "desk",
        "name": "值班席",
        "session": {"expiresAt": "2027-01-15T16:00:00+08:00"},
    }
    assert [post["role"] for post in posts] == ["COMMANDER", "VIEWER", "HOLDER"]
    assert [one["code"] for one in posts[0]["divisions"]] == ["421000", "421022"]
    assert posts[0]["divisions"][0]["name"] == "荆州市"
    assert (posts[2]["divisions"], posts[2]["basins"], posts[2]["units"]) == ([], [{"code": code}], [])


async def test_without_a_token_nobody_is_somebody(ask: Asker) -> None:
    assert await ask.data(VIEWER) == {
        "viewer": {"subject": READER.subject, "name": None, "session": None, "posts": []}
    }


async def test_two_of_one_role_are_shown_each_themselves(ask: Asker) -> None:
    """The plan is shared, the values are not (G19)."""
    for one in ("one", "two"):
        viewer = Viewer(one, (Post(Role.OFFICER, ("421000",)),), None, None, one.upper())
        shown = (await ask.data(VIEWER, viewer=viewer))["viewer"]
        assert (shown["subject"], shown["name"]) == (one, one.upper())
