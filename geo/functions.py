"""The systems of coordinates as SQL functions: the formulas of `geo.datum`, written once more for PostgreSQL.

`levee_datum(geometry, text)` turns WGS 84 into the named system, point by point, and `levee_undatum` turns it
back; `levee_geojson(geometry, text)` gives an RFC 7946 geometry in the named system. Degrees bear SRID 4326,
metres 3857. A migration executes the statements in order. They are PL/pgSQL, whose plans are kept for the
session: as SQL functions, planned at each call, they took thirty times as long for a point.
"""

from __future__ import annotations

from string import Template

from geo.datum import AXIS, BOX, ECCENTRICITY, RADIUS, ROUNDS, TURN
from geo.outline import condition

_MADE = "LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE"

SHIFTED = f"""
CREATE FUNCTION levee_gcj_shifted(lon double precision, lat double precision) RETURNS double precision[]
{_MADE} AS $$
DECLARE
    x CONSTANT double precision := lon - 105;
    y CONSTANT double precision := lat - 35;
    wave CONSTANT double precision := 20 * sin(6 * pi() * x) + 20 * sin(2 * pi() * x);
    shape CONSTANT double precision := 1 - {ECCENTRICITY!r}::double precision * sin(radians(lat)) ^ 2;
    east CONSTANT double precision := 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
        + (wave + 20 * sin(pi() * x) + 40 * sin(pi() * x / 3)
            + 150 * sin(pi() * x / 12) + 300 * sin(pi() * x / 30)) * 2 / 3;
    north CONSTANT double precision := -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
        + (wave + 20 * sin(pi() * y) + 40 * sin(pi() * y / 3)
            + 160 * sin(pi() * y / 12) + 320 * sin(pi() * y / 30)) * 2 / 3;
BEGIN
    RETURN ARRAY[
        lon + degrees(east * sqrt(shape) / ({AXIS!r} * cos(radians(lat)))),
        lat + degrees(north * shape * sqrt(shape) / ({AXIS * (1 - ECCENTRICITY)!r}))
    ];
END
$$
"""

BAIDU = f"""
CREATE FUNCTION levee_baidu(lon double precision, lat double precision) RETURNS double precision[]
{_MADE} AS $$
DECLARE
    length CONSTANT double precision := sqrt(lon * lon + lat * lat) + 0.00002 * sin(lat * {TURN!r});
    angle CONSTANT double precision := atan2(lat, lon) + 0.000003 * cos(lon * {TURN!r});
BEGIN
    RETURN ARRAY[length * cos(angle) + 0.0065, length * sin(angle) + 0.006];
END
$$
"""

INSIDE = f"""
CREATE FUNCTION levee_gcj_inside(lon double precision, lat double precision) RETURNS boolean
{_MADE} AS $$
BEGIN
    RETURN {condition("lon", "lat")};
END
$$
"""

FORTH = f"""
CREATE FUNCTION levee_forth(lon double precision, lat double precision, crs text) RETURNS double precision[]
{_MADE} AS $$
DECLARE
    place double precision[] := ARRAY[lon, lat];
BEGIN
    IF crs = 'WEB_MERCATOR' THEN
        RETURN ARRAY[{RADIUS!r} * radians(lon), {RADIUS!r} * asinh(tan(radians(lat)))];
    END IF;
    IF crs NOT IN ('GCJ02', 'BD09') THEN
        RAISE EXCEPTION 'There is no system of coordinates %.', crs;
    END IF;
    IF levee_gcj_inside(lon, lat) THEN
        place := levee_gcj_shifted(lon, lat);
    END IF;
    IF crs = 'BD09' THEN
        RETURN levee_baidu(place[1], place[2]);
    END IF;
    RETURN place;
END
$$
"""

