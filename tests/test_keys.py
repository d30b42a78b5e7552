"""The keys that sign: rotated, retired, and taken up by servers that run."""

from __future__ import annotations

import json
import stat
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import OctKey

from schema.access import Post, Role, Viewer
from schema.errors import Unauthenticated
from server import auth, keys, posts
from server.keys import FIRST, Keys
from server.refusal import Refusal
from tests.asking import SECRET

NOW = time.time()


def ring(folder: Path) -> Keys:
    return Keys(SECRET, folder / keys.FILE)


def rotate(held: Keys) -> keys.Key:
    assert held.path is not None
    return keys.rotate(held.path, held.first)


def retire(held: Keys, kid: str) -> keys.Key:
    assert held.path is not None
    return keys.retire(held.path, held.first, kid)


def headed(token: str) -> dict[str, Any]:
    return auth.header(token)


def test_without_a_file_the_secret_signs_and_names_no_key(tmp_path: Path) -> None:
    held = ring(tmp_path)
    token = auth.issue(held.ring.newest, Role.VIEWER, ["421000"])
    assert headed(token) == {"typ": "JWT", "alg": "HS256"}
    assert auth.identity(held, token).key == FIRST
    assert not (tmp_path / keys.FILE).exists()


def test_a_new_key_signs_and_the_old_ones_stay_good_until_retired(tmp_path: Path) -> None:
    held = ring(tmp_path)
    tokens = [auth.issue(held.ring.newest, Role.VIEWER, ["421000"])]
    for _ in range(2):
        made = rotate(held)
        held.look(now=True)
        assert held.ring.newest == made
        tokens.append(auth.issue(held.ring.newest, Role.VIEWER, ["421000"]))
        assert headed(tokens[-1])["kid"] == made.kid
    assert [auth.identity(held, token).key for token in tokens] == [key.kid for key in held.ring.keys]
    for number in (1, 0):
        retire(held, held.ring.keys[number].kid)
        held.look(now=True)
        with pytest.raises(Unauthenticated, match="not valid"):
            auth.identity(held, tokens[number])
    assert auth.identity(held, tokens[2]).viewer == Viewer.of("viewer@421000", Role.VIEWER, ("421000",))
    assert [key.kid for key in ring(tmp_path).ring.keys if key.retired is None] == [held.ring.newest.kid]


def test_the_file_is_for_its_owner_and_never_bears_the_secret_or_a_retired_key(tmp_path: Path) -> None:
    held = ring(tmp_path)
    old = rotate(held)
    rotate(held)
    retire(held, old.kid)
    file = tmp_path / keys.FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert SECRET.decode() not in file.read_text()
    assert old.secret.decode() not in file.read_text()
    assert repr(old.secret) not in repr(old)
    file.chmod(0o640)
    with pytest.raises(Refusal, match="chmod 600"):
        ring(tmp_path)


def test_a_changed_file_is_seen_within_seconds_by_whoever_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, rung = ring(tmp_path), []
    held.watchers.append(lambda: rung.append(held.ring.newest.kid))
    made = rotate(ring(tmp_path))
    token = auth.issue(made, Role.VIEWER, ["421000"])
    with pytest.raises(Unauthenticated):
        auth.identity(held, token)  # looked at the file less than a second ago
    later = time.monotonic() + keys.PACE
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert auth.identity(held, token).key == made.kid
    assert rung == [made.kid]


@pytest.mark.parametrize(
    "text", ["", "{}", '{"keys": []}', '{"keys": [{"kid": "a"}]}', "[1]", '{"keys": 1}', "\x00"]
)
def test_a_file_that_says_nothing_good_changes_nothing_and_is_refused_at_the_start(
    tmp_path: Path, text: str
) -> None:
    held = ring(tmp_path)
    made = rotate(held)
    held.look(now=True)
    (tmp_path / keys.FILE).write_text(text)
    held.look(now=True)
    assert held.ring.newest == made
    with pytest.raises(Refusal):
        ring(tmp_path)


def test_a_file_that_is_gone_takes_no_key_away(tmp_path: Path) -> None:
    held = ring(tmp_path)
    made = rotate(held)
    held.look(now=True)
    (tmp_path / keys.FILE).unlink()
    held.look(now=True)
    assert held.ring.newest == made


def test_the_key_that_signs_is_not_retired_and_none_is_twice(tmp_path: Path) -> None:
    held = ring(tmp_path)
    with pytest.raises(Refusal, match="key rotate"):
        retire(held, FIRST)
    rotate(held)
    retire(held, FIRST)
    with pytest.raises(Refusal, match="no good key first"):
        retire(held, FIRST)


def test_two_who_rotate_at_once_each_make_a_key(tmp_path: Path) -> None:
    held = ring(tmp_path)
    together = [threading.Thread(target=rotate, args=(held,)) for _ in range(8)]
    for one in together:
        one.start()
    for one in together:
        one.join()
    assert len(ring(tmp_path).ring.keys) == 9


def named(claims: dict[str, Any], key: keys.Key, **header: Any) -> str:
    return jwt.encode({"alg": "HS256", **header}, claims, key.jwk, algorithms=["HS256"])


