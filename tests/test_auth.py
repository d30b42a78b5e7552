"""Tokens, the secret, and reads without a token."""

from __future__ import annotations

import base64
import json
import stat
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import OctKey
from pydantic import SecretStr

from schema.access import Role, Viewer
from schema.errors import Unauthenticated
from schema.position import derive
from server import auth
from server.refusal import Refusal
from server.secret import secret
from server.settings import Settings
from tests.asking import said, viewer

SECRET = b"a secret of the tests, long enough"
NOW = int(time.time())
GOOD = {
    "iss": "levee",
    "sub": "s",
    "iat": NOW,
    "exp": NOW + 86_400,
    "role": "viewer",
    "divisions": ["421000"],
}


def signed(claims: dict[str, Any], key: bytes = SECRET, algorithm: str = "HS256") -> str:
    return jwt.encode({"alg": algorithm}, claims, OctKey.import_key(key), algorithms=[algorithm])


def unsigned(header: dict[str, Any], claims: dict[str, Any]) -> str:
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims))
    return b".".join([*parts, b""]).decode()


@pytest.mark.parametrize("role", list(Role))
def test_a_token_names_its_bearer(role: Role) -> None:
    token = auth.issue(SECRET, role, ["421000"])
    assert viewer(SECRET, token) == Viewer.of(f"{role.value}@421000", role, ("421000",))


def test_a_name_becomes_the_subject() -> None:
    token = auth.issue(SECRET, Role.OFFICER, ["421000", "X-CQ-SQ"], name="duty desk 2", days=1)
    assert viewer(SECRET, token) == Viewer.of("duty desk 2", Role.OFFICER, ("421000", "X-CQ-SQ"))


def test_an_expired_token_says_so() -> None:
    with pytest.raises(Unauthenticated, match="expired"):
        viewer(SECRET, auth.issue(SECRET, Role.VIEWER, ["421000"], days=-1))


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "a.b.c",
        "..",
        "令牌",
        "x" * 5000,
        signed(GOOD, key=b"another secret, as long as it is"),
        signed(GOOD, algorithm="HS384"),
        unsigned({"alg": "none"}, GOOD),
        unsigned({"alg": "HS256"}, GOOD),
        signed(GOOD | {"iss": "elsewhere"}),
        signed({name: value for name, value in GOOD.items() if name != "exp"}),
        signed(GOOD | {"exp": "tomorrow"}),
        signed(GOOD | {"nbf": NOW + 3600}),
        signed(GOOD | {"role": "emperor"}),
        signed(GOOD | {"role": ["viewer"]}),
        signed(GOOD | {"sub": " "}),
        signed(GOOD | {"divisions": "421000"}),
        signed(GOOD | {"divisions": [421000]}),
        signed({name: value for name, value in GOOD.items() if name != "divisions"}),
    ],
)
def test_a_token_that_is_not_ours_is_refused(token: str) -> None:
    with pytest.raises(Unauthenticated, match="not valid"):
        viewer(SECRET, token)


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=127))
def test_no_changed_character_passes(place: int, change: int) -> None:
    token = signed(GOOD)
    place %= len(token) - 1  # the last one carries bits that base64 ignores
    forged = token[:place] + chr(ord(token[place]) ^ change) + token[place + 1 :]
    with pytest.raises(Unauthenticated):
        viewer(SECRET, forged)


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    with pytest.raises(Unauthenticated):
        viewer(SECRET, text)


def test_only_bearer_is_read_and_nothing_else_passes_for_absent() -> None:
    assert auth.bearer(None) is None
    assert auth.bearer("Bearer abc") == auth.bearer("bearer  abc ") == "abc"
    for header in ("", "Bearer", "Bearer ", "Basic abc", "abc"):
        with pytest.raises(Unauthenticated):
            auth.bearer(header)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1"])
def test_reads_are_open_from_this_machine_where_set_so(host: str) -> None:
    assert auth.loopback_open(Settings(open_reads=True), host, said({"host": "localhost"}))
    assert not auth.loopback_open(Settings(open_reads=False), host, said({}))
    for header in ("Forwarded", "X-Forwarded-For", "x-forwarded-for"):
        assert not auth.loopback_open(Settings(open_reads=True), host, said({header: "127.0.0.1"}))


@pytest.mark.parametrize("host", [None, "", "localhost", "192.168.1.4", "::2", "0.0.0.0", "::ffff:10.0.0.1"])
def test_reads_are_not_open_from_elsewhere(host: str | None) -> None:
    assert not auth.loopback_open(Settings(open_reads=True), host, said({}))


def test_the_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "new" / "levee", secret=None)
    first = secret(settings)
    assert len(first) >= 32
    assert secret(settings) == first
    assert stat.S_IMODE((settings.data / "secret").stat().st_mode) == 0o600
    assert [entry.name for entry in settings.data.iterdir()] == ["secret"]


def test_a_secret_that_others_can_read_is_refused(tmp_path: Path) -> None:
    secret(Settings(data=tmp_path, secret=None))
    (tmp_path / "secret").chmod(0o644)
    with pytest.raises(Refusal, match="read by others"):
        secret(Settings(data=tmp_path, secret=None))


def test_a_secret_behind_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("x" * 40)
    (tmp_path / "secret").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refusal, match="cannot be kept"):
        secret(Settings(data=tmp_path, secret=None))


def test_a_given_secret_needs_no_folder(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "none", secret=SecretStr(SECRET.decode()))
    assert secret(settings) == SECRET
    assert not settings.data.exists()


def test_each_purpose_has_its_own_key() -> None:
    keys = {derive(SECRET, purpose) for purpose in ("cursor", "row", "cursor")} | {SECRET}
    assert len(keys) == 3
