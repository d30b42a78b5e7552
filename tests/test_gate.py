"""What every request passes: hosts, paths, origins, sizes, and the headers that every answer bears."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from schema.access import Role
from server import auth, origins
from server.gate import Gate
from server.settings import Settings
from tests.asking import said
from tests.running import JSON, NAMED, Running, code
from tests.screens import PROTOCOL, token

LISTED = "https://map.example.org"
PUBLIC = "https://levee.example.org"
QUESTION = json.dumps({"query": '{ division(code: "421000") { name } }'})


async def raw(levee: Running, sent: bytes, patience: float = 10.0) -> bytes:
    """Send bytes as they are; give what comes until the server closes or is silent."""
    reader, writer = await asyncio.open_connection("127.0.0.1", levee.port)
    try:
        writer.write(sent)
        async with asyncio.timeout(patience):
            head = await reader.readuntil(b"\r\n\r\n")
            length = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
            return head + (await reader.readexactly(int(length[0].split(b":")[1])) if length else b"")
    finally:
        writer.close()


def get(path: str = "/livez", *headers: str, version: str = "1.1") -> bytes:
    return "\r\n".join((f"GET {path} HTTP/{version}", *headers, "", "")).encode("latin-1")


HERE = "Host: 127.0.0.1"
MALFORMED = {
    "none": get(),
    "two": get("/livez", HERE, "Host: evil.example"),
    "empty": get("/livez", "Host:"),
    "a path in it": get("/livez", "Host: 127.0.0.1/evil"),
    "somebody at it": get("/livez", "Host: 127.0.0.1@evil.example"),
    "a question in it": get("/livez", "Host: 127.0.0.1?x"),
    "an open bracket": get("/livez", "Host: [::1"),
    "no number for a port": get("/livez", "Host: 127.0.0.1:http"),
    "a port too large": get("/livez", "Host: 127.0.0.1:65536"),
    "a blank in it": get("/livez", "Host: 127.0.0.1 evil.example"),
    "markup": get("/livez", "Host: <script>"),
    "two slashes": get("//evil.example/livez", HERE),
    "steps upwards": get("/graphiql/../livez", HERE),
    "steps upwards, escaped": get("/graphiql/%2e%2e/livez", HERE),
    "backslash": get("/livez%5c..%5cmetrics", HERE),
    "a line end": get("/livez%0d%0aSet-Cookie:x", HERE),
    "NUL": get("/livez%00", HERE),
}


@pytest.mark.parametrize("kind", MALFORMED)
async def test_a_host_or_path_that_is_not_plain_is_refused(levee: Running, kind: str) -> None:
    """D16, URL tricks: 400, and nothing behind is asked."""
    answer = await raw(levee, MALFORMED[kind])
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"evil" not in answer
    assert b"live" not in answer


async def test_a_probe_without_a_host_is_answered(levee: Running) -> None:
    """HTTP/1.0 knows no Host; balancers ask so."""
    assert b'{"live":true}' in await raw(levee, get(version="1.0"))


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("levee.example.org", 200),
        ("LEVEE.example.org.:8443", 200),
        ("a.inner.example.org", 200),
        ("inner.example.org", 400),
        ("evil.example.org", 400),
        ("levee.example.org.evil.example", 400),
        ("evil-levee.example.org", 400),
        ("localhost", 400),
    ],
)
async def test_only_names_that_are_listed(guarded: Running, host: str, status: int) -> None:
    response = await guarded.client.get("/livez", headers={"host": host})
    assert response.status_code == status
    with pytest.raises((InvalidStatus, ConnectionClosed)) as ended:
        async with connect(f"ws://127.0.0.1:{guarded.port}/graphql", additional_headers={"Host": host}):
            pass
    assert isinstance(ended.value, InvalidStatus)


async def test_a_name_that_somebody_lets_stand_for_this_machine_reads_nothing(levee: Running) -> None:
    """A page at such a name would be of the same origin as its answers: reads without a token stop there."""
    for host, answered in (
        ("evil.example", False),
        ("localhost:1", True),
        ("[::1]:80", True),
        ("wall", True),
        ("10.0.0.1", False),
    ):
        response = await levee.ask(headers={"host": host})
        assert (response.json() == NAMED) is answered, host
        assert answered or code(response) == "UNAUTHENTICATED"


def test_what_counts_as_this_machine() -> None:
    settings = Settings(open_reads=True, database_url="x")
    assert auth.loopback_open(settings, "127.0.0.1", said({}))
    assert not auth.loopback_open(settings, "127.0.0.1", said({"host": "10.0.0.1"}))
    listed = settings.model_copy(update={"trusted_hosts": ("levee.example.org",)})
    assert auth.loopback_open(listed, "127.0.0.1", said({"host": "levee.example.org"})), (
        "others do not come so far"
    )


ORIGINS = {
    "evil": ("https://evil.example", False),
    "null": ("null", False),
    "subdomain": ("https://evil.map.example.org", False),
    "port": ("https://map.example.org:8443", False),
    "scheme": ("http://map.example.org", False),
    "case": ("https://MAP.example.org", False),
    "suffix": ("https://map.example.org.evil.example", False),
    "prefix": ("https://evilmap.example.org", False),
    "path": ("https://map.example.org/", False),
    "listed": (LISTED, True),
    "the public address": (PUBLIC, True),
    "listed with a port": ("http://wall.example.org:8080", True),
}


@pytest.mark.parametrize("kind", ORIGINS)
async def test_one_list_of_origins(guarded: Running, kind: str) -> None:
    """W10: the same pages may open a socket, ask before they ask, and read answers; no others."""
    origin, listed = ORIGINS[kind]
    asked = {
        "origin": origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization",
    }
    preflight = await guarded.client.options("/graphql", headers=asked)
    assert preflight.status_code == (204 if listed else 405)
    answer = await guarded.ask(headers={"origin": origin, "authorization": token(Role.VIEWER)})
    assert answer.json() == NAMED, "no browser: the answer is held back there, by these headers"
    for response in (preflight, answer):
        assert response.headers.get("access-control-allow-origin") == (origin if listed else None)
        assert "access-control-allow-credentials" not in response.headers
        assert "Origin" in response.headers["vary"]
    assert await opens(guarded, origin=origin) is listed
    if listed:
        granted = preflight.headers["access-control-allow-headers"].split(", ")
        assert {
            "content-type",
            "authorization",
            "apollo-require-preflight",
            "x-apollo-operation-name",
        } <= set(granted)
        assert "ETag" in answer.headers["access-control-expose-headers"]


async def test_addresses_are_those_that_clients_reach(guarded: Running) -> None:
    """Past a proxy that speaks TLS, what this server is asked for is not what a page may use."""
    told = (await guarded.client.get("/")).json()
    assert (told["graphql"], told["live"]) == (f"{PUBLIC}/graphql", f"{PUBLIC}/livez")
    assert told["subscriptions"].startswith("wss://levee.example.org/graphql ")
    bearer = {"authorization": token(Role.VIEWER)}
    layer = (await guarded.client.get("/tiles/waters.json", headers=bearer)).json()
    assert layer["tiles"] == [f"{PUBLIC}/tiles/waters/{{z}}/{{x}}/{{y}}.mvt"]
    assert f'href="{PUBLIC}/cap' in (await guarded.client.get("/cap.xml?drill=true", headers=bearer)).text


@pytest.mark.parametrize("value", ["levee.example.org", "https://levee.example.org/", "https://x.org/levee"])
def test_a_public_address_is_plain(value: str) -> None:
    with pytest.raises(ValueError, match="nothing behind"):
        Settings(public_url=value)


async def opens(levee: Running, origin: str | None, **headers: str) -> bool:
    """Tell whether a socket opens."""
    try:
        async with connect(
            f"ws://127.0.0.1:{levee.port}/graphql",
            subprotocols=[PROTOCOL],
            origin=origin,  # type: ignore[arg-type]
            additional_headers=headers,
        ):
            return True
    except InvalidStatus as refused:
        if refused.response.status_code != 403:
            raise
        return False


async def test_a_cookie_is_nobody(guarded: Running) -> None:
    """W10: without an Origin there is no page; but who asks is said by `authorization` alone."""
    cookie = f"token={token().removeprefix('Bearer ')}; authorization={token()}"
    response = await guarded.ask(headers={"cookie": cookie})
    assert code(response) == "UNAUTHENTICATED"
    assert "set-cookie" not in response.headers
    async with connect(
        f"ws://127.0.0.1:{guarded.port}/graphql",
        subprotocols=[PROTOCOL],
        additional_headers={"Cookie": cookie},
    ) as socket:
        await socket.send('{"type": "connection_init"}')
        with pytest.raises(ConnectionClosed) as ended:
            await socket.recv()
    assert ended.value.rcvd is not None
    assert ended.value.rcvd.code == 4403


def test_where_none_is_listed_only_pages_of_this_server() -> None:
    here = {"host": "levee.example.org", "origin": "https://levee.example.org"}
    assert origins.allowed(here, "wss", ())
    assert not origins.allowed(here, "ws", ()), "another scheme is another origin"
    assert origins.allowed(here, "ws", ("https://levee.example.org",)), "as behind a proxy that speaks TLS"
    assert origins.sharing(said({"origin": "null"}), ()) == ()


PATHS = (
    "/",
    "/livez",
    "/graphql",
    "/graphiql",
    "/nothing",
    "/tiles/resources.json",
    "/tiles/resources/0/0/0.mvt",
    "/cap.xml",
    "/metrics",
)


@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_bears_the_headers(levee: Running, path: str) -> None:
    response = await levee.client.get(path)
    policy = response.headers.get_list("content-security-policy")
    assert len(policy) == 1, "a second one would narrow the first"
    assert "frame-ancestors 'none'" in policy[0]
    assert "script" not in policy[0]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert "server" not in response.headers
    assert "x-powered-by" not in response.headers


HUGE = 50 * 2**20
FORMS = {
    "a form": b"a=" + b"x" * 4096,
    "parts": b"".join(b"--x\r\ncontent-disposition: form-data; name=a\r\n\r\n1\r\n" for _ in range(10_000)),
}


@pytest.mark.parametrize("media", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
async def test_no_form_is_read(levee: Running, media: str) -> None:
    """D17: a form of 50 MiB, or of 10,000 parts, is refused from its head; no byte of it is kept."""
    before, begun = memory(levee), time.monotonic()
    head = f"POST /graphql HTTP/1.1\r\n{HERE}\r\ncontent-type: {media}\r\ncontent-length: {HUGE}\r\n\r\n"
    assert (await raw(levee, head.encode() + FORMS["a form"])).startswith(b"HTTP/1.1 415 ")
    response = await levee.client.post("/graphql", content=FORMS["parts"], headers={"content-type": media})
    assert response.status_code == 415
    assert time.monotonic() - begun < 1.0
    assert memory(levee) - before < 20 * 2**20


HEADS = {
    "one long header": get("/livez", HERE, "X: " + "x" * 1_000_000),
    "many headers": get("/livez", HERE, *(f"X{n}: {'x' * 90}" for n in range(10_000))),
    "a long address": get("/livez?" + "x" * 1_000_000, HERE),
    "a head without end": get("/livez", HERE, "X: " + "x" * 1_000_000)[:-4],
}


@pytest.mark.parametrize("kind", HEADS)
async def test_a_head_of_a_megabyte_is_refused(levee: Running, kind: str) -> None:
    """D17: while it comes, whether or not it ends."""
    before, begun = memory(levee), time.monotonic()
    assert (await raw(levee, HEADS[kind])).startswith(b"HTTP/1.1 400 ")
    assert time.monotonic() - begun < 1.0
    assert memory(levee) - before < 20 * 2**20
    assert (await levee.ask()).json() == NAMED


async def test_a_head_as_long_as_is_allowed_is_read(levee: Running) -> None:
    """A document of a GET stands in the address."""
    response = await levee.client.get("/graphql", params={"query": "{ __typename }" + " " * 16_000})
    assert response.json() == {"data": {"__typename": "Query"}}
    assert b'{"live":true}' in await raw(levee, get("/livez", HERE, "X: " + "x" * 65_400))


async def test_ten_thousand_ranges_are_no_work(levee: Running) -> None:
    """D17: of a file a part may be asked for, not ten thousand."""
    ranges = "bytes=" + ",".join(f"{n}-{n}" for n in range(0, 10_000, 1))
    for path in ("/graphiql/page.js", "/graphiql"):
        begun = time.monotonic()
        response = await levee.client.get(path, headers={"range": ranges[:60_000]})
        assert time.monotonic() - begun < 1.0
        assert response.status_code in (200, 416, 503)
        assert len(response.content) < 2**20


async def test_in_production_a_get_says_that_a_script_sent_it(guarded: Running) -> None:
    """What a link or a form of a foreign page can send is not answered, whoever's token it bears."""
    asked = {"params": {"query": "{ __typename }"}}
    bearer = {"authorization": token(Role.VIEWER)}
    refused = await guarded.client.get("/graphql", **asked, headers=bearer)  # type: ignore[arg-type]
    assert (refused.status_code, code(refused)) == (400, "BAD_REQUEST")
    for more in ({"apollo-require-preflight": "1"}, {"x-apollo-operation-name": "A"}, {"content-type": JSON}):
        answer = await guarded.client.get("/graphql", **asked, headers=bearer | more)  # type: ignore[arg-type]
        assert answer.json() == {"data": {"__typename": "Query"}}