GOOD = {
    "iss": "levee",
    "aud": "levee",
    "sub": "s",
    "iat": NOW,
    "nbf": NOW,
    "exp": NOW + 600,
    "posts": [{"role": "viewer"}],
}


@pytest.mark.parametrize(
    "claims",
    [
        GOOD | {"aud": "elsewhere"},
        GOOD | {"aud": ["elsewhere"]},
        GOOD | {"nbf": NOW + 3600},
        GOOD | {"iat": NOW + 3600},
        GOOD | {"exp": NOW - 1},
        GOOD | {"exp": float("nan")},
        GOOD | {"exp": True},
        GOOD | {"posts": []},
        GOOD | {"posts": [{"role": "emperor"}]},
        GOOD | {"posts": [{"role": "viewer", "divisions": "421000"}]},
        GOOD | {"posts": {"role": "viewer"}},
        GOOD | {"posts": [{"role": "viewer"}] * 51},
        GOOD | {"sub": "s" * 201},
    ],
)
def test_what_a_token_must_say(claims: dict[str, Any], tmp_path: Path) -> None:
    held = ring(tmp_path)
    assert auth.identity(held, named(GOOD, held.first)).viewer.posts == (Post(Role.VIEWER),)
    with pytest.raises(Unauthenticated):
        auth.identity(held, named(claims, held.first))


@pytest.mark.parametrize("kid", ["unknown", "", 1, None, ["first"], {}])
def test_a_key_that_is_not_on_the_ring_verifies_nothing(tmp_path: Path, kid: Any) -> None:
    """Of HS256 only the named key verifies: not another that happens to be good."""
    held = ring(tmp_path)
    rotate(held)
    held.look(now=True)
    first, second = held.ring.keys
    for key in (first, second):
        with pytest.raises(Unauthenticated):
            auth.identity(held, forged({"alg": "HS256", "kid": kid}, key))
    assert auth.identity(held, forged({"alg": "HS256", "kid": second.kid}, second)).key == second.kid
    with pytest.raises(Unauthenticated):
        auth.identity(held, forged({"alg": "HS256", "kid": second.kid}, first))


def forged(header: dict[str, Any], key: keys.Key) -> str:
    """A token with any header, signed by hand."""
    import base64
    import hashlib
    import hmac

    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, GOOD)]
    text = b".".join(parts)
    mark = base64.urlsafe_b64encode(hmac.digest(key.secret, text, hashlib.sha256)).rstrip(b"=")
    return (text + b"." + mark).decode()


def test_clocks_may_differ_by_so_much_at_the_beginning_and_never_at_the_end(tmp_path: Path) -> None:
    held = ring(tmp_path)
    early = named(GOOD | {"iat": time.time() + 20, "nbf": time.time() + 20}, held.first)
    assert auth.identity(held, early, skew=30)
    with pytest.raises(Unauthenticated):
        auth.identity(held, early, skew=10)
    with pytest.raises(Unauthenticated, match="expired"):
        auth.identity(held, named(GOOD | {"exp": time.time() - 1}, held.first), skew=30)


codes = st.lists(st.sampled_from(["421000", "421022", "X-CQ-SQ"]), max_size=3, unique=True).map(tuple)
plain = st.lists(st.from_regex(r"[A-Za-z0-9._-]{1,9}", fullmatch=True), max_size=2).map(tuple)
post = st.builds(Post, st.sampled_from(Role), codes, plain, plain)
somewhere = post.filter(lambda one: bool(one.divisions or one.basins or one.units))


@given(st.lists(post, min_size=1, max_size=5))
def test_posts_come_back_from_a_token_as_they_went_in(held: list[Post]) -> None:
    token = auth.signed(Keys(SECRET).first, auth.claims("s", held, 60, name="某人"))
    read = auth.identity(Keys(SECRET), token).viewer
    assert (read.posts, read.name) == (tuple(dict.fromkeys(held)), "某人")


@given(somewhere)
def test_posts_come_back_from_what_an_operator_writes(one: Post) -> None:
    assert posts.read(posts.written(one)) == one


@pytest.mark.parametrize(
    "text",
    [
        "",
        "officer",
        "officer@",
        "king@421000",
        "officer@荆州",
        "officer@421000/town=1",
        "officer@421000/unit=",
    ],
)
def test_a_post_that_is_none_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"[a-z]{3} .+ "):
        posts.read(text)


def test_the_short_form_stands_beside_the_list() -> None:
    claims = {
        "role": "officer",
        "divisions": ["421000"],
        "posts": [{"role": "commander", "divisions": ["421022"]}],
    }
    assert posts.claimed(claims) == (Post(Role.OFFICER, ("421000",)), Post(Role.COMMANDER, ("421022",)))


def test_a_key_that_is_made_elsewhere_does_not_pass(tmp_path: Path) -> None:
    other = OctKey.import_key(b"some other secret, long enough")
    with pytest.raises(Unauthenticated):
        auth.identity(ring(tmp_path), jwt.encode({"alg": "HS256"}, GOOD, other, algorithms=["HS256"]))
