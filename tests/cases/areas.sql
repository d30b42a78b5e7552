WITH anon_2 AS
(SELECT CAST(ST_Segmentize(ST_GeomFromGeoJSON($1::VARCHAR), 0.05) AS geography) AS line, _ST_Expand(CAST(ST_Segmentize(ST_GeomFromGeoJSON($1::VARCHAR), 0.05) AS geography), $2::FLOAT) AS wide, $2::FLOAT AS metres, ST_NPoints(ST_Segmentize(ST_GeomFromGeoJSON($1::VARCHAR), 0.05)) AS vertices),
anon_9 AS
(SELECT ST_GeomFromGeoJSON($5::VARCHAR) AS shape, _ST_Expand(CAST(ST_Segmentize(ST_Envelope(ST_GeomFromGeoJSON($5::VARCHAR)), 0.25) AS geography), 100) AS wide),
anon_25 AS
(SELECT ST_GeomFromGeoJSON($9::VARCHAR) AS shape, _ST_Expand(CAST(ST_Segmentize(ST_Envelope(ST_GeomFromGeoJSON($9::VARCHAR)), 0.25) AS geography), 100) AS wide),
anon_38 AS
(SELECT CAST(ST_Segmentize(ST_GeomFromGeoJSON($15::VARCHAR), 0.05) AS geography) AS line, _ST_Expand(CAST(ST_Segmentize(ST_GeomFromGeoJSON($15::VARCHAR), 0.05) AS geography), $16::FLOAT) AS wide, $16::FLOAT AS metres, ST_NPoints(ST_Segmentize(ST_GeomFromGeoJSON($15::VARCHAR), 0.05)) AS vertices),
anon_51 AS
(SELECT CAST(ST_Segmentize(ST_GeomFromGeoJSON($24::VARCHAR), 0.05) AS geography) AS line, _ST_Expand(CAST(ST_Segmentize(ST_GeomFromGeoJSON($24::VARCHAR), 0.05) AS geography), $25::FLOAT) AS wide, $25::FLOAT AS metres, ST_NPoints(ST_Segmentize(ST_GeomFromGeoJSON($24::VARCHAR), 0.05)) AS vertices),
anon_54 AS
(SELECT array((SELECT hazard_site_6.id
FROM hazard_site AS hazard_site_6
WHERE (CAST(hazard_site_6.geometry AS geography) && CAST((SELECT anon_51.wide
FROM anon_51) AS geography)) AND CASE WHEN (ST_NPoints(hazard_site_6.geometry) * CAST((SELECT anon_51.vertices
FROM anon_51) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(hazard_site_6.geometry AS geography), CAST((SELECT anon_51.line
FROM anon_51) AS geography), CAST((SELECT anon_51.metres
FROM anon_51) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_51.metres
FROM anon_51) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(hazard_site_6.geometry AS geography), CAST((SELECT anon_51.line
FROM anon_51) AS geography), CAST((SELECT anon_51.metres
FROM anon_51) AS DOUBLE PRECISION)) END
 LIMIT 2501)) AS found),
anon_53 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_54.found
FROM anon_54) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_54.found
FROM anon_54) AS BIGINT[]) END AS found)
 SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT (SELECT count(*) AS count_1
FROM hazard_site AS hazard_site_1
WHERE (CAST(hazard_site_1.geometry AS geography) && CAST((SELECT anon_2.wide
FROM anon_2) AS geography)) AND CASE WHEN (ST_NPoints(hazard_site_1.geometry) * CAST((SELECT anon_2.vertices
FROM anon_2) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(hazard_site_1.geometry AS geography), CAST((SELECT anon_2.line
FROM anon_2) AS geography), CAST((SELECT anon_2.metres
FROM anon_2) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_2.metres
FROM anon_2) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(hazard_site_1.geometry AS geography), CAST((SELECT anon_2.line
FROM anon_2) AS geography), CAST((SELECT anon_2.metres
FROM anon_2) AS DOUBLE PRECISION)) END) AS "totalCount", anon_3.edges AS edges
FROM (SELECT coalesce(json_agg(anon_4."edge 1" ORDER BY anon_4.place) FILTER (WHERE anon_4.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_4.mark) FILTER (WHERE anon_4.place = 1) AS "first mark", max(anon_4.mark) FILTER (WHERE anon_4.place = least(anon_4.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_5.id) AS place, count(*) OVER () AS found, levee_cursor($3::BYTEA, CAST(anon_5.id AS TEXT)) AS mark, (SELECT row_to_json(anon_6.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_7.*) AS row_to_json_4
FROM (SELECT hazard_site_2.name AS name) AS anon_7) AS node) AS anon_6) AS "edge 1"
FROM (SELECT hazard_site_3.id AS id
FROM hazard_site AS hazard_site_3
WHERE (CAST(hazard_site_3.geometry AS geography) && CAST((SELECT anon_2.wide
FROM anon_2) AS geography)) AND CASE WHEN (ST_NPoints(hazard_site_3.geometry) * CAST((SELECT anon_2.vertices
FROM anon_2) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(hazard_site_3.geometry AS geography), CAST((SELECT anon_2.line
FROM anon_2) AS geography), CAST((SELECT anon_2.metres
FROM anon_2) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_2.metres
FROM anon_2) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(hazard_site_3.geometry AS geography), CAST((SELECT anon_2.line
FROM anon_2) AS geography), CAST((SELECT anon_2.metres
FROM anon_2) AS DOUBLE PRECISION)) END ORDER BY hazard_site_3.id
 LIMIT 50 + 1) AS anon_5 JOIN hazard_site AS hazard_site_2 ON hazard_site_2.id = anon_5.id) AS anon_4) AS anon_3) AS anon_1) AS "hazardSites", (SELECT row_to_json(anon_8.*) AS row_to_json_5
FROM (SELECT (SELECT count(*) AS count_2
FROM resource AS resource_1
WHERE resource_1.kind = ANY ($4::TEXT[]) AND (resource_1.location && CAST((SELECT anon_9.wide
FROM anon_9) AS geography)) AND ST_Intersects(CAST(resource_1.location AS geometry), CAST((SELECT anon_9.shape
FROM anon_9) AS geometry))) AS "totalCount", anon_10.edges AS edges
FROM (SELECT coalesce(json_agg(anon_11."edge 1" ORDER BY anon_11.place) FILTER (WHERE anon_11.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_11.mark) FILTER (WHERE anon_11.place = 1) AS "first mark", max(anon_11.mark) FILTER (WHERE anon_11.place = least(anon_11.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_12.id) AS place, count(*) OVER () AS found, levee_cursor($6::BYTEA, CAST(anon_12.id AS TEXT)) AS mark, (SELECT row_to_json(anon_13.*) AS row_to_json_6
FROM (SELECT CASE WHEN (resource_2.kind = 'DEPOT'::text) THEN (SELECT row_to_json(anon_14.*) AS row_to_json_7
FROM (SELECT resource_2.name AS name) AS anon_14) WHEN (resource_2.kind = 'TEAM'::text) THEN (SELECT row_to_json(anon_15.*) AS row_to_json_8
FROM (SELECT resource_2.name AS name) AS anon_15) WHEN (resource_2.kind = 'LABOUR'::text) THEN (SELECT row_to_json(anon_16.*) AS row_to_json_9
FROM (SELECT resource_2.name AS name) AS anon_16) WHEN (resource_2.kind = 'EQUIPMENT'::text) THEN (SELECT row_to_json(anon_17.*) AS row_to_json_10
FROM (SELECT resource_2.name AS name) AS anon_17) WHEN (resource_2.kind = 'SHELTER'::text) THEN (SELECT row_to_json(anon_18.*) AS row_to_json_11
FROM (SELECT resource_2.name AS name) AS anon_18) END AS node) AS anon_13) AS "edge 1"
FROM (SELECT resource_3.id AS id
FROM resource AS resource_3
WHERE resource_3.kind = ANY ($7::TEXT[]) AND (resource_3.location && CAST((SELECT anon_9.wide
FROM anon_9) AS geography)) AND ST_Intersects(CAST(resource_3.location AS geometry), CAST((SELECT anon_9.shape
FROM anon_9) AS geometry)) ORDER BY resource_3.id
 LIMIT 50 + 1) AS anon_12 JOIN resource AS resource_2 ON resource_2.id = anon_12.id) AS anon_11) AS anon_10) AS anon_8) AS resources, (SELECT row_to_json(anon_19.*) AS row_to_json_12
FROM (SELECT anon_20.edges AS edges
FROM (SELECT coalesce(json_agg(anon_21."edge 1" ORDER BY anon_21.place) FILTER (WHERE anon_21.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_21.mark) FILTER (WHERE anon_21.place = 1) AS "first mark", max(anon_21.mark) FILTER (WHERE anon_21.place = least(anon_21.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_22.id) AS place, count(*) OVER () AS found, levee_cursor($8::BYTEA, CAST(anon_22.id AS TEXT)) AS mark, (SELECT row_to_json(anon_23.*) AS row_to_json_13
FROM (SELECT (SELECT row_to_json(anon_24.*) AS row_to_json_14
FROM (SELECT gauge_1.name AS name) AS anon_24) AS node) AS anon_23) AS "edge 1"
FROM (SELECT gauge_2.id AS id
FROM gauge AS gauge_2
WHERE (gauge_2.location && CAST((SELECT anon_25.wide
FROM anon_25) AS geography)) AND ST_Intersects(CAST(gauge_2.location AS geometry), CAST((SELECT anon_25.shape
FROM anon_25) AS geometry)) ORDER BY gauge_2.id
 LIMIT 50 + 1) AS anon_22 JOIN gauge AS gauge_1 ON gauge_1.id = anon_22.id) AS anon_21) AS anon_20) AS anon_19) AS gauges, (SELECT row_to_json(anon_26.*) AS row_to_json_15
FROM (SELECT anon_27.edges AS edges
FROM (SELECT coalesce(json_agg(anon_28."edge 1" ORDER BY anon_28.place) FILTER (WHERE anon_28.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_28.mark) FILTER (WHERE anon_28.place = 1) AS "first mark", max(anon_28.mark) FILTER (WHERE anon_28.place = least(anon_28.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_29.id) AS place, count(*) OVER () AS found, levee_cursor($10::BYTEA, CAST(anon_29.id AS TEXT)) AS mark, (SELECT row_to_json(anon_30.*) AS row_to_json_16
FROM (SELECT (SELECT row_to_json(anon_31.*) AS row_to_json_17
FROM (SELECT water_1.name AS name) AS anon_31) AS node) AS anon_30) AS "edge 1"
FROM (SELECT water_2.id AS id
FROM water AS water_2
WHERE (SELECT levee_division_path($11::VARCHAR, $12::VARCHAR) AS levee_division_path_1) IS NOT NULL AND (EXISTS (SELECT division_1.id
FROM division AS division_1
WHERE (division_1.path <@ (SELECT levee_division_path($11::VARCHAR, $13::VARCHAR) AS levee_division_path_2)) AND ST_Intersects(division_1.boundary, water_2.geometry))) ORDER BY water_2.id
 LIMIT 50 + 1) AS anon_29 JOIN water AS water_1 ON water_1.id = anon_29.id) AS anon_28) AS anon_27) AS anon_26) AS waters, (SELECT row_to_json(anon_32.*) AS row_to_json_18
FROM (SELECT anon_33.edges AS edges
FROM (SELECT coalesce(json_agg(anon_34."edge 1" ORDER BY anon_34.place) FILTER (WHERE anon_34.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_34.mark) FILTER (WHERE anon_34.place = 1) AS "first mark", max(anon_34.mark) FILTER (WHERE anon_34.place = least(anon_34.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_35.id) AS place, count(*) OVER () AS found, levee_cursor($14::BYTEA, CAST(anon_35.id AS TEXT)) AS mark, (SELECT row_to_json(anon_36.*) AS row_to_json_19
FROM (SELECT (SELECT row_to_json(anon_37.*) AS row_to_json_20
FROM (SELECT division_2.name AS name) AS anon_37) AS node) AS anon_36) AS "edge 1"
FROM (SELECT division_3.id AS id
FROM division AS division_3
WHERE ST_DWithin(division_3.location, CAST((SELECT anon_38.line
FROM anon_38) AS geography), CAST((SELECT anon_38.metres
FROM anon_38) AS DOUBLE PRECISION)) OR (CAST(division_3.boundary AS geography) && CAST((SELECT anon_38.wide
FROM anon_38) AS geography)) AND CASE WHEN (ST_NPoints(division_3.boundary) * CAST((SELECT anon_38.vertices
FROM anon_38) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(division_3.boundary AS geography), CAST((SELECT anon_38.line
FROM anon_38) AS geography), CAST((SELECT anon_38.metres
FROM anon_38) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_38.metres
FROM anon_38) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(division_3.boundary AS geography), CAST((SELECT anon_38.line
FROM anon_38) AS geography), CAST((SELECT anon_38.metres
FROM anon_38) AS DOUBLE PRECISION)) END ORDER BY division_3.id
 LIMIT 50 + 1) AS anon_35 JOIN division AS division_2 ON division_2.id = anon_35.id) AS anon_34) AS anon_33) AS anon_32) AS divisions, (SELECT row_to_json(anon_39.*) AS row_to_json_21
FROM (SELECT (SELECT count(*) AS count_3
FROM resource AS resource_4
WHERE (SELECT levee_division_path($17::VARCHAR, $18::VARCHAR) AS levee_division_path_3) IS NOT NULL AND resource_4.division_id IN (SELECT division_4.id
FROM division AS division_4
WHERE division_4.path <@ (SELECT levee_division_path($17::VARCHAR, $19::VARCHAR) AS levee_division_path_4))) AS "totalCount") AS anon_39) AS city, (SELECT coalesce(json_agg(anon_40.*), '[]'::json) AS coalesce_1
FROM (SELECT anon_41.distance AS distance, (SELECT row_to_json(anon_42.*) AS one
FROM (SELECT hazard_site_4.name AS name
FROM hazard_site AS hazard_site_4
WHERE hazard_site_4.ctid = anon_41.hazard_site_id_spot) AS anon_42) AS "hazardSite"
FROM (SELECT anon_43.distance AS distance, anon_43.id AS hazard_site_id, anon_43.spot AS hazard_site_id_spot
FROM (SELECT anon_44.id AS id, anon_44.distance AS distance, anon_44.spot AS spot
FROM (SELECT anon_45.id AS id, anon_45.distance AS distance, anon_45.spot AS spot
FROM (SELECT anon_46.id AS id, anon_46.distance AS distance, anon_46.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($20::FLOAT, $21::FLOAT), 4326) AS geography) AS place, $22::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_47 JOIN LATERAL (SELECT anon_48.id AS id, anon_48.sphere AS sphere, anon_48.distance AS distance, anon_48.spot AS spot, anon_48.matches AS matches, anon_48.count AS count, anon_48.bound AS bound, count(*) FILTER (WHERE anon_48.sphere > anon_48.bound) OVER (ORDER BY anon_48.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_49.id AS id, anon_49.sphere AS sphere, anon_49.distance AS distance, anon_49.spot AS spot, anon_49.matches AS matches, anon_49.count AS count, least(anon_47.metres * 1.0057, min(anon_49.sphere) FILTER (WHERE anon_49.count >= $23::INTEGER) OVER (ORDER BY anon_49.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_50.id AS id, anon_50.sphere AS sphere, anon_50.distance AS distance, anon_50.spot AS spot, anon_50.matches AS matches, count(*) FILTER (WHERE anon_50.matches) OVER (ORDER BY anon_50.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT hazard_site_5.id AS id, CAST(hazard_site_5.geometry AS geography) <-> anon_47.place AS sphere, ST_Distance(CAST(hazard_site_5.geometry AS geography), anon_47.place) AS distance, (CAST(hazard_site_5.geometry AS geography) && CAST((SELECT anon_51.wide
FROM anon_51) AS geography)) AND CASE WHEN (ST_NPoints(hazard_site_5.geometry) * CAST((SELECT anon_51.vertices
FROM anon_51) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(hazard_site_5.geometry AS geography), CAST((SELECT anon_51.line
FROM anon_51) AS geography), CAST((SELECT anon_51.metres
FROM anon_51) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_51.metres
FROM anon_51) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(hazard_site_5.geometry AS geography), CAST((SELECT anon_51.line
FROM anon_51) AS geography), CAST((SELECT anon_51.metres
FROM anon_51) AS DOUBLE PRECISION)) END AS matches, hazard_site_5.ctid AS spot
FROM hazard_site AS hazard_site_5
WHERE CAST(hazard_site_5.geometry AS geography) IS NOT NULL AND NOT (SELECT anon_53.found IS NOT NULL AS anon_52
FROM anon_53) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_50) AS anon_49) AS anon_48) AS anon_46 ON true
WHERE anon_46.matches AND anon_46.beyond < 1 AND anon_46.distance <= anon_47.metres ORDER BY anon_46.distance, anon_46.id
 LIMIT $23::INTEGER) AS anon_45 UNION ALL SELECT anon_55.id AS id, anon_55.distance AS distance, anon_55.spot AS spot
FROM (SELECT hazard_site_5.id AS id, ST_Distance(CAST(hazard_site_5.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($20::FLOAT, $21::FLOAT), 4326) AS geography)) AS distance, hazard_site_5.ctid AS spot
FROM hazard_site AS hazard_site_5
WHERE CAST(hazard_site_5.geometry AS geography) IS NOT NULL AND ST_Distance(CAST(hazard_site_5.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($20::FLOAT, $21::FLOAT), 4326) AS geography)) <= $22::FLOAT AND (SELECT anon_53.found IS NOT NULL AS anon_52
FROM anon_53) AND hazard_site_5.id = ANY (CAST((SELECT anon_53.found
FROM anon_53) AS BIGINT[])) AND (CAST(hazard_site_5.geometry AS geography) && CAST((SELECT anon_51.wide
FROM anon_51) AS geography)) AND CASE WHEN (ST_NPoints(hazard_site_5.geometry) * CAST((SELECT anon_51.vertices
FROM anon_51) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(hazard_site_5.geometry AS geography), CAST((SELECT anon_51.line
FROM anon_51) AS geography), CAST((SELECT anon_51.metres
FROM anon_51) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_51.metres
FROM anon_51) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(hazard_site_5.geometry AS geography), CAST((SELECT anon_51.line
FROM anon_51) AS geography), CAST((SELECT anon_51.metres
FROM anon_51) AS DOUBLE PRECISION)) END ORDER BY ST_Distance(CAST(hazard_site_5.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($20::FLOAT, $21::FLOAT), 4326) AS geography)), hazard_site_5.id
 LIMIT $23::INTEGER) AS anon_55) AS anon_44 ORDER BY anon_44.distance, anon_44.id
 LIMIT $23::INTEGER) AS anon_43) AS anon_41 ORDER BY anon_41.distance, anon_41.hazard_site_id) AS anon_40) AS "nearbyHazardSites") AS data
