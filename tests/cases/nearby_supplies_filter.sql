WITH anon_11 AS
(SELECT array((SELECT stock_2.depot_id
FROM stock AS stock_2
WHERE stock_2.item_id = (SELECT anon_8.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_8(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_1.depot_id AS depot_id
FROM stock AS stock_1
WHERE stock_1.item_id = anon_8.item AND stock_1.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_1.available
 LIMIT 2501) AS anon_9) ELSE 1 END
 LIMIT 1) AND stock_2.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_2.available
 LIMIT 2501)) AS found),
anon_13 AS
(SELECT anon_14.pattern AS pattern, anon_14.patterns AS patterns, anon_14.whole AS whole, anon_14.sound AS sound
FROM levee_asked($8::VARCHAR) AS anon_14),
anon_12 AS
(SELECT array((SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'resource'::text AND search_entry_1.words LIKE CAST((SELECT anon_13.pattern
FROM anon_13) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_13.patterns
FROM anon_13) AS TEXT[]))
 LIMIT 2501)) AS found),
anon_15 AS
(SELECT array((SELECT anon_16.id
FROM (SELECT division_2.id AS id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($9::VARCHAR, $10::VARCHAR) AS levee_division_path_1)) AS anon_17 JOIN LATERAL (SELECT resource_3.id AS id
FROM resource AS resource_3
WHERE resource_3.division_id = anon_17.id ORDER BY resource_3.kind, resource_3.id
 LIMIT 2501) AS anon_16 ON true
 LIMIT 2501)) AS found),
anon_10 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_11.found
FROM anon_11) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_11.found
FROM anon_11) AS BIGINT[]) WHEN (cardinality(CAST((SELECT anon_12.found
FROM anon_12) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_12.found
FROM anon_12) AS BIGINT[]) WHEN (cardinality(CAST((SELECT anon_15.found
FROM anon_15) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_15.found
FROM anon_15) AS BIGINT[]) END AS found),
anon_6 AS
(SELECT anon_7.keys AS keys, anon_7.whole AS whole
FROM levee_holding(CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography), $3::FLOAT, $6::INTEGER, CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]), (SELECT anon_8.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_8(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_1.depot_id AS depot_id
FROM stock AS stock_1
WHERE stock_1.item_id = anon_8.item AND stock_1.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_1.available
 LIMIT 2501) AS anon_9) ELSE 1 END
 LIMIT 1), CAST($7::FLOAT AS NUMERIC), NULL, NULL) AS anon_7
