WITH anon_3 AS
(SELECT CAST(ST_Segmentize(ST_GeomFromGeoJSON($1::VARCHAR), 0.05) AS geography) AS line, _ST_Expand(CAST(ST_Segmentize(ST_GeomFromGeoJSON($1::VARCHAR), 0.05) AS geography), $2::FLOAT) AS wide, $2::FLOAT AS metres, ST_NPoints(ST_Segmentize(ST_GeomFromGeoJSON($1::VARCHAR), 0.05)) AS vertices),
anon_8 AS
(SELECT ST_GeomFromGeoJSON($5::VARCHAR) AS shape, _ST_Expand(CAST(ST_Segmentize(ST_Envelope(ST_GeomFromGeoJSON($5::VARCHAR)), 0.25) AS geography), 100) AS wide),
anon_16 AS
(SELECT ST_GeomFromGeoJSON($9::VARCHAR) AS shape, _ST_Expand(CAST(ST_Segmentize(ST_Envelope(ST_GeomFromGeoJSON($9::VARCHAR)), 0.25) AS geography), 100) AS wide),
anon_25 AS
(SELECT CAST(ST_Segmentize(ST_GeomFromGeoJSON($15::VARCHAR), 0.05) AS geography) AS line, _ST_Expand(CAST(ST_Segmentize(ST_GeomFromGeoJSON($15::VARCHAR), 0.05) AS geography), $16::FLOAT) AS wide, $16::FLOAT AS metres, ST_NPoints(ST_Segmentize(ST_GeomFromGeoJSON($15::VARCHAR), 0.05)) AS vertices),
anon_37 AS
(SELECT CAST(ST_Segmentize(ST_GeomFromGeoJSON($24::VARCHAR), 0.05) AS geography) AS line, _ST_Expand(CAST(ST_Segmentize(ST_GeomFromGeoJSON($24::VARCHAR), 0.05) AS geography), $25::FLOAT) AS wide, $25::FLOAT AS metres, ST_NPoints(ST_Segmentize(ST_GeomFromGeoJSON($24::VARCHAR), 0.05)) AS vertices),
anon_40 AS
(SELECT array((SELECT hazard_site_6.id
FROM hazard_site AS hazard_site_6
WHERE (CAST(hazard_site_6.geometry AS geography) && CAST((SELECT anon_37.wide
FROM anon_37) AS geography)) AND CASE WHEN (ST_NPoints(hazard_site_6.geometry) * CAST((SELECT anon_37.vertices
FROM anon_37) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(hazard_site_6.geometry AS geography), CAST((SELECT anon_37.line
FROM anon_37) AS geography), CAST((SELECT anon_37.metres
FROM anon_37) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_37.metres
FROM anon_37) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(hazard_site_6.geometry AS geography), CAST((SELECT anon_37.line
FROM anon_37) AS geography), CAST((SELECT anon_37.metres
FROM anon_37) AS DOUBLE PRECISION)) END
 LIMIT 2501)) AS found),
anon_39 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_40.found
FROM anon_40) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_40.found
FROM anon_40) AS BIGINT[]) END AS found)
 SELECT '{"hazardSites":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_1
FROM hazard_site AS hazard_site_1
WHERE (CAST(hazard_site_1.geometry AS geography) && CAST((SELECT anon_3.wide
FROM anon_3) AS geography)) AND CASE WHEN (ST_NPoints(hazard_site_1.geometry) * CAST((SELECT anon_3.vertices
FROM anon_3) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(hazard_site_1.geometry AS geography), CAST((SELECT anon_3.line
FROM anon_3) AS geography), CAST((SELECT anon_3.metres
FROM anon_3) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_3.metres
FROM anon_3) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(hazard_site_1.geometry AS geography), CAST((SELECT anon_3.line
FROM anon_3) AS geography), CAST((SELECT anon_3.metres
FROM anon_3) AS DOUBLE PRECISION)) END))::text, 'null') || ',"edges":' || coalesce(anon_4.edges, 'null') || '}' AS anon_2
FROM (SELECT coalesce('[' || string_agg(anon_5."edge 1", ',' ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($3::BYTEA, CAST(anon_6.id AS TEXT)) AS mark, '{"node":' || '{"name":' || coalesce(to_json(hazard_site_2.name)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT hazard_site_3.id AS id
FROM hazard_site AS hazard_site_3
WHERE (CAST(hazard_site_3.geometry AS geography) && CAST((SELECT anon_3.wide
FROM anon_3) AS geography)) AND CASE WHEN (ST_NPoints(hazard_site_3.geometry) * CAST((SELECT anon_3.vertices
FROM anon_3) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(hazard_site_3.geometry AS geography), CAST((SELECT anon_3.line
FROM anon_3) AS geography), CAST((SELECT anon_3.metres
FROM anon_3) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_3.metres
FROM anon_3) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(hazard_site_3.geometry AS geography), CAST((SELECT anon_3.line
FROM anon_3) AS geography), CAST((SELECT anon_3.metres
FROM anon_3) AS DOUBLE PRECISION)) END ORDER BY hazard_site_3.id
 LIMIT 50 + 1) AS anon_6 JOIN hazard_site AS hazard_site_2 ON hazard_site_2.id = anon_6.id) AS anon_5) AS anon_4), 'null') || ',"resources":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_2
