WITH anon_2 AS
(SELECT CAST(ST_Segmentize(ST_GeomFromGeoJSON($1::VARCHAR), 0.05) AS geography) AS line, _ST_Expand(CAST(ST_Segmentize(ST_GeomFromGeoJSON($1::VARCHAR), 0.05) AS geography), $2::FLOAT) AS wide, $2::FLOAT AS metres, ST_NPoints(ST_Segmentize(ST_GeomFromGeoJSON($1::VARCHAR), 0.05)) AS vertices),
anon_7 AS
(SELECT ST_GeomFromGeoJSON($5::VARCHAR) AS shape, _ST_Expand(CAST(ST_Segmentize(ST_Envelope(ST_GeomFromGeoJSON($5::VARCHAR)), 0.25) AS geography), 100) AS wide),
anon_15 AS
(SELECT ST_GeomFromGeoJSON($9::VARCHAR) AS shape, _ST_Expand(CAST(ST_Segmentize(ST_Envelope(ST_GeomFromGeoJSON($9::VARCHAR)), 0.25) AS geography), 100) AS wide),
anon_24 AS
(SELECT CAST(ST_Segmentize(ST_GeomFromGeoJSON($15::VARCHAR), 0.05) AS geography) AS line, _ST_Expand(CAST(ST_Segmentize(ST_GeomFromGeoJSON($15::VARCHAR), 0.05) AS geography), $16::FLOAT) AS wide, $16::FLOAT AS metres, ST_NPoints(ST_Segmentize(ST_GeomFromGeoJSON($15::VARCHAR), 0.05)) AS vertices),
anon_36 AS
(SELECT CAST(ST_Segmentize(ST_GeomFromGeoJSON($24::VARCHAR), 0.05) AS geography) AS line, _ST_Expand(CAST(ST_Segmentize(ST_GeomFromGeoJSON($24::VARCHAR), 0.05) AS geography), $25::FLOAT) AS wide, $25::FLOAT AS metres, ST_NPoints(ST_Segmentize(ST_GeomFromGeoJSON($24::VARCHAR), 0.05)) AS vertices),
anon_39 AS
(SELECT array((SELECT hazard_site_6.id
FROM hazard_site AS hazard_site_6
WHERE (CAST(hazard_site_6.geometry AS geography) && CAST((SELECT anon_36.wide
FROM anon_36) AS geography)) AND CASE WHEN (ST_NPoints(hazard_site_6.geometry) * CAST((SELECT anon_36.vertices
FROM anon_36) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(hazard_site_6.geometry AS geography), CAST((SELECT anon_36.line
FROM anon_36) AS geography), CAST((SELECT anon_36.metres
FROM anon_36) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_36.metres
FROM anon_36) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(hazard_site_6.geometry AS geography), CAST((SELECT anon_36.line
FROM anon_36) AS geography), CAST((SELECT anon_36.metres
FROM anon_36) AS DOUBLE PRECISION)) END
 LIMIT 2501)) AS found),
anon_38 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_39.found
FROM anon_39) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_39.found
FROM anon_39) AS BIGINT[]) END AS found)
 SELECT textsend('{"hazardSites":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_1
FROM hazard_site AS hazard_site_1
WHERE (CAST(hazard_site_1.geometry AS geography) && CAST((SELECT anon_2.wide
FROM anon_2) AS geography)) AND CASE WHEN (ST_NPoints(hazard_site_1.geometry) * CAST((SELECT anon_2.vertices
FROM anon_2) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(hazard_site_1.geometry AS geography), CAST((SELECT anon_2.line
FROM anon_2) AS geography), CAST((SELECT anon_2.metres
FROM anon_2) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_2.metres
FROM anon_2) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(hazard_site_1.geometry AS geography), CAST((SELECT anon_2.line
FROM anon_2) AS geography), CAST((SELECT anon_2.metres
FROM anon_2) AS DOUBLE PRECISION)) END))::text, 'null') || ',"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_4."edge 1", ',' ORDER BY anon_4.place) FILTER (WHERE anon_4.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_4.mark) FILTER (WHERE anon_4.place = 1) AS "first mark", max(anon_4.mark) FILTER (WHERE anon_4.place = least(anon_4.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_5.id) AS place, count(*) OVER () AS found, levee_cursor($3::BYTEA, CAST(anon_5.id AS TEXT)) AS mark, '{"node":' || '{"name":' || coalesce(to_json(hazard_site_2.name)::text, 'null') || '}' || '}' AS "edge 1"
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
 LIMIT 50 + 1) AS anon_5 JOIN hazard_site AS hazard_site_2 ON hazard_site_2.id = anon_5.id) AS anon_4) AS anon_3), 'null') || ',"resources":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_2
