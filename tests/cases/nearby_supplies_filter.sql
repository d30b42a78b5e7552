WITH anon_14 AS
(SELECT array((SELECT stock_2.depot_id
FROM stock AS stock_2
WHERE stock_2.item_id = (SELECT anon_11.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_11(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_1.depot_id AS depot_id
FROM stock AS stock_1
WHERE stock_1.item_id = anon_11.item AND stock_1.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_1.available
 LIMIT 2501) AS anon_12) ELSE 1 END
 LIMIT 1) AND stock_2.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_2.available
 LIMIT 2501)) AS found),
anon_16 AS
(SELECT anon_17.pattern AS pattern, anon_17.patterns AS patterns, anon_17.whole AS whole, anon_17.sound AS sound
FROM levee_asked($8::VARCHAR) AS anon_17),
anon_15 AS
(SELECT array((SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'resource'::text AND search_entry_1.words LIKE CAST((SELECT anon_16.pattern
FROM anon_16) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_16.patterns
FROM anon_16) AS TEXT[]))
 LIMIT 2501)) AS found),
anon_18 AS
(SELECT array((SELECT anon_19.id
FROM (SELECT division_2.id AS id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($9::VARCHAR, $10::VARCHAR) AS levee_division_path_1)) AS anon_20 JOIN LATERAL (SELECT resource_3.id AS id
FROM resource AS resource_3
WHERE resource_3.division_id = anon_20.id ORDER BY resource_3.kind, resource_3.id
 LIMIT 2501) AS anon_19 ON true
 LIMIT 2501)) AS found),
anon_13 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_14.found
FROM anon_14) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_14.found
FROM anon_14) AS BIGINT[]) WHEN (cardinality(CAST((SELECT anon_15.found
FROM anon_15) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_15.found
FROM anon_15) AS BIGINT[]) WHEN (cardinality(CAST((SELECT anon_18.found
FROM anon_18) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_18.found
FROM anon_18) AS BIGINT[]) END AS found),
anon_9 AS
(SELECT anon_10.keys AS keys, anon_10.whole AS whole
FROM levee_holding(CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography), $3::FLOAT, $6::INTEGER, CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]), (SELECT anon_11.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_11(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_1.depot_id AS depot_id
FROM stock AS stock_1
WHERE stock_1.item_id = anon_11.item AND stock_1.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_1.available
 LIMIT 2501) AS anon_12) ELSE 1 END
 LIMIT 1), CAST($7::FLOAT AS NUMERIC), NULL, NULL) AS anon_10
WHERE NOT coalesce(cardinality(CAST((SELECT anon_13.found
FROM anon_13) AS BIGINT[])) <= 2000, false)),
anon_8 AS
(SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND resource_2.id = ANY (CAST((SELECT anon_9.keys
FROM anon_9) AS BIGINT[])) AND (SELECT levee_division_path($9::VARCHAR, $11::VARCHAR) AS levee_division_path_2) IS NOT NULL AND resource_2.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($9::VARCHAR, $12::VARCHAR) AS levee_division_path_3)) AND (EXISTS (SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'resource'::text AND search_entry_2.key = resource_2.id AND search_entry_2.words LIKE CAST((SELECT anon_16.pattern
FROM anon_16) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_16.patterns
FROM anon_16) AS TEXT[]))
 LIMIT ALL OFFSET 0)) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $6::INTEGER)
 SELECT '{"nearbySupplies":' || coalesce(data."nearbySupplies", 'null') || '}' AS anon_1
