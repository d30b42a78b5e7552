WITH anon_17 AS
(SELECT anon_18.pattern AS pattern, anon_18.patterns AS patterns, anon_18.whole AS whole, anon_18.sound AS sound
FROM levee_asked($9::VARCHAR) AS anon_18),
anon_21 AS
(SELECT array((SELECT anon_22.id
FROM (SELECT unnest($10::TEXT[]) AS kind) AS anon_23 JOIN LATERAL (SELECT resource_3.id AS id
FROM resource AS resource_3
WHERE resource_3.kind = anon_23.kind ORDER BY resource_3.available, resource_3.id
 LIMIT 2501) AS anon_22 ON true
 LIMIT 2501)) AS found),
anon_24 AS
(SELECT array((SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'resource'::text AND search_entry_2.words LIKE CAST((SELECT anon_17.pattern
FROM anon_17) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_17.patterns
FROM anon_17) AS TEXT[]))
 LIMIT 2501)) AS found),
anon_25 AS
(SELECT array((SELECT anon_26.id
FROM (SELECT unnest(ARRAY['DEPOT'::text, 'TEAM'::text, 'LABOUR'::text, 'EQUIPMENT'::text, 'SHELTER'::text]) AS kind) AS anon_27 JOIN LATERAL (SELECT resource_4.id AS id
FROM resource AS resource_4
WHERE resource_4.kind = anon_27.kind AND resource_4.available BETWEEN True AND True ORDER BY resource_4.available, resource_4.id
 LIMIT 2501) AS anon_26 ON true
 LIMIT 2501)) AS found),
anon_28 AS
(SELECT array((SELECT anon_29.id
FROM (SELECT division_2.id AS id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($6::VARCHAR, $11::VARCHAR) AS levee_division_path_3)) AS anon_30 JOIN LATERAL (SELECT resource_5.id AS id
FROM resource AS resource_5
WHERE resource_5.division_id = anon_30.id ORDER BY resource_5.kind, resource_5.id
 LIMIT 2501) AS anon_29 ON true
 LIMIT 2501)) AS found),
anon_20 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_21.found
FROM anon_21) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_21.found
FROM anon_21) AS BIGINT[]) WHEN (cardinality(CAST((SELECT anon_24.found
FROM anon_24) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_24.found
FROM anon_24) AS BIGINT[]) WHEN (cardinality(CAST((SELECT anon_25.found
FROM anon_25) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_25.found
FROM anon_25) AS BIGINT[]) WHEN (cardinality(CAST((SELECT anon_28.found
FROM anon_28) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_28.found
FROM anon_28) AS BIGINT[]) END AS found)
 SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT coalesce(json_agg(anon_1.*), '[]'::json) AS coalesce_1
FROM (SELECT anon_2.distance AS distance, (SELECT anon_3.one AS one
FROM (SELECT CASE WHEN (resource_1.kind = 'DEPOT'::text) THEN (SELECT row_to_json(anon_4.*) AS row_to_json_2
FROM (SELECT resource_1.kind AS kind, resource_1.name AS name) AS anon_4) WHEN (resource_1.kind = 'TEAM'::text) THEN (SELECT row_to_json(anon_5.*) AS row_to_json_3
FROM (SELECT resource_1.kind AS kind, resource_1.name AS name) AS anon_5) WHEN (resource_1.kind = 'LABOUR'::text) THEN (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT resource_1.kind AS kind, resource_1.name AS name) AS anon_6) WHEN (resource_1.kind = 'EQUIPMENT'::text) THEN (SELECT row_to_json(anon_7.*) AS row_to_json_5
FROM (SELECT resource_1.kind AS kind, resource_1.name AS name) AS anon_7) WHEN (resource_1.kind = 'SHELTER'::text) THEN (SELECT row_to_json(anon_8.*) AS row_to_json_6
FROM (SELECT resource_1.kind AS kind, resource_1.name AS name) AS anon_8) END AS one
FROM resource AS resource_1
WHERE resource_1.ctid = anon_2.resource_id_spot) AS anon_3) AS resource
FROM (SELECT anon_9.distance AS distance, anon_9.id AS resource_id, anon_9.spot AS resource_id_spot
FROM (SELECT anon_10.id AS id, anon_10.distance AS distance, anon_10.spot AS spot
FROM (SELECT anon_11.id AS id, anon_11.distance AS distance, anon_11.spot AS spot
FROM (SELECT anon_12.id AS id, anon_12.distance AS distance, anon_12.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_13 JOIN LATERAL (SELECT anon_14.id AS id, anon_14.sphere AS sphere, anon_14.distance AS distance, anon_14.spot AS spot, anon_14.matches AS matches, anon_14.count AS count, anon_14.bound AS bound, count(*) FILTER (WHERE anon_14.sphere > anon_14.bound) OVER (ORDER BY anon_14.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_15.id AS id, anon_15.sphere AS sphere, anon_15.distance AS distance, anon_15.spot AS spot, anon_15.matches AS matches, anon_15.count AS count, least(anon_13.metres * 1.0057, min(anon_15.sphere) FILTER (WHERE anon_15.count >= $4::INTEGER) OVER (ORDER BY anon_15.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_16.id AS id, anon_16.sphere AS sphere, anon_16.distance AS distance, anon_16.spot AS spot, anon_16.matches AS matches, count(*) FILTER (WHERE anon_16.matches) OVER (ORDER BY anon_16.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_13.place AS sphere, ST_Distance(resource_2.location, anon_13.place) AS distance, resource_2.kind = ANY ($5::TEXT[]) AND (SELECT levee_division_path($6::VARCHAR, $7::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_2.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE division_1.path <@ (SELECT levee_division_path($6::VARCHAR, $8::VARCHAR) AS levee_division_path_2)) AND resource_2.available IS true AND (EXISTS (SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'resource'::text AND search_entry_1.key = resource_2.id AND search_entry_1.words LIKE CAST((SELECT anon_17.pattern
FROM anon_17) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_17.patterns
FROM anon_17) AS TEXT[]))
 LIMIT ALL OFFSET 0)) AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND NOT (SELECT anon_20.found IS NOT NULL AS anon_19
FROM anon_20) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_16) AS anon_15) AS anon_14) AS anon_12 ON true
WHERE anon_12.matches AND anon_12.beyond < 1 AND anon_12.distance <= anon_13.metres ORDER BY anon_12.distance, anon_12.id
 LIMIT $4::INTEGER) AS anon_11 UNION ALL SELECT anon_31.id AS id, anon_31.distance AS distance, anon_31.spot AS spot
FROM (SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND (SELECT anon_20.found IS NOT NULL AS anon_19
FROM anon_20) AND resource_2.id = ANY (CAST((SELECT anon_20.found
FROM anon_20) AS BIGINT[])) AND resource_2.kind = ANY ($5::TEXT[]) AND (SELECT levee_division_path($6::VARCHAR, $7::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_2.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE division_1.path <@ (SELECT levee_division_path($6::VARCHAR, $8::VARCHAR) AS levee_division_path_2)) AND resource_2.available IS true AND (EXISTS (SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'resource'::text AND search_entry_1.key = resource_2.id AND search_entry_1.words LIKE CAST((SELECT anon_17.pattern
FROM anon_17) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_17.patterns
FROM anon_17) AS TEXT[]))
 LIMIT ALL OFFSET 0)) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $4::INTEGER) AS anon_31) AS anon_10 ORDER BY anon_10.distance, anon_10.id
 LIMIT $4::INTEGER) AS anon_9) AS anon_2 ORDER BY anon_2.distance, anon_2.resource_id) AS anon_1) AS "nearbyResources") AS data
