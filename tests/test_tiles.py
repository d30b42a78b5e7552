"""The map: what a tile shows, that nothing is lost in it, and that it is never older than the data."""

from __future__ import annotations

import asyncio
import math
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from geo.crs import Crs
from geo.datum import from_wgs84
from geo.tiles import MARGIN, POLE, Tile, TileError, cell
from resolvers import tiles
from resolvers.layers import LAYERS
from resolvers.transaction import Transaction
from schema import tables
from schema.access import Access, Role, Viewer, within
from schema.vocabulary import EventKind
from server.app import create_app
from server.auth import issue
from server.database import session
from server.settings import Settings
from tests.asking import OFFICER, READER, SECRET, Asker, Counted
from tests.conftest import Copy
from tests.vectors import Feature, features

MVT = "application/vnd.mapbox-vector-tile"
WORLD = "0/0/0"


class Map:
    """A running application, asked for tiles."""

    def __init__(self, client: httpx.AsyncClient, app: Any) -> None:
        self.client = client
        self.app = app

    async def get(self, path: str, **more: Any) -> httpx.Response:
        return await self.client.get(f"/tiles/{path}", **more)

    async def features(self, layer: str, tile: str, **query: str) -> list[Feature]:
        answer = await self.get(f"{layer}/{tile}.mvt", params=query)
        assert answer.status_code in (200, 204), answer.text
        return features(answer.content, layer)


@asynccontextmanager
async def mapped(copy: Copy, *, host: str = "127.0.0.1", **more: Any) -> AsyncIterator[Map]:
    settings = Settings(database_url=copy.url, open_reads=True, secret=SecretStr(SECRET.decode()), **more)
    app = create_app(settings)
    transport = httpx.ASGITransport(app, client=(host, 1))
    client = httpx.AsyncClient(transport=transport, base_url="http://map")
    async with app.router.lifespan_context(app), client:
        yield Map(client, app)


@pytest.fixture(scope="module")
async def shown(demo: Copy) -> AsyncIterator[Map]:
    """The map of the demo."""
    async with mapped(demo) as running:
        yield running


@pytest.fixture
async def edited(own: Asker) -> AsyncIterator[Map]:
    """The map of a demo that this test may change."""
    async with mapped(own.copy) as running:
        yield running


places = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
TILES = st.integers(0, 22).flatmap(
    lambda z: st.builds(Tile, st.just(z), st.integers(0, 2**z - 1), st.integers(0, 2**z - 1))
)


@given(places, st.integers(0, 22))
def test_a_place_lies_in_exactly_one_tile(place: tuple[float, float], zoom: int) -> None:
    found = cell(*place)
    free = 2 * (24 - zoom)
    x = y = 0
    for bit in range(24):
        x |= (found >> 2 * bit & 1) << bit
        y |= (found >> 2 * bit + 1 & 1) << bit
    tile = Tile(zoom, x >> (24 - zoom), y >> (24 - zoom))
    low, high = tile.cells
    assert low <= found <= high
    assert high - low == (1 << free) - 1
    west, south, east, north = tile.bounds()
    lat = max(-POLE, min(POLE, place[1]))
    assert west - 1e-9 <= place[0] <= east + 1e-9
    assert south - 1e-9 <= lat <= north + 1e-9


@given(st.floats(73, 135), st.floats(18, 53), st.sampled_from([Crs.GCJ02, Crs.BD09]), st.integers(0, 20))
def test_whatever_moves_into_a_tile_is_looked_for(lon: float, lat: float, crs: Crs, zoom: int) -> None:
    moved = from_wgs84(lon, lat, crs)
    assert max(abs(moved[0] - lon), abs(moved[1] - lat)) < MARGIN
    low, _ = Tile(zoom, *_at(*moved, zoom)).cells
    spans = Tile(zoom, *_at(*moved, zoom)).around()
    assert any(first <= cell(lon, lat) <= last for first, last in spans)
    assert low >= 0


