"""The systems of coordinates as SQL functions: the formulas of `geo.datum`, written once more for PostgreSQL.

`levee_datum(geometry, text)` turns WGS 84 into the named system, point by point, and `levee_undatum` turns it
back; `levee_geojson(geometry, text)` gives an RFC 7946 geometry in the named system. Degrees bear SRID 4326,
metres 3857. A migration executes the statements in order.
"""

from __future__ import annotations

from string import Template

from geo.datum import AXIS, BOX, ECCENTRICITY, RADIUS, ROUNDS, TURN
from geo.outline import condition

_NUMBERS = "LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE"

SHIFTED = f"""
CREATE FUNCTION levee_gcj_shifted(lon double precision, lat double precision) RETURNS double precision[]
{_NUMBERS} AS $$
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
{_NUMBERS} AS $$
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
{_NUMBERS} AS $$
BEGIN
    RETURN {condition("lon", "lat")};
END
$$
"""

FORTH = f"""
CREATE FUNCTION levee_forth(lon double precision, lat double precision, crs text) RETURNS double precision[]
{_NUMBERS} AS $$
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
{_NUMBERS} AS $$
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


LINE = Template("""
CREATE FUNCTION ${name}_line(line geometry, crs text) RETURNS geometry
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT ST_SetSRID(ST_MakeLine(ST_MakePoint(moved.place[1], moved.place[2]) ORDER BY vertex.path), ${srid})
    FROM ST_DumpPoints(line) AS vertex
    CROSS JOIN LATERAL (SELECT ${move}(ST_X(vertex.geom), ST_Y(vertex.geom), crs) AS place OFFSET 0) AS moved;
END
""")

SIMPLE = Template("""
CREATE FUNCTION ${name}_simple(shape geometry, crs text) RETURNS geometry
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE GeometryType(shape)
        WHEN 'POINT' THEN (
            SELECT ST_SetSRID(ST_MakePoint(moved.place[1], moved.place[2]), ${srid})
            FROM (SELECT ${move}(ST_X(shape), ST_Y(shape), crs) AS place OFFSET 0) AS moved
        )
        WHEN 'LINESTRING' THEN ${name}_line(shape, crs)
        ELSE ST_MakePolygon(${name}_line(ST_ExteriorRing(shape), crs), ARRAY(
            SELECT ${name}_line(ST_InteriorRingN(shape, hole), crs)
            FROM generate_series(1, ST_NumInteriorRings(shape)) AS hole
            ORDER BY hole
        ))
    END;
END
""")

ANY = Template("""
CREATE FUNCTION ${name}(shape geometry, crs text) RETURNS geometry
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE
        WHEN crs IN ('WGS84', 'CGCS2000') OR ST_IsEmpty(shape) THEN shape
        WHEN GeometryType(shape) IN ('POINT', 'LINESTRING', 'POLYGON') THEN ${name}_simple(shape, crs)
        WHEN GeometryType(shape) = 'GEOMETRYCOLLECTION' THEN ST_ForceCollection(ST_Collect(ARRAY(
            SELECT ${name}_simple(part.geom, crs) FROM ST_Dump(shape) AS part ORDER BY part.path
        )))
        ELSE ST_Multi(ST_Collect(ARRAY(
            SELECT ${name}_simple(part.geom, crs) FROM ST_Dump(shape) AS part ORDER BY part.path
        )))
    END;
END
""")


GEOJSON = """
CREATE FUNCTION levee_geojson(shape geometry, crs text) RETURNS json
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ST_AsGeoJSON(
    ST_ForcePolygonCCW(levee_datum(shape, crs)),
    CASE crs WHEN 'WEB_MERCATOR' THEN 3 WHEN 'GCJ02' THEN 9 WHEN 'BD09' THEN 9 ELSE 7 END,
    0
)::json
"""


def _moved(name: str, move: str, srid: str) -> list[str]:
    """Spell what moves every point of a geometry: of a line, of a simple one, of any."""
    return [text.substitute(name=name, move=move, srid=srid) for text in (LINE, SIMPLE, ANY)]


FUNCTIONS: tuple[str, ...] = (
    SHIFTED,
    BAIDU,
    INSIDE,
    FORTH,
    BACK,
    *_moved("levee_datum", "levee_forth", "CASE crs WHEN 'WEB_MERCATOR' THEN 3857 ELSE 4326 END"),
    *_moved("levee_undatum", "levee_back", "4326"),
    GEOJSON,
)
"""The statements, each without its semicolon."""
