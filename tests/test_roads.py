"""A file of roads becomes a network, all of it or nothing; what is bad in it is said with its place."""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from schema.vocabulary import Basis
from server.refusal import Refusal
from server.roads import loader, report
from server.roads.tags import others, traffic
from server.roads.way import packed, unpacked
from tests.conftest import Copy
from tests.networks import RIVER, Spot, at, collection, written

Roads = Sequence[tuple[Mapping[str, Any], Sequence[Spot]]]
SHOWN = """
SELECT class, name, bridge, access, open, basis, round(metres::numeric, 2) AS metres,
    round(forth::numeric, 3) AS forth, round(back::numeric, 3) AS back, ST_AsText(path) AS path
FROM road ORDER BY name, ST_AsText(path)
"""
JOINTS = (
    "SELECT count(*), count(DISTINCT v) FROM (SELECT unnest(ARRAY[source, target]) AS v FROM road) AS ends"
)


async def load(copy: Copy, path: Path, *, replace: bool = False) -> loader.Loaded:
    connection = await asyncpg.connect(copy.owner_url)
    try:
        return await loader.load(connection, path, replace=replace, basis=Basis.SYNTHETIC)
    finally:
        await connection.close()


async def fetched(copy: Copy, query: str = SHOWN) -> list[tuple[Any, ...]]:
    connection = await asyncpg.connect(copy.url)
    try:
        return [tuple(row) for row in await connection.fetch(query)]
    finally:
        await connection.close()


def as_osm(folder: Path, roads: Roads) -> Path:
    """The roads as OSM XML; what lies at the same place is the same node."""
    nodes: dict[Spot, int] = {}
    ways = []
    for number, (tags, line) in enumerate(roads, 1):
        refs = "".join(f'<nd ref="{nodes.setdefault(place, -len(nodes) - 1)}"/>' for place in line)
        said = "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())
        ways.append(f'<way id="{number}">{refs}{said}</way>')
    placed = "".join(f'<node id="{n}" lon="{lon}" lat="{lat}"/>' for (lon, lat), n in nodes.items())
    text = f"<?xml version='1.0' encoding='UTF-8'?>\n<osm version='0.6'>{placed}{''.join(ways)}</osm>"
    return written(folder, text, "roads.osm")


def wkb(line: Sequence[Spot], *, height: bool = False) -> bytes:
    places = b"".join(
        struct.pack("<dd", *place) + (struct.pack("<d", 31.5) if height else b"") for place in line
    )
    return struct.pack("<BII", 1, 1002 if height else 2, len(line)) + places


def header(envelope: int = 1) -> bytes:
    return (
        b"GP\x00"
        + bytes([1 | envelope << 1])
        + struct.pack("<i", 4326)
        + bytes((0, 32, 48, 48, 64)[envelope])
    )


def as_geopackage(folder: Path, roads: Sequence[tuple[Mapping[str, Any], bytes]], srs: int = 4326) -> Path:
    """The roads as GDAL writes them: some tags in columns, the rest in `other_tags`."""
    path = folder / "roads.gpkg"
    with sqlite3.connect(path) as database:
        database.executescript(
            """
            CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER);
            INSERT INTO gpkg_spatial_ref_sys VALUES (4326, 'EPSG', 4326), (3857, 'epsg', 3857);
            CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
            CREATE TABLE points (fid INTEGER PRIMARY KEY, geom BLOB, place TEXT);
            CREATE TABLE lines (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT, highway TEXT, other_tags TEXT);
            """
        )
        database.execute("INSERT INTO gpkg_geometry_columns VALUES ('points', 'geom', 4326)")
        database.execute("INSERT INTO gpkg_geometry_columns VALUES ('lines', 'geom', ?)", (srs,))
        for tags, blob in roads:
            rest = ",".join(
                f'"{key}"=>"{value}"' for key, value in tags.items() if key not in ("name", "highway")
            )
            row = (blob, tags.get("name"), tags.get("highway"), rest or None)
            database.execute("INSERT INTO lines (geom, name, highway, other_tags) VALUES (?, ?, ?, ?)", row)
    database.close()
    return path


