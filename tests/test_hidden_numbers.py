"""A telephone number leaves by its recorded look alone: over everything that is served, and by no comparison."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest
from graphql import get_named_type

from resolvers.layers import LAYERS
from resolvers.roots import api
from schema.access import Role, Viewer
from schema.position import name
from server.cluster import Cluster
from tests.asking import asker
from tests.conftest import Copy, copied
from tests.running import Running, running
from tests.screens import token
from tests.test_contacts import MARKERS, REVEAL, documents, given, marker
from tests.test_decisions import CHANGE, START, change_input
from tests.test_proposals import PROPOSE
from tests.test_response_feed import FEED
from tests.test_stream import stream

ROLES = [role for role in Role if role is not Role.HOLDER]
PLANT = """
INSERT INTO private.contact (warden_id, duty, name, phone, note, basis)
SELECT id, '演示', '演示' || $1, $1, $1, 'SYNTHETIC' FROM warden ORDER BY id OFFSET $2 % 100 LIMIT 1
"""
TILES = [(0, 0, 0), (6, 51, 26), (8, 207, 105), (10, 831, 421), (12, 3326, 1686), (14, 13305, 6746)]
"""Each over the demo's city, from afar to near."""
KEPT = """
SELECT (SELECT json_agg(a) FROM audit AS a)::text, (SELECT json_agg(e) FROM event AS e)::text,
       (SELECT json_agg(k) FROM mutation_key AS k)::text, (SELECT json_agg(r) FROM reveal AS r)::text
"""


@pytest.fixture(scope="module")
async def city(cluster: Cluster) -> AsyncIterator[Copy]:
    """A demo with 500 numbers more, each looked for everywhere."""
    async for copy in copied(cluster, "demo"):
        connection = await asyncpg.connect(copy.owner_url)
        await connection.executemany(PLANT, [(marker(number), number) for number in range(MARKERS)])
        await connection.close()
        yield copy