def _at(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    x, y = int((lon + 180) / 360 * 2**zoom), 0
    while not Tile(zoom, x, y).cells[0] <= cell(lon, lat) <= Tile(zoom, x, y).cells[1]:
        y = _row(zoom, lat) if y == 0 and _row(zoom, lat) else y + 1
    return x, y


def _row(zoom: int, lat: float) -> int:
    return int((0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)) * 2**zoom)


async def test_the_grid_in_sql_is_the_grid_in_python(connection: asyncpg.Connection[Any]) -> None:
    chosen = [(0.0, 0.0), (-180.0, 90.0), (180.0, -90.0), (179.999999, POLE), (112.5, 30.0)]
    chosen += [(math.sin(n) * 180, math.cos(n * 7) * 89) for n in range(500)]
    found = await connection.fetch(
        "SELECT levee_cell(ST_Point(lon, lat)) AS cell FROM unnest($1::float8[], $2::float8[]) AS p(lon, lat)",
        [lon for lon, _ in chosen],
        [lat for _, lat in chosen],
    )
    assert [row["cell"] for row in found] == [cell(*place) for place in chosen]


IMPOSSIBLE = [
    "23/0/0", "-1/0/0", "1/2/0", "1/0/2", "0/0/1", "a/0/0", "1.5/0/0", "3/8/0", "22/4194304/0",
    "99999999999/0/0", "1/0/-0", "1/%2B1/0", "1/1e0/0", "1/ 1/0", "١/0/0",
]  # fmt: skip


@pytest.mark.parametrize("suffix", ["mvt", "pbf"])
@pytest.mark.parametrize("tile", IMPOSSIBLE)
async def test_an_impossible_tile_is_refused_in_one_line(shown: Map, tile: str, suffix: str) -> None:
    answer = await shown.get(f"resources/{tile}.{suffix}")
    assert answer.status_code == 400
    assert answer.text.count("\n") == 1
    assert answer.text.split(" is ")[0] in ("z", "x", "y")


def test_what_is_no_tile_is_said_with_what_is_allowed() -> None:
    with pytest.raises(TileError, match="x is at most 7 at zoom 3, and is 8"):
        Tile.read("3", "8", "0")


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("rivers/0/0/0.mvt", 404, "divisions"),
        ("rivers.json", 404, "divisions"),
        ("waters/0/0/0.mvt?crs=mars", 400, "GCJ02"),
        ("waters.json?crs=mars", 400, "GCJ02"),
        ("divisions/0/0/0.mvt?at=yesterday", 400, "RFC 3339"),
        ("divisions/0/0/0.mvt?at=2022-02-30T00:00:00Z", 400, "calendar"),
    ],
)
async def test_what_is_not_there_is_said_in_one_line(shown: Map, path: str, status: int, word: str) -> None:
    answer = await shown.get(path)
    assert (answer.status_code, answer.text.count("\n")) == (status, 1)
    assert word in answer.text


@pytest.mark.parametrize("layer", LAYERS)
async def test_a_tile_is_what_it_says(shown: Map, layer: str) -> None:
    answer = await shown.get(f"{layer}/6/52/26.mvt")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == MVT
    assert answer.headers["cache-control"] == "no-cache"
    shown.app.state.tiles.shelf.tiles.clear()
    assert (await shown.get(f"{layer}/6/52/26.pbf")).content == answer.content
    found = features(answer.content, layer)
    assert None not in {one.id for one in found}
    assert len({one.id for one in found}) == len(found)
    told = (await shown.get(f"{layer}.json")).json()
    fields = told["vector_layers"][0]["fields"]
    kinds = {str: "String", int: "Number", float: "Number", bool: "Boolean"}
    for one in found:
        for key, value in one.properties.items():
            assert fields[key].startswith(kinds[type(value)]), key


@pytest.mark.parametrize("layer", LAYERS)
async def test_an_empty_tile_is_204(shown: Map, layer: str) -> None:
    answer = await shown.get(f"{layer}/6/0/0.mvt")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["etag"]


