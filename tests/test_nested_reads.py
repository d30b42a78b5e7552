"""What is hidden stays hidden by whatever path it is asked for: markers in every scope, questions by chance."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import AsyncIterator

import asyncpg
import pytest

from schema.access import COMMAND, OFFICIALS, Post, Role, Viewer
from schema.position import name
from schema.registry import NODES
from schema.storage import metadata
from server.cluster import Cluster
from tests.asking import READER, Asker, asker
from tests.conftest import Copy, copied
from tests.screens import scaled
from tests.test_decisions import start_input
from tests.test_proposals import proposed
from tests.wandering import Wanderer

HIDDEN = ("Contact", "ContactReveal", "ResponseProposal", "ProposalStep")
PLACES = ("421022", "421002", "421000", "420100")
MARK = re.compile(r"(CON|REV|PRO)_([0-9X][0-9A-Z-]*)_")
PLANT = """
INSERT INTO private.contact (warden_id, resource_id, unit_id, body_id, duty, name, phone, note, basis)
SELECT warden_id, resource_id, unit_id, body_id, 'CON_' || code || '_', '演示', '10000000000', '', 'SYNTHETIC'
  FROM (SELECT w.id AS warden_id, NULL::bigint AS resource_id, NULL::bigint AS unit_id, NULL::bigint AS body_id, d.code
          FROM warden AS w JOIN division AS d ON d.id = w.division_id
        UNION ALL SELECT NULL, r.id, NULL, NULL, d.code FROM resource AS r JOIN division AS d ON d.id = r.division_id
        UNION ALL SELECT NULL, NULL, u.id, NULL, d.code FROM member_unit AS u JOIN division AS d ON d.id = u.division_id
        UNION ALL SELECT NULL, NULL, NULL, b.id, d.code FROM command_body AS b JOIN division AS d ON d.id = b.division_id
  ) AS held;
INSERT INTO reveal (contact_id, reason, by)
SELECT c.id, 'REV_' || d.code || '_', 'x' FROM contact AS c JOIN division AS d ON d.id = c.division_id;
"""


class Planted:
    """A demo in which each contact and each look at one bears the code of its division, each proposal a mark."""

    def __init__(self, ask: Asker, ids: dict[str, list[str]], codes: list[str]) -> None:
        self.ask = ask
        self.ids = ids
        self.codes = codes
        self.below: dict[str, set[str]] = {}

    async def allowed(self, viewer: Viewer) -> dict[str, set[str]]:
        """Say by hand which marks somebody may meet: those of divisions below one of their own posts."""
        seen: dict[str, set[str]] = {"CON": set(), "REV": set(), "PRO": set()}
        for post in viewer.posts:
            for code in post.divisions:
                seen["CON"] |= self.below[code]
                seen["REV"] |= self.below[code] if post.role in COMMAND else set()
            seen["PRO"] |= {"0"} if post.role in OFFICIALS else set()
        return seen


@pytest.fixture(scope="module")
async def planted(cluster: Cluster) -> AsyncIterator[Planted]:
    async for copy in copied(cluster, "demo"):
        async with asker(copy) as ask:
            await proposed(ask, start=await start_input(ask, level="I", reason="PRO_0_"))
            yield await plant(ask, copy)


async def plant(ask: Asker, copy: Copy) -> Planted:
    connection = await asyncpg.connect(copy.superuser_url)
    await connection.execute(PLANT)
    ids: dict[str, list[str]] = {}
    for made in NODES.values():
        if made.table.metadata is metadata and not made.abstract:
            where = f"WHERE kind = '{made.kind.value}'" if made.kind else ""
            rows = await connection.fetch(
                f"SELECT id FROM {made.table.name} {where} ORDER BY id % 97, id LIMIT 40"
            )
            if rows:
                ids[made.name] = [name(made.name, row["id"]) for row in rows]
    codes = [row["code"] for row in await connection.fetch("SELECT DISTINCT code FROM division ORDER BY 1")]
    found = Planted(ask, ids, codes)
    for code in PLACES:
        rows = await connection.fetch(
            "SELECT code FROM division WHERE id IN (SELECT levee_divisions_below($1))", [code]
        )
        found.below[code] = {row["code"] for row in rows}
    await connection.close()
    assert all(found.below.values())
    return found


VIEWERS = [
    READER,
    *(Viewer.of(f"{role.value}@{place}", role, (place,)) for role, place in itertools.product(Role, PLACES)),
    *(Viewer.of(f"{role.value} again", role, ("421000",)) for role in COMMAND * 3),
    Viewer("two", (Post(Role.COMMANDER, ("421002",)), Post(Role.VIEWER, ("421022",)))),
]


@scaled(300, 3_000)
async def test_no_mark_of_another_scope_is_met_by_any_path(planted: Planted, scale: int) -> None:
    """A3: 300 questions by chance, by nested paths, as every role in every scope: no mark of others' scope."""
    wanderer = Wanderer(7, HIDDEN, planted.ids, planted.codes)
    answered, wrong = 0, []
    met: Counter[tuple[str, bool]] = Counter()
    for number in itertools.count():
        viewer = VIEWERS[number % len(VIEWERS)]
        question = wanderer.question()
        told = await planted.ask(question, None, viewer)
        if "errors" in told:
            codes = {error["extensions"]["code"] for error in told["errors"]}
            assert codes <= {"BAD_USER_INPUT", "TOO_COSTLY", "GRAPHQL_VALIDATION_FAILED", "NOT_FOUND"}, (
                question,
                told,
            )
            assert number < 10 * scale, "most of them are answered"
            continue
        answered += 1
        allowed = await planted.allowed(viewer)
        for kind, code in set(MARK.findall(json.dumps(told))):
            met[kind, code in allowed[kind]] += 1
            if code not in allowed[kind]:
                wrong.append((viewer.subject, kind, code, question))
        if answered == scale:
            break
    assert not wrong
    assert met["CON", True] > scale / 20, met
    assert met["PRO", True], met
    assert met["REV", True], met