async def test_no_number_leaves_by_anything_that_is_served(
    city: Copy, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A12: as six roles every operation, tile of every layer, CAP, events, errors, log, record: 0 of 500 markers.

    The looks that were granted are the only answers with a number, and are as many as entries of the audit.
    """
    said: list[bytes] = []
    shown: list[str] = []
    async with running(city, tmp_path_factory.mktemp("numbers"), LEVEE_OPEN_READS="1") as levee:
        officer = {"authorization": token(Role.OFFICER)}
        async with (
            stream(levee.url, FEED) as open_,
            stream(levee.url, FEED, authorization=token(Role.COMMANDER)) as commanding,
        ):
            response = await decided(levee, officer, said)
            for events in (open_, commanding):
                said += [json.dumps(await events.event()).encode() for _ in range(3)]
        for role in ROLES:
            headers = {"authorization": token(role)}
            said += [one async for one in served(levee, headers, response)]
            shown += [one async for one in looks(levee, role, said)]
        for document in documents():
            said.append((await levee.ask(document, headers={"authorization": token(Role.COMMANDER)})).content)
        said.append(levee.log.read_bytes())
    connection = await asyncpg.connect(city.superuser_url)
    said += [(text or "").encode() for text in await connection.fetchrow(KEPT) or ()]
    entries = await connection.fetchval("SELECT sum(times) FROM audit WHERE kind = 'REVEAL'")
    reveals = await connection.fetchval("SELECT count(*) FROM reveal")
    await connection.close()
    whole = b"\n".join(said)
    assert b"107****" in whole, "they were there to be seen, masked"
    assert not [one for one in map(marker, range(MARKERS)) if one.encode() in whole]
    assert len(shown) == entries == reveals == 3 * 5, "officer, commander, administrator, five each"


async def decided(levee: Running, headers: dict[str, str], said: list[bytes]) -> str:
    """Start a response, change it, propose more; give its ID."""
    find = '{ plans(filter: {systems: ["flood"]}) { edges { node { id } } } }'
    plan = (await levee.ask(find)).json()["data"]["plans"]["edges"][0]["node"]["id"]
    start = {
        "key": "s",
        "plan": plan,
        "division": "421022",
        "level": "IV",
        "effectiveAt": "2026-07-01T08:00:00+08:00",
        "reason": "heavy rain",
    }
    asked = await levee.ask(START, headers=headers, variables={"i": start})
    response: str = asked.json()["data"]["startResponse"]["response"]["id"]
    raised = {"i": change_input(response, level="III", key="c")}
    severe = {"i": {"decision": {"change": change_input(response, level="I", key="p")}}}
    said.append(asked.content)
    for text, variables in ((CHANGE, raised), (PROPOSE, severe)):
        answer = await levee.ask(text, headers=headers, variables=variables)
        assert "errors" not in answer.json(), answer.text
        said.append(answer.content)
    return response


async def served(levee: Running, headers: dict[str, str], response: str) -> AsyncIterator[bytes]:
    """Fetch what is served beside questions: tiles, what tells of them, CAP, numbers; and what is refused."""
    client = levee.client
    paths = [f"/tiles/{layer}/{z}/{x}/{y}.mvt" for layer in LAYERS for z, x, y in TILES]
    drawn = 0
    for path in [*paths, *(f"/tiles/{layer}.json" for layer in LAYERS), "/cap.xml", "/metrics", "/"]:
        answer = await client.get(path, headers=headers)
        assert answer.status_code in (200, 204), (path, answer.text)
        drawn += path.endswith(".mvt") and len(answer.content) > 0
        yield answer.content
    assert drawn > len(LAYERS), "there was something to be drawn"
    asked = "query R($id: ID!) { node(id: $id) { ... on Response { transitions { id } } } }"
    found = (await levee.ask(asked, headers=headers, variables={"id": response})).json()
    for transition in found["data"]["node"]["transitions"]:
        answer = await client.get(f"/cap/{transition['id']}.xml", headers=headers)
        assert answer.status_code == 200
        yield answer.content
    for wrong in refused(name("Contact", 2**40)):
        answer = await levee.ask(wrong, headers=headers)
        assert answer.json().get("errors"), wrong
        yield answer.content


def refused(contact: str) -> Iterator[str]:
    """Make questions and mutations that are wrong, about contacts and about what leads to them."""
    yield "{ contacts(orderBy: {by: phone, direction: ASC}) { totalCount } }"
    yield '{ contacts(filter: {phone: "1077"}) { totalCount } }'
    yield '{ contacts(after: "1077") { edges { cursor } } }'
    yield f'{{ node(id: "{contact}") {{ ... on Contact {{ number }} }} }}'
    yield f'{{ node(id: "{contact}x") {{ id }} }}'
    assert api.mutation_type is not None
    for mutation, field in api.mutation_type.fields.items():
        if "input" in field.args:
            values = " ".join(
                f'{key}: "{contact}"' for key in get_named_type(field.args["input"].type).fields
            )
            yield f"mutation {{ {mutation}(input: {{{values}}}) {{ __typename }} }}"


async def looks(levee: Running, role: Role, said: list[bytes]) -> AsyncIterator[str]:
    """Look at five contacts in clear; a look that is granted shows its number and no other."""
    headers = {"authorization": token(role)}
    listed = "{ contacts(last: 5) { edges { node { id phone } } } }"
    found = (await levee.ask(listed, headers=headers)).json()["data"]["contacts"]["edges"]
    assert len(found) == 5
    for edge in found:
        asked = given(edge["node"]["id"], key=f"{role.value} {edge['node']['id']}")
        answer = await levee.ask(REVEAL, headers=headers, variables=asked)
        if "errors" in answer.json():
            said.append(answer.content)
            continue
        told = answer.json()["data"]["revealContact"]
        assert [one for one in map(marker, range(MARKERS)) if one in answer.text] == [told["phone"]]
        yield told["phone"]


async def test_no_filter_order_or_count_tells_two_numbers_apart(cluster: Cluster) -> None:
    """A4: a number is bisected by every filter, order, count and search that the schema has: answers are equal."""
    commander = Viewer.of("commander", Role.COMMANDER, ("421000",))
    async for copy in copied(cluster, "demo"):
        async with asker(copy) as ask:
            answers = []
            for phone in ("10770003555", "10779993555"):
                owner = await asyncpg.connect(copy.superuser_url)
                await owner.execute("UPDATE private.contact SET phone = $1, name = '演示' || $1", phone)
                await owner.close()
                answers.append([await ask(text, None, commander) for text in oracles()])
            first, second = answers
            assert first == second
            told = [one for one in first if "errors" not in one]
            assert len(told) > 150
            masked = await ask.data("{ contacts { edges { node { phone name } } } }", None, commander)
            assert {edge["node"]["phone"] for edge in masked["contacts"]["edges"]} == {"107****3555"}


CALM = "UPDATE private.contact SET duty = '演示', name = '演示', phone = '10000000000', note = ''"
POISON = """
UPDATE private.contact SET duty = '-1e999 \\ %_ [(' || repeat('演', 3000), name = 'NaN''"' || chr(1), phone = '13999999999',
                           note = '{"a": [' || chr(9)
"""
"""What makes a cast, a pattern, a number or JSON fail, if anything were worked out of it."""
HELD = "... on Depot { contacts { phone name duty } }"
RAISING = [
    '{ contacts(division: "999999") { totalCount } }',
    '{ contacts(division: "421022", first: 0) { edges { node { id } } } }',
    '{ contacts(after: "AAAA") { edges { node { id } } } }',
    "{ contacts(last: 201) { edges { node { phone } } } }",
    "{ contacts(first: 5, orderBy: {by: DUTY, direction: ASC}) { totalCount edges { node { name } } } }",
    "{ contacts(first: 5, orderBy: {by: DUTY, direction: DESC}) { edges { cursor node { name } } } }",
    "{ wardens(first: 200) { edges { node { contacts { phone duty } } } } }",
    f'{{ resources(filter: {{text: "1/0", division: "421022"}}) {{ edges {{ node {{ {HELD} }} }} }} }}',
    f"{{ nearbyResources(near: {{lon: 112.24, lat: 30.33}}, within: 1e308) {{ resource {{ {HELD} }} }} }}",
    f"{{ nearbyResources(near: {{lon: 112.9, lat: 29.82}}, within: 60000) {{ resource {{ {HELD} }} }} }}",
    '{ search(text: "-1e999 NaN 1/0 [(", first: 50) { __typename } }',
    f'{{ node(id: "{name("Contact", 2**63 - 1)}") {{ id }} }}',
    f'{{ node(id: "{name("Contact", 1)}") {{ ... on Contact {{ phone name duty }} }} }}',
    f'{{ why(type: Contact, id: "{name("Contact", 1)}", action: REVEAL_CONTACT) {{ allowed code reason }} }}',
    "{ commandBodies(first: 200) { edges { node { contacts { phone } } } } }",
]


async def test_no_filter_fails_by_what_somebody_else_keeps(cluster: Cluster) -> None:
    """A5: filters that are wrong, or would make a hidden row fail, answer a neighbour alike whatever it holds."""
    neighbour, own = (Viewer.of(code, Role.COMMANDER, (code,)) for code in ("420500", "421000"))
    async for copy in copied(cluster, "demo"):
        async with asker(copy) as ask:
            answers, theirs = [], []
            for statement in (CALM, POISON):
                owner = await asyncpg.connect(copy.superuser_url)
                await owner.execute(statement)
                await owner.close()
                answers.append([await ask(text, None, neighbour) for text in RAISING])
                theirs.append([await ask(text, None, own) for text in RAISING])
            calm, poison = answers
    assert calm == poison
    assert theirs[0] != theirs[1], "whoever may see them sees the difference"
    codes = {one["errors"][0]["extensions"]["code"] for one in calm if "errors" in one}
    assert codes <= {"BAD_USER_INPUT", "NOT_FOUND"}, "none fails inside"
    assert len([one for one in calm if "errors" not in one]) >= 8


def oracles() -> Iterator[str]:
    """Make a question of each order, filter, search and count, with halves of the number where text is taken."""
    assert api.query_type is not None
    guesses = ("1077", "10770", "10779", "10770003555", "10779993555", "0003", "演示0", "演示9")
    for name_, field in api.query_type.fields.items():
        needs = "near: {lon: 112.24, lat: 30.33}, " if "near" in field.args else ""
        shape = (
            "{ totalCount edges { cursor node { __typename } } }"
            if "orderBy" in field.args
            else "{ __typename }"
        )
        if "orderBy" in field.args:
            by = get_named_type(get_named_type(field.args["orderBy"].type).fields["by"].type)
            for value in by.values:
                for way in ("ASC", "DESC"):
                    yield f"{{ {name_}(first: 100, orderBy: {{by: {value}, direction: {way}}}) {shape} }}"
        if "filter" in field.args:
            for key, one in get_named_type(field.args["filter"].type).fields.items():
                type_ = str(one.type)
                if type_ in ("String", "[String!]"):
                    yield from (
                        f'{{ {name_}({needs}filter: {{{key}: "{guess}"}}) {shape} }}' for guess in guesses
                    )
    kinds = "{ __typename }"
    yield from (f'{{ search(text: "{guess}", first: 50) {kinds} }}' for guess in guesses)
    yield from (f'{{ contacts(division: "{code}") {{ totalCount }} }}' for code in ("421000", "421022"))
