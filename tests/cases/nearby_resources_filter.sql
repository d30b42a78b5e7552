WITH anon_23 AS
(SELECT anon_24.pattern AS pattern, anon_24.patterns AS patterns, anon_24.whole AS whole, anon_24.sound AS sound
FROM levee_asked($9::VARCHAR) AS anon_24),
anon_27 AS
(SELECT array((SELECT anon_28.id
FROM (SELECT unnest($10::TEXT[]) AS kind) AS anon_29 JOIN LATERAL (SELECT resource_3.id AS id
FROM resource AS resource_3
WHERE resource_3.kind = anon_29.kind ORDER BY resource_3.available, resource_3.id
 LIMIT 2501) AS anon_28 ON true
 LIMIT 2501)) AS found),
anon_30 AS
(SELECT array((SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'resource'::text AND search_entry_2.words LIKE CAST((SELECT anon_23.pattern
FROM anon_23) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_23.patterns
FROM anon_23) AS TEXT[]))
 LIMIT 2501)) AS found),
anon_31 AS
(SELECT array((SELECT anon_32.id
FROM (SELECT unnest(ARRAY['DEPOT'::text, 'TEAM'::text, 'LABOUR'::text, 'EQUIPMENT'::text, 'SHELTER'::text]) AS kind) AS anon_33 JOIN LATERAL (SELECT resource_4.id AS id
FROM resource AS resource_4
WHERE resource_4.kind = anon_33.kind AND resource_4.available BETWEEN True AND True ORDER BY resource_4.available, resource_4.id
 LIMIT 2501) AS anon_32 ON true
 LIMIT 2501)) AS found),
anon_34 AS
(SELECT array((SELECT anon_35.id
FROM (SELECT division_2.id AS id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($6::VARCHAR, $11::VARCHAR) AS levee_division_path_3)) AS anon_36 JOIN LATERAL (SELECT resource_5.id AS id
FROM resource AS resource_5
WHERE resource_5.division_id = anon_36.id ORDER BY resource_5.kind, resource_5.id
 LIMIT 2501) AS anon_35 ON true
 LIMIT 2501)) AS found),
