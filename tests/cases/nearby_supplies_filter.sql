WITH anon_12 AS
(SELECT array((SELECT stock_2.depot_id
FROM stock AS stock_2
WHERE stock_2.item_id = (SELECT anon_9.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_9(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_1.depot_id AS depot_id
FROM stock AS stock_1
WHERE stock_1.item_id = anon_9.item AND stock_1.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_1.available
 LIMIT 2501) AS anon_10) ELSE 1 END
 LIMIT 1) AND stock_2.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_2.available
 LIMIT 2501)) AS found),
anon_14 AS
(SELECT anon_15.pattern AS pattern, anon_15.patterns AS patterns, anon_15.whole AS whole, anon_15.sound AS sound
FROM levee_asked($8::VARCHAR) AS anon_15),
anon_13 AS
(SELECT array((SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'resource'::text AND search_entry_1.words LIKE CAST((SELECT anon_14.pattern
FROM anon_14) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_14.patterns
FROM anon_14) AS TEXT[]))
 LIMIT 2501)) AS found),
anon_16 AS
(SELECT array((SELECT anon_17.id
FROM (SELECT division_2.id AS id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($9::VARCHAR, $10::VARCHAR) AS levee_division_path_1)) AS anon_18 JOIN LATERAL (SELECT resource_3.id AS id
FROM resource AS resource_3
WHERE resource_3.division_id = anon_18.id ORDER BY resource_3.kind, resource_3.id
 LIMIT 2501) AS anon_17 ON true
 LIMIT 2501)) AS found),
anon_11 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_12.found
FROM anon_12) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_12.found
FROM anon_12) AS BIGINT[]) WHEN (cardinality(CAST((SELECT anon_13.found
FROM anon_13) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_13.found
FROM anon_13) AS BIGINT[]) WHEN (cardinality(CAST((SELECT anon_16.found
FROM anon_16) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_16.found
FROM anon_16) AS BIGINT[]) END AS found),
anon_7 AS
(SELECT anon_8.keys AS keys, anon_8.whole AS whole
FROM levee_holding(CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography), $3::FLOAT, $6::INTEGER, CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]), (SELECT anon_9.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_9(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_1.depot_id AS depot_id
FROM stock AS stock_1
WHERE stock_1.item_id = anon_9.item AND stock_1.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_1.available
 LIMIT 2501) AS anon_10) ELSE 1 END
 LIMIT 1), CAST($7::FLOAT AS NUMERIC), NULL, NULL) AS anon_8
