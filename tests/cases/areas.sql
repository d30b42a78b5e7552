WITH anon_4 AS
(SELECT CAST(ST_Segmentize(ST_GeomFromGeoJSON($1::VARCHAR), 0.05) AS geography) AS line, _ST_Expand(CAST(ST_Segmentize(ST_GeomFromGeoJSON($1::VARCHAR), 0.05) AS geography), $2::FLOAT) AS wide, $2::FLOAT AS metres, ST_NPoints(ST_Segmentize(ST_GeomFromGeoJSON($1::VARCHAR), 0.05)) AS vertices),
anon_14 AS
(SELECT ST_GeomFromGeoJSON($5::VARCHAR) AS shape, _ST_Expand(CAST(ST_Segmentize(ST_Envelope(ST_GeomFromGeoJSON($5::VARCHAR)), 0.25) AS geography), 100) AS wide),
anon_39 AS
(SELECT ST_GeomFromGeoJSON($9::VARCHAR) AS shape, _ST_Expand(CAST(ST_Segmentize(ST_Envelope(ST_GeomFromGeoJSON($9::VARCHAR)), 0.25) AS geography), 100) AS wide),
anon_58 AS
(SELECT CAST(ST_Segmentize(ST_GeomFromGeoJSON($15::VARCHAR), 0.05) AS geography) AS line, _ST_Expand(CAST(ST_Segmentize(ST_GeomFromGeoJSON($15::VARCHAR), 0.05) AS geography), $16::FLOAT) AS wide, $16::FLOAT AS metres, ST_NPoints(ST_Segmentize(ST_GeomFromGeoJSON($15::VARCHAR), 0.05)) AS vertices),
anon_72 AS
(SELECT CAST(ST_Segmentize(ST_GeomFromGeoJSON($24::VARCHAR), 0.05) AS geography) AS line, _ST_Expand(CAST(ST_Segmentize(ST_GeomFromGeoJSON($24::VARCHAR), 0.05) AS geography), $25::FLOAT) AS wide, $25::FLOAT AS metres, ST_NPoints(ST_Segmentize(ST_GeomFromGeoJSON($24::VARCHAR), 0.05)) AS vertices),
anon_75 AS
(SELECT array((SELECT hazard_site_6.id
FROM hazard_site AS hazard_site_6
WHERE (CAST(hazard_site_6.geometry AS geography) && CAST((SELECT anon_72.wide
FROM anon_72) AS geography)) AND CASE WHEN (ST_NPoints(hazard_site_6.geometry) * CAST((SELECT anon_72.vertices
FROM anon_72) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(hazard_site_6.geometry AS geography), CAST((SELECT anon_72.line
FROM anon_72) AS geography), CAST((SELECT anon_72.metres
FROM anon_72) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_72.metres
FROM anon_72) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(hazard_site_6.geometry AS geography), CAST((SELECT anon_72.line
FROM anon_72) AS geography), CAST((SELECT anon_72.metres
FROM anon_72) AS DOUBLE PRECISION)) END
 LIMIT 2501)) AS found),
anon_74 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_75.found
FROM anon_75) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_75.found
FROM anon_75) AS BIGINT[]) END AS found)
 SELECT '{"hazardSites":' || coalesce(data."hazardSites", 'null') || ',"resources":' || coalesce(data.resources, 'null') || ',"gauges":' || coalesce(data.gauges, 'null') || ',"waters":' || coalesce(data.waters, 'null') || ',"divisions":' || coalesce(data.divisions, 'null') || ',"city":' || coalesce(data.city, 'null') || ',"nearbyHazardSites":' || coalesce(data."nearbyHazardSites", 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"totalCount":' || coalesce(CAST(anon_3."totalCount" AS TEXT), 'null') || ',"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT (SELECT count(*) AS count_1
FROM hazard_site AS hazard_site_1
WHERE (CAST(hazard_site_1.geometry AS geography) && CAST((SELECT anon_4.wide
FROM anon_4) AS geography)) AND CASE WHEN (ST_NPoints(hazard_site_1.geometry) * CAST((SELECT anon_4.vertices
FROM anon_4) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(hazard_site_1.geometry AS geography), CAST((SELECT anon_4.line
FROM anon_4) AS geography), CAST((SELECT anon_4.metres
FROM anon_4) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_4.metres
FROM anon_4) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(hazard_site_1.geometry AS geography), CAST((SELECT anon_4.line
FROM anon_4) AS geography), CAST((SELECT anon_4.metres
FROM anon_4) AS DOUBLE PRECISION)) END) AS "totalCount", anon_5.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_6."edge 1", ',' ORDER BY anon_6.place) FILTER (WHERE anon_6.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_6.mark) FILTER (WHERE anon_6.place = 1) AS "first mark", max(anon_6.mark) FILTER (WHERE anon_6.place = least(anon_6.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_7.id) AS place, count(*) OVER () AS found, levee_cursor($3::BYTEA, CAST(anon_7.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_9.node, 'null') || '}' AS anon_8
FROM (SELECT (SELECT '{"name":' || coalesce(CAST(to_json(anon_11.name) AS TEXT), 'null') || '}' AS anon_10
FROM (SELECT hazard_site_2.name AS name) AS anon_11) AS node) AS anon_9) AS "edge 1"
FROM (SELECT hazard_site_3.id AS id
FROM hazard_site AS hazard_site_3
WHERE (CAST(hazard_site_3.geometry AS geography) && CAST((SELECT anon_4.wide
FROM anon_4) AS geography)) AND CASE WHEN (ST_NPoints(hazard_site_3.geometry) * CAST((SELECT anon_4.vertices
FROM anon_4) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(hazard_site_3.geometry AS geography), CAST((SELECT anon_4.line
FROM anon_4) AS geography), CAST((SELECT anon_4.metres
FROM anon_4) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_4.metres
FROM anon_4) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(hazard_site_3.geometry AS geography), CAST((SELECT anon_4.line
FROM anon_4) AS geography), CAST((SELECT anon_4.metres
FROM anon_4) AS DOUBLE PRECISION)) END ORDER BY hazard_site_3.id
 LIMIT 50 + 1) AS anon_7 JOIN hazard_site AS hazard_site_2 ON hazard_site_2.id = anon_7.id) AS anon_6) AS anon_5) AS anon_3) AS "hazardSites", (SELECT '{"totalCount":' || coalesce(CAST(anon_13."totalCount" AS TEXT), 'null') || ',"edges":' || coalesce(anon_13.edges, 'null') || '}' AS anon_12
FROM (SELECT (SELECT count(*) AS count_2
FROM resource AS resource_1
WHERE resource_1.kind = ANY ($4::TEXT[]) AND (resource_1.location && CAST((SELECT anon_14.wide
FROM anon_14) AS geography)) AND ST_Intersects(CAST(resource_1.location AS geometry), CAST((SELECT anon_14.shape
FROM anon_14) AS geometry))) AS "totalCount", anon_15.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_16."edge 1", ',' ORDER BY anon_16.place) FILTER (WHERE anon_16.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_16.mark) FILTER (WHERE anon_16.place = 1) AS "first mark", max(anon_16.mark) FILTER (WHERE anon_16.place = least(anon_16.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_17.id) AS place, count(*) OVER () AS found, levee_cursor($6::BYTEA, CAST(anon_17.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_19.node, 'null') || '}' AS anon_18
FROM (SELECT CASE WHEN (resource_2.kind = 'DEPOT'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_21.name) AS TEXT), 'null') || '}' AS anon_20
FROM (SELECT resource_2.name AS name) AS anon_21) WHEN (resource_2.kind = 'TEAM'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_23.name) AS TEXT), 'null') || '}' AS anon_22
FROM (SELECT resource_2.name AS name) AS anon_23) WHEN (resource_2.kind = 'LABOUR'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_25.name) AS TEXT), 'null') || '}' AS anon_24
FROM (SELECT resource_2.name AS name) AS anon_25) WHEN (resource_2.kind = 'EQUIPMENT'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_27.name) AS TEXT), 'null') || '}' AS anon_26
FROM (SELECT resource_2.name AS name) AS anon_27) WHEN (resource_2.kind = 'SHELTER'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_29.name) AS TEXT), 'null') || '}' AS anon_28
FROM (SELECT resource_2.name AS name) AS anon_29) END AS node) AS anon_19) AS "edge 1"
FROM (SELECT resource_3.id AS id
FROM resource AS resource_3
WHERE resource_3.kind = ANY ($7::TEXT[]) AND (resource_3.location && CAST((SELECT anon_14.wide
FROM anon_14) AS geography)) AND ST_Intersects(CAST(resource_3.location AS geometry), CAST((SELECT anon_14.shape
FROM anon_14) AS geometry)) ORDER BY resource_3.id
 LIMIT 50 + 1) AS anon_17 JOIN resource AS resource_2 ON resource_2.id = anon_17.id) AS anon_16) AS anon_15) AS anon_13) AS resources, (SELECT '{"edges":' || coalesce(anon_31.edges, 'null') || '}' AS anon_30
FROM (SELECT anon_32.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_33."edge 1", ',' ORDER BY anon_33.place) FILTER (WHERE anon_33.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_33.mark) FILTER (WHERE anon_33.place = 1) AS "first mark", max(anon_33.mark) FILTER (WHERE anon_33.place = least(anon_33.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_34.id) AS place, count(*) OVER () AS found, levee_cursor($8::BYTEA, CAST(anon_34.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_36.node, 'null') || '}' AS anon_35
FROM (SELECT (SELECT '{"name":' || coalesce(CAST(to_json(anon_38.name) AS TEXT), 'null') || '}' AS anon_37
FROM (SELECT gauge_1.name AS name) AS anon_38) AS node) AS anon_36) AS "edge 1"
FROM (SELECT gauge_2.id AS id
FROM gauge AS gauge_2
WHERE (gauge_2.location && CAST((SELECT anon_39.wide
FROM anon_39) AS geography)) AND ST_Intersects(CAST(gauge_2.location AS geometry), CAST((SELECT anon_39.shape
FROM anon_39) AS geometry)) ORDER BY gauge_2.id
 LIMIT 50 + 1) AS anon_34 JOIN gauge AS gauge_1 ON gauge_1.id = anon_34.id) AS anon_33) AS anon_32) AS anon_31) AS gauges, (SELECT '{"edges":' || coalesce(anon_41.edges, 'null') || '}' AS anon_40
FROM (SELECT anon_42.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_43."edge 1", ',' ORDER BY anon_43.place) FILTER (WHERE anon_43.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_43.mark) FILTER (WHERE anon_43.place = 1) AS "first mark", max(anon_43.mark) FILTER (WHERE anon_43.place = least(anon_43.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_44.id) AS place, count(*) OVER () AS found, levee_cursor($10::BYTEA, CAST(anon_44.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_46.node, 'null') || '}' AS anon_45
FROM (SELECT (SELECT '{"name":' || coalesce(CAST(to_json(anon_48.name) AS TEXT), 'null') || '}' AS anon_47
FROM (SELECT water_1.name AS name) AS anon_48) AS node) AS anon_46) AS "edge 1"
FROM (SELECT water_2.id AS id
FROM water AS water_2
WHERE (SELECT levee_division_path($11::VARCHAR, $12::VARCHAR) AS levee_division_path_1) IS NOT NULL AND (EXISTS (SELECT division_1.id
FROM division AS division_1
WHERE (division_1.path <@ (SELECT levee_division_path($11::VARCHAR, $13::VARCHAR) AS levee_division_path_2)) AND ST_Intersects(division_1.boundary, water_2.geometry))) ORDER BY water_2.id
 LIMIT 50 + 1) AS anon_44 JOIN water AS water_1 ON water_1.id = anon_44.id) AS anon_43) AS anon_42) AS anon_41) AS waters, (SELECT '{"edges":' || coalesce(anon_50.edges, 'null') || '}' AS anon_49
FROM (SELECT anon_51.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_52."edge 1", ',' ORDER BY anon_52.place) FILTER (WHERE anon_52.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_52.mark) FILTER (WHERE anon_52.place = 1) AS "first mark", max(anon_52.mark) FILTER (WHERE anon_52.place = least(anon_52.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_53.id) AS place, count(*) OVER () AS found, levee_cursor($14::BYTEA, CAST(anon_53.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_55.node, 'null') || '}' AS anon_54
FROM (SELECT (SELECT '{"name":' || coalesce(CAST(to_json(anon_57.name) AS TEXT), 'null') || '}' AS anon_56
FROM (SELECT division_2.name AS name) AS anon_57) AS node) AS anon_55) AS "edge 1"
FROM (SELECT division_3.id AS id
FROM division AS division_3
WHERE ST_DWithin(division_3.location, CAST((SELECT anon_58.line
FROM anon_58) AS geography), CAST((SELECT anon_58.metres
FROM anon_58) AS DOUBLE PRECISION)) OR (CAST(division_3.boundary AS geography) && CAST((SELECT anon_58.wide
FROM anon_58) AS geography)) AND CASE WHEN (ST_NPoints(division_3.boundary) * CAST((SELECT anon_58.vertices
FROM anon_58) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(division_3.boundary AS geography), CAST((SELECT anon_58.line
FROM anon_58) AS geography), CAST((SELECT anon_58.metres
FROM anon_58) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_58.metres
FROM anon_58) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(division_3.boundary AS geography), CAST((SELECT anon_58.line
FROM anon_58) AS geography), CAST((SELECT anon_58.metres
FROM anon_58) AS DOUBLE PRECISION)) END ORDER BY division_3.id
 LIMIT 50 + 1) AS anon_53 JOIN division AS division_2 ON division_2.id = anon_53.id) AS anon_52) AS anon_51) AS anon_50) AS divisions, (SELECT '{"totalCount":' || coalesce(CAST(anon_60."totalCount" AS TEXT), 'null') || '}' AS anon_59
FROM (SELECT (SELECT count(*) AS count_3
FROM resource AS resource_4
WHERE (SELECT levee_division_path($17::VARCHAR, $18::VARCHAR) AS levee_division_path_3) IS NOT NULL AND resource_4.division_id IN (SELECT division_4.id
FROM division AS division_4
WHERE division_4.path <@ (SELECT levee_division_path($17::VARCHAR, $19::VARCHAR) AS levee_division_path_4))) AS "totalCount") AS anon_60) AS city, (SELECT coalesce('[' || string_agg('{"distance":' || coalesce(CAST(to_json(anon_61.distance) AS TEXT), 'null') || ',"hazardSite":' || coalesce(anon_61."hazardSite", 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_62.distance AS distance, (SELECT '{"name":' || coalesce(CAST(to_json(anon_63.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT hazard_site_4.name AS name
FROM hazard_site AS hazard_site_4
WHERE hazard_site_4.ctid = anon_62.hazard_site_id_spot) AS anon_63) AS "hazardSite"
FROM (SELECT anon_64.distance AS distance, anon_64.id AS hazard_site_id, anon_64.spot AS hazard_site_id_spot
FROM (SELECT anon_65.id AS id, anon_65.distance AS distance, anon_65.spot AS spot
FROM (SELECT anon_66.id AS id, anon_66.distance AS distance, anon_66.spot AS spot
FROM (SELECT anon_67.id AS id, anon_67.distance AS distance, anon_67.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($20::FLOAT, $21::FLOAT), 4326) AS geography) AS place, $22::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_68 JOIN LATERAL (SELECT anon_69.id AS id, anon_69.sphere AS sphere, anon_69.distance AS distance, anon_69.spot AS spot, anon_69.matches AS matches, anon_69.count AS count, anon_69.bound AS bound, count(*) FILTER (WHERE anon_69.sphere > anon_69.bound) OVER (ORDER BY anon_69.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_70.id AS id, anon_70.sphere AS sphere, anon_70.distance AS distance, anon_70.spot AS spot, anon_70.matches AS matches, anon_70.count AS count, least(anon_68.metres * 1.0057, min(anon_70.sphere) FILTER (WHERE anon_70.count >= $23::INTEGER) OVER (ORDER BY anon_70.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_71.id AS id, anon_71.sphere AS sphere, anon_71.distance AS distance, anon_71.spot AS spot, anon_71.matches AS matches, count(*) FILTER (WHERE anon_71.matches) OVER (ORDER BY anon_71.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT hazard_site_5.id AS id, CAST(hazard_site_5.geometry AS geography) <-> anon_68.place AS sphere, ST_Distance(CAST(hazard_site_5.geometry AS geography), anon_68.place) AS distance, (CAST(hazard_site_5.geometry AS geography) && CAST((SELECT anon_72.wide
FROM anon_72) AS geography)) AND CASE WHEN (ST_NPoints(hazard_site_5.geometry) * CAST((SELECT anon_72.vertices
FROM anon_72) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(hazard_site_5.geometry AS geography), CAST((SELECT anon_72.line
FROM anon_72) AS geography), CAST((SELECT anon_72.metres
FROM anon_72) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_72.metres
FROM anon_72) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(hazard_site_5.geometry AS geography), CAST((SELECT anon_72.line
FROM anon_72) AS geography), CAST((SELECT anon_72.metres
FROM anon_72) AS DOUBLE PRECISION)) END AS matches, hazard_site_5.ctid AS spot
FROM hazard_site AS hazard_site_5
WHERE CAST(hazard_site_5.geometry AS geography) IS NOT NULL AND NOT (SELECT anon_74.found IS NOT NULL AS anon_73
FROM anon_74) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_71) AS anon_70) AS anon_69) AS anon_67 ON true
WHERE anon_67.matches AND anon_67.beyond < 1 AND anon_67.distance <= anon_68.metres ORDER BY anon_67.distance, anon_67.id
 LIMIT $23::INTEGER) AS anon_66 UNION ALL SELECT anon_76.id AS id, anon_76.distance AS distance, anon_76.spot AS spot
FROM (SELECT hazard_site_5.id AS id, ST_Distance(CAST(hazard_site_5.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($20::FLOAT, $21::FLOAT), 4326) AS geography)) AS distance, hazard_site_5.ctid AS spot
FROM hazard_site AS hazard_site_5
WHERE CAST(hazard_site_5.geometry AS geography) IS NOT NULL AND ST_Distance(CAST(hazard_site_5.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($20::FLOAT, $21::FLOAT), 4326) AS geography)) <= $22::FLOAT AND (SELECT anon_74.found IS NOT NULL AS anon_73
FROM anon_74) AND hazard_site_5.id = ANY (CAST((SELECT anon_74.found
FROM anon_74) AS BIGINT[])) AND (CAST(hazard_site_5.geometry AS geography) && CAST((SELECT anon_72.wide
FROM anon_72) AS geography)) AND CASE WHEN (ST_NPoints(hazard_site_5.geometry) * CAST((SELECT anon_72.vertices
FROM anon_72) AS INTEGER) > 100000) THEN _ST_DistanceTree(CAST(hazard_site_5.geometry AS geography), CAST((SELECT anon_72.line
FROM anon_72) AS geography), CAST((SELECT anon_72.metres
FROM anon_72) AS DOUBLE PRECISION), true) <= CAST((SELECT anon_72.metres
FROM anon_72) AS DOUBLE PRECISION) ELSE ST_DWithin(CAST(hazard_site_5.geometry AS geography), CAST((SELECT anon_72.line
FROM anon_72) AS geography), CAST((SELECT anon_72.metres
FROM anon_72) AS DOUBLE PRECISION)) END ORDER BY ST_Distance(CAST(hazard_site_5.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($20::FLOAT, $21::FLOAT), 4326) AS geography)), hazard_site_5.id
 LIMIT $23::INTEGER) AS anon_76) AS anon_65 ORDER BY anon_65.distance, anon_65.id
 LIMIT $23::INTEGER) AS anon_64) AS anon_62 ORDER BY anon_62.distance, anon_62.hazard_site_id) AS anon_61) AS "nearbyHazardSites") AS data
