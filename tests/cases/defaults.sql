WITH anon_11 AS
(SELECT array((SELECT stock_2.depot_id
FROM stock AS stock_2
WHERE stock_2.item_id = (SELECT anon_8.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_8(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_1.depot_id AS depot_id
FROM stock AS stock_1
WHERE stock_1.item_id = anon_8.item AND stock_1.available > 0 ORDER BY stock_1.available
 LIMIT 2501) AS anon_9) ELSE 1 END
 LIMIT 1) AND stock_2.available > 0 ORDER BY stock_2.available
 LIMIT 2501)) AS found),
anon_10 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_11.found
FROM anon_11) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_11.found
FROM anon_11) AS BIGINT[]) END AS found),
anon_6 AS
(SELECT anon_7.keys AS keys, anon_7.whole AS whole
FROM levee_holding(CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography), $3::FLOAT, $6::INTEGER, CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]), (SELECT anon_8.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_8(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_1.depot_id AS depot_id
FROM stock AS stock_1
WHERE stock_1.item_id = anon_8.item AND stock_1.available > 0 ORDER BY stock_1.available
 LIMIT 2501) AS anon_9) ELSE 1 END
 LIMIT 1), NULL, NULL, NULL) AS anon_7
WHERE NOT coalesce(cardinality(CAST((SELECT anon_10.found
FROM anon_10) AS BIGINT[])) <= 300, false)),
anon_5 AS
(SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND resource_2.id = ANY (CAST((SELECT anon_6.keys
FROM anon_6) AS BIGINT[])) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $6::INTEGER)
 SELECT textsend('{"nearbySupplies":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"depot":' || coalesce((SELECT '{"code":' || coalesce(to_json(resource_1.code)::text, 'null') || '}' AS one
FROM resource AS resource_1
WHERE resource_1.ctid = anon_2.depot_id_spot), 'null') || '}' AS one
FROM (SELECT anon_3.distance AS distance, anon_3.id AS depot_id, anon_3.spot AS depot_id_spot
FROM (SELECT anon_4.id AS id, anon_4.distance AS distance, anon_4.spot AS spot
FROM (SELECT anon_5.id AS id, anon_5.distance AS distance, anon_5.spot AS spot
FROM anon_5 UNION ALL SELECT anon_12.id AS id, anon_12.distance AS distance, anon_12.spot AS spot
FROM (SELECT anon_13.id AS id, anon_13.distance AS distance, anon_13.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_14 JOIN LATERAL (SELECT anon_15.id AS id, anon_15.sphere AS sphere, anon_15.distance AS distance, anon_15.spot AS spot, anon_15.matches AS matches, anon_15.count AS count, anon_15.bound AS bound, count(*) FILTER (WHERE anon_15.sphere > anon_15.bound) OVER (ORDER BY anon_15.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_16.id AS id, anon_16.sphere AS sphere, anon_16.distance AS distance, anon_16.spot AS spot, anon_16.matches AS matches, anon_16.count AS count, least(anon_14.metres * 1.0057, min(anon_16.sphere) FILTER (WHERE anon_16.count >= $6::INTEGER) OVER (ORDER BY anon_16.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_17.id AS id, anon_17.sphere AS sphere, anon_17.distance AS distance, anon_17.spot AS spot, anon_17.matches AS matches, count(*) FILTER (WHERE anon_17.matches) OVER (ORDER BY anon_17.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_14.place AS sphere, ST_Distance(resource_2.location, anon_14.place) AS distance, (SELECT count(*) AS count_2
FROM stock AS stock_3
WHERE stock_3.depot_id = resource_2.id AND stock_3.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_3.available > 0) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_6.whole
FROM anon_6), false) OR (SELECT count(*) >= $6::INTEGER AS anon_18
FROM anon_5)) AND NOT (SELECT anon_10.found IS NOT NULL AS anon_19
FROM anon_10) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_17) AS anon_16) AS anon_15) AS anon_13 ON true
WHERE anon_13.matches AND anon_13.beyond < 1 AND anon_13.distance <= anon_14.metres ORDER BY anon_13.distance, anon_13.id
 LIMIT $6::INTEGER) AS anon_12 UNION ALL SELECT anon_20.id AS id, anon_20.distance AS distance, anon_20.spot AS spot
FROM (SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND CASE WHEN (ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT) THEN (SELECT count(*) AS count_2
FROM stock AS stock_3
WHERE stock_3.depot_id = resource_2.id AND stock_3.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_3.available > 0) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) ELSE false END AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_6.whole
FROM anon_6), false) OR (SELECT count(*) >= $6::INTEGER AS anon_18
FROM anon_5)) AND (SELECT anon_10.found IS NOT NULL AS anon_19
FROM anon_10) AND resource_2.id = ANY (CAST((SELECT anon_10.found
FROM anon_10) AS BIGINT[])) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $6::INTEGER) AS anon_20) AS anon_4 ORDER BY anon_4.distance, anon_4.id
 LIMIT $6::INTEGER) AS anon_3) AS anon_2 ORDER BY anon_2.distance, anon_2.depot_id) AS anon_1), 'null') || '}') AS textsend_1