@pytest.mark.parametrize("layer", LAYERS)
async def test_a_layer_describes_itself(shown: Map, layer: str) -> None:
    told = (await shown.get(f"{layer}.json", params={"crs": "gcj02"})).json()
    assert told["tilejson"] == "3.0.0"
    assert told["tiles"] == [f"http://map/tiles/{layer}/{{z}}/{{x}}/{{y}}.mvt?crs=gcj02"]
    assert told["vector_layers"][0]["id"] == layer
    assert 0 == told["minzoom"] < told["maxzoom"] <= 22
    west, south, east, north = told["bounds"]
    assert -180 <= west < east <= 180
    assert -90 < south < north < 90
    assert "Natural Earth" in told["attribution"]


async def tiles_with_something(shown: Map, layer: str, zoom: int, **query: str) -> list[list[Feature]]:
    """The features of every tile of a zoom that has any; below an empty tile all are empty."""
    open_ = [(0, 0, 0)]
    for z in range(zoom + 1):
        found = []
        for _, x, y in open_:
            inside = await shown.features(layer, f"{z}/{x}/{y}", **query)
            if inside:
                found.append(((z, x, y), inside))
        if z == zoom:
            return [inside for _, inside in found]
        open_ = [(z + 1, 2 * x + i, 2 * y + j) for (_, x, y), _ in found for i in (0, 1) for j in (0, 1)]
    return []


ROWS = {
    "hazard-sites": "SELECT count(*) FROM hazard_site",
    "resources": "SELECT count(location) FROM resource",
    "gauges": "SELECT count(location) FROM gauge",
    "waters": "SELECT count(*) FROM water",
    "divisions": "SELECT count(*) FROM division WHERE boundary IS NOT NULL AND level = 'COUNTY'",
}


@pytest.mark.parametrize("crs", ["wgs84", "gcj02", "bd09"])
@pytest.mark.parametrize("zoom", [0, 3, 5, 7, 8])
@pytest.mark.parametrize("layer", ROWS)
async def test_nothing_disappears_without_being_counted(
    shown: Map, ask: Asker, layer: str, zoom: int, crs: str
) -> None:
    found = [one for tile in await tiles_with_something(shown, layer, zoom, crs=crs) for one in tile]
    dots = [one for one in found if one.kind == "Point"]
    shapes = {one.id: one for one in found if one.kind != "Point"}
    assert len({one.id for one in dots}) == len(dots), "a point lies in one tile"
    ((rows,),) = await ask.database.rows(ROWS[layer], [])
    assert sum(one.properties["count"] for one in (*dots, *shapes.values())) == rows


async def test_quantities_are_summed_up(shown: Map, ask: Asker) -> None:
    ((bags, capacity),) = await ask.database.rows(
        "SELECT (SELECT sum(quantity - reserved) FROM stock JOIN supply_item i ON i.id = item_id "
        "WHERE i.code = 'bags'), (SELECT sum(capacity) FROM resource WHERE location IS NOT NULL)",
        [],
    )
    for zoom in (0, 4, 8):
        found = [one for tile in await tiles_with_something(shown, "resources", zoom) for one in tile]
        assert sum(one.properties.get("stock_bags", 0) for one in found) == bags
        assert sum(one.properties.get("capacity", 0) for one in found) == capacity


SITES = """
INSERT INTO hazard_site (code, kind, name, division_id, geometry, basis)
SELECT 'T-' || row_number() OVER (), 'test', '测试', (SELECT min(id) FROM division),
       ST_SetSRID(ST_MakePoint(lon, lat), 4326), 'SYNTHETIC'
  FROM unnest($1::float8[], $2::float8[]) AS place(lon, lat)
"""


@pytest.mark.parametrize("crs", ["wgs84", "gcj02", "bd09"])
async def test_places_on_borders_and_beyond_the_square_are_counted_once(
    edited: Map, own: Asker, crs: str
) -> None:
    edges = [-180.0, -90.0, 0.0, 90.0, 112.5, 180.0]
    lats = [-90.0, -POLE, 0.0, 66.51326044311186, POLE, 90.0]
    chosen = [(lon, lat) for lon in edges for lat in lats] * 2
    connection = await asyncpg.connect(own.copy.owner_url)
    await connection.execute("TRUNCATE hazard_site CASCADE")
    await connection.execute(SITES, [lon for lon, _ in chosen], [lat for _, lat in chosen])
    await connection.close()
    for zoom in (0, 1, 2, 5):
        tiles = await tiles_with_something(edited, "hazard-sites", zoom, crs=crs)
        assert sum(one.properties["count"] for tile in tiles for one in tile) == len(chosen)