FROM resource AS resource_1
WHERE resource_1.kind = ANY ($4::TEXT[]) AND (resource_1.location && CAST((SELECT anon_8.wide
FROM anon_8) AS geography)) AND ST_Intersects(CAST(resource_1.location AS geometry), CAST((SELECT anon_8.shape
FROM anon_8) AS geometry))))::text, 'null') || ',"edges":' || coalesce(anon_9.edges, 'null') || '}' AS anon_7
FROM (SELECT coalesce('[' || string_agg(anon_10."edge 1", ',' ORDER BY anon_10.place) FILTER (WHERE anon_10.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_10.mark) FILTER (WHERE anon_10.place = 1) AS "first mark", max(anon_10.mark) FILTER (WHERE anon_10.place = least(anon_10.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_11.id) AS place, count(*) OVER () AS found, levee_cursor($6::BYTEA, CAST(anon_11.id AS TEXT)) AS mark, '{"node":' || coalesce(CASE WHEN (resource_2.kind = 'DEPOT'::text) THEN '{"name":' || coalesce(to_json(resource_2.name)::text, 'null') || '}' WHEN (resource_2.kind = 'TEAM'::text) THEN '{"name":' || coalesce(to_json(resource_2.name)::text, 'null') || '}' WHEN (resource_2.kind = 'LABOUR'::text) THEN '{"name":' || coalesce(to_json(resource_2.name)::text, 'null') || '}' WHEN (resource_2.kind = 'EQUIPMENT'::text) THEN '{"name":' || coalesce(to_json(resource_2.name)::text, 'null') || '}' WHEN (resource_2.kind = 'SHELTER'::text) THEN '{"name":' || coalesce(to_json(resource_2.name)::text, 'null') || '}' END, 'null') || '}' AS "edge 1"
FROM (SELECT resource_3.id AS id
FROM resource AS resource_3
WHERE resource_3.kind = ANY ($7::TEXT[]) AND (resource_3.location && CAST((SELECT anon_8.wide
FROM anon_8) AS geography)) AND ST_Intersects(CAST(resource_3.location AS geometry), CAST((SELECT anon_8.shape
FROM anon_8) AS geometry)) ORDER BY resource_3.id
 LIMIT 50 + 1) AS anon_11 JOIN resource AS resource_2 ON resource_2.id = anon_11.id) AS anon_10) AS anon_9), 'null') || ',"gauges":' || coalesce((SELECT '{"edges":' || coalesce(anon_13.edges, 'null') || '}' AS anon_12
FROM (SELECT coalesce('[' || string_agg(anon_14."edge 1", ',' ORDER BY anon_14.place) FILTER (WHERE anon_14.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_14.mark) FILTER (WHERE anon_14.place = 1) AS "first mark", max(anon_14.mark) FILTER (WHERE anon_14.place = least(anon_14.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_15.id) AS place, count(*) OVER () AS found, levee_cursor($8::BYTEA, CAST(anon_15.id AS TEXT)) AS mark, '{"node":' || '{"name":' || coalesce(to_json(gauge_1.name)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT gauge_2.id AS id
FROM gauge AS gauge_2
WHERE (gauge_2.location && CAST((SELECT anon_16.wide
FROM anon_16) AS geography)) AND ST_Intersects(CAST(gauge_2.location AS geometry), CAST((SELECT anon_16.shape
FROM anon_16) AS geometry)) ORDER BY gauge_2.id
 LIMIT 50 + 1) AS anon_15 JOIN gauge AS gauge_1 ON gauge_1.id = anon_15.id) AS anon_14) AS anon_13), 'null') || ',"waters":' || coalesce((SELECT '{"edges":' || coalesce(anon_18.edges, 'null') || '}' AS anon_17
FROM (SELECT coalesce('[' || string_agg(anon_19."edge 1", ',' ORDER BY anon_19.place) FILTER (WHERE anon_19.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_19.mark) FILTER (WHERE anon_19.place = 1) AS "first mark", max(anon_19.mark) FILTER (WHERE anon_19.place = least(anon_19.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_20.id) AS place, count(*) OVER () AS found, levee_cursor($10::BYTEA, CAST(anon_20.id AS TEXT)) AS mark, '{"node":' || '{"name":' || coalesce(to_json(water_1.name)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT water_2.id AS id
FROM water AS water_2
WHERE (SELECT levee_division_path($11::VARCHAR, $12::VARCHAR) AS levee_division_path_1) IS NOT NULL AND (EXISTS (SELECT division_1.id
FROM division AS division_1
WHERE (division_1.path <@ (SELECT levee_division_path($11::VARCHAR, $13::VARCHAR) AS levee_division_path_2)) AND ST_Intersects(division_1.boundary, water_2.geometry))) ORDER BY water_2.id
 LIMIT 50 + 1) AS anon_20 JOIN water AS water_1 ON water_1.id = anon_20.id) AS anon_19) AS anon_18), 'null') || ',"divisions":' || coalesce((SELECT '{"edges":' || coalesce(anon_22.edges, 'null') || '}' AS anon_21
FROM (SELECT coalesce('[' || string_agg(anon_23."edge 1", ',' ORDER BY anon_23.place) FILTER (WHERE anon_23.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_23.mark) FILTER (WHERE anon_23.place = 1) AS "first mark", max(anon_23.mark) FILTER (WHERE anon_23.place = least(anon_23.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_24.id) AS place, count(*) OVER () AS found, levee_cursor($14::BYTEA, CAST(anon_24.id AS TEXT)) AS mark, '{"node":' || '{"name":' || coalesce(to_json(division_2.name)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT division_3.id AS id
FROM division AS division_3
WHERE ST_DWithin(division_3.location, CAST((SELECT anon_25.line
FROM anon_25) AS geography), CAST((SELECT anon_25.metres
FROM anon_25) AS DOUBLE PRECISION)) OR (CAST(division_3.boundary AS geography) && CAST((SELECT anon_25.wide
FROM anon_25) AS geography)) AND CASE WHEN (ST_NPoints(division_3.boundary) * CAST((SELECT anon_25.vertices
FROM anon_25) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(division_3.boundary AS geography), CAST((SELECT anon_25.line
FROM anon_25) AS geography), CAST((SELECT anon_25.metres
FROM anon_25) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_25.metres
FROM anon_25) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(division_3.boundary AS geography), CAST((SELECT anon_25.line
FROM anon_25) AS geography), CAST((SELECT anon_25.metres
FROM anon_25) AS DOUBLE PRECISION)) END ORDER BY division_3.id
 LIMIT 50 + 1) AS anon_24 JOIN division AS division_2 ON division_2.id = anon_24.id) AS anon_23) AS anon_22), 'null') || ',"city":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_3
FROM resource AS resource_4
WHERE (SELECT levee_division_path($17::VARCHAR, $18::VARCHAR) AS levee_division_path_3) IS NOT NULL AND resource_4.division_id IN (SELECT division_4.id
FROM division AS division_4
WHERE division_4.path <@ (SELECT levee_division_path($17::VARCHAR, $19::VARCHAR) AS levee_division_path_4))))::text, 'null') || '}' AS anon_26), 'null') || ',"nearbyHazardSites":' || coalesce((SELECT coalesce('[' || string_agg(anon_27.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"distance":' || coalesce(to_json(anon_28.distance)::text, 'null') || ',"hazardSite":' || coalesce((SELECT '{"name":' || coalesce(to_json(hazard_site_4.name)::text, 'null') || '}' AS one
FROM hazard_site AS hazard_site_4
WHERE hazard_site_4.ctid = anon_28.hazard_site_id_spot), 'null') || '}' AS one
FROM (SELECT anon_29.distance AS distance, anon_29.id AS hazard_site_id, anon_29.spot AS hazard_site_id_spot
FROM (SELECT anon_30.id AS id, anon_30.distance AS distance, anon_30.spot AS spot
FROM (SELECT anon_31.id AS id, anon_31.distance AS distance, anon_31.spot AS spot
FROM (SELECT anon_32.id AS id, anon_32.distance AS distance, anon_32.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($20::FLOAT, $21::FLOAT), 4326) AS geography) AS place, $22::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_33 JOIN LATERAL (SELECT anon_34.id AS id, anon_34.sphere AS sphere, anon_34.distance AS distance, anon_34.spot AS spot, anon_34.matches AS matches, anon_34.count AS count, anon_34.bound AS bound, count(*) FILTER (WHERE anon_34.sphere > anon_34.bound) OVER (ORDER BY anon_34.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_35.id AS id, anon_35.sphere AS sphere, anon_35.distance AS distance, anon_35.spot AS spot, anon_35.matches AS matches, anon_35.count AS count, least(anon_33.metres * 1.0057, min(anon_35.sphere) FILTER (WHERE anon_35.count >= $23::INTEGER) OVER (ORDER BY anon_35.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_36.id AS id, anon_36.sphere AS sphere, anon_36.distance AS distance, anon_36.spot AS spot, anon_36.matches AS matches, count(*) FILTER (WHERE anon_36.matches) OVER (ORDER BY anon_36.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT hazard_site_5.id AS id, CAST(hazard_site_5.geometry AS geography) <-> anon_33.place AS sphere, ST_Distance(CAST(hazard_site_5.geometry AS geography), anon_33.place) AS distance, (CAST(hazard_site_5.geometry AS geography) && CAST((SELECT anon_37.wide
FROM anon_37) AS geography)) AND CASE WHEN (ST_NPoints(hazard_site_5.geometry) * CAST((SELECT anon_37.vertices
FROM anon_37) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(hazard_site_5.geometry AS geography), CAST((SELECT anon_37.line
FROM anon_37) AS geography), CAST((SELECT anon_37.metres
FROM anon_37) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_37.metres
FROM anon_37) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(hazard_site_5.geometry AS geography), CAST((SELECT anon_37.line
FROM anon_37) AS geography), CAST((SELECT anon_37.metres
FROM anon_37) AS DOUBLE PRECISION)) END AS matches, hazard_site_5.ctid AS spot
FROM hazard_site AS hazard_site_5
WHERE CAST(hazard_site_5.geometry AS geography) IS NOT NULL AND NOT (SELECT anon_39.found IS NOT NULL AS anon_38
FROM anon_39) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_36) AS anon_35) AS anon_34) AS anon_32 ON true
WHERE anon_32.matches AND anon_32.beyond < 1 AND anon_32.distance <= anon_33.metres ORDER BY anon_32.distance, anon_32.id
 LIMIT $23::INTEGER) AS anon_31 UNION ALL SELECT anon_41.id AS id, anon_41.distance AS distance, anon_41.spot AS spot
FROM (SELECT hazard_site_5.id AS id, ST_Distance(CAST(hazard_site_5.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($20::FLOAT, $21::FLOAT), 4326) AS geography)) AS distance, hazard_site_5.ctid AS spot
FROM hazard_site AS hazard_site_5
WHERE CAST(hazard_site_5.geometry AS geography) IS NOT NULL AND ST_Distance(CAST(hazard_site_5.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($20::FLOAT, $21::FLOAT), 4326) AS geography)) <= $22::FLOAT AND (SELECT anon_39.found IS NOT NULL AS anon_38
FROM anon_39) AND hazard_site_5.id = ANY (CAST((SELECT anon_39.found
FROM anon_39) AS BIGINT[])) AND (CAST(hazard_site_5.geometry AS geography) && CAST((SELECT anon_37.wide
FROM anon_37) AS geography)) AND CASE WHEN (ST_NPoints(hazard_site_5.geometry) * CAST((SELECT anon_37.vertices
FROM anon_37) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(hazard_site_5.geometry AS geography), CAST((SELECT anon_37.line
FROM anon_37) AS geography), CAST((SELECT anon_37.metres
FROM anon_37) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_37.metres
FROM anon_37) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(hazard_site_5.geometry AS geography), CAST((SELECT anon_37.line
FROM anon_37) AS geography), CAST((SELECT anon_37.metres
FROM anon_37) AS DOUBLE PRECISION)) END ORDER BY ST_Distance(CAST(hazard_site_5.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($20::FLOAT, $21::FLOAT), 4326) AS geography)), hazard_site_5.id
 LIMIT $23::INTEGER) AS anon_41) AS anon_30 ORDER BY anon_30.distance, anon_30.id
 LIMIT $23::INTEGER) AS anon_29) AS anon_28 ORDER BY anon_28.distance, anon_28.hazard_site_id) AS anon_27), 'null') || '}' AS anon_1
