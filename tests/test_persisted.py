"""Documents asked by their hash: Apollo's protocol over every carrier, and the mode in which only registered ones run."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect

from resolvers.document import Refused
from resolvers.roots import api
from schema.access import Role, Viewer
from server import persisted
from server.execution import Execution
from server.persisted import Documents
from server.refusal import Refusal
from server.sent import Sent
from tests.asking import SECRET, Asker, asker
from tests.conftest import Copy
from tests.running import GRAPHQL, JSON, NAME, NAMED, Running, code, running
from tests.screens import CHANGES, PROTOCOL, Screen, Watch, screen, token
from tests.test_stream import stream

UNKNOWN = sha256(b"nobody sent this").hexdigest()
OFFICER = Viewer.of("officer@421000", Role.OFFICER, ("421000",))
ADMINISTRATOR = Viewer.of("administrator@421000", Role.ADMINISTRATOR, ("421000",))


def hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def by_hash(text_or_hash: str) -> dict[str, Any]:
    """Apollo's extension."""
    found = text_or_hash if persisted.HASH.fullmatch(text_or_hash) else hashed(text_or_hash)
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": found}}}


async def test_a_document_is_sent_once_and_then_asked_by_its_hash(levee: Running) -> None:
    """As Apollo's clients do: the hash alone, not found; with its text; the hash alone."""
    text = NAME + " # sent once"
    post = levee.client.post
    for accept, status in ((JSON, 200), (GRAPHQL, 400)):
        first = await post("/graphql", json=by_hash(text), headers={"accept": accept})
        assert (first.status_code, code(first)) == (status, "PERSISTED_QUERY_NOT_FOUND")
        assert first.json()["errors"][0]["message"] == "PersistedQueryNotFound", "some clients read this"
    assert (await post("/graphql", json={"query": text, **by_hash(text)})).json() == NAMED
    assert (await post("/graphql", json=by_hash(text))).json() == NAMED
    assert (await post("/graphql", json={"documentId": f"sha256:{hashed(text)}"})).json() == NAMED
    extensions = json.dumps(by_hash(text)["extensions"])
    assert (await levee.client.get("/graphql", params={"extensions": extensions})).json() == NAMED
    assert (await levee.client.get("/graphql", params={"documentId": hashed(text)})).json() == NAMED
    line = levee.lines()[-1]
    assert line["document"] == hashed(text)[:12], "the log says the same of a document and its hash"


async def test_a_subscription_by_its_hash(levee: Running) -> None:
    """Over WebSocket and as events; an unknown hash is an error of the operation, and the socket stays open."""
    text = CHANGES + " # by hash"
    address = levee.url.replace("http", "ws") + "/graphql"
    async with screen(address) as shown:
        missed = await begun(shown, by_hash(text))
        assert (await missed.refused())["code"] == "PERSISTED_QUERY_NOT_FOUND"
        await begun(shown, {"query": text, **by_hash(text)})
        again = await begun(shown, by_hash(text))
        assert (await shown.ask("{ __typename }"))["data"] == {"__typename": "Query"}
        assert again.box.empty(), "it stands"
    answer = await levee.client.post(
        "/graphql",
        json=by_hash(text) | {"variables": {"after": "x"}},
        headers={"accept": "text/event-stream"},
    )
    assert '"code":"BAD_USER_INPUT"' in answer.text, "known: only its cursor is wrong"


async def begun(shown: Screen, payload: dict[str, Any]) -> Watch:
    """Begin an operation with this payload."""
    made = Watch(shown, str(next(shown.numbers)))
    shown.watches[made.id] = made
    await shown.send(type="subscribe", id=made.id, payload=payload)
    return made


WRONG: dict[str, dict[str, Any]] = {
    "another version": {"extensions": {"persistedQuery": {"version": 2, "sha256Hash": UNKNOWN}}},
    "no hash": {"extensions": {"persistedQuery": {"version": 1}}},
    "a short hash": {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "abc"}}},
    "capitals": {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": UNKNOWN.upper()}}},
    "a list": {"extensions": {"persistedQuery": []}},
    "an id of 0": {"documentId": 0},
    "an id of nothing": {"documentId": ""},
    "a long id": {"documentId": "x" * 257},
    "neither": {},
}


@pytest.mark.parametrize("kind", WRONG)
async def test_a_hash_that_is_not_written_well_is_no_request(levee: Running, kind: str) -> None:
    response = await levee.client.post("/graphql", json=WRONG[kind])
    assert (response.status_code, code(response)) == (400, "BAD_REQUEST")
    async with connect(f"ws://127.0.0.1:{levee.port}/graphql", subprotocols=[PROTOCOL]) as socket:
        await socket.send('{"type": "connection_init"}')
        await socket.recv()
        await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": WRONG[kind]}))
        await socket.wait_closed()
    assert socket.close_code == 4400


def test_an_altered_document_is_not_that_of_its_hash() -> None:
    documents = Documents({}, only=False, kept=10, room=10_000)
    with pytest.raises(Exception, match="not the document of that hash"):
        documents.text(NAME + " ", hashed(NAME), OFFICER)
    assert not documents.sent.values


def test_what_clients_send_is_bounded() -> None:
    documents = Documents({}, only=False, kept=100, room=50_000)
    for number in range(500):
        text = f"{{ a{number}: eventCursor }} #{'x' * 900}"
        documents.text(text, hashed(text), OFFICER)
    assert len(documents.sent.values) <= 100
    assert documents.sent.weight <= 50_000