@pytest.mark.parametrize("crs", [Crs.GCJ02, Crs.BD09])
async def test_a_place_is_drawn_where_the_system_says(shown: Map, ask: Asker, crs: Crs) -> None:
    rows = await ask.database.rows(
        "SELECT id, ST_X(location::geometry) AS lon, ST_Y(location::geometry) AS lat FROM gauge "
        "WHERE location IS NOT NULL",
        [],
    )
    for row in rows:
        x, y = _at(*from_wgs84(row["lon"], row["lat"], crs), 14)
        ((one,),) = [await shown.features("gauges", f"14/{x}/{y}", crs=crs.value.lower())]
        lon, lat = from_wgs84(row["lon"], row["lat"], crs)
        across = (lon + 180) / 360 * 2**14 - x
        down = (0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)) * 2**14 - y
        assert one.id == row["id"]
        assert one.parts == [[(math.floor(across * 4096), math.floor(down * 4096))]]


async def levels(shown: Map, key: str, **query: str) -> dict[str, Any]:
    """What the county tile of Jingzhou says, by code."""
    found = await shown.features("divisions", "8/208/105", **query)
    return {one.properties["code"]: one.properties.get(key) for one in found}


@pytest.mark.parametrize(
    ("at", "level"),
    [
        ("2022-06-26T13:59:59+08:00", None),
        ("2022-06-26T14:00:00+08:00", "IV"),
        ("2022-06-26T06:00:00Z", "IV"),
        ("2022-06-26T05:59:59Z", None),
        ("2022-06-28T09:59:59+08:00", "IV"),
        ("2022-06-28T10:00:00+08:00", None),
        ("2022-06-28T02:00:00Z", None),
    ],
)
async def test_the_map_is_coloured_as_it_was_at_that_moment(shown: Map, at: str, level: str | None) -> None:
    found = await levels(shown, "level_flood", at=at)
    assert found["421083"] == level
    assert found["429004"] is None


async def test_a_plus_sign_may_come_as_a_blank(shown: Map) -> None:
    answer = await shown.get("divisions/6/52/26.mvt?at=2022-06-26T14:00:00+08:00")
    found = {one.properties["code"]: one.properties for one in features(answer.content, "divisions")}
    assert found["421000"]["level_flood"] == "IV"


async def test_from_afar_a_province_tells_what_is_in_force_inside(shown: Map) -> None:
    found = await shown.features("divisions", WORLD, at="2022-06-27T00:00:00Z")
    hubei = next(one.properties for one in found if one.properties["code"] == "420000")
    assert (hubei.get("level_flood"), hubei["inside_flood"], hubei["level"]) == (None, "IV", "PROVINCE")
    assert {one.properties["level"] for one in found} == {"PROVINCE"}


RAISE = """
WITH made AS (
    INSERT INTO response_transition
           (response_id, kind, "from", "to", effective_at, effective_precision, effective_basis, reason)
    SELECT id, 'RAISE', 'III', 'II', now() + $1 * interval '1 second', 'MINUTE', 'REPORTED', 'test'
      FROM response WHERE system = 'drought' RETURNING id
) SELECT id FROM made
"""


async def tag(shown: Map, path: str = "divisions/8/208/105.mvt") -> str:
    answer = await shown.get(path)
    found: str = answer.headers["etag"]
    return found