BACK = f"""
CREATE FUNCTION levee_back(lon double precision, lat double precision, crs text) RETURNS double precision[]
{_MADE} AS $$
DECLARE
    given double precision[] := ARRAY[lon, lat];
    found double precision[] := given;
    moved double precision[];
BEGIN
    IF crs = 'WEB_MERCATOR' THEN
        RETURN ARRAY[degrees(lon / {RADIUS!r}), degrees(atan(sinh(lat / {RADIUS!r})))];
    END IF;
    IF crs NOT IN ('GCJ02', 'BD09') THEN
        RAISE EXCEPTION 'There is no system of coordinates %.', crs;
    END IF;
    IF crs = 'BD09' THEN
        FOR round IN 1..{ROUNDS} LOOP
            moved := levee_baidu(found[1], found[2]);
            found := ARRAY[found[1] + given[1] - moved[1], found[2] + given[2] - moved[2]];
        END LOOP;
        given := found;
    END IF;
    IF given[1] < {BOX[2]} OR given[1] > {BOX[3]} OR given[2] < {BOX[0]} OR given[2] > {BOX[1]} THEN
        RETURN given;
    END IF;
    FOR round IN 1..{ROUNDS} LOOP
        moved := levee_gcj_shifted(found[1], found[2]);
        found := ARRAY[found[1] + given[1] - moved[1], found[2] + given[2] - moved[2]];
    END LOOP;
    RETURN CASE WHEN levee_gcj_inside(found[1], found[2]) THEN found ELSE given END;
END
$$
"""


SHAPE = Template("""
CREATE FUNCTION ${name}(shape geometry, crs text) RETURNS geometry
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$$$
DECLARE
    kind CONSTANT text := GeometryType(shape);
    place double precision[];
BEGIN
    IF crs IN ('WGS84', 'CGCS2000') OR ST_IsEmpty(shape) THEN
        RETURN shape;
    ELSIF kind = 'POINT' THEN
        place := ${move}(ST_X(shape), ST_Y(shape), crs);
        RETURN ST_SetSRID(ST_MakePoint(place[1], place[2]), ${srid});
    ELSIF kind = 'LINESTRING' THEN
        RETURN (
            SELECT ST_SetSRID(ST_MakeLine(ST_MakePoint(moved[1], moved[2]) ORDER BY path), ${srid})
            FROM (
                SELECT path, ${move}(ST_X(geom), ST_Y(geom), crs) AS moved FROM ST_DumpPoints(shape) OFFSET 0
            ) AS vertex
        );
    ELSIF kind = 'POLYGON' THEN
        RETURN ST_MakePolygon(${name}(ST_ExteriorRing(shape), crs), ARRAY(
            SELECT ${name}(ST_InteriorRingN(shape, hole), crs)
            FROM generate_series(1, ST_NumInteriorRings(shape)) AS hole
            ORDER BY hole
        ));
    END IF;
    shape := ST_Collect(ARRAY(SELECT ${name}(part.geom, crs) FROM ST_Dump(shape) AS part ORDER BY part.path));
    RETURN CASE kind WHEN 'GEOMETRYCOLLECTION' THEN ST_ForceCollection(shape) ELSE ST_Multi(shape) END;
END
$$$$
""")

WOUND = """
CREATE FUNCTION levee_wound(shape geometry) RETURNS geometry
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE ST_Dimension(shape) WHEN 2 THEN ST_ForcePolygonCCW(shape) ELSE shape END
"""
"""Exterior rings counter-clockwise; lines as they run, which ST_ForcePolygonCCW by itself turns round."""

GEOJSON = f"""
CREATE FUNCTION levee_geojson(shape geometry, crs text) RETURNS json
{_MADE} AS $$
BEGIN
    RETURN ST_AsGeoJSON(
        levee_wound(levee_datum(shape, crs)),
        CASE crs WHEN 'WEB_MERCATOR' THEN 3 WHEN 'GCJ02' THEN 9 WHEN 'BD09' THEN 9 ELSE 7 END,
        0
    )::json;
END
$$
"""


FUNCTIONS: tuple[str, ...] = (
    SHIFTED,
    BAIDU,
    INSIDE,
    FORTH,
    BACK,
    SHAPE.substitute(
        name="levee_datum", move="levee_forth", srid="CASE crs WHEN 'WEB_MERCATOR' THEN 3857 ELSE 4326 END"
    ),
    SHAPE.substitute(name="levee_undatum", move="levee_back", srid="4326"),
    WOUND,
    GEOJSON,
)
"""The statements, each without its semicolon."""