async def test_the_three_formats_make_the_same_network(database: Copy, tmp_path: Path) -> None:
    files = (
        written(tmp_path, collection(RIVER)),
        as_osm(tmp_path, RIVER),
        as_geopackage(tmp_path, [(tags, header() + wkb(line)) for tags, line in RIVER]),
    )
    networks = []
    for file in files:
        loaded = await load(database, file, replace=True)
        assert (len(loaded.network.roads), loaded.network.pieces, loaded.network.parts()) == (4, 8, 1)
        networks.append((await fetched(database), await fetched(database, JOINTS)))
    assert networks[0] == networks[1] == networks[2]
    rows, joints = networks[0]
    assert joints == [(16, 8)]
    assert [row[1:4] for row in rows].count(("东桥", True, False)) == 1
    assert {row[5] for row in rows} == {"SYNTHETIC"}


async def test_roads_meet_at_shared_points_and_not_where_they_cross(database: Copy, tmp_path: Path) -> None:
    cross = [
        ({"highway": "primary", "name": "east"}, [at(-1, 0), at(0, 0), at(1, 0)]),
        ({"highway": "primary", "name": "north"}, [at(0, -1), at(0, 0), at(0, 1)]),
        ({"highway": "primary", "name": "over", "bridge": "yes"}, [at(0.5, -1), at(0.5, 1)]),
        (
            {"highway": "primary", "name": "ring", "junction": "roundabout"},
            [at(1, 0), at(2, 1), at(2, 0), at(1, 0)],
        ),
        ({"highway": "primary", "name": "still"}, [at(5, 5), at(5, 5), at(6, 6)]),
    ]
    loaded = await load(database, written(tmp_path, collection(cross)))
    names = [row[1] for row in await fetched(database)]
    assert names == ["east", "east", "north", "north", "over", "ring", "still"]
    assert loaded.network.parts() == 3
    assert "3 parts that no road joins" in report.told(loaded)


async def test_nodes_at_one_place_are_joined_by_a_road_without_length(database: Copy, tmp_path: Path) -> None:
    """Two nodes of OSM at the same place are two, unless a way leads from the one to the other."""
    osm = """<osm><node id="1" lon="112" lat="30"/><node id="2" lon="112.01" lat="30"/>
      <node id="3" lon="112.01" lat="30"/><node id="4" lon="112.02" lat="30"/><node id="5" lon="112.01" lat="30"/>
      <node id="6" lon="112.01" lat="30.01"/>
      <way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="road"/></way>
      <way id="2"><nd ref="2"/><nd ref="3"/><tag k="highway" v="road"/></way>
      <way id="3"><nd ref="3"/><nd ref="4"/><tag k="highway" v="road"/></way>
      <way id="4"><nd ref="5"/><nd ref="6"/><tag k="highway" v="road"/></way>
      <way id="5"><nd ref="1"/><nd ref="99"/><tag k="highway" v="footway"/></way></osm>"""
    loaded = await load(database, written(tmp_path, osm, "roads.osm"))
    assert (loaded.network.pieces, loaded.network.parts()) == (3, 2)


@pytest.mark.parametrize(
    ("tags", "forth", "back"),
    [
        ({}, 60, 60),
        ({"maxspeed": "40"}, 40, 40),
        ({"maxspeed": "40 km/h"}, 40, 40),
        ({"maxspeed": "25 mph"}, 40.2336, 40.2336),
        ({"maxspeed": "120"}, 90, 90),
        ({"oneway": "yes"}, 60, None),
        ({"oneway": "1"}, 60, None),
        ({"oneway": "-1"}, None, 60),
        ({"oneway": "no", "junction": "roundabout"}, 60, 60),
        ({"junction": "roundabout"}, 60, None),
        ({"highway": "motorway"}, 90, None),
        ({"highway": "motorway", "oneway": "no"}, 90, 90),
        ({"highway": "track"}, 15, 15),
    ],
    ids=str,
)
def test_speeds_and_ways_by_their_tags(tags: dict[str, str], forth: float | None, back: float | None) -> None:
    found = traffic({"highway": "primary"} | tags)
    assert found is not None
    assert found.doubts == ()
    for speed, kmh in ((found.forth, forth), (found.back, back)):
        assert speed == (None if kmh is None else pytest.approx(kmh / 3.6))