FROM resource AS resource_1
WHERE resource_1.kind = ANY ($4::TEXT[]) AND (resource_1.location && CAST((SELECT anon_7.wide
FROM anon_7) AS geography)) AND ST_Intersects(CAST(resource_1.location AS geometry), CAST((SELECT anon_7.shape
FROM anon_7) AS geometry))))::text, 'null') || ',"edges":' || coalesce(anon_8.edges, 'null') || '}' AS anon_6
FROM (SELECT coalesce('[' || string_agg(anon_9."edge 1", ',' ORDER BY anon_9.place) FILTER (WHERE anon_9.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_9.mark) FILTER (WHERE anon_9.place = 1) AS "first mark", max(anon_9.mark) FILTER (WHERE anon_9.place = least(anon_9.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_10.id) AS place, count(*) OVER () AS found, levee_cursor($6::BYTEA, CAST(anon_10.id AS TEXT)) AS mark, '{"node":' || coalesce(CASE WHEN (resource_2.kind = 'DEPOT'::text) THEN '{"name":' || coalesce(to_json(resource_2.name)::text, 'null') || '}' WHEN (resource_2.kind = 'TEAM'::text) THEN '{"name":' || coalesce(to_json(resource_2.name)::text, 'null') || '}' WHEN (resource_2.kind = 'LABOUR'::text) THEN '{"name":' || coalesce(to_json(resource_2.name)::text, 'null') || '}' WHEN (resource_2.kind = 'EQUIPMENT'::text) THEN '{"name":' || coalesce(to_json(resource_2.name)::text, 'null') || '}' WHEN (resource_2.kind = 'SHELTER'::text) THEN '{"name":' || coalesce(to_json(resource_2.name)::text, 'null') || '}' END, 'null') || '}' AS "edge 1"
FROM (SELECT resource_3.id AS id
FROM resource AS resource_3
WHERE resource_3.kind = ANY ($7::TEXT[]) AND (resource_3.location && CAST((SELECT anon_7.wide
FROM anon_7) AS geography)) AND ST_Intersects(CAST(resource_3.location AS geometry), CAST((SELECT anon_7.shape
FROM anon_7) AS geometry)) ORDER BY resource_3.id
 LIMIT 50 + 1) AS anon_10 JOIN resource AS resource_2 ON resource_2.id = anon_10.id) AS anon_9) AS anon_8), 'null') || ',"gauges":' || coalesce((SELECT '{"edges":' || coalesce(anon_12.edges, 'null') || '}' AS anon_11
FROM (SELECT coalesce('[' || string_agg(anon_13."edge 1", ',' ORDER BY anon_13.place) FILTER (WHERE anon_13.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_13.mark) FILTER (WHERE anon_13.place = 1) AS "first mark", max(anon_13.mark) FILTER (WHERE anon_13.place = least(anon_13.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_14.id) AS place, count(*) OVER () AS found, levee_cursor($8::BYTEA, CAST(anon_14.id AS TEXT)) AS mark, '{"node":' || '{"name":' || coalesce(to_json(gauge_1.name)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT gauge_2.id AS id
FROM gauge AS gauge_2
WHERE (gauge_2.location && CAST((SELECT anon_15.wide
FROM anon_15) AS geography)) AND ST_Intersects(CAST(gauge_2.location AS geometry), CAST((SELECT anon_15.shape
FROM anon_15) AS geometry)) ORDER BY gauge_2.id
 LIMIT 50 + 1) AS anon_14 JOIN gauge AS gauge_1 ON gauge_1.id = anon_14.id) AS anon_13) AS anon_12), 'null') || ',"waters":' || coalesce((SELECT '{"edges":' || coalesce(anon_17.edges, 'null') || '}' AS anon_16
FROM (SELECT coalesce('[' || string_agg(anon_18."edge 1", ',' ORDER BY anon_18.place) FILTER (WHERE anon_18.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_18.mark) FILTER (WHERE anon_18.place = 1) AS "first mark", max(anon_18.mark) FILTER (WHERE anon_18.place = least(anon_18.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_19.id) AS place, count(*) OVER () AS found, levee_cursor($10::BYTEA, CAST(anon_19.id AS TEXT)) AS mark, '{"node":' || '{"name":' || coalesce(to_json(water_1.name)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT water_2.id AS id
FROM water AS water_2
WHERE (SELECT levee_division_path($11::VARCHAR, $12::VARCHAR) AS levee_division_path_1) IS NOT NULL AND (EXISTS (SELECT division_1.id
FROM division AS division_1
WHERE (division_1.path <@ (SELECT levee_division_path($11::VARCHAR, $13::VARCHAR) AS levee_division_path_2)) AND ST_Intersects(division_1.boundary, water_2.geometry))) ORDER BY water_2.id
 LIMIT 50 + 1) AS anon_19 JOIN water AS water_1 ON water_1.id = anon_19.id) AS anon_18) AS anon_17), 'null') || ',"divisions":' || coalesce((SELECT '{"edges":' || coalesce(anon_21.edges, 'null') || '}' AS anon_20
FROM (SELECT coalesce('[' || string_agg(anon_22."edge 1", ',' ORDER BY anon_22.place) FILTER (WHERE anon_22.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_22.mark) FILTER (WHERE anon_22.place = 1) AS "first mark", max(anon_22.mark) FILTER (WHERE anon_22.place = least(anon_22.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_23.id) AS place, count(*) OVER () AS found, levee_cursor($14::BYTEA, CAST(anon_23.id AS TEXT)) AS mark, '{"node":' || '{"name":' || coalesce(to_json(division_2.name)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT division_3.id AS id
FROM division AS division_3
WHERE ST_DWithin(division_3.location, CAST((SELECT anon_24.line
FROM anon_24) AS geography), CAST((SELECT anon_24.metres
FROM anon_24) AS DOUBLE PRECISION)) OR (CAST(division_3.boundary AS geography) && CAST((SELECT anon_24.wide
FROM anon_24) AS geography)) AND CASE WHEN (ST_NPoints(division_3.boundary) * CAST((SELECT anon_24.vertices
FROM anon_24) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(division_3.boundary AS geography), CAST((SELECT anon_24.line
FROM anon_24) AS geography), CAST((SELECT anon_24.metres
FROM anon_24) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_24.metres
FROM anon_24) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(division_3.boundary AS geography), CAST((SELECT anon_24.line
FROM anon_24) AS geography), CAST((SELECT anon_24.metres
FROM anon_24) AS DOUBLE PRECISION)) END ORDER BY division_3.id
 LIMIT 50 + 1) AS anon_23 JOIN division AS division_2 ON division_2.id = anon_23.id) AS anon_22) AS anon_21), 'null') || ',"city":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_3
FROM resource AS resource_4
WHERE (SELECT levee_division_path($17::VARCHAR, $18::VARCHAR) AS levee_division_path_3) IS NOT NULL AND resource_4.division_id IN (SELECT division_4.id
FROM division AS division_4
WHERE division_4.path <@ (SELECT levee_division_path($17::VARCHAR, $19::VARCHAR) AS levee_division_path_4))))::text, 'null') || '}' AS anon_25), 'null') || ',"nearbyHazardSites":' || coalesce((SELECT coalesce('[' || string_agg(anon_26.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"distance":' || coalesce(to_json(anon_27.distance)::text, 'null') || ',"hazardSite":' || coalesce((SELECT '{"name":' || coalesce(to_json(hazard_site_4.name)::text, 'null') || '}' AS one
FROM hazard_site AS hazard_site_4
WHERE hazard_site_4.ctid = anon_27.hazard_site_id_spot), 'null') || '}' AS one
FROM (SELECT anon_28.distance AS distance, anon_28.id AS hazard_site_id, anon_28.spot AS hazard_site_id_spot
FROM (SELECT anon_29.id AS id, anon_29.distance AS distance, anon_29.spot AS spot
FROM (SELECT anon_30.id AS id, anon_30.distance AS distance, anon_30.spot AS spot
FROM (SELECT anon_31.id AS id, anon_31.distance AS distance, anon_31.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($20::FLOAT, $21::FLOAT), 4326) AS geography) AS place, $22::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_32 JOIN LATERAL (SELECT anon_33.id AS id, anon_33.sphere AS sphere, anon_33.distance AS distance, anon_33.spot AS spot, anon_33.matches AS matches, anon_33.count AS count, anon_33.bound AS bound, count(*) FILTER (WHERE anon_33.sphere > anon_33.bound) OVER (ORDER BY anon_33.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_34.id AS id, anon_34.sphere AS sphere, anon_34.distance AS distance, anon_34.spot AS spot, anon_34.matches AS matches, anon_34.count AS count, least(anon_32.metres * 1.0057, min(anon_34.sphere) FILTER (WHERE anon_34.count >= $23::INTEGER) OVER (ORDER BY anon_34.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_35.id AS id, anon_35.sphere AS sphere, anon_35.distance AS distance, anon_35.spot AS spot, anon_35.matches AS matches, count(*) FILTER (WHERE anon_35.matches) OVER (ORDER BY anon_35.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT hazard_site_5.id AS id, CAST(hazard_site_5.geometry AS geography) <-> anon_32.place AS sphere, ST_Distance(CAST(hazard_site_5.geometry AS geography), anon_32.place) AS distance, (CAST(hazard_site_5.geometry AS geography) && CAST((SELECT anon_36.wide
FROM anon_36) AS geography)) AND CASE WHEN (ST_NPoints(hazard_site_5.geometry) * CAST((SELECT anon_36.vertices
FROM anon_36) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(hazard_site_5.geometry AS geography), CAST((SELECT anon_36.line
FROM anon_36) AS geography), CAST((SELECT anon_36.metres
FROM anon_36) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_36.metres
FROM anon_36) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(hazard_site_5.geometry AS geography), CAST((SELECT anon_36.line
FROM anon_36) AS geography), CAST((SELECT anon_36.metres
FROM anon_36) AS DOUBLE PRECISION)) END AS matches, hazard_site_5.ctid AS spot
FROM hazard_site AS hazard_site_5
WHERE CAST(hazard_site_5.geometry AS geography) IS NOT NULL AND NOT (SELECT anon_38.found IS NOT NULL AS anon_37
FROM anon_38) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_35) AS anon_34) AS anon_33) AS anon_31 ON true
WHERE anon_31.matches AND anon_31.beyond < 1 AND anon_31.distance <= anon_32.metres ORDER BY anon_31.distance, anon_31.id
 LIMIT $23::INTEGER) AS anon_30 UNION ALL SELECT anon_40.id AS id, anon_40.distance AS distance, anon_40.spot AS spot
FROM (SELECT hazard_site_5.id AS id, ST_Distance(CAST(hazard_site_5.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($20::FLOAT, $21::FLOAT), 4326) AS geography)) AS distance, hazard_site_5.ctid AS spot
FROM hazard_site AS hazard_site_5
WHERE CAST(hazard_site_5.geometry AS geography) IS NOT NULL AND ST_Distance(CAST(hazard_site_5.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($20::FLOAT, $21::FLOAT), 4326) AS geography)) <= $22::FLOAT AND (SELECT anon_38.found IS NOT NULL AS anon_37
FROM anon_38) AND hazard_site_5.id = ANY (CAST((SELECT anon_38.found
FROM anon_38) AS BIGINT[])) AND (CAST(hazard_site_5.geometry AS geography) && CAST((SELECT anon_36.wide
FROM anon_36) AS geography)) AND CASE WHEN (ST_NPoints(hazard_site_5.geometry) * CAST((SELECT anon_36.vertices
FROM anon_36) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(hazard_site_5.geometry AS geography), CAST((SELECT anon_36.line
FROM anon_36) AS geography), CAST((SELECT anon_36.metres
FROM anon_36) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_36.metres
FROM anon_36) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(hazard_site_5.geometry AS geography), CAST((SELECT anon_36.line
FROM anon_36) AS geography), CAST((SELECT anon_36.metres
FROM anon_36) AS DOUBLE PRECISION)) END ORDER BY ST_Distance(CAST(hazard_site_5.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($20::FLOAT, $21::FLOAT), 4326) AS geography)), hazard_site_5.id
 LIMIT $23::INTEGER) AS anon_40) AS anon_29 ORDER BY anon_29.distance, anon_29.id
 LIMIT $23::INTEGER) AS anon_28) AS anon_27 ORDER BY anon_27.distance, anon_27.hazard_site_id) AS anon_26), 'null') || '}') AS textsend_1
