WITH anon_11 AS
(SELECT anon_12.pattern AS pattern, anon_12.patterns AS patterns, anon_12.whole AS whole, anon_12.sound AS sound
FROM levee_asked($9::VARCHAR) AS anon_12),
anon_15 AS
(SELECT array((SELECT anon_16.id
FROM (SELECT unnest($10::TEXT[]) AS kind) AS anon_17 JOIN LATERAL (SELECT resource_3.id AS id
FROM resource AS resource_3
WHERE resource_3.kind = anon_17.kind ORDER BY resource_3.available, resource_3.id
 LIMIT 2501) AS anon_16 ON true
 LIMIT 2501)) AS found),
anon_18 AS
(SELECT array((SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'resource'::text AND search_entry_2.words LIKE CAST((SELECT anon_11.pattern
FROM anon_11) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_11.patterns
FROM anon_11) AS TEXT[]))
 LIMIT 2501)) AS found),
anon_19 AS
(SELECT array((SELECT anon_20.id
FROM (SELECT unnest(ARRAY['DEPOT'::text, 'TEAM'::text, 'LABOUR'::text, 'EQUIPMENT'::text, 'SHELTER'::text]) AS kind) AS anon_21 JOIN LATERAL (SELECT resource_4.id AS id
FROM resource AS resource_4
WHERE resource_4.kind = anon_21.kind AND resource_4.available BETWEEN True AND True ORDER BY resource_4.available, resource_4.id
 LIMIT 2501) AS anon_20 ON true
 LIMIT 2501)) AS found),
anon_22 AS
(SELECT array((SELECT anon_23.id
FROM (SELECT division_2.id AS id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($6::VARCHAR, $11::VARCHAR) AS levee_division_path_3)) AS anon_24 JOIN LATERAL (SELECT resource_5.id AS id
FROM resource AS resource_5
WHERE resource_5.division_id = anon_24.id ORDER BY resource_5.kind, resource_5.id
 LIMIT 2501) AS anon_23 ON true
 LIMIT 2501)) AS found),