@pytest.mark.parametrize(
    "tags", [{"highway": "footway"}, {"highway": "primary", "area": "yes"}, {"railway": "rail"}]
)
def test_what_is_no_road_for_a_lorry(tags: dict[str, str]) -> None:
    assert traffic(tags) is None


@pytest.mark.parametrize(
    "tags",
    [
        {"maxspeed": "walk"},
        {"maxspeed": "0"},
        {"maxspeed": "-30"},
        {"maxspeed": "50;60"},
        {"oneway": "maybe"},
    ],
)
def test_what_is_not_understood_is_counted_and_the_class_stands(tags: dict[str, str]) -> None:
    found = traffic({"highway": "primary"} | tags)
    assert found is not None
    assert found.forth == found.back == pytest.approx(60 / 3.6)
    assert len(found.doubts) == 1


@pytest.mark.parametrize(
    "tags", [{"bridge": "viaduct"}, {"tunnel": "yes"}, {"highway": "motorway"}, {"highway": "motorway_link"}]
)
def test_where_one_does_not_get_on_and_off(tags: dict[str, str]) -> None:
    found = traffic({"highway": "primary"} | tags)
    assert found is not None
    assert not found.access


def test_other_tags_of_gdal() -> None:
    assert others(r'"bridge"=>"yes","name:en"=>"The \"Big\" One","oneway"=>"-1"') == {
        "bridge": "yes",
        "name:en": 'The "Big" One',
        "oneway": "-1",
    }
    assert others("nonsense") == {}


def test_places_are_kept_to_a_ten_millionth_of_a_degree() -> None:
    for place in ((112.2400001, 30.2999999), (-180.0, -90.0), (180.0, 90.0), (0.0, 0.0)):
        assert unpacked(packed(*place)) == place


def feature(coordinates: Any, kind: str = "LineString", **tags: Any) -> dict[str, Any]:
    road = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"highway": "primary"} | tags, "geometry": road}


