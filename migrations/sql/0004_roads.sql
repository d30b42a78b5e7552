-- Roads on which supplies travel (道路), and which depot gets there first.

CREATE TABLE road (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    source BIGINT NOT NULL CONSTRAINT ck_road_source CHECK (source > 0),
    target BIGINT NOT NULL CONSTRAINT ck_road_target CHECK (target > 0),
    path geography(LINESTRING,4326) NOT NULL,
    metres DOUBLE PRECISION NOT NULL CONSTRAINT ck_road_metres CHECK (metres > 0 AND metres < 1000000),
    forth DOUBLE PRECISION CONSTRAINT ck_road_forth CHECK (forth > 0 AND forth < 'Infinity' AND metres <= forth * 25.001),
    back DOUBLE PRECISION CONSTRAINT ck_road_back CHECK (back > 0 AND back < 'Infinity' AND metres <= back * 25.001),
    class TEXT NOT NULL,
    name TEXT,
    bridge BOOLEAN NOT NULL,
    access BOOLEAN NOT NULL,
    open BOOLEAN DEFAULT true NOT NULL,
    origin TEXT NOT NULL,
    basis TEXT NOT NULL CONSTRAINT ck_road_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    CONSTRAINT pk_road PRIMARY KEY (id)
);

CREATE INDEX ix_road_origin ON road (origin);
CREATE INDEX ix_road_path ON road USING gist (path) WHERE open;
CREATE INDEX ix_road_path_access ON road USING gist (path) WHERE open AND access;

COMMENT ON TABLE road IS 'A piece of road between two junctions (路段).';
COMMENT ON COLUMN road.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN road.source IS 'Number of the vertex at which the piece begins (起点).';
COMMENT ON COLUMN road.target IS 'Number of the vertex at which it ends; pieces meet where they bear one (终点).';
COMMENT ON COLUMN road.path IS 'Its line from source to target, EPSG:4326 (线形).';
COMMENT ON COLUMN road.metres IS 'Its length, geodesic metres on WGS 84 (长度).';
COMMENT ON COLUMN road.forth IS 'Seconds from source to target; null where that is not allowed (正向时间).';
COMMENT ON COLUMN road.back IS 'Seconds from target to source; null where that is not allowed (反向时间).';
COMMENT ON COLUMN road.class IS 'Its class, the value of OSM''s `highway` (道路等级).';
COMMENT ON COLUMN road.name IS 'Its name; null where none is known (名称).';
COMMENT ON COLUMN road.bridge IS 'Whether it is a bridge (桥梁).';
COMMENT ON COLUMN road.access IS 'Whether one gets on and off along it, not at its ends only: not on a bridge, in a tunnel or on a motorway (可上下).';
COMMENT ON COLUMN road.open IS 'Whether it can be used now; the administrator closes what is cut (通行).';
COMMENT ON COLUMN road.origin IS 'The way or feature of its file (来源要素).';
COMMENT ON COLUMN road.basis IS 'Where it comes from (位置依据).';