async def test_a_level_that_takes_effect_by_itself_changes_the_map(edited: Map, own: Asker) -> None:
    before = await tag(edited)
    assert (await levels(edited, "level_drought"))["421083"] == "III"
    async with own.database.transaction(Viewer("clock", system=True)) as connection:
        key = await connection.fetchval(RAISE, 1.5)
        told = Transaction(connection, OFFICER, SECRET)
        told.emit(EventKind.TRANSITION, key)
        await told.finish()
    recorded = await tag(edited)
    assert recorded != before
    assert (await levels(edited, "level_drought"))["421083"] == "III"
    deadline = asyncio.get_running_loop().time() + 20
    while await tag(edited) == recorded:
        assert asyncio.get_running_loop().time() < deadline
        await asyncio.sleep(0.1)
    assert (await levels(edited, "level_drought"))["421083"] == "II"


EDITS = {
    "hazard-sites": "UPDATE hazard_site SET name = name WHERE id = 1",
    "resources": "UPDATE stock SET quantity = quantity + 1 WHERE id = 1",
    "gauges": "DELETE FROM reading WHERE id = 1",
    "waters": "UPDATE water SET rank = 3 WHERE id = 1",
    "divisions": "UPDATE division SET name = name || '市' WHERE code = '421083'",
}