def features(*bad: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": [feature([at(0, 0), at(1, 1)]), *bad]}


NODE = '<node id="1" lon="112" lat="30"/>'
WAY = '<way id="7"><nd ref="1"/><nd ref="2"/><tag k="highway" v="road"/></way>'
BAD: list[tuple[str, Any, str]] = [
    ("a.geojson", features(feature([at(0, 0)])), "a.geojson: feature 2: geometry: a line has at least two"),
    ("a.geojson", features(feature([[112, 30], [112, 91]])), "feature 2: geometry: 112, 91 is not on earth"),
    (
        "a.geojson",
        features(feature([[112, 30], ["112", "30"]])),
        "feature 2: geometry: a place is two numbers",
    ),
    ("a.geojson", features(feature([[112, 30], [None, 30]])), "feature 2: geometry: a place is two numbers"),
    ("a.geojson", features(feature([[112, 30], [True, 30]])), "feature 2: geometry: a place is two numbers"),
    ("a.geojson", features(feature([[112, 30], [112]])), "feature 2: geometry: a place is two numbers"),
    ("a.geojson", features(feature("here")), "feature 2: geometry: coordinates are an array"),
    ("a.geojson", features(feature(5, "MultiLineString")), "feature 2: geometry: coordinates are an array"),
    ("a.geojson", features(feature([[179.9, 0], [-179.9, 0]])), "point 2 is more than a degree from the one"),
    ("a.geojson", features(feature([at(0, 0), at(1, 1)], name=["a"])), "feature 2: name: a tag is text"),
    ("a.geojson", features(feature([at(0, 0), at(1, 1)], name="a\x00")), "feature 2: name: .*U.0000"),
    ("a.geojson", features("road"), "feature 2: type: this is no Feature"),
    (
        "a.geojson",
        features() | {"crs": {"properties": {"name": "EPSG:3857"}}},
        "crs: .*3857.* is not EPSG:4326",
    ),
    ("a.geojson", {"type": "Feature"}, "a.geojson: no FeatureCollection"),
    ("a.geojson", '{"type": "FeatureCollection", "features": [', "a.geojson: no JSON"),
    ("a.geojson", {"features": []}, "a.geojson: there is no road in it"),
    ("a.osm", f"<osm>{NODE}{WAY}</osm>", "a.osm: way 7: nd: node 2 is not in the file"),
    ("a.osm", f'<osm>{NODE}<node id="2" lon="x" lat="3"/>{WAY}</osm>', "node 2: lon, lat: a place is two"),
    ("a.osm", f'<osm>{NODE}<node id="2" lat="3"/>{WAY}</osm>', "node 2: lon, lat: a place is two"),
    (
        "a.osm",
        f'<osm>{NODE}<node id="2" lon="nan" lat="3"/>{WAY}</osm>',
        "node 2: lon, lat: .* is not on earth",
    ),
    (
        "a.osm",
        '<osm><way id="7"><nd ref="99999999999999999999"/></way></osm>',
        "way 7: nd ref: this is no number",
    ),
    ("a.osm", f"<osm>{NODE}<way id='7'><nd ref='1'/><tag k='highway' v='road'/></way></osm>", "at least two"),
    ("a.osm", f"<osm>{NODE}", "a.osm: no XML"),
    ("a.osm", "<gpx></gpx>", "<gpx> is no OSM XML"),
    ("a.osm", '<!DOCTYPE osm [<!ENTITY a "aaaa">]><osm>&a;</osm>', "line 1: a DOCTYPE is not allowed"),
    ("a.osm", '<!DOCTYPE osm SYSTEM "file:///etc/passwd"><osm/>', "line 1: a DOCTYPE is not allowed"),
    ("a.pbf", "\x00\x00\x00\x0dOSMHeader", "a.pbf: neither GeoJSON nor OSM XML nor GeoPackage"),
    ("a.gpkg", "SQLite format 3\x00" + "x" * 200, "a.gpkg: no GeoPackage"),
]


@pytest.mark.parametrize(("name", "content", "reason"), BAD, ids=[reason for _, _, reason in BAD])
async def test_a_bad_file_is_refused_and_nothing_changes(
    shared_database: Copy, tmp_path: Path, name: str, content: Any, reason: str
) -> None:
    before = await fetched(shared_database)
    with pytest.raises(Refusal, match=reason) as refusal:
        await load(shared_database, written(tmp_path, content, name), replace=True)
    assert "\n" not in str(refusal.value)
    assert await fetched(shared_database) == before


CUT = [
    (b"XX", "lines 1: geom: this is no geometry"),
    (header() + wkb([at(0, 0), at(1, 1)])[:-8], "lines 1: geom: it is cut off"),
    (header() + struct.pack("<BII", 1, 2, 4_000_000_000), "lines 1: geom: it is cut off"),
    (header() + b"\x01", "lines 1: geom: unpack_from requires"),
    (b"GP\x00\x0b" + bytes(80), "lines 1: geom: its envelope"),
    (header() + struct.pack("<BIIBI", 1, 5, 1, 1, 1) + bytes(16), "a MULTILINESTRING holds lines only"),
]


@pytest.mark.parametrize(("blob", "reason"), CUT, ids=[reason for _, reason in CUT])
async def test_a_bad_geometry_of_a_geopackage_is_refused(
    shared_database: Copy, tmp_path: Path, blob: bytes, reason: str
) -> None:
    with pytest.raises(Refusal, match=reason):
        await load(shared_database, as_geopackage(tmp_path, [({"highway": "road"}, blob)]))
    assert await fetched(shared_database) == []


async def test_a_geopackage_in_another_system_is_refused(shared_database: Copy, tmp_path: Path) -> None:
    road = ({"highway": "road"}, header() + wkb([at(0, 0), at(1, 1)]))
    with pytest.raises(Refusal, match="lines: EPSG:3857 is not EPSG:4326"):
        await load(shared_database, as_geopackage(tmp_path, [road], srs=3857))


async def test_lines_of_several_parts_heights_and_what_is_no_line(database: Copy, tmp_path: Path) -> None:
    one, other = [at(0, 0), at(1, 0)], [at(3, 0), at(4, 0)]
    both = struct.pack("<BII", 1, 5, 2) + wkb(one) + wkb(other)
    road = {"highway": "road"}
    point = header() + struct.pack("<BIdd", 1, 1, *at(0, 0))
    blobs = [
        header() + both,
        header(2) + wkb([at(0, 1), at(1, 1)], height=True),
        point,
        header(0)[:3] + b"\x11" + bytes(4),
    ]
    await load(database, as_geopackage(tmp_path, [(road, blob) for blob in blobs]))
    assert len(await fetched(database)) == 3
    lines = {"type": "MultiLineString", "coordinates": [one, [[*place, 31.5] for place in other]]}
    whole = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": road, "geometry": lines},
            {"type": "Feature", "properties": road, "geometry": {"type": "Point", "coordinates": at(0, 0)}},
            {"type": "Feature", "properties": road, "geometry": None},
            {"type": "Feature", "properties": None, "geometry": lines},
        ],
    }
    await load(database, written(tmp_path, whole), replace=True)
    assert len(await fetched(database)) == 2