-- What a way costs, as one number that adds up: whole milliseconds, and its metres as the fraction (in 64ths of a
-- metre, of 2^21 metres). Up to 2^26 milliseconds (18 hours) every sum is exact in a double, so the least cost is the
-- fastest way, of equally fast ways the shortest, and both can be read off it.
CREATE FUNCTION levee_road_cost(seconds double precision, metres double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN round(seconds * 1000) + round(metres * 64) / 134217728;

-- The nearest road beside a place on which one gets on and off, if there is one within 500 m: `along` says where on
-- it (0 at its source, 1 at its target), `beside` how many metres away. Near the place a degree of longitude is as
-- long as the cosine of the latitude.
CREATE FUNCTION levee_road_beside(place geography)
RETURNS TABLE (
    road bigint, source bigint, target bigint, forth double precision, back double precision,
    metres double precision, along double precision, beside double precision
)
LANGUAGE plpgsql STABLE ROWS 1
AS $$
#variable_conflict use_column
DECLARE
    wide CONSTANT double precision := cos(radians(ST_Y(place::geometry)));
BEGIN
    RETURN QUERY
    SELECT near.id, near.source, near.target, near.forth, near.back, near.metres, found.along,
        ST_Distance(place, ST_LineInterpolatePoint(near.path::geometry, found.along)::geography)
    FROM (
        SELECT * FROM road
        WHERE open AND access AND ST_DWithin(path, place, 500)
        ORDER BY path <-> place, id LIMIT 1
    ) AS near, LATERAL (
        SELECT ST_LineLocatePoint(
            ST_Scale(near.path::geometry, wide, 1), ST_Scale(place::geometry, wide, 1)
        ) AS along
    ) AS found;
END
$$;

-- How long it takes from each of some places to one place, and how far it is, where that place and the other lie
-- beside roads: then those that no road leads from in `longest` seconds are left out. The others in a straight line.
--
-- The roads are walked backwards from the goal, vertex 0, so that one walk serves all. No vehicle is faster than
-- 25.001 m/s (a CHECK of the table), so what lies farther away than that is not read. pgRouting is looked up by
-- name when it is needed: without it the function stands, and answers in straight lines.
CREATE FUNCTION levee_reach(
    place geography, longest double precision, ids bigint[], places geography[], distances double precision[]
)
RETURNS TABLE (
    id bigint, by text, seconds double precision, metres double precision, distance double precision
)
LANGUAGE plpgsql STABLE ROWS 200
AS $$
#variable_conflict use_column
DECLARE
    goal record;
BEGIN
    SELECT * INTO goal FROM levee_road_beside(place)
    WHERE to_regprocedure('pgr_drivingdistance(text,bigint,double precision,boolean)') IS NOT NULL;
    IF goal.road IS NULL THEN
        RETURN QUERY
        SELECT one.id, 'STRAIGHT_LINE', NULL::double precision, one.distance, one.distance
        FROM unnest(ids, distances) AS one (id, distance);
        RETURN;
    END IF;
    RETURN QUERY
    WITH reached AS MATERIALIZED (
        SELECT node, agg_cost AS cost
        FROM pgr_drivingDistance(
            format(
                'SELECT id, target AS source, source AS target, '
                'coalesce(levee_road_cost(forth, metres), -1) AS cost, '
                'coalesce(levee_road_cost(back, metres), -1) AS reverse_cost '
                'FROM road WHERE open AND path && _ST_Expand(%L::geography, %s) '
                'UNION ALL VALUES (-1::bigint, 0::bigint, %s::bigint, %s::float8, -1::float8), (-2, 0, %s, %s, -1)',
                place, 500 + longest * 25.01,
                goal.source, coalesce(
                    levee_road_cost(nullif(goal.along, 0) * goal.forth, goal.along * goal.metres),
                    CASE goal.along WHEN 0 THEN 0 ELSE -1 END
                ),
                goal.target, coalesce(
                    levee_road_cost((1 - nullif(goal.along, 1)) * goal.back, (1 - goal.along) * goal.metres),
                    CASE goal.along WHEN 1 THEN 0 ELSE -1 END
                )
            ),
            0, longest * 1000 + 1, true
        )
    ), start AS MATERIALIZED (
        SELECT one.id, one.distance, by_road.*
        FROM unnest(ids, places, distances) AS one (id, place, distance)
        LEFT JOIN LATERAL levee_road_beside(one.place) AS by_road ON true
    ), way AS (
        SELECT start.id, reached.cost + CASE along WHEN 0 THEN 0
            ELSE levee_road_cost(along * back, along * metres) END AS cost
        FROM start JOIN reached ON node = source
        UNION ALL
        SELECT start.id, reached.cost + CASE along WHEN 1 THEN 0
            ELSE levee_road_cost((1 - along) * forth, (1 - along) * metres) END
        FROM start JOIN reached ON node = target
        UNION ALL
        SELECT start.id, CASE along WHEN goal.along THEN 0 ELSE levee_road_cost(
            abs(goal.along - along) * CASE WHEN goal.along > along THEN forth ELSE back END,
            abs(goal.along - along) * metres
        ) END
        FROM start WHERE road = goal.road
    ), best AS (
        SELECT way.id, min(cost) AS cost FROM way GROUP BY way.id
    ), told AS (
        SELECT start.id, road, distance, beside + goal.beside AS beside, floor(cost) AS whole,
            cost - floor(cost) AS rest
        FROM start LEFT JOIN best ON best.id = start.id
    ), driven AS (
        SELECT told.id, round((whole / 1000 + beside * 0.72)::numeric, 1)::double precision AS seconds,
            round((rest * 2097152 + beside)::numeric, 1)::double precision AS metres, distance
        FROM told WHERE road IS NOT NULL AND whole IS NOT NULL
    )
    SELECT driven.id, 'ROAD', seconds, metres, distance FROM driven WHERE seconds <= longest
    UNION ALL
    SELECT told.id, 'STRAIGHT_LINE', NULL, distance, distance FROM told WHERE road IS NULL;
END
$$;