@pytest.mark.parametrize("layer", EDITS)
async def test_an_edit_changes_the_tile_at_once_and_nothing_else_does(
    edited: Map, own: Asker, layer: str
) -> None:
    path = f"{layer}/8/208/105.mvt"
    first = await edited.get(path)
    tag = first.headers["etag"]
    again = await edited.get(path, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    connection = await asyncpg.connect(own.copy.owner_url)
    transaction = connection.transaction()
    await transaction.start()
    await connection.execute(EDITS[layer])
    assert (await edited.get(path)).headers["etag"] == tag
    await transaction.rollback()
    assert (await edited.get(path)).headers["etag"] == tag
    for other in EDITS:
        if other != layer:
            await connection.execute(EDITS[other])
    assert (await edited.get(path)).headers["etag"] == tag
    await connection.execute(EDITS[layer])
    await connection.close()
    changed = await edited.get(path, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


async def test_an_unchanged_tile_costs_one_statement_without_geometry(edited: Map) -> None:
    counted = Counted(edited.app.state.database.pool)
    edited.app.state.tiles.database = counted
    path = "divisions/8/208/105.mvt"
    first = await edited.get(path)
    assert len(counted.statements) == 1, "its version comes with a tile that is made"
    counted.statements.clear()
    assert (await edited.get(path, headers={"If-None-Match": first.headers["etag"]})).status_code == 304
    assert (await edited.get(path)).content == first.content
    assert len(counted.statements) == 2
    assert not [sql for sql in counted.statements if "ST_" in sql or "boundary" in sql]


async def waters_version(own: Asker) -> str:
    """The version of the layer of waters, as the next tile would bear it."""
    statement = tiles.version("waters")
    return await own.database.text(statement.sql, statement.values({"at": None}, READER))


async def test_no_version_comes_twice_in_whatever_order_writers_end(own: Asker) -> None:
    """Also where one that began first ends last, and where rows of revisions are written over between."""
    writers = [await asyncpg.connect(own.copy.owner_url) for _ in range(4)]
    seen = [await waters_version(own)]
    opened: list[tuple[asyncpg.Connection[Any], Any]] = []
    most = 0
    steps = [0, 1, 2, -1, 3, -2, -1, 1, 2, -1, 3, -1, -1, -1, 0, -1]
    for step in steps:
        if step >= 0:
            transaction = writers[step].transaction()
            await transaction.start()
            await writers[step].execute("UPDATE water SET rank = rank WHERE id = $1", step + 1)
            opened.append((writers[step], transaction))
            most = max(most, len(opened))
            assert await waters_version(own) == seen[-1], "nothing is seen before it is committed"
        else:
            _, transaction = opened.pop(step)
            await transaction.commit()
            seen.append(await waters_version(own))
    assert len(set(seen)) == len(seen)
    held = await writers[0].fetchval("SELECT count(*) FROM revision WHERE relation = 'water'")
    assert held <= most < len(writers), "as many as wrote at once"
    for writer in writers:
        await writer.close()


async def test_steady_writing_leaves_nothing_behind_that_the_next_change_must_pass_by(own: Asker) -> None:
    """Two writers in turn, and no vacuum; a transaction of many statements is noted once."""
    one, other = [await asyncpg.connect(own.copy.owner_url) for _ in range(2)]
    await one.execute("ALTER TABLE revision SET (autovacuum_enabled = off)")
    size = "SELECT pg_relation_size('revision') + pg_indexes_size('revision')"
    grown = []
    for _ in range(8):  # an ANALYZE that runs by itself holds for a moment what would be cleaned up
        before = await one.fetchval(size)
        for writer in (one, other) * 500:
            await writer.execute("UPDATE water SET rank = rank WHERE id = 1")
        grown.append(await one.fetchval(size) - before)
        if grown[-1] == 0:
            break
    assert grown[-1] == 0, grown
    async with one.transaction():
        for _ in range(3):
            async with one.transaction():
                await one.execute("UPDATE water SET rank = rank WHERE id = 1")
            await other.execute("UPDATE water SET rank = rank WHERE id = 2")
    assert await one.fetchval("SELECT count(*) FROM revision WHERE relation = 'water'") == 2
    for writer in (one, other):
        await writer.close()


async def test_no_more_is_kept_than_wrote_at_once(own: Asker) -> None:
    """Eight writers at full speed come upon each other's rows all the time."""
    writers = [await asyncpg.connect(own.copy.owner_url) for _ in range(8)]

    async def write(number: int) -> None:
        for _ in range(300):
            await writers[number].execute("UPDATE water SET rank = rank WHERE id = $1", number + 1)

    await asyncio.gather(*map(write, range(len(writers))))
    held = await writers[0].fetchval("SELECT count(*) FROM revision WHERE relation = 'water'")
    assert held <= len(writers)
    for writer in writers:
        await writer.close()


async def test_a_version_changes_though_a_restored_row_bears_the_number_of_the_writer(own: Asker) -> None:
    """Numbers of transactions are a cluster's own: one that came with a backup may come again."""
    owner = await asyncpg.connect(own.copy.owner_url)
    await owner.execute("DELETE FROM revision WHERE relation = 'water'")
    coming = int(await owner.fetchval("SELECT pg_current_xact_id()::text")) + 2
    await owner.execute("INSERT INTO revision (relation, xid) VALUES ('water', $1)", coming)
    before = await waters_version(own)
    async with owner.transaction():
        assert int(await owner.fetchval("SELECT pg_current_xact_id()::text")) == coming
        await owner.execute("UPDATE water SET rank = rank WHERE id = 1")
    assert await waters_version(own) != before
    await owner.close()


async def test_tokens_are_asked_for_as_in_graphql(demo: Copy, shown: Map) -> None:
    forged = await shown.get("waters/0/0/0.mvt", headers={"Authorization": "Bearer forged"})
    assert (forged.status_code, forged.headers["www-authenticate"]) == (401, "Bearer")
    bearer = {"Authorization": "Bearer " + issue(SECRET, Role.VIEWER, ["421000"])}
    own = await shown.get("waters/0/0/0.mvt", headers=bearer)
    assert (own.status_code, own.headers["cache-control"]) == (200, "private, no-cache")
    assert own.headers["vary"] == "Authorization"
    async with mapped(demo, host="192.0.2.1") as strange:
        assert (await strange.get("waters/0/0/0.mvt")).status_code == 401
        assert (await strange.get("waters.json")).status_code == 401
        assert (await strange.get("waters/0/0/0.mvt", headers=bearer)).status_code == 200


async def test_a_layer_that_not_everybody_may_see_is_drawn_for_each(
    shown: Map, monkeypatch: pytest.MonkeyPatch
) -> None:
    officers = within("division_id", Role.OFFICER)
    monkeypatch.setitem(tables.hazards.hazard_site.info, "access", Access(read=officers))
    for make in (tiles.tile, tiles.about):
        make.cache_clear()
    seen = {}
    for role, code in ((Role.OFFICER, "421000"), (Role.OFFICER, "421083"), (Role.VIEWER, "421000")):
        bearer = {"Authorization": "Bearer " + issue(SECRET, role, [code])}
        answer = await shown.get("hazard-sites/0/0/0.mvt", headers=bearer)
        assert answer.headers["cache-control"] == "private, no-cache"
        counts = [one.properties["count"] for one in features(answer.content, "hazard-sites")]
        seen[role, code] = sum(counts), answer.headers["etag"]
    nobody = await shown.get("hazard-sites/0/0/0.mvt")
    assert (nobody.status_code, nobody.headers["cache-control"]) == (204, "private, no-cache")
    assert seen[Role.OFFICER, "421000"][0] == 494
    assert 0 < seen[Role.OFFICER, "421083"][0] < 494
    assert seen[Role.VIEWER, "421000"][0] == 0
    assert len({tag for _, tag in seen.values()}) == 3
    for make in (tiles.tile, tiles.about):
        make.cache_clear()


MANY = """
INSERT INTO hazard_site (code, kind, name, division_id, geometry, basis)
SELECT 'M-' || n, 'test', '测试', (SELECT min(id) FROM division),
       ST_SetSRID(ST_MakePoint(105 + 11 * sqrt(0.5 + 0.5 * sin(n)), 25 + 8 * abs(cos(n * 1.7))), 4326), 'SYNTHETIC'
  FROM generate_series(1, 200000) AS n
"""


async def test_the_whole_world_with_200_000_sites_is_a_small_tile(edited: Map, own: Asker) -> None:
    """I9: at most 1,024 points that count all of them, and half a second of the database's time."""
    await own.owner(MANY)
    connection = await asyncpg.connect(own.copy.owner_url)
    await connection.execute("VACUUM ANALYZE hazard_site")
    await connection.close()
    asking = await asyncpg.connect(own.copy.url, server_settings=session(Settings()))
    made = tiles.tile("hazard-sites", 0, False, READER.roles)
    for tile in ("0/0/0", "4/12/6", "6/51/26", "8/207/105"):
        place = Tile.read(*tile.split("/"))
        before = spent(asking)
        row = await asking.fetchrow(made.sql, *made.values({**place.values(Crs.WGS84), "at": None}, READER))
        assert spent(asking) - before <= 0.5
        assert row is not None
        assert 0 < len(features(row[1], "hazard-sites")) <= 1024
    await asking.close()
    ((rows,),) = await own.database.rows("SELECT count(*) FROM hazard_site", [])
    world = await edited.features("hazard-sites", WORLD)
    assert sum(one.properties["count"] for one in world) == rows


def spent(connection: asyncpg.Connection[Any]) -> float:
    """Seconds of a core that the database has taken for a connection."""
    told = Path(f"/proc/{connection.get_server_pid()}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, told[11:13])) / os.sysconf("SC_CLK_TCK")


async def test_outlines_from_afar_have_fewer_vertices_and_none_is_lost(ask: Asker) -> None:
    ((lost, near, middling, far),) = await ask.database.rows(
        "SELECT count(*) FILTER (WHERE ST_IsEmpty(boundary_far) OR ST_IsEmpty(boundary_middling)), "
        "sum(ST_NPoints(boundary)), sum(ST_NPoints(boundary_middling)), sum(ST_NPoints(boundary_far)) "
        "FROM division WHERE boundary IS NOT NULL",
        [],
    )
    assert lost == 0
    assert near >= middling > far


async def test_lines_and_areas_of_sites_are_drawn_close_by(edited: Map, own: Asker) -> None:
    connection = await asyncpg.connect(own.copy.owner_url)
    await connection.execute("TRUNCATE hazard_site CASCADE")
    await connection.execute(
        "INSERT INTO hazard_site (code, kind, name, division_id, geometry, basis) "
        "SELECT 'L-1', 'levee', '测试堤', min(id), "
        "'SRID=4326;LINESTRING(112.25 30.3, 112.26 30.31)', 'SYNTHETIC' FROM division"
    )
    await connection.close()
    for zoom, kind in ((8, "Point"), (12, "LineString")):
        ((one,),) = await tiles_with_something(edited, "hazard-sites", zoom)
        assert (one.kind, one.properties["name"], one.properties["count"]) == (kind, "测试堤", 1)