async def test_a_network_is_replaced_only_when_told_to(database: Copy, tmp_path: Path) -> None:
    first = written(tmp_path, collection(RIVER[:2]), "first.geojson")
    await load(database, first)
    before = await fetched(database)
    with pytest.raises(Refusal, match="roads are loaded already: --replace"):
        await load(database, first)
    bad = written(tmp_path, features(feature([at(0, 0)])), "bad.geojson")
    with pytest.raises(Refusal, match="feature 2"):
        await load(database, bad, replace=True)
    assert await fetched(database) == before
    owner = await asyncpg.connect(database.owner_url)
    await owner.execute("UPDATE road SET open = false WHERE name = '南岸路'")
    await owner.close()
    loaded = await load(database, written(tmp_path, collection(RIVER)), replace=True)
    assert loaded.reopened == 1
    assert "1 pieces that were closed are replaced" in report.told(loaded)
    assert {row[1] for row in await fetched(database)} == {"南岸路", "北岸路", "西桥", "东桥"}


async def test_a_road_without_a_junction_for_a_thousand_kilometres_is_refused(
    database: Copy, tmp_path: Path
) -> None:
    long = [[100 + step / 2, 30.0] for step in range(25)]
    with pytest.raises(Refusal, match="feature 2: geometry: more than 1,000 km without a junction"):
        await load(database, written(tmp_path, features(feature(long))))
    assert await fetched(database) == []


async def test_who_lacks_pgrouting_is_told(database: Copy, tmp_path: Path) -> None:
    superuser = await asyncpg.connect(database.superuser_url)
    await superuser.execute("DROP EXTENSION pgrouting")
    await superuser.close()
    told = report.told(await load(database, written(tmp_path, collection(RIVER))))
    assert told.startswith("4 roads are loaded, in 8 pieces between junctions.")
    assert "CREATE EXTENSION pgrouting" in told


async def test_doubts_are_told_with_their_place(database: Copy, tmp_path: Path) -> None:
    doubtful = features(feature([at(2, 2), at(3, 3)], maxspeed="walk"))
    told = report.told(await load(database, written(tmp_path, json.dumps(doubtful))))
    assert "1 values were not understood" in told
    assert "feature 2: maxspeed 'walk'" in told