anon_26 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_27.found
FROM anon_27) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_27.found
FROM anon_27) AS BIGINT[]) WHEN (cardinality(CAST((SELECT anon_30.found
FROM anon_30) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_30.found
FROM anon_30) AS BIGINT[]) WHEN (cardinality(CAST((SELECT anon_31.found
FROM anon_31) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_31.found
FROM anon_31) AS BIGINT[]) WHEN (cardinality(CAST((SELECT anon_34.found
FROM anon_34) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_34.found
FROM anon_34) AS BIGINT[]) END AS found)
 SELECT '{"nearbyResources":' || coalesce(data."nearbyResources", 'null') || '}' AS anon_1
FROM (SELECT (SELECT coalesce('[' || string_agg('{"distance":' || coalesce(CAST(to_json(anon_2.distance) AS TEXT), 'null') || ',"resource":' || coalesce(anon_2.resource, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_3.distance AS distance, (SELECT anon_4.one AS one
FROM (SELECT CASE WHEN (resource_1.kind = 'DEPOT'::text) THEN (SELECT '{"kind":' || coalesce(CAST(to_json(anon_6.kind) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_6.name) AS TEXT), 'null') || '}' AS anon_5
FROM (SELECT resource_1.kind AS kind, resource_1.name AS name) AS anon_6) WHEN (resource_1.kind = 'TEAM'::text) THEN (SELECT '{"kind":' || coalesce(CAST(to_json(anon_8.kind) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_8.name) AS TEXT), 'null') || '}' AS anon_7
FROM (SELECT resource_1.kind AS kind, resource_1.name AS name) AS anon_8) WHEN (resource_1.kind = 'LABOUR'::text) THEN (SELECT '{"kind":' || coalesce(CAST(to_json(anon_10.kind) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_10.name) AS TEXT), 'null') || '}' AS anon_9
FROM (SELECT resource_1.kind AS kind, resource_1.name AS name) AS anon_10) WHEN (resource_1.kind = 'EQUIPMENT'::text) THEN (SELECT '{"kind":' || coalesce(CAST(to_json(anon_12.kind) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_12.name) AS TEXT), 'null') || '}' AS anon_11
FROM (SELECT resource_1.kind AS kind, resource_1.name AS name) AS anon_12) WHEN (resource_1.kind = 'SHELTER'::text) THEN (SELECT '{"kind":' || coalesce(CAST(to_json(anon_14.kind) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_14.name) AS TEXT), 'null') || '}' AS anon_13
FROM (SELECT resource_1.kind AS kind, resource_1.name AS name) AS anon_14) END AS one
FROM resource AS resource_1
WHERE resource_1.ctid = anon_3.resource_id_spot) AS anon_4) AS resource
FROM (SELECT anon_15.distance AS distance, anon_15.id AS resource_id, anon_15.spot AS resource_id_spot
FROM (SELECT anon_16.id AS id, anon_16.distance AS distance, anon_16.spot AS spot
FROM (SELECT anon_17.id AS id, anon_17.distance AS distance, anon_17.spot AS spot
FROM (SELECT anon_18.id AS id, anon_18.distance AS distance, anon_18.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_19 JOIN LATERAL (SELECT anon_20.id AS id, anon_20.sphere AS sphere, anon_20.distance AS distance, anon_20.spot AS spot, anon_20.matches AS matches, anon_20.count AS count, anon_20.bound AS bound, count(*) FILTER (WHERE anon_20.sphere > anon_20.bound) OVER (ORDER BY anon_20.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_21.id AS id, anon_21.sphere AS sphere, anon_21.distance AS distance, anon_21.spot AS spot, anon_21.matches AS matches, anon_21.count AS count, least(anon_19.metres * 1.0057, min(anon_21.sphere) FILTER (WHERE anon_21.count >= $4::INTEGER) OVER (ORDER BY anon_21.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_22.id AS id, anon_22.sphere AS sphere, anon_22.distance AS distance, anon_22.spot AS spot, anon_22.matches AS matches, count(*) FILTER (WHERE anon_22.matches) OVER (ORDER BY anon_22.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_19.place AS sphere, ST_Distance(resource_2.location, anon_19.place) AS distance, resource_2.kind = ANY ($5::TEXT[]) AND (SELECT levee_division_path($6::VARCHAR, $7::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_2.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE division_1.path <@ (SELECT levee_division_path($6::VARCHAR, $8::VARCHAR) AS levee_division_path_2)) AND resource_2.available IS true AND (EXISTS (SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'resource'::text AND search_entry_1.key = resource_2.id AND search_entry_1.words LIKE CAST((SELECT anon_23.pattern
FROM anon_23) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_23.patterns
FROM anon_23) AS TEXT[]))
 LIMIT ALL OFFSET 0)) AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND NOT (SELECT anon_26.found IS NOT NULL AS anon_25
FROM anon_26) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_22) AS anon_21) AS anon_20) AS anon_18 ON true
WHERE anon_18.matches AND anon_18.beyond < 1 AND anon_18.distance <= anon_19.metres ORDER BY anon_18.distance, anon_18.id
 LIMIT $4::INTEGER) AS anon_17 UNION ALL SELECT anon_37.id AS id, anon_37.distance AS distance, anon_37.spot AS spot
FROM (SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND (SELECT anon_26.found IS NOT NULL AS anon_25
FROM anon_26) AND resource_2.id = ANY (CAST((SELECT anon_26.found
FROM anon_26) AS BIGINT[])) AND resource_2.kind = ANY ($5::TEXT[]) AND (SELECT levee_division_path($6::VARCHAR, $7::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_2.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE division_1.path <@ (SELECT levee_division_path($6::VARCHAR, $8::VARCHAR) AS levee_division_path_2)) AND resource_2.available IS true AND (EXISTS (SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'resource'::text AND search_entry_1.key = resource_2.id AND search_entry_1.words LIKE CAST((SELECT anon_23.pattern
FROM anon_23) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_23.patterns
FROM anon_23) AS TEXT[]))
 LIMIT ALL OFFSET 0)) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $4::INTEGER) AS anon_37) AS anon_16 ORDER BY anon_16.distance, anon_16.id
 LIMIT $4::INTEGER) AS anon_15) AS anon_3 ORDER BY anon_3.distance, anon_3.resource_id) AS anon_2) AS "nearbyResources") AS data