anon_14 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_15.found
FROM anon_15) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_15.found
FROM anon_15) AS BIGINT[]) WHEN (cardinality(CAST((SELECT anon_18.found
FROM anon_18) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_18.found
FROM anon_18) AS BIGINT[]) WHEN (cardinality(CAST((SELECT anon_19.found
FROM anon_19) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_19.found
FROM anon_19) AS BIGINT[]) WHEN (cardinality(CAST((SELECT anon_22.found
FROM anon_22) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_22.found
FROM anon_22) AS BIGINT[]) END AS found)
 SELECT textsend('{"nearbyResources":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"distance":' || coalesce(to_json(anon_2.distance)::text, 'null') || ',"resource":' || coalesce((SELECT CASE WHEN (resource_1.kind = 'DEPOT'::text) THEN '{"kind":' || coalesce(to_json(resource_1.kind)::text, 'null') || ',"name":' || coalesce(to_json(resource_1.name)::text, 'null') || '}' WHEN (resource_1.kind = 'TEAM'::text) THEN '{"kind":' || coalesce(to_json(resource_1.kind)::text, 'null') || ',"name":' || coalesce(to_json(resource_1.name)::text, 'null') || '}' WHEN (resource_1.kind = 'LABOUR'::text) THEN '{"kind":' || coalesce(to_json(resource_1.kind)::text, 'null') || ',"name":' || coalesce(to_json(resource_1.name)::text, 'null') || '}' WHEN (resource_1.kind = 'EQUIPMENT'::text) THEN '{"kind":' || coalesce(to_json(resource_1.kind)::text, 'null') || ',"name":' || coalesce(to_json(resource_1.name)::text, 'null') || '}' WHEN (resource_1.kind = 'SHELTER'::text) THEN '{"kind":' || coalesce(to_json(resource_1.kind)::text, 'null') || ',"name":' || coalesce(to_json(resource_1.name)::text, 'null') || '}' END AS one
FROM resource AS resource_1
WHERE resource_1.ctid = anon_2.resource_id_spot), 'null') || '}' AS one
FROM (SELECT anon_3.distance AS distance, anon_3.id AS resource_id, anon_3.spot AS resource_id_spot
FROM (SELECT anon_4.id AS id, anon_4.distance AS distance, anon_4.spot AS spot
FROM (SELECT anon_5.id AS id, anon_5.distance AS distance, anon_5.spot AS spot
FROM (SELECT anon_6.id AS id, anon_6.distance AS distance, anon_6.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_7 JOIN LATERAL (SELECT anon_8.id AS id, anon_8.sphere AS sphere, anon_8.distance AS distance, anon_8.spot AS spot, anon_8.matches AS matches, anon_8.count AS count, anon_8.bound AS bound, count(*) FILTER (WHERE anon_8.sphere > anon_8.bound) OVER (ORDER BY anon_8.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_9.id AS id, anon_9.sphere AS sphere, anon_9.distance AS distance, anon_9.spot AS spot, anon_9.matches AS matches, anon_9.count AS count, least(anon_7.metres * 1.0057, min(anon_9.sphere) FILTER (WHERE anon_9.count >= $4::INTEGER) OVER (ORDER BY anon_9.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_10.id AS id, anon_10.sphere AS sphere, anon_10.distance AS distance, anon_10.spot AS spot, anon_10.matches AS matches, count(*) FILTER (WHERE anon_10.matches) OVER (ORDER BY anon_10.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_7.place AS sphere, ST_Distance(resource_2.location, anon_7.place) AS distance, resource_2.kind = ANY ($5::TEXT[]) AND (SELECT levee_division_path($6::VARCHAR, $7::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_2.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE division_1.path <@ (SELECT levee_division_path($6::VARCHAR, $8::VARCHAR) AS levee_division_path_2)) AND resource_2.available IS true AND (EXISTS (SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'resource'::text AND search_entry_1.key = resource_2.id AND search_entry_1.words LIKE CAST((SELECT anon_11.pattern
FROM anon_11) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_11.patterns
FROM anon_11) AS TEXT[]))
 LIMIT ALL OFFSET 0)) AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND NOT (SELECT anon_14.found IS NOT NULL AS anon_13
FROM anon_14) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_10) AS anon_9) AS anon_8) AS anon_6 ON true
WHERE anon_6.matches AND anon_6.beyond < 1 AND anon_6.distance <= anon_7.metres ORDER BY anon_6.distance, anon_6.id
 LIMIT $4::INTEGER) AS anon_5 UNION ALL SELECT anon_25.id AS id, anon_25.distance AS distance, anon_25.spot AS spot
FROM (SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND (SELECT anon_14.found IS NOT NULL AS anon_13
FROM anon_14) AND resource_2.id = ANY (CAST((SELECT anon_14.found
FROM anon_14) AS BIGINT[])) AND resource_2.kind = ANY ($5::TEXT[]) AND (SELECT levee_division_path($6::VARCHAR, $7::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_2.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE division_1.path <@ (SELECT levee_division_path($6::VARCHAR, $8::VARCHAR) AS levee_division_path_2)) AND resource_2.available IS true AND (EXISTS (SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'resource'::text AND search_entry_1.key = resource_2.id AND search_entry_1.words LIKE CAST((SELECT anon_11.pattern
FROM anon_11) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_11.patterns
FROM anon_11) AS TEXT[]))
 LIMIT ALL OFFSET 0)) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $4::INTEGER) AS anon_25) AS anon_4 ORDER BY anon_4.distance, anon_4.id
 LIMIT $4::INTEGER) AS anon_3) AS anon_2 ORDER BY anon_2.distance, anon_2.resource_id) AS anon_1), 'null') || '}') AS textsend_1
