WITH anon_13 AS
(SELECT array((SELECT stock_2.depot_id
FROM stock AS stock_2
WHERE stock_2.item_id = (SELECT anon_10.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_10(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_1.depot_id AS depot_id
FROM stock AS stock_1
WHERE stock_1.item_id = anon_10.item AND stock_1.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_1.available
 LIMIT 2501) AS anon_11) ELSE 1 END
 LIMIT 1) AND stock_2.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_2.available
 LIMIT 2501)) AS found),
anon_15 AS
(SELECT anon_16.pattern AS pattern, anon_16.patterns AS patterns, anon_16.whole AS whole, anon_16.sound AS sound
FROM levee_asked($8::VARCHAR) AS anon_16),
anon_14 AS
(SELECT array((SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'resource'::text AND search_entry_1.words LIKE CAST((SELECT anon_15.pattern
FROM anon_15) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_15.patterns
FROM anon_15) AS TEXT[]))
 LIMIT 2501)) AS found),
anon_17 AS
(SELECT array((SELECT anon_18.id
FROM (SELECT division_2.id AS id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($9::VARCHAR, $10::VARCHAR) AS levee_division_path_1)) AS anon_19 JOIN LATERAL (SELECT resource_3.id AS id
FROM resource AS resource_3
WHERE resource_3.division_id = anon_19.id ORDER BY resource_3.kind, resource_3.id
 LIMIT 2501) AS anon_18 ON true
 LIMIT 2501)) AS found),
anon_12 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_13.found
FROM anon_13) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_13.found
FROM anon_13) AS BIGINT[]) WHEN (cardinality(CAST((SELECT anon_14.found
FROM anon_14) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_14.found
FROM anon_14) AS BIGINT[]) WHEN (cardinality(CAST((SELECT anon_17.found
FROM anon_17) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_17.found
FROM anon_17) AS BIGINT[]) END AS found),
anon_8 AS
(SELECT anon_9.keys AS keys, anon_9.whole AS whole
FROM levee_holding(CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography), $3::FLOAT, $6::INTEGER, CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]), (SELECT anon_10.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_10(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_1.depot_id AS depot_id
FROM stock AS stock_1
WHERE stock_1.item_id = anon_10.item AND stock_1.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_1.available
 LIMIT 2501) AS anon_11) ELSE 1 END
 LIMIT 1), CAST($7::FLOAT AS NUMERIC), NULL, NULL) AS anon_9
WHERE NOT coalesce(cardinality(CAST((SELECT anon_12.found
FROM anon_12) AS BIGINT[])) <= 2000, false)),
anon_7 AS
(SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND resource_2.id = ANY (CAST((SELECT anon_8.keys
FROM anon_8) AS BIGINT[])) AND (SELECT levee_division_path($9::VARCHAR, $11::VARCHAR) AS levee_division_path_2) IS NOT NULL AND resource_2.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($9::VARCHAR, $12::VARCHAR) AS levee_division_path_3)) AND (EXISTS (SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'resource'::text AND search_entry_2.key = resource_2.id AND search_entry_2.words LIKE CAST((SELECT anon_15.pattern
FROM anon_15) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_15.patterns
FROM anon_15) AS TEXT[]))
 LIMIT ALL OFFSET 0)) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $6::INTEGER)
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
FROM anon_7 UNION ALL SELECT anon_20.id AS id, anon_20.distance AS distance, anon_20.spot AS spot
FROM (SELECT anon_21.id AS id, anon_21.distance AS distance, anon_21.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_22 JOIN LATERAL (SELECT anon_23.id AS id, anon_23.sphere AS sphere, anon_23.distance AS distance, anon_23.spot AS spot, anon_23.matches AS matches, anon_23.count AS count, anon_23.bound AS bound, count(*) FILTER (WHERE anon_23.sphere > anon_23.bound) OVER (ORDER BY anon_23.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_24.id AS id, anon_24.sphere AS sphere, anon_24.distance AS distance, anon_24.spot AS spot, anon_24.matches AS matches, anon_24.count AS count, least(anon_22.metres * 1.0057, min(anon_24.sphere) FILTER (WHERE anon_24.count >= $6::INTEGER) OVER (ORDER BY anon_24.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_25.id AS id, anon_25.sphere AS sphere, anon_25.distance AS distance, anon_25.spot AS spot, anon_25.matches AS matches, count(*) FILTER (WHERE anon_25.matches) OVER (ORDER BY anon_25.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_22.place AS sphere, ST_Distance(resource_2.location, anon_22.place) AS distance, (SELECT count(*) AS count_2
FROM stock AS stock_3
WHERE stock_3.depot_id = resource_2.id AND stock_3.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_3.available >= CAST($7::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND (SELECT levee_division_path($9::VARCHAR, $11::VARCHAR) AS levee_division_path_2) IS NOT NULL AND resource_2.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($9::VARCHAR, $12::VARCHAR) AS levee_division_path_3)) AND (EXISTS (SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'resource'::text AND search_entry_2.key = resource_2.id AND search_entry_2.words LIKE CAST((SELECT anon_15.pattern
FROM anon_15) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_15.patterns
FROM anon_15) AS TEXT[]))
 LIMIT ALL OFFSET 0)) AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_8.whole
FROM anon_8), false) OR (SELECT count(*) >= $6::INTEGER AS anon_26
FROM anon_7)) AND NOT (SELECT anon_12.found IS NOT NULL AS anon_27
FROM anon_12) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_25) AS anon_24) AS anon_23) AS anon_21 ON true
WHERE anon_21.matches AND anon_21.beyond < 1 AND anon_21.distance <= anon_22.metres ORDER BY anon_21.distance, anon_21.id
 LIMIT $6::INTEGER) AS anon_20 UNION ALL SELECT anon_28.id AS id, anon_28.distance AS distance, anon_28.spot AS spot
FROM (SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND CASE WHEN (ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT) THEN (SELECT count(*) AS count_2
FROM stock AS stock_3
WHERE stock_3.depot_id = resource_2.id AND stock_3.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_3.available >= CAST($7::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) ELSE false END AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_8.whole
FROM anon_8), false) OR (SELECT count(*) >= $6::INTEGER AS anon_26
FROM anon_7)) AND (SELECT anon_12.found IS NOT NULL AS anon_27
FROM anon_12) AND resource_2.id = ANY (CAST((SELECT anon_12.found
FROM anon_12) AS BIGINT[])) AND (SELECT levee_division_path($9::VARCHAR, $11::VARCHAR) AS levee_division_path_2) IS NOT NULL AND resource_2.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($9::VARCHAR, $12::VARCHAR) AS levee_division_path_3)) AND (EXISTS (SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'resource'::text AND search_entry_2.key = resource_2.id AND search_entry_2.words LIKE CAST((SELECT anon_15.pattern
FROM anon_15) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_15.patterns
FROM anon_15) AS TEXT[]))
 LIMIT ALL OFFSET 0)) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $6::INTEGER) AS anon_28) AS anon_6 ORDER BY anon_6.distance, anon_6.id
 LIMIT $6::INTEGER) AS anon_5) AS anon_2 ORDER BY anon_2.distance, anon_2.depot_id) AS anon_1) AS "nearbySupplies") AS data