def test_where_none_is_kept_clients_are_told() -> None:
    documents = Documents({}, only=False, kept=0, room=10_000)
    assert documents.text(NAME, hashed(NAME), OFFICER) == NAME
    with pytest.raises(Exception, match="PersistedQueryNotSupported"):
        documents.text(None, hashed(NAME), OFFICER)


REGISTERED = "query Registered { __typename }\n"


@pytest.fixture
async def strict(demo: Copy) -> AsyncIterator[tuple[Asker, Execution]]:
    """Only what is registered runs."""
    async with asker(demo) as asking:
        documents = Documents(
            {hashed(REGISTERED): REGISTERED, "wall": REGISTERED, hashed(NAME): NAME},
            only=True,
            kept=10,
            room=9_999,
        )
        yield asking, Execution(api, asking.database, SECRET, documents=documents)


async def test_only_registered_documents_run(strict: tuple[Asker, Execution]) -> None:
    """G14: an unknown hash, an altered document under a known one, free text: refused, and nothing is asked."""
    asking, execution = strict
    refused = [
        (Sent(None, document=UNKNOWN), "PERSISTED_QUERY_NOT_FOUND"),
        (Sent(None, document="ceiling"), "PERSISTED_QUERY_NOT_FOUND"),
        (Sent(NAME.replace("name", "code"), document=hashed(NAME)), "BAD_USER_INPUT"),
        (Sent(NAME.replace("name", "code")), "FORBIDDEN"),
        (Sent(NAME + " "), "FORBIDDEN"),
        (Sent(NAME + " ", document=hashed(NAME + " ")), "FORBIDDEN"),
        (Sent("mutation { __typename }"), "FORBIDDEN"),
    ]
    for sent, expected in refused:
        answer = await execution.answer(sent, OFFICER)
        assert (answer.data, answer.status) == (None, 400)
        assert [error["extensions"]["code"] for error in answer.errors] == [expected]
    assert asking.database.statements == []
    assert not execution.planner.documents.values, "nothing was even read"
    for sent in (Sent(None, document="wall"), Sent(None, document=hashed(REGISTERED)), Sent(REGISTERED)):
        assert (await execution.answer(sent, OFFICER)).data == b'{"__typename":"Query"}'
    assert json.loads((await execution.answer(Sent(None, document=hashed(NAME)), OFFICER)).body()) == NAMED
    assert ["FROM division" in one for one in asking.database.statements] == [False] * 3 + [True]


async def test_administrators_ask_freely(strict: tuple[Asker, Execution]) -> None:
    _, execution = strict
    free = Sent("{ eventCursor }")
    assert (await execution.answer(free, ADMINISTRATOR)).data
    with pytest.raises(Refused):
        execution.question(free, OFFICER)
    assert not execution.documents.sent.values


def test_documents_from_a_folder_and_from_manifests(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    (folder / "walls").mkdir(parents=True)
    (folder / "walls" / "wall.graphql").write_text(REGISTERED)
    (folder / "notes.txt").write_text("{")
    assert persisted.read(folder) == {"wall": REGISTERED, hashed(REGISTERED): REGISTERED}
    plain = tmp_path / "plain.json"
    plain.write_text(json.dumps({f"sha256:{hashed(NAME)}": NAME, "wall": REGISTERED}))
    assert persisted.read(plain)[hashed(NAME)] == NAME
    assert persisted.read(plain)["wall"] == REGISTERED
    apollo = tmp_path / "apollo.json"
    operations = [{"id": hashed(NAME), "body": NAME, "name": "N", "type": "query"}]
    apollo.write_text(json.dumps({"format": persisted.MANIFEST, "version": 1, "operations": operations}))
    assert persisted.read(apollo) == {hashed(NAME): NAME}
    assert persisted.read(None) == {}


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[]",
        '{"a": 1}',
        json.dumps({hashed("a"): "b"}),
        json.dumps({"format": persisted.MANIFEST}),
        "null",
    ],
)
def test_a_manifest_that_cannot_be_meant_is_refused(tmp_path: Path, written: str) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(written)
    with pytest.raises(Refusal) as refusal:
        persisted.read(path)
    assert "\n" not in str(refusal.value)
    with pytest.raises(Refusal):
        persisted.read(tmp_path / "nowhere")


async def test_a_server_of_registered_documents(demo: Copy, tmp_path: Path) -> None:
    """As an operator sets it; CAP asks its own documents all the same."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "name.graphql").write_text(NAME)
    settings = {"LEVEE_DOCUMENTS": str(folder), "LEVEE_REGISTERED_ONLY": "1", "LEVEE_OPEN_READS": "1"}
    async with running(demo, tmp_path, **settings) as strict:
        assert (await strict.client.post("/graphql", json={"documentId": "name"})).json() == NAMED
        assert (await strict.ask(NAME)).json() == NAMED
        assert code(await strict.ask("{ eventCursor }")) == "FORBIDDEN"
        assert (await strict.ask("{ eventCursor }")).json()["errors"][0]["extensions"][
            "reason"
        ] == "NOT_REGISTERED"
        free = await strict.ask("{ eventCursor }", headers={"authorization": token(Role.ADMINISTRATOR)})
        assert free.json()["data"]
        assert (await strict.client.get("/cap.xml")).status_code == 200
        async with screen(strict.url.replace("http", "ws") + "/graphql") as shown:
            assert (await (await shown.operate(CHANGES)).refused())["code"] == "FORBIDDEN"
        async with stream(strict.url, CHANGES) as events:
            assert await events.refused() == "FORBIDDEN"
