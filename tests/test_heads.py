"""A head that was read before is not read again: nothing else may be different for it."""

from __future__ import annotations

import asyncio
import json
from itertools import pairwise

import uvicorn
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from server.admission import Admission
from server.joined import KEPT, USUAL, Heads, Protocol
from server.limits import Waits
from server.whole import Whole
from tests.running import NAMED, Running
from tests.screens import token

OTHER = {"data": {"division": {"name": "湖北省"}}}


def question(code: str = "421000", *headers: str) -> bytes:
    """One question as a client sends it again and again: only its body is another."""
    body = json.dumps({"query": f'{{ division(code: "{code}") {{ name }} }}'}).encode()
    lines = ("POST /graphql HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json", *headers)
    return "\r\n".join((*lines, f"Content-Length: {len(body)}", "", "")).encode() + body


def chunked(code: str = "421000") -> bytes:
    whole = question(code)
    head, body = whole.split(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.startswith(b"Content-Length")]
    lines.append(b"Transfer-Encoding: chunked")
    return b"\r\n".join(lines) + b"\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


REQUESTS: dict[bytes, tuple[int, object]] = {
    question(): (200, NAMED),
    question("420000"): (200, OTHER),
    question("421000", "Accept: text/html"): (406, None),
    question("421000", "Origin: https://evil.example"): (200, NAMED),
    chunked("420000"): (200, OTHER),
    b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n": (200, {"live": True}),
    question().replace(b"/graphql", b"/nothing"): (404, None),
}


async def answers(levee: Running, pieces: list[bytes], count: int) -> list[tuple[int, dict[str, str], bytes]]:
    """Send what is given piece by piece on one connection; read so many answers."""
    reader, writer = await asyncio.open_connection("127.0.0.1", levee.port)
    found = []
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0)
        async with asyncio.timeout(10):
            for _ in range(count):
                first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
                head = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
                body = await reader.readexactly(int(head["content-length"]))
                found.append((int(first.split()[1]), head, body))
    finally:
        writer.close()
    return found


async def test_an_answer_to_a_head_that_is_known_is_as_the_first(levee: Running) -> None:
    first = await answers(levee, [question()], 1)
    for _ in range(3):
        (status, head, body), *_ = await answers(levee, [question()], 1)
        assert (status, head | {"date": ""}, body) == (200, first[0][1] | {"date": ""}, first[0][2])


async def test_on_one_connection_too(levee: Running) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", levee.port)
    for code, expected in (("421000", NAMED), ("420000", OTHER)) * 3:
        writer.write(question(code))
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
        assert json.loads(await reader.readexactly(int(length.split(b":")[1]))) == expected
    writer.close()


@settings(max_examples=60, deadline=None)
@given(
    asked=st.lists(st.sampled_from(list(REQUESTS)), min_size=1, max_size=6),
    cuts=st.lists(st.integers(1, 2_000), max_size=6),
)
async def test_however_questions_are_cut_and_mixed_each_has_its_own_answer(
    levee: Running, asked: list[bytes], cuts: list[int]
) -> None:
    """W14 over HTTP: whole, in parts, several in one packet, known heads and new ones."""
    sent = b"".join(asked)
    edges = sorted({0, len(sent), *(cut for cut in cuts if cut < len(sent))})
    told = await answers(levee, [sent[a:b] for a, b in pairwise(edges)], len(asked))
    for request, (status, _, body) in zip(asked, told, strict=True):
        expected, data = REQUESTS[request]
        assert status == expected
        assert data is None or json.loads(body) == data


async def test_what_looks_like_a_question_in_a_body_is_its_body(levee: Running) -> None:
    """W14: a head is known only where one may begin."""
    await answers(levee, [question()], 1)
    head = question("421000", "Expect: 100-continue").split(b"Content-Length")[0]
    reader, writer = await asyncio.open_connection("127.0.0.1", levee.port)
    writer.write(head + b"Content-Length: %d\r\n\r\n" % len(question()))
    assert b"100 Continue" in await reader.readuntil(b"\r\n\r\n")
    writer.write(question())
    assert b" 400 " in await reader.readuntil(b"\r\n\r\n")
    writer.close()


class Wire(asyncio.Transport):
    """Keeps what is written to it."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = b""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.sent += data

    def is_closing(self) -> bool:
        return False

    def resume_reading(self) -> None:
        """Nothing is to be done."""

    pause_reading = close = resume_reading


async def test_answers_keep_the_order_of_their_questions() -> None:
    """A head that is known, while the question before it is under way, waits for its end."""
    begun: list[bytes] = []
    gate = asyncio.Semaphore(1)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        body = (await receive())["body"]
        begun.append(body)
        async with gate:
            await Whole(body, 200, "text/plain")(scope, receive, send)

    async def settled() -> None:
        for _ in range(20):
            await asyncio.sleep(0)

    config = uvicorn.Config(app, lifespan="off", log_config=None)
    config.load()
    wire, admission = Wire(), Admission(Waits(), app)
    protocol = Protocol(
        config=config, server_state=ServerState(), app_state={}, admission=admission, heads=Heads()
    )
    protocol.connection_made(wire)
    protocol.data_received(question())
    await settled()
    await gate.acquire()
    for code in ("420000", "421000"):
        protocol.data_received(question(code))
        await settled()
    assert len(begun) == 2, "the third waits"
    gate.release()
    await settled()
    assert [b"420000" in body for body in begun] == [False, True, False]
    protocol.connection_lost(None)
    assert wire.sent.index(b"420000") < wire.sent.rindex(b"421000")


async def test_another_token_is_another_head(closed: Running) -> None:
    """A1: what is known of a head is of its token alone; without one, or with a bad one, nothing is told."""
    good = f"Authorization: {token()}"
    for headers, known in (((good,), True), ((), False), ((good + "x",), False), ((good,), True)) * 2:
        ((_, _, body),) = await answers(closed, [question("421000", *headers)], 1)
        assert (json.loads(body) == NAMED) is known
        assert (b"UNAUTHENTICATED" in body) is not known


SCOPE = {"type": "http", "method": "POST", "path": "/graphql", "http_version": "1.1"}


def scope(request: bytes) -> dict[str, object]:
    lines = request.split(b"\r\n\r\n")[0].split(b"\r\n")[1:]
    return SCOPE | {"headers": [(n.lower(), v) for n, v in (line.split(b": ", 1) for line in lines)]}


def test_what_is_found_is_the_very_head_and_all_of_its_body() -> None:
    heads, whole = Heads(), question()
    heads.learn(whole, scope(whole))
    found = heads.find(whole)
    assert found is not None
    assert found[1] == whole.split(b"\r\n\r\n")[1]
    for other in (whole[:-1], whole + b"x", whole + whole, whole.replace(b"Host", b"host"), b"", whole[5:]):
        assert heads.find(other) is None, other


def test_what_does_not_say_its_length_or_says_another_is_not_kept() -> None:
    heads = Heads()
    long = question("421000", f"X-Long: {'x' * USUAL}")
    for whole in (chunked(), question() + b"x", long, question("421000", "Expect: 100-continue")):
        heads.learn(whole, scope(whole))
    assert not heads.known


def test_heads_are_kept_in_bounds() -> None:
    heads = Heads()
    for number in range(KEPT + 7):
        whole = question("421000", f"X-Number: {number}")
        heads.learn(whole, scope(whole))
    assert len(heads.known) == KEPT
    assert heads.find(question("421000", "X-Number: 0")) is None
    assert heads.find(question("421000", f"X-Number: {KEPT}")) is not None
