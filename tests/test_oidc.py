"""Tokens of an identity provider: one of the tests' own, on this machine, that rotates, sleeps, lies and dies."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey
from pydantic import SecretStr, ValidationError

from schema.access import Post, Role, Viewer
from schema.errors import LeveeError, Unauthenticated, Unavailable
from server import auth, jwks
from server.app import create_app
from server.auth import Identity
from server.jwks import Pace
from server.oidc import Provider, Signatures
from server.refusal import Refusal
from server.settings import Settings
from server.trust import ALGORITHMS, Oidc
from tests.asking import SECRET
from tests.conftest import Copy
from tests.lines import until
from tests.running import NAME, NAMED
from tests.screens import Here, Served, free_port, screen

AUDIENCE = "levee-test"
QUICK = Pace(refresh=600, pause=30, patience=0.5, retry=0.05, look=0.05)
KEYS: dict[str, Any] = {
    "RS256": RSAKey.generate_key(2048, {"kid": "rsa"}),
    "PS256": RSAKey.generate_key(2048, {"kid": "pss", "alg": "PS256"}),
    "ES256": ECKey.generate_key("P-256", {"kid": "ec"}),
    "EdDSA": OKPKey.generate_key("Ed25519", {"kid": "ed"}),
}
OFFICER = [{"role": "officer", "divisions": ["421000"]}]


def public(*keys: Any) -> bytes:
    return json.dumps({"keys": [key.as_dict(private=False) for key in keys]}).encode()


class Idp:
    """An identity provider on a port of its own."""

    def __init__(self) -> None:
        self.port = free_port()
        self.keys = public(*KEYS.values())
        self.mode = "good"
        self.asked: list[str] = []

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return f"{self.issuer}/keys"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            path = head.split()[1]
            self.asked.append(path)
            body = self.body(path)
            if self.mode == "slow":
                await asyncio.sleep(3)
            status = "302 Found\r\nLocation: /other" if self.mode == "elsewhere" else "200 OK"
            status = "500 Broken" if self.mode == "broken" else status
            head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            writer.write(head.encode() + body)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def body(self, path: str) -> bytes:
        if path.startswith("/.well-known"):
            issuer = "http://127.0.0.1:1" if self.mode == "liar" else self.issuer
            return json.dumps({"issuer": issuer, "jwks_uri": self.address}).encode()
        return {"garbage": b"<html>", "empty": b'{"keys": []}', "huge": b" " * 300_000}.get(
            self.mode, self.keys
        )

    def claims(self, **other: Any) -> dict[str, Any]:
        now = int(time.time())
        told = {
            "iss": self.issuer,
            "aud": AUDIENCE,
            "sub": "u-7",
            "iat": now,
            "exp": now + 600,
            "jti": f"j{now}",
        }
        return told | {"levee_posts": OFFICER} | other

    def token(self, algorithm: str = "RS256", key: Any = None, **other: Any) -> str:
        return signed(algorithm, KEYS[algorithm] if key is None else key, self.claims(**other))


def signed(algorithm: str, key: Any, claims: dict[str, Any], **header: Any) -> str:
    head = {"alg": algorithm} | ({"kid": key.kid} if key.kid else {}) | header
    return jwt.encode(
        head, claims, key, registry=Signatures(algorithms=[algorithm], strict_check_header=False)
    )


@asynccontextmanager
async def provider(idp: Idp, pace: Pace = QUICK, **settings: Any) -> AsyncIterator[Provider]:
    given = {"issuer": idp.issuer, "audience": AUDIENCE, "jwks": idp.address} | settings
    made = Provider(Oidc(**given), 30, pace)
    async with made.open():
        yield made


@pytest.fixture
async def idp() -> AsyncIterator[Idp]:
    made = Idp()
    async with await asyncio.start_server(made.answer, "127.0.0.1", made.port):
        yield made


async def admit(made: Provider, token: str) -> Identity:
    return await made.admit(token, auth.header(token))


async def refused(made: Provider, token: str) -> LeveeError:
    with pytest.raises(LeveeError) as error:
        await admit(made, token)
    return error.value


@pytest.mark.parametrize("algorithm", ALGORITHMS)
async def test_a_token_by_each_algorithm_names_its_bearer(idp: Idp, algorithm: str) -> None:
    async with provider(idp) as made:
        found = await admit(made, idp.token(algorithm, name="值班席"))
        assert found.viewer == Viewer.of("u-7", Role.OFFICER, ("421000",))
        assert (found.viewer.name, found.issuer, found.key) == ("值班席", idp.issuer, KEYS[algorithm].kid)
        assert made.jwks.good(KEYS[algorithm].kid or "")
    assert idp.asked == ["/keys"]


NOW = int(time.time())


@pytest.mark.parametrize(
    "other",
    [
        {"iss": "http://127.0.0.1:1"},
        {"aud": "another"},
        {"aud": ["another", "third"]},
        {"aud": None},
        {"exp": NOW - 60},
        {"exp": None},
        {"iat": None},
        {"iat": NOW + 3600},
        {"nbf": NOW + 3600},
        {"sub": None},
        {"sub": ""},
        {"levee_posts": [{"role": "king"}]},
        {"levee_posts": "officer"},
    ],
)
async def test_a_token_that_says_the_wrong_thing_is_refused(idp: Idp, other: dict[str, Any]) -> None:
    async with provider(idp) as made:
        assert await admit(made, idp.token(aud=["x", AUDIENCE]))
        assert isinstance(await refused(made, idp.token(**other)), Unauthenticated)


async def test_a_token_may_begin_ahead_and_ends_when_it_says(idp: Idp) -> None:
    async with provider(idp) as made:
        ends = int(time.time()) + 20
        assert (await admit(made, idp.token(exp=ends))).viewer.expires == ends
        assert isinstance(await refused(made, idp.token(exp=int(time.time()) - 1)), Unauthenticated)
        assert await admit(made, idp.token(iat=int(time.time()) + 20, nbf=int(time.time()) + 20))


def forged(header: dict[str, Any], claims: dict[str, Any], secret: bytes) -> str:
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims)]
    text = b".".join(parts)
    mark = base64.urlsafe_b64encode(hmac.digest(secret, text, hashlib.sha256)).rstrip(b"=")
    return (text + b"." + mark).decode()


async def test_a_public_key_is_never_taken_for_a_secret(idp: Idp) -> None:
    """Algorithm confusion: HS256 by the public key, in any of its forms, and no algorithm at all."""
    key = KEYS["RS256"]
    forms = [
        key.as_pem(private=False),
        key.as_der(private=False),
        json.dumps(key.as_dict(private=False)).encode(),
    ]
    async with provider(idp) as made:
        assert await admit(made, idp.token())
        for secret in (*forms, forms[0].strip(), b""):
            for algorithm in ("HS256", "HS512", "none", "RS256"):
                token = forged({"alg": algorithm, "kid": "rsa"}, idp.claims(), secret)
                assert isinstance(await refused(made, token), Unauthenticated)
    with pytest.raises(ValidationError, match="HS256: the algorithms are"):
        Oidc(issuer=idp.issuer, audience="a", algorithms="RS256,HS256")


async def test_a_key_verifies_only_by_the_algorithm_it_is_for(idp: Idp) -> None:
    async with provider(idp) as made:
        told = KEYS["PS256"].as_dict(private=True)
        assert await refused(made, signed("RS256", RSAKey.import_key(told | {"alg": "RS256"}), idp.claims()))
        assert await refused(made, signed("ES256", KEYS["ES256"], idp.claims(), kid="rsa"))
    async with provider(idp, algorithms="ES256") as made:
        assert await admit(made, idp.token("ES256"))
        assert await refused(made, idp.token("RS256"))


async def test_another_signature_or_another_text_does_not_pass(idp: Idp) -> None:
    other = RSAKey.generate_key(2048, {"kid": "rsa"})
    async with provider(idp) as made:
        assert await refused(made, idp.token(key=other))
        head, body, mark = idp.token().split(".")
        assert await refused(made, f"{head}.{idp.token(sub='admin').split('.')[1]}.{mark}")
        assert await refused(made, f"{head}.{body}.")
        for token in ("", "..", "a.b.c", "x" * 9000):
            with pytest.raises(Unauthenticated):
                await made.admit(token, {"alg": "RS256", "kid": "rsa"})


async def test_a_new_key_is_fetched_once_and_strangers_cannot_make_us_ask(idp: Idp) -> None:
    async with provider(idp) as made:
        await admit(made, idp.token())
        fresh = RSAKey.generate_key(2048, {"kid": "new"})
        idp.keys = public(fresh, *KEYS.values())
        told = await asyncio.gather(*(admit(made, idp.token(key=fresh)) for _ in range(20)))
        assert len(told) == 20
        assert len(idp.asked) == 2, "twenty who come at once are one"
        for number in range(50):
            await refused(made, forged({"alg": "RS256", "kid": f"random {number}"}, idp.claims(), b"x"))
        assert len(idp.asked) == 2, "no more than twice a minute"


@pytest.mark.parametrize("mode", ["slow", "garbage", "empty", "huge", "broken", "elsewhere"])
async def test_a_provider_that_fails_takes_no_key_away_and_holds_nobody_up(idp: Idp, mode: str) -> None:
    async with provider(idp, Pace(pause=0, patience=0.3, retry=0.05)) as made:
        await admit(made, idp.token())
        idp.mode = mode
        begun = time.monotonic()
        assert isinstance(
            await refused(made, signed("RS256", KEYS["RS256"], idp.claims(), kid="?")), Unauthenticated
        )
        assert time.monotonic() - begun < 2
        assert await admit(made, idp.token())
        assert await admit(made, idp.token("EdDSA"))


@pytest.mark.parametrize("mode", ["slow", "garbage", "empty", "huge", "broken", "elsewhere", "down"])
async def test_without_keys_nobody_comes_in_and_later_they_do(mode: str) -> None:
    """The server starts all the same; it is told that the provider cannot be reached, and tries again."""
    idp = Idp()
    idp.mode = mode
    async with AsyncExitStack() as stack:
        if mode != "down":
            await stack.enter_async_context(await asyncio.start_server(idp.answer, "127.0.0.1", idp.port))
        made = await stack.enter_async_context(provider(idp, Pace(pause=0, patience=0.3, retry=0.05)))
        assert isinstance(await refused(made, idp.token()), Unavailable)
        if mode == "down":
            await stack.enter_async_context(await asyncio.start_server(idp.answer, "127.0.0.1", idp.port))
        idp.mode = "good"
        await until(lambda: made.jwks.had)
        assert await admit(made, idp.token())


async def test_keys_that_cannot_be_fetched_for_a_day_are_good_no_more(idp: Idp) -> None:
    async with provider(idp, Pace(patience=0.3, pause=0, kept=0.5, refresh=600)) as made:
        await admit(made, idp.token())
        idp.mode = "broken"
        await asyncio.sleep(0.6)
        assert isinstance(await refused(made, idp.token()), LeveeError)


async def test_the_issuer_says_where_its_keys_are(idp: Idp) -> None:
    async with provider(idp, jwks=None) as made:
        assert await admit(made, idp.token())
        assert idp.asked == [jwks.DISCOVERY, "/keys"]
    idp.mode = "liar"
    async with provider(idp, jwks=None) as made:
        assert isinstance(await refused(made, idp.token()), Unavailable)


async def test_a_file_serves_where_there_is_no_network_and_is_read_anew(tmp_path: Path) -> None:
    idp, file = Idp(), tmp_path / "keys.json"
    file.write_bytes(idp.keys)
    async with provider(idp, jwks=str(file)) as made:
        assert await admit(made, idp.token())
        rung: list[bool] = []
        made.jwks.watchers.append(lambda: rung.append(True))
        file.write_bytes(public(KEYS["ES256"]))
        await until(lambda: bool(rung))
        assert isinstance(await refused(made, idp.token()), Unauthenticated)
        assert not made.jwks.good("rsa")
        file.write_bytes(b"nonsense")
        await asyncio.sleep(0.2)
        assert await admit(made, idp.token("ES256"))
        file.unlink()
        await asyncio.sleep(0.2)
        assert await admit(made, idp.token("ES256"))


def test_of_a_set_of_keys_only_what_checks_signatures_is_kept() -> None:
    good = KEYS["RS256"].as_dict(private=False)
    with pytest.warns(SecurityWarning):
        weak = RSAKey.generate_key(1024, {"kid": "weak"}).as_dict(private=False)
    poor: list[dict[str, Any]] = [
        weak,
        OctKey.generate_key(256, {"kid": "oct"}).as_dict(),
        good | {"kid": "enc", "use": "enc"},
        good | {"kid": "wrap", "key_ops": ["wrapKey"]},
        {"kty": "RSA", "kid": "half", "n": "AQAB"},
        {"kty": "EC", "kid": "odd", "crv": "P-256", "x": "AA", "y": "AA"},
        {"kid": "nothing"},
        good | {"kid": 7},
    ]
    assert [key.kid for key in jwks.read(json.dumps({"keys": [good, *poor]}).encode())] == ["rsa"]
    private = jwks.read(json.dumps({"keys": [KEYS["RS256"].as_dict(private=True)]}).encode())
    assert not private[0].jwk.is_private
    for text in (
        b"",
        b"[]",
        b'{"keys": 1}',
        json.dumps({"keys": poor}).encode(),
        public(KEYS["ES256"], KEYS["ES256"]),
    ):
        with pytest.raises(ValueError, match=r"."):
            jwks.read(text)


async def test_groups_stand_for_posts(idp: Idp, tmp_path: Path) -> None:
    table = tmp_path / "groups.json"
    table.write_text(
        json.dumps({"duty": OFFICER, "chiefs": [{"role": "commander", "divisions": ["421022"]}]})
    )
    async with provider(idp, groups=table) as made:
        both = await admit(made, idp.token(levee_posts=[], groups=["duty", "chiefs", "strangers"]))
        assert both.viewer.posts == (Post(Role.OFFICER, ("421000",)), Post(Role.COMMANDER, ("421022",)))
        one = await admit(made, idp.token(groups="chiefs"))
        assert [post.role for post in one.viewer.posts] == [Role.OFFICER, Role.COMMANDER]
        error = await refused(made, idp.token(levee_posts=[], groups=["strangers"]))
        assert (error.code, error.extensions["reason"]) == ("UNAUTHENTICATED", "NO_POST")
    async with provider(idp, groups=table, group_claim="roles", claim="posts", subject="upn") as made:
        found = await admit(made, idp.token(roles=["duty"], upn="someone@office"))
        assert (found.viewer.subject, found.viewer.posts) == (
            "someone@office",
            (Post(Role.OFFICER, ("421000",)),),
        )
        assert await refused(made, idp.token(roles=["duty"]))
    for text in ("[]", "{", '{"duty": [{"role": "king"}]}'):
        table.write_text(text)
        with pytest.raises(Refusal, match="LEVEE_OIDC__GROUPS"):
            Provider(Oidc(issuer=idp.issuer, audience="a", groups=table), 0)


@pytest.mark.parametrize(
    "settings",
    [
        {"issuer": "https://id.example"},
        {"issuer": "http://id.example", "audience": "a"},
        {"issuer": "https://id.example", "audience": "a", "jwks": "http://id.example/keys"},
        {"issuer": "https://id.example", "audience": "a", "algorithms": "none"},
        {"issuer": "https://id.example", "audience": "a", "secret": "x"},
    ],
)
def test_what_is_set_wrong_is_refused_at_the_start(settings: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Oidc(**settings)  # type: ignore[arg-type]


@asynccontextmanager
async def trusting(copy: Copy, idp: Idp) -> AsyncIterator[Served]:
    """A server that trusts the provider."""
    from server.listening import configuration, port

    settings = Settings(
        database_url=copy.url,
        owner_url=copy.owner_url,
        secret=SecretStr(SECRET.decode()),
        oidc=Oidc(issuer=idp.issuer, audience=AUDIENCE, jwks=idp.address),
    ).model_copy(update={"port": free_port()})
    app, ready = create_app(settings), asyncio.Event()
    with port(settings) as taken:
        server = Here(configuration(app), ready.set)
        task = asyncio.create_task(server.serve([taken]))
        await ready.wait()
        running = Served(app, server, task, settings.port, copy)
        try:
            yield running
        finally:
            await running.stop()


async def test_a_server_takes_both_its_own_tokens_and_those_of_the_provider(idp: Idp, city: Copy) -> None:
    """And ends what goes on with a token when its key is gone, or it is revoked: 4403 within 5 s (W11, W12)."""
    async with trusting(city, idp) as running, httpx.AsyncClient(base_url=running.base, timeout=30) as client:

        async def ask(token: str) -> Any:
            sent = await client.post(
                "/graphql", json={"query": NAME}, headers={"authorization": f"Bearer {token}"}
            )
            return sent.json()

        token = idp.token("ES256")
        assert await ask(auth.issue(SECRET, Role.VIEWER, ["421000"])) == NAMED
        assert await ask(token) == NAMED
        assert "not valid" in json.dumps(await ask(idp.token("ES256", iss="levee", aud="levee")))
        own_words = forged({"alg": "HS256"}, idp.claims(), SECRET)
        assert "not valid" in json.dumps(await ask(own_words)), "our secret does not sign for the provider"
        async with screen(running.address, f"Bearer {token}") as shown:
            watch = await shown.watch()
            idp.keys = public(KEYS["RS256"])
            await running.app.state.door.provider.jwks._fresh.get()
            await until(lambda: shown.closed == 4403, 5)
            with pytest.raises(EOFError):
                await watch.message()
        brief = idp.token(exp=int(time.time()) + 2)
        async with screen(running.address, f"Bearer {brief}") as shown:
            await shown.watch()
            await until(lambda: shown.closed == 4403, 6)


def test_each_setting_is_on_paper_with_its_default() -> None:
    paper = (Path(__file__).parents[1] / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in paper.splitlines() if line.startswith("| `LEVEE_OIDC__")]
    said = {row[0].strip("| `"): row[1].strip("` ") for row in rows}
    assert set(said) == {f"LEVEE_OIDC__{name.upper()}" for name in Oidc.model_fields}
    for name, made in Oidc.model_fields.items():
        if isinstance(made.default, str):
            assert said[f"LEVEE_OIDC__{name.upper()}"] == made.default