WHERE NOT coalesce(cardinality(CAST((SELECT anon_10.found
FROM anon_10) AS BIGINT[])) <= 300, false)),
anon_5 AS
(SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND resource_2.id = ANY (CAST((SELECT anon_6.keys
FROM anon_6) AS BIGINT[])) AND (SELECT levee_division_path($9::VARCHAR, $11::VARCHAR) AS levee_division_path_2) IS NOT NULL AND resource_2.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($9::VARCHAR, $12::VARCHAR) AS levee_division_path_3)) AND (EXISTS (SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'resource'::text AND search_entry_2.key = resource_2.id AND search_entry_2.words LIKE CAST((SELECT anon_13.pattern
FROM anon_13) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_13.patterns
FROM anon_13) AS TEXT[]))
 LIMIT ALL OFFSET 0)) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $6::INTEGER)
 SELECT textsend('{"nearbySupplies":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"distance":' || coalesce(to_json(anon_2.distance)::text, 'null') || ',"depot":' || coalesce((SELECT '{"name":' || coalesce(to_json(resource_1.name)::text, 'null') || ',"division":' || coalesce((SELECT '{"code":' || coalesce(to_json(division_1.code)::text, 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.id = resource_1.division_id), 'null') || '}' AS one
FROM resource AS resource_1
WHERE resource_1.ctid = anon_2.depot_id_spot), 'null') || '}' AS one
FROM (SELECT anon_3.distance AS distance, anon_3.id AS depot_id, anon_3.spot AS depot_id_spot
FROM (SELECT anon_4.id AS id, anon_4.distance AS distance, anon_4.spot AS spot
FROM (SELECT anon_5.id AS id, anon_5.distance AS distance, anon_5.spot AS spot
FROM anon_5 UNION ALL SELECT anon_18.id AS id, anon_18.distance AS distance, anon_18.spot AS spot
FROM (SELECT anon_19.id AS id, anon_19.distance AS distance, anon_19.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_20 JOIN LATERAL (SELECT anon_21.id AS id, anon_21.sphere AS sphere, anon_21.distance AS distance, anon_21.spot AS spot, anon_21.matches AS matches, anon_21.count AS count, anon_21.bound AS bound, count(*) FILTER (WHERE anon_21.sphere > anon_21.bound) OVER (ORDER BY anon_21.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_22.id AS id, anon_22.sphere AS sphere, anon_22.distance AS distance, anon_22.spot AS spot, anon_22.matches AS matches, anon_22.count AS count, least(anon_20.metres * 1.0057, min(anon_22.sphere) FILTER (WHERE anon_22.count >= $6::INTEGER) OVER (ORDER BY anon_22.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_23.id AS id, anon_23.sphere AS sphere, anon_23.distance AS distance, anon_23.spot AS spot, anon_23.matches AS matches, count(*) FILTER (WHERE anon_23.matches) OVER (ORDER BY anon_23.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_20.place AS sphere, ST_Distance(resource_2.location, anon_20.place) AS distance, (SELECT count(*) AS count_2
FROM stock AS stock_3
WHERE stock_3.depot_id = resource_2.id AND stock_3.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_3.available >= CAST($7::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND (SELECT levee_division_path($9::VARCHAR, $11::VARCHAR) AS levee_division_path_2) IS NOT NULL AND resource_2.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($9::VARCHAR, $12::VARCHAR) AS levee_division_path_3)) AND (EXISTS (SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'resource'::text AND search_entry_2.key = resource_2.id AND search_entry_2.words LIKE CAST((SELECT anon_13.pattern
FROM anon_13) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_13.patterns
FROM anon_13) AS TEXT[]))
 LIMIT ALL OFFSET 0)) AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_6.whole
FROM anon_6), false) OR (SELECT count(*) >= $6::INTEGER AS anon_24
FROM anon_5)) AND NOT (SELECT anon_10.found IS NOT NULL AS anon_25
FROM anon_10) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_23) AS anon_22) AS anon_21) AS anon_19 ON true
WHERE anon_19.matches AND anon_19.beyond < 1 AND anon_19.distance <= anon_20.metres ORDER BY anon_19.distance, anon_19.id
 LIMIT $6::INTEGER) AS anon_18 UNION ALL SELECT anon_26.id AS id, anon_26.distance AS distance, anon_26.spot AS spot
FROM (SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND CASE WHEN (ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT) THEN (SELECT count(*) AS count_2
FROM stock AS stock_3
WHERE stock_3.depot_id = resource_2.id AND stock_3.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_3.available >= CAST($7::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) ELSE false END AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_6.whole
FROM anon_6), false) OR (SELECT count(*) >= $6::INTEGER AS anon_24
FROM anon_5)) AND (SELECT anon_10.found IS NOT NULL AS anon_25
FROM anon_10) AND resource_2.id = ANY (CAST((SELECT anon_10.found
FROM anon_10) AS BIGINT[])) AND (SELECT levee_division_path($9::VARCHAR, $11::VARCHAR) AS levee_division_path_2) IS NOT NULL AND resource_2.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($9::VARCHAR, $12::VARCHAR) AS levee_division_path_3)) AND (EXISTS (SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'resource'::text AND search_entry_2.key = resource_2.id AND search_entry_2.words LIKE CAST((SELECT anon_13.pattern
FROM anon_13) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_13.patterns
FROM anon_13) AS TEXT[]))
 LIMIT ALL OFFSET 0)) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $6::INTEGER) AS anon_26) AS anon_4 ORDER BY anon_4.distance, anon_4.id
 LIMIT $6::INTEGER) AS anon_3) AS anon_2 ORDER BY anon_2.distance, anon_2.depot_id) AS anon_1), 'null') || '}') AS textsend_1