FROM (SELECT (SELECT coalesce('[' || string_agg('{"distance":' || coalesce(CAST(to_json(anon_2.distance) AS TEXT), 'null') || ',"depot":' || coalesce(anon_2.depot, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_3.distance AS distance, (SELECT '{"name":' || coalesce(CAST(to_json(anon_4.name) AS TEXT), 'null') || ',"division":' || coalesce(anon_4.division, 'null') || '}' AS one
FROM (SELECT resource_1.name AS name, (SELECT '{"code":' || coalesce(CAST(to_json(anon_5.code) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_1.code AS code
FROM division AS division_1
WHERE division_1.id = resource_1.division_id) AS anon_5) AS division
FROM resource AS resource_1
WHERE resource_1.ctid = anon_3.depot_id_spot) AS anon_4) AS depot
FROM (SELECT anon_6.distance AS distance, anon_6.id AS depot_id, anon_6.spot AS depot_id_spot
FROM (SELECT anon_7.id AS id, anon_7.distance AS distance, anon_7.spot AS spot
FROM (SELECT anon_8.id AS id, anon_8.distance AS distance, anon_8.spot AS spot
FROM anon_8 UNION ALL SELECT anon_21.id AS id, anon_21.distance AS distance, anon_21.spot AS spot
FROM (SELECT anon_22.id AS id, anon_22.distance AS distance, anon_22.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_23 JOIN LATERAL (SELECT anon_24.id AS id, anon_24.sphere AS sphere, anon_24.distance AS distance, anon_24.spot AS spot, anon_24.matches AS matches, anon_24.count AS count, anon_24.bound AS bound, count(*) FILTER (WHERE anon_24.sphere > anon_24.bound) OVER (ORDER BY anon_24.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_25.id AS id, anon_25.sphere AS sphere, anon_25.distance AS distance, anon_25.spot AS spot, anon_25.matches AS matches, anon_25.count AS count, least(anon_23.metres * 1.0057, min(anon_25.sphere) FILTER (WHERE anon_25.count >= $6::INTEGER) OVER (ORDER BY anon_25.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_26.id AS id, anon_26.sphere AS sphere, anon_26.distance AS distance, anon_26.spot AS spot, anon_26.matches AS matches, count(*) FILTER (WHERE anon_26.matches) OVER (ORDER BY anon_26.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_23.place AS sphere, ST_Distance(resource_2.location, anon_23.place) AS distance, (SELECT count(*) AS count_2
FROM stock AS stock_3
WHERE stock_3.depot_id = resource_2.id AND stock_3.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_3.available >= CAST($7::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND (SELECT levee_division_path($9::VARCHAR, $11::VARCHAR) AS levee_division_path_2) IS NOT NULL AND resource_2.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($9::VARCHAR, $12::VARCHAR) AS levee_division_path_3)) AND (EXISTS (SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'resource'::text AND search_entry_2.key = resource_2.id AND search_entry_2.words LIKE CAST((SELECT anon_16.pattern
FROM anon_16) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_16.patterns
FROM anon_16) AS TEXT[]))
 LIMIT ALL OFFSET 0)) AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_9.whole
FROM anon_9), false) OR (SELECT count(*) >= $6::INTEGER AS anon_27
FROM anon_8)) AND NOT (SELECT anon_13.found IS NOT NULL AS anon_28
FROM anon_13) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_26) AS anon_25) AS anon_24) AS anon_22 ON true
WHERE anon_22.matches AND anon_22.beyond < 1 AND anon_22.distance <= anon_23.metres ORDER BY anon_22.distance, anon_22.id
 LIMIT $6::INTEGER) AS anon_21 UNION ALL SELECT anon_29.id AS id, anon_29.distance AS distance, anon_29.spot AS spot
FROM (SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND CASE WHEN (ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT) THEN (SELECT count(*) AS count_2
FROM stock AS stock_3
WHERE stock_3.depot_id = resource_2.id AND stock_3.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_3.available >= CAST($7::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) ELSE false END AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_9.whole
FROM anon_9), false) OR (SELECT count(*) >= $6::INTEGER AS anon_27
FROM anon_8)) AND (SELECT anon_13.found IS NOT NULL AS anon_28
FROM anon_13) AND resource_2.id = ANY (CAST((SELECT anon_13.found
FROM anon_13) AS BIGINT[])) AND (SELECT levee_division_path($9::VARCHAR, $11::VARCHAR) AS levee_division_path_2) IS NOT NULL AND resource_2.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($9::VARCHAR, $12::VARCHAR) AS levee_division_path_3)) AND (EXISTS (SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'resource'::text AND search_entry_2.key = resource_2.id AND search_entry_2.words LIKE CAST((SELECT anon_16.pattern
FROM anon_16) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_16.patterns
FROM anon_16) AS TEXT[]))
 LIMIT ALL OFFSET 0)) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $6::INTEGER) AS anon_29) AS anon_7 ORDER BY anon_7.distance, anon_7.id
 LIMIT $6::INTEGER) AS anon_6) AS anon_3 ORDER BY anon_3.distance, anon_3.depot_id) AS anon_2) AS "nearbySupplies") AS data