WHERE NOT coalesce(cardinality(CAST((SELECT anon_11.found
FROM anon_11) AS BIGINT[])) <= 2000, false)),
anon_6 AS
(SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND resource_2.id = ANY (CAST((SELECT anon_7.keys
FROM anon_7) AS BIGINT[])) AND (SELECT levee_division_path($9::VARCHAR, $11::VARCHAR) AS levee_division_path_2) IS NOT NULL AND resource_2.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($9::VARCHAR, $12::VARCHAR) AS levee_division_path_3)) AND (EXISTS (SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'resource'::text AND search_entry_2.key = resource_2.id AND search_entry_2.words LIKE CAST((SELECT anon_14.pattern
FROM anon_14) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_14.patterns
FROM anon_14) AS TEXT[]))
 LIMIT ALL OFFSET 0)) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $6::INTEGER)
 SELECT '{"nearbySupplies":' || coalesce((SELECT coalesce('[' || string_agg(anon_2.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"distance":' || coalesce(to_json(anon_3.distance)::text, 'null') || ',"depot":' || coalesce((SELECT '{"name":' || coalesce(to_json(resource_1.name)::text, 'null') || ',"division":' || coalesce((SELECT '{"code":' || coalesce(to_json(division_1.code)::text, 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.id = resource_1.division_id), 'null') || '}' AS one
FROM resource AS resource_1
WHERE resource_1.ctid = anon_3.depot_id_spot), 'null') || '}' AS one
FROM (SELECT anon_4.distance AS distance, anon_4.id AS depot_id, anon_4.spot AS depot_id_spot
FROM (SELECT anon_5.id AS id, anon_5.distance AS distance, anon_5.spot AS spot
FROM (SELECT anon_6.id AS id, anon_6.distance AS distance, anon_6.spot AS spot
FROM anon_6 UNION ALL SELECT anon_19.id AS id, anon_19.distance AS distance, anon_19.spot AS spot
FROM (SELECT anon_20.id AS id, anon_20.distance AS distance, anon_20.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_21 JOIN LATERAL (SELECT anon_22.id AS id, anon_22.sphere AS sphere, anon_22.distance AS distance, anon_22.spot AS spot, anon_22.matches AS matches, anon_22.count AS count, anon_22.bound AS bound, count(*) FILTER (WHERE anon_22.sphere > anon_22.bound) OVER (ORDER BY anon_22.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_23.id AS id, anon_23.sphere AS sphere, anon_23.distance AS distance, anon_23.spot AS spot, anon_23.matches AS matches, anon_23.count AS count, least(anon_21.metres * 1.0057, min(anon_23.sphere) FILTER (WHERE anon_23.count >= $6::INTEGER) OVER (ORDER BY anon_23.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_24.id AS id, anon_24.sphere AS sphere, anon_24.distance AS distance, anon_24.spot AS spot, anon_24.matches AS matches, count(*) FILTER (WHERE anon_24.matches) OVER (ORDER BY anon_24.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_21.place AS sphere, ST_Distance(resource_2.location, anon_21.place) AS distance, (SELECT count(*) AS count_2
FROM stock AS stock_3
WHERE stock_3.depot_id = resource_2.id AND stock_3.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_3.available >= CAST($7::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND (SELECT levee_division_path($9::VARCHAR, $11::VARCHAR) AS levee_division_path_2) IS NOT NULL AND resource_2.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($9::VARCHAR, $12::VARCHAR) AS levee_division_path_3)) AND (EXISTS (SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'resource'::text AND search_entry_2.key = resource_2.id AND search_entry_2.words LIKE CAST((SELECT anon_14.pattern
FROM anon_14) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_14.patterns
FROM anon_14) AS TEXT[]))
 LIMIT ALL OFFSET 0)) AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_7.whole
FROM anon_7), false) OR (SELECT count(*) >= $6::INTEGER AS anon_25
FROM anon_6)) AND NOT (SELECT anon_11.found IS NOT NULL AS anon_26
FROM anon_11) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_24) AS anon_23) AS anon_22) AS anon_20 ON true
WHERE anon_20.matches AND anon_20.beyond < 1 AND anon_20.distance <= anon_21.metres ORDER BY anon_20.distance, anon_20.id
 LIMIT $6::INTEGER) AS anon_19 UNION ALL SELECT anon_27.id AS id, anon_27.distance AS distance, anon_27.spot AS spot
FROM (SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND CASE WHEN (ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT) THEN (SELECT count(*) AS count_2
FROM stock AS stock_3
WHERE stock_3.depot_id = resource_2.id AND stock_3.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_3.available >= CAST($7::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) ELSE false END AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_7.whole
FROM anon_7), false) OR (SELECT count(*) >= $6::INTEGER AS anon_25
FROM anon_6)) AND (SELECT anon_11.found IS NOT NULL AS anon_26
FROM anon_11) AND resource_2.id = ANY (CAST((SELECT anon_11.found
FROM anon_11) AS BIGINT[])) AND (SELECT levee_division_path($9::VARCHAR, $11::VARCHAR) AS levee_division_path_2) IS NOT NULL AND resource_2.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($9::VARCHAR, $12::VARCHAR) AS levee_division_path_3)) AND (EXISTS (SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'resource'::text AND search_entry_2.key = resource_2.id AND search_entry_2.words LIKE CAST((SELECT anon_14.pattern
FROM anon_14) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_14.patterns
FROM anon_14) AS TEXT[]))
 LIMIT ALL OFFSET 0)) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $6::INTEGER) AS anon_27) AS anon_5 ORDER BY anon_5.distance, anon_5.id
 LIMIT $6::INTEGER) AS anon_4) AS anon_3 ORDER BY anon_3.distance, anon_3.depot_id) AS anon_2), 'null') || '}' AS anon_1