async def test_in_production_there_is_no_editor(guarded: Running) -> None:
    bearer = {"authorization": token(Role.ADMINISTRATOR)}
    for path in ("/graphiql", "/graphiql/page.js"):
        assert (await guarded.client.get(path, headers=bearer)).status_code == 404
    assert "graphiql" not in (await guarded.client.get("/")).text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("allowed_origins", "map.example.org"),
        ("allowed_origins", "https://map.example.org/"),
        ("allowed_origins", "*"),
        ("allowed_origins", "null"),
        ("trusted_hosts", "levee.example.org:8000"),
        ("trusted_hosts", "*"),
        ("trusted_hosts", "https://levee.example.org"),
    ],
)
def test_a_list_that_cannot_be_meant_is_refused(name: str, value: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        Settings(**{name: value})  # type: ignore[arg-type]


def test_a_list_is_words_with_commas() -> None:
    made = Settings(allowed_origins="https://A.example, http://b.example:81")  # type: ignore[arg-type]
    assert made.allowed_origins == ("https://a.example", "http://b.example:81")


def memory(levee: Running) -> int:
    """Bytes of memory the server's process holds."""
    pages = int(Path(f"/proc/{levee.pid}/statm").read_text().split()[1])
    return pages * 4096


async def test_a_fault_outside_of_a_question_says_nothing_of_itself() -> None:
    """G12: 500 with a number that the log bears; no stack, no text of the exception."""

    async def broken(_: Request) -> Response:
        raise RuntimeError("call 13812345678")

    gated = Starlette(routes=[Route("/", broken)], middleware=[Middleware(Gate, settings=Settings())])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(gated), base_url="http://levee") as client:
        response = await client.get("/")
    assert (response.status_code, code(response)) == (500, "INTERNAL_SERVER_ERROR")
    assert "1381" not in response.text
    assert len(response.json()["errors"][0]["extensions"]["id"]) == 12
    assert response.headers["x-content-type-options"] == "nosniff"
