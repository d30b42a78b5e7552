WITH anon_13 AS
(SELECT anon_14.pattern AS pattern, anon_14.patterns AS patterns, anon_14.whole AS whole, anon_14.sound AS sound
FROM levee_asked($11::VARCHAR) AS anon_14),
anon_17 AS
(SELECT array((SELECT stock_2.depot_id
FROM stock AS stock_2
WHERE stock_2.item_id = (SELECT anon_18.item
FROM unnest(CAST((SELECT levee_items($5::TEXT[], $6::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_18(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($5::TEXT[], $6::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_2
FROM (SELECT stock_3.depot_id AS depot_id
FROM stock AS stock_3
WHERE stock_3.item_id = anon_18.item AND stock_3.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_3.available
 LIMIT 2501) AS anon_19) ELSE 1 END
 LIMIT 1) AND stock_2.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_2.available
 LIMIT 2501)) AS found),
anon_20 AS
(SELECT array((SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'resource'::text AND search_entry_2.words LIKE CAST((SELECT anon_13.pattern
FROM anon_13) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_13.patterns
FROM anon_13) AS TEXT[]))
 LIMIT 2501)) AS found),
anon_21 AS
(SELECT array((SELECT anon_22.id
FROM (SELECT division_3.id AS id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($8::VARCHAR, $12::VARCHAR) AS levee_division_path_3)) AS anon_23 JOIN LATERAL (SELECT resource_3.id AS id
FROM resource AS resource_3
WHERE resource_3.division_id = anon_23.id ORDER BY resource_3.kind, resource_3.id
 LIMIT 2501) AS anon_22 ON true
 LIMIT 2501)) AS found),
anon_16 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_17.found
FROM anon_17) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_17.found
FROM anon_17) AS BIGINT[]) WHEN (cardinality(CAST((SELECT anon_20.found
FROM anon_20) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_20.found
FROM anon_20) AS BIGINT[]) WHEN (cardinality(CAST((SELECT anon_21.found
FROM anon_21) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_21.found
FROM anon_21) AS BIGINT[]) END AS found)
 SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT coalesce(json_agg(anon_1.*), '[]'::json) AS coalesce_1
FROM (SELECT anon_2.distance AS distance, (SELECT row_to_json(anon_3.*) AS one
FROM (SELECT resource_1.name AS name, (SELECT row_to_json(anon_4.*) AS one
FROM (SELECT division_1.code AS code
FROM division AS division_1
WHERE division_1.id = resource_1.division_id) AS anon_4) AS division
FROM resource AS resource_1
WHERE resource_1.ctid = anon_2.depot_id_spot) AS anon_3) AS depot
FROM (SELECT anon_5.distance AS distance, anon_5.id AS depot_id, anon_5.spot AS depot_id_spot
FROM (SELECT anon_6.id AS id, anon_6.distance AS distance, anon_6.spot AS spot
FROM (SELECT anon_7.id AS id, anon_7.distance AS distance, anon_7.spot AS spot
FROM (SELECT anon_8.id AS id, anon_8.distance AS distance, anon_8.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_9 JOIN LATERAL (SELECT anon_10.id AS id, anon_10.sphere AS sphere, anon_10.distance AS distance, anon_10.spot AS spot, anon_10.matches AS matches, anon_10.count AS count, anon_10.bound AS bound, count(*) FILTER (WHERE anon_10.sphere > anon_10.bound) OVER (ORDER BY anon_10.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_11.id AS id, anon_11.sphere AS sphere, anon_11.distance AS distance, anon_11.spot AS spot, anon_11.matches AS matches, anon_11.count AS count, least(anon_9.metres * 1.0057, min(anon_11.sphere) FILTER (WHERE anon_11.count >= $4::INTEGER) OVER (ORDER BY anon_11.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_12.id AS id, anon_12.sphere AS sphere, anon_12.distance AS distance, anon_12.spot AS spot, anon_12.matches AS matches, count(*) FILTER (WHERE anon_12.matches) OVER (ORDER BY anon_12.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_9.place AS sphere, ST_Distance(resource_2.location, anon_9.place) AS distance, (SELECT count(*) AS count_1
FROM stock AS stock_1
WHERE stock_1.depot_id = resource_2.id AND stock_1.item_id = ANY (CAST((SELECT levee_items($5::TEXT[], $6::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_1.available >= CAST($7::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($5::TEXT[], $6::VARCHAR) AS levee_items_1) AS BIGINT[])) AND (SELECT levee_division_path($8::VARCHAR, $9::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_2.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($8::VARCHAR, $10::VARCHAR) AS levee_division_path_2)) AND (EXISTS (SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'resource'::text AND search_entry_1.key = resource_2.id AND search_entry_1.words LIKE CAST((SELECT anon_13.pattern
FROM anon_13) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_13.patterns
FROM anon_13) AS TEXT[]))
 LIMIT ALL OFFSET 0)) AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($5::TEXT[], $6::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (SELECT anon_16.found IS NOT NULL AS anon_15
FROM anon_16) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_12) AS anon_11) AS anon_10) AS anon_8 ON true
WHERE anon_8.matches AND anon_8.beyond < 1 AND anon_8.distance <= anon_9.metres ORDER BY anon_8.distance, anon_8.id
 LIMIT $4::INTEGER) AS anon_7 UNION ALL SELECT anon_24.id AS id, anon_24.distance AS distance, anon_24.spot AS spot
FROM (SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($5::TEXT[], $6::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND (SELECT anon_16.found IS NOT NULL AS anon_15
FROM anon_16) AND resource_2.id = ANY (CAST((SELECT anon_16.found
FROM anon_16) AS BIGINT[])) AND (SELECT count(*) AS count_1
FROM stock AS stock_1
WHERE stock_1.depot_id = resource_2.id AND stock_1.item_id = ANY (CAST((SELECT levee_items($5::TEXT[], $6::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_1.available >= CAST($7::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($5::TEXT[], $6::VARCHAR) AS levee_items_1) AS BIGINT[])) AND (SELECT levee_division_path($8::VARCHAR, $9::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_2.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($8::VARCHAR, $10::VARCHAR) AS levee_division_path_2)) AND (EXISTS (SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'resource'::text AND search_entry_1.key = resource_2.id AND search_entry_1.words LIKE CAST((SELECT anon_13.pattern
FROM anon_13) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_13.patterns
FROM anon_13) AS TEXT[]))
 LIMIT ALL OFFSET 0)) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $4::INTEGER) AS anon_24) AS anon_6 ORDER BY anon_6.distance, anon_6.id
 LIMIT $4::INTEGER) AS anon_5) AS anon_2 ORDER BY anon_2.distance, anon_2.depot_id) AS anon_1) AS "nearbySupplies") AS data
