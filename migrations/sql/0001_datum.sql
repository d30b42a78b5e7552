-- The systems of coordinates as functions: a printout of `geo.functions`; degrees bear SRID 4326, metres 3857.

CREATE FUNCTION levee_gcj_shifted(lon double precision, lat double precision) RETURNS double precision[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    x CONSTANT double precision := lon - 105;
    y CONSTANT double precision := lat - 35;
    wave CONSTANT double precision := 20 * sin(6 * pi() * x) + 20 * sin(2 * pi() * x);
    shape CONSTANT double precision := 1 - 0.006693421622965943::double precision * sin(radians(lat)) ^ 2;
    east CONSTANT double precision := 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
        + (wave + 20 * sin(pi() * x) + 40 * sin(pi() * x / 3)
            + 150 * sin(pi() * x / 12) + 300 * sin(pi() * x / 30)) * 2 / 3;
    north CONSTANT double precision := -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
        + (wave + 20 * sin(pi() * y) + 40 * sin(pi() * y / 3)
            + 160 * sin(pi() * y / 12) + 320 * sin(pi() * y / 30)) * 2 / 3;
BEGIN
    RETURN ARRAY[
        lon + degrees(east * sqrt(shape) / (6378245.0 * cos(radians(lat)))),
        lat + degrees(north * shape * sqrt(shape) / (6335552.717000426))
    ];
END
$$;

CREATE FUNCTION levee_baidu(lon double precision, lat double precision) RETURNS double precision[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    length CONSTANT double precision := sqrt(lon * lon + lat * lat) + 0.00002 * sin(lat * 52.35987755982988);
    angle CONSTANT double precision := atan2(lat, lon) + 0.000003 * cos(lon * 52.35987755982988);
BEGIN
    RETURN ARRAY[length * cos(angle) + 0.0065, length * sin(angle) + 0.006];
END
$$;

CREATE FUNCTION levee_gcj_inside(lon double precision, lat double precision) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN (lat >= 37.12 AND lat < 38.32 AND lon >= 74.98 AND lon < 123.38 OR lat >= 33.44 AND lat < 34.72 AND lon >= 78.76 AND lon < 123.09 OR lat >= 31.56 AND lat < 32.66 AND lon >= 78.62 AND lon < 123.29 OR lat >= 38.66 AND lat < 39.58 AND lon >= 73.78 AND lon < 123.9 OR lat >= 35.94 AND lat < 36.76 AND lon >= 76.02 AND lon < 123.13 OR lat >= 32.66 AND lat < 33.44 AND lon >= 79.06 AND lon < 123.19 OR lat >= 39.58 AND lat < 40.04 AND lon >= 73.9 AND lon < 124.19 OR lat >= 34.72 AND lat < 35.18 AND lon >= 78.34 AND lon < 123.02 OR lat >= 35.18 AND lat < 35.62 AND lon >= 77.93 AND lon < 123.04 OR lat >= 36.76 AND lat < 37.12 AND lon >= 75.47 AND lon < 123.2 OR lat >= 31.18 AND lat < 31.56 AND lon >= 78.96 AND lon < 123.37 OR lat >= 38.32 AND lat < 38.66 AND lon >= 74.57 AND lon < 123.65 OR lat >= 30.8 AND lat < 31.18 AND lon >= 79.56 AND lon < 123.38 OR lat >= 40.6 AND lat < 40.92 AND lon >= 76.72 AND lon < 125.47 OR lat >= 30.44 AND lat < 30.8 AND lon >= 80.24 AND lon < 123.35 OR lat >= 29.72 AND lat < 30.1 AND lon >= 82.64 AND lon < 123.25 OR lat >= 41.4 AND lat < 41.72 AND lon >= 78.53 AND lon < 126.6 OR lat >= 29.34 AND lat < 29.72 AND lon >= 83.24 AND lon < 123.18 OR lat >= 35.62 AND lat < 35.94 AND lon >= 76.68 AND lon < 123.08 OR lat >= 30.1 AND lat < 30.44 AND lon >= 81.92 AND lon < 123.31 OR lat >= 40.32 AND lat < 40.6 AND lon >= 75.11 AND lon < 124.94 OR lat >= 25.82 AND lat < 26.34 AND lon >= 98.67 AND lon < 119.91 OR lat >= 41.12 AND lat < 41.34 AND lon >= 78.23 AND lon < 126.25 OR lat >= 40.12 AND lat < 40.32 AND lon >= 74.48 AND lon < 124.47 OR lat >= 26.68 AND lat < 27.12 AND lon >= 98.7 AND lon < 121.3 OR lat >= 40.92 AND lat < 41.12 AND lon >= 76.91 AND lon < 126.16 OR lat >= 24.96 AND lat < 25.4 AND lon >= 97.85 AND lon < 119.88 OR lat >= 28.66 AND lat < 29.02 AND lon >= 96.52 AND lon < 122.81 OR lat >= 43.92 AND lat < 44.4 AND lon >= 111.59 AND lon < 131.3 OR lat >= 28.3 AND lat < 28.66 AND lon >= 96.39 AND lon < 122.6 OR lat >= 24.54 AND lat < 24.96 AND lon >= 97.69 AND lon < 119.42 OR lat >= 25.4 AND lat < 25.82 AND lon >= 98.32 AND lon < 120.01 OR lat >= 23.42 AND lat < 23.88 AND lon >= 98.79 AND lon < 118.32 OR lat >= 29.02 AND lat < 29.34 AND lon >= 96.32 AND lon < 123.01 OR lat >= 27.48 AND lat < 27.84 AND lon >= 98.4 AND lon < 122.06 OR lat >= 27.12 AND lat < 27.48 AND lon >= 98.69 AND lon < 121.7 OR lat >= 42.96 AND lat < 43.36 AND lon >= 110.8 AND lon < 131.19 OR lat >= 27.98 AND lat < 28.3 AND lon >= 98.03 AND lon < 122.4 OR lat >= 26.34 AND lat < 26.68 AND lon >= 98.7 AND lon < 120.46 OR lat >= 45.94 AND lat < 46.36 AND lon >= 116.46 AND lon < 133.76 OR lat >= 43.92 AND lat < 44.4 AND lon >= 80.4 AND lon < 95.31 OR lat >= 41.78 AND lat < 42.08 AND lon >= 79.55 AND lon < 103.26 OR lat >= 44.4 AND lat < 44.76 AND lon >= 111.47 AND lon < 131.14 OR lat >= 43.36 AND lat < 43.7 AND lon >= 111.39 AND lon < 131.21 OR lat >= 41.78 AND lat < 42.08 AND lon >= 105.69 AND lon < 128.1 OR lat >= 45.56 AND lat < 45.94 AND lon >= 115.98 AND lon < 133.52 OR lat >= 46.7 AND lat < 47.16 AND lon >= 119.71 AND lon < 134.08 OR lat >= 48.5 AND lat < 48.92 AND lon >= 115.89 AND lon < 130.58 OR lat >= 42.96 AND lat < 43.36 AND lon >= 80.7 AND lon < 95.92 OR lat >= 47.16 AND lat < 47.56 AND lon >= 119.36 AND lon < 134.27 OR lat >= 45.24 AND lat < 45.56 AND lon >= 114.7 AND lon < 133.28 OR lat >= 24.12 AND lat < 24.4 AND lon >= 97.64 AND lon < 118.87 OR lat >= 46.36 AND lat < 46.7 AND lon >= 117.07 AND lon < 133.9 OR lat >= 42.68 AND lat < 42.96 AND lon >= 110.25 AND lon < 129.78 OR lat >= 50.28 AND lat < 50.96 AND lon >= 119.42 AND lon < 127.34 OR lat >= 47.9 AND lat < 48.24 AND lon >= 115.55 AND lon < 130.87 OR lat >= 43.36 AND lat < 43.7 AND lon >= 80.69 AND lon < 95.65 OR lat >= 44.4 AND lat < 44.76 AND lon >= 80.14 AND lon < 94.24 OR lat >= 48.92 AND lat < 49.28 AND lon >= 116.17 AND lon < 129.97 OR lat >= 44.96 AND lat < 45.24 AND lon >= 114.01 AND lon < 131.34 OR lat >= 23.88 AND lat < 24.12 AND lon >= 98.67 AND lon < 118.64 OR lat >= 42.46 AND lat < 42.68 AND lon >= 80.23 AND lon < 101.47 OR lat >= 42.46 AND lat < 42.68 AND lon >= 109.41 AND lon < 129.78 OR lat >= 42.68 AND lat < 42.96 AND lon >= 80.26 AND lon < 96.26 OR lat >= 42.26 AND lat < 42.46 AND lon >= 107.18 AND lon < 129.51 OR lat >= 42.26 AND lat < 42.46 AND lon >= 80.24 AND lon < 102.21 OR lat >= 43.7 AND lat < 43.92 AND lon >= 111.92 AND lon < 131.26 OR lat >= 23.08 AND lat < 23.42 AND lon >= 105.46 AND lon < 117.8 OR lat >= 42.08 AND lat < 42.26 AND lon >= 106.33 AND lon < 129.06 OR lat >= 42.08 AND lat < 42.26 AND lon >= 80.15 AND lon < 102.68 OR lat >= 40.04 AND lat < 40.12 AND lon >= 74.2 AND lon < 124.36 OR lat >= 48.24 AND lat < 48.5 AND lon >= 115.66 AND lon < 130.73 OR lat >= 44.76 AND lat < 44.96 AND lon >= 111.68 AND lon < 131.07 OR lat >= 19.28 AND lat < 20.56 AND lon >= 108.46 AND lon < 111.42 OR lat >= 46.7 AND lat < 47.16 AND lon >= 82.94 AND lon < 90.87 OR lat >= 50.96 AND lat < 51.46 AND lon >= 119.79 AND lon < 127.02 OR lat >= 49.28 AND lat < 49.54 AND lon >= 116.37 AND lon < 129.58 OR lat >= 28.66 AND lat < 29.02 AND lon >= 84.3 AND lon < 93.78 OR lat >= 45.94 AND lat < 46.36 AND lon >= 82.7 AND lon < 90.82 OR lat >= 27.84 AND lat < 27.98 AND lon >= 98.16 AND lon < 122.26 OR lat >= 29.02 AND lat < 29.34 AND lon >= 84.02 AND lon < 94.39 OR lat >= 43.7 AND lat < 43.92 AND lon >= 80.54 AND lon < 95.52 OR lat >= 22.56 AND lat < 22.88 AND lon >= 106.75 AND lon < 116.91 OR lat >= 44.96 AND lat < 45.24 AND lon >= 80.87 AND lon < 92.28 OR lat >= 45.56 AND lat < 45.94 AND lon >= 82.55 AND lon < 90.64 OR lat >= 49.92 AND lat < 50.28 AND lon >= 119.16 AND lon < 127.52 OR lat >= 41.34 AND lat < 41.4 AND lon >= 78.35 AND lon < 126.57 OR lat >= 41.72 AND lat < 41.78 AND lon >= 79.03 AND lon < 126.85 OR lat >= 24.4 AND lat < 24.54 AND lon >= 97.66 AND lon < 118.15 OR lat >= 28.3 AND lat < 28.66 AND lon >= 85.32 AND lon < 93.21 OR lat >= 49.62 AND lat < 49.92 AND lon >= 118.46 AND lon < 127.67 OR lat >= 44.76 AND lat < 44.96 AND lon >= 80.04 AND lon < 93.71 OR lat >= 46.36 AND lat < 46.7 AND lon >= 82.86 AND lon < 90.86 OR lat >= 47.68 AND lat < 47.9 AND lon >= 118.76 AND lon < 130.98 OR lat >= 45.24 AND lat < 45.56 AND lon >= 82.5 AND lon < 90.85 OR lat >= 51.46 AND lat < 51.86 AND lon >= 120.24 AND lon < 126.72 OR lat >= 52.28 AND lat < 52.74 AND lon >= 120.59 AND lon < 126.13 OR lat >= 51.86 AND lat < 52.28 AND lon >= 120.67 AND lon < 126.56 OR lat >= 21.72 AND lat < 22.06 AND lon >= 106.97 AND lon < 114.18 OR lat >= 22.88 AND lat < 23.08 AND lon >= 106.1 AND lon < 117.28 OR lat >= 23.08 AND lat < 23.42 AND lon >= 98.87 AND lon < 105.14 OR lat >= 47.16 AND lat < 47.56 AND lon >= 85.54 AND lon < 90.57 OR lat >= 22.22 AND lat < 22.48 AND lon >= 106.61 AND lon < 113.79 OR lat >= 47.56 AND lat < 47.68 AND lon >= 119.04 AND lon < 134.52 OR lat >= 18.62 AND lat < 19.28 AND lon >= 108.45 AND lon < 111.1 OR lat >= 20.94 AND lat < 21.32 AND lon >= 108.24 AND lon < 112.4 OR lat >= 52.92 AND lat < 53.26 AND lon >= 120.74 AND lon < 125.24 OR lat >= 22.56 AND lat < 22.88 AND lon >= 99.41 AND lon < 103.64 OR lat >= 20.56 AND lat < 20.94 AND lon >= 108.36 AND lon < 111.82 OR lat >= 27.98 AND lat < 28.3 AND lon >= 85.96 AND lon < 89.66 OR lat >= 18.1 AND lat < 18.62 AND lon >= 108.57 AND lon < 110.72 OR lat >= 21.32 AND lat < 21.54 AND lon >= 108.11 AND lon < 113.14 OR lat >= 21.54 AND lat < 21.72 AND lon >= 107.64 AND lon < 113.7 OR lat >= 22.88 AND lat < 23.08 AND lon >= 99.38 AND lon < 104.74 OR lat >= 47.9 AND lat < 48.24 AND lon >= 85.75 AND lon < 88.87 OR lat >= 52.74 AND lat < 52.92 AND lon >= 120.33 AND lon < 126.12 OR lat >= 47.68 AND lat < 47.9 AND lon >= 85.74 AND lon < 89.91 OR lat >= 49.54 AND lat < 49.62 AND lon >= 118.09 AND lon < 128.89 OR lat >= 22.06 AND lat < 22.18 AND lon >= 106.62 AND lon < 113.46 OR lat >= 27.98 AND lat < 28.3 AND lon >= 90.5 AND lon < 92.8 OR lat >= 21.72 AND lat < 22.06 AND lon >= 99.69 AND lon < 101.71 OR lat >= 48.24 AND lat < 48.5 AND lon >= 85.82 AND lon < 88.37 OR lat >= 22.22 AND lat < 22.48 AND lon >= 99.32 AND lon < 101.77 OR lat >= 47.68 AND lat < 47.9 AND lon >= 131.88 AND lon < 134.62 OR lat >= 47.9 AND lat < 48.24 AND lon >= 133.13 AND lon < 134.78 OR lat >= 47.56 AND lat < 47.68 AND lon >= 85.73 AND lon < 90.33 OR lat >= 53.26 AND lat < 53.46 AND lon >= 121.37 AND lon < 124.07 OR lat >= 48.5 AND lat < 48.92 AND lon >= 86.78 AND lon < 87.98 OR lat >= 41.4 AND lat < 41.72 AND lon >= 127.16 AND lon < 128.1 OR lat >= 22.48 AND lat < 22.52 AND lon >= 106.69 AND lon < 114.06 OR lat >= 22.06 AND lat < 22.18 AND lon >= 99.33 AND lon < 101.68 OR lat >= 29.02 AND lat < 29.34 AND lon >= 94.9 AND lon < 95.66 OR lat >= 48.92 AND lat < 49.28 AND lon >= 87.23 AND lon < 87.82 OR lat >= 22.54 AND lat < 22.56 AND lon >= 106.66 AND lon < 116.39 OR lat >= 22.52 AND lat < 22.54 AND lon >= 106.65 AND lon < 116.3 OR lat >= 48.24 AND lat < 48.5 AND lon >= 134.22 AND lon < 134.9 OR lat >= 47.68 AND lat < 47.9 AND lon >= 116.71 AND lon < 117.48 OR lat >= 27.48 AND lat < 27.84 AND lon >= 88.77 AND lon < 89.18 OR lat >= 22.18 AND lat < 22.2 AND lon >= 106.63 AND lon < 114.01 OR lat >= 22.2 AND lat < 22.22 AND lon >= 106.61 AND lon < 113.79 OR lat >= 49.62 AND lat < 49.92 AND lon >= 116.61 AND lon < 117.06 OR lat >= 21.32 AND lat < 21.54 AND lon >= 101.19 AND lon < 101.76 OR lat >= 27.84 AND lat < 27.98 AND lon >= 91.47 AND lon < 92.34 OR lat >= 42.68 AND lat < 42.96 AND lon >= 130.21 AND lon < 130.64 OR lat >= 22.48 AND lat < 22.52 AND lon >= 99.38 AND lon < 102.18 OR lat >= 30.1 AND lat < 30.44 AND lon >= 80.94 AND lon < 81.26 OR lat >= 21.54 AND lat < 21.72 AND lon >= 101.17 AND lon < 101.74 OR lat >= 45.24 AND lat < 45.56 AND lon >= 82.13 AND lon < 82.42 OR lat >= 49.54 AND lat < 49.62 AND lon >= 116.48 AND lon < 117.63 OR lat >= 27.84 AND lat < 27.98 AND lon >= 88.75 AND lon < 89.36 OR lat >= 24.4 AND lat < 24.54 AND lon >= 118.57 AND lon < 119.08 OR lat >= 41.72 AND lat < 41.78 AND lon >= 126.96 AND lon < 128.13 OR lat >= 23.88 AND lat < 24.12 AND lon >= 97.63 AND lon < 97.9 OR lat >= 22.48 AND lat < 22.52 AND lon >= 114.73 AND lon < 116.2 OR lat >= 22.54 AND lat < 22.56 AND lon >= 99.4 AND lon < 102.32 OR lat >= 22.52 AND lat < 22.54 AND lon >= 99.38 AND lon < 102.26 OR lat >= 22.18 AND lat < 22.2 AND lon >= 99.27 AND lon < 101.67 OR lat >= 22.2 AND lat < 22.22 AND lon >= 99.28 AND lon < 101.67 OR lat >= 41.4 AND lat < 41.72 AND lon >= 128.18 AND lon < 128.25 OR lat >= 42.46 AND lat < 42.68 AND lon >= 130.43 AND lon < 130.48 OR lat >= 22.22 AND lat < 22.48 AND lon >= 113.88 AND lon < 113.9 OR lat >= 22.52 AND lat < 22.54 AND lon >= 103.98 AND lon < 104.08) AND NOT (lat >= 22.185 AND lat < 22.215 AND lon >= 113.533 AND lon < 113.61 OR lat >= 22.1 AND lat < 22.185 AND lon >= 113.552 AND lon < 113.61 OR lat >= 22.3 AND lat < 22.549 AND lon >= 114.17 AND lon < 114.4);
END
$$;

CREATE FUNCTION levee_forth(lon double precision, lat double precision, crs text) RETURNS double precision[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    place double precision[] := ARRAY[lon, lat];
BEGIN
    IF crs = 'WEB_MERCATOR' THEN
        RETURN ARRAY[6378137.0 * radians(lon), 6378137.0 * asinh(tan(radians(lat)))];
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
$$;

CREATE FUNCTION levee_back(lon double precision, lat double precision, crs text) RETURNS double precision[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    given double precision[] := ARRAY[lon, lat];
    found double precision[] := given;
    moved double precision[];
BEGIN
    IF crs = 'WEB_MERCATOR' THEN
        RETURN ARRAY[degrees(lon / 6378137.0), degrees(atan(sinh(lat / 6378137.0)))];
    END IF;
    IF crs NOT IN ('GCJ02', 'BD09') THEN
        RAISE EXCEPTION 'There is no system of coordinates %.', crs;
    END IF;
    IF crs = 'BD09' THEN
        FOR round IN 1..8 LOOP
            moved := levee_baidu(found[1], found[2]);
            found := ARRAY[found[1] + given[1] - moved[1], found[2] + given[2] - moved[2]];
        END LOOP;
        given := found;
    END IF;
    IF given[1] < 72.0 OR given[1] > 137.0 OR given[2] < 17.0 OR given[2] > 55.0 THEN
        RETURN given;
    END IF;
    FOR round IN 1..8 LOOP
        moved := levee_gcj_shifted(found[1], found[2]);
        found := ARRAY[found[1] + given[1] - moved[1], found[2] + given[2] - moved[2]];
    END LOOP;
    RETURN CASE WHEN levee_gcj_inside(found[1], found[2]) THEN found ELSE given END;
END
$$;

CREATE FUNCTION levee_datum(shape geometry, crs text) RETURNS geometry
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    kind CONSTANT text := GeometryType(shape);
    place double precision[];
BEGIN
    IF crs IN ('WGS84', 'CGCS2000') OR ST_IsEmpty(shape) THEN
        RETURN shape;
    ELSIF kind = 'POINT' THEN
        place := levee_forth(ST_X(shape), ST_Y(shape), crs);
        RETURN ST_SetSRID(ST_MakePoint(place[1], place[2]), CASE crs WHEN 'WEB_MERCATOR' THEN 3857 ELSE 4326 END);
    ELSIF kind = 'LINESTRING' THEN
        RETURN (
            SELECT ST_SetSRID(ST_MakeLine(ST_MakePoint(moved[1], moved[2]) ORDER BY path), CASE crs WHEN 'WEB_MERCATOR' THEN 3857 ELSE 4326 END)
            FROM (
                SELECT path, levee_forth(ST_X(geom), ST_Y(geom), crs) AS moved FROM ST_DumpPoints(shape) OFFSET 0
            ) AS vertex
        );
    ELSIF kind = 'POLYGON' THEN
        RETURN ST_MakePolygon(levee_datum(ST_ExteriorRing(shape), crs), ARRAY(
            SELECT levee_datum(ST_InteriorRingN(shape, hole), crs)
            FROM generate_series(1, ST_NumInteriorRings(shape)) AS hole
            ORDER BY hole
        ));
    END IF;
    shape := ST_Collect(ARRAY(SELECT levee_datum(part.geom, crs) FROM ST_Dump(shape) AS part ORDER BY part.path));
    RETURN CASE kind WHEN 'GEOMETRYCOLLECTION' THEN ST_ForceCollection(shape) ELSE ST_Multi(shape) END;
END
$$;

CREATE FUNCTION levee_undatum(shape geometry, crs text) RETURNS geometry
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    kind CONSTANT text := GeometryType(shape);
    place double precision[];
BEGIN
    IF crs IN ('WGS84', 'CGCS2000') OR ST_IsEmpty(shape) THEN
        RETURN shape;
    ELSIF kind = 'POINT' THEN
        place := levee_back(ST_X(shape), ST_Y(shape), crs);
        RETURN ST_SetSRID(ST_MakePoint(place[1], place[2]), 4326);
    ELSIF kind = 'LINESTRING' THEN
        RETURN (
            SELECT ST_SetSRID(ST_MakeLine(ST_MakePoint(moved[1], moved[2]) ORDER BY path), 4326)
            FROM (
                SELECT path, levee_back(ST_X(geom), ST_Y(geom), crs) AS moved FROM ST_DumpPoints(shape) OFFSET 0
            ) AS vertex
        );
    ELSIF kind = 'POLYGON' THEN
        RETURN ST_MakePolygon(levee_undatum(ST_ExteriorRing(shape), crs), ARRAY(
            SELECT levee_undatum(ST_InteriorRingN(shape, hole), crs)
            FROM generate_series(1, ST_NumInteriorRings(shape)) AS hole
            ORDER BY hole
        ));
    END IF;
    shape := ST_Collect(ARRAY(SELECT levee_undatum(part.geom, crs) FROM ST_Dump(shape) AS part ORDER BY part.path));
    RETURN CASE kind WHEN 'GEOMETRYCOLLECTION' THEN ST_ForceCollection(shape) ELSE ST_Multi(shape) END;
END
$$;

CREATE FUNCTION levee_geojson(shape geometry, crs text) RETURNS json
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN ST_AsGeoJSON(
        ST_ForcePolygonCCW(levee_datum(shape, crs)),
        CASE crs WHEN 'WEB_MERCATOR' THEN 3 WHEN 'GCJ02' THEN 9 WHEN 'BD09' THEN 9 ELSE 7 END,
        0
    )::json;
END
$$;
