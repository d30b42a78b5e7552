WITH anon_12 AS
(SELECT array((SELECT stock_2.depot_id
FROM stock AS stock_2
WHERE stock_2.item_id = (SELECT anon_9.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_9(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_1.depot_id AS depot_id
FROM stock AS stock_1
WHERE stock_1.item_id = anon_9.item AND stock_1.available > 0 ORDER BY stock_1.available
 LIMIT 2501) AS anon_10) ELSE 1 END
 LIMIT 1) AND stock_2.available > 0 ORDER BY stock_2.available
 LIMIT 2501)) AS found),
anon_11 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_12.found
FROM anon_12) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_12.found
FROM anon_12) AS BIGINT[]) END AS found),
anon_7 AS
(SELECT anon_8.keys AS keys, anon_8.whole AS whole
FROM levee_holding(CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography), $3::FLOAT, $6::INTEGER, CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]), (SELECT anon_9.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_9(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_1.depot_id AS depot_id
FROM stock AS stock_1
WHERE stock_1.item_id = anon_9.item AND stock_1.available > 0 ORDER BY stock_1.available
 LIMIT 2501) AS anon_10) ELSE 1 END
 LIMIT 1), NULL, NULL, NULL) AS anon_8
WHERE NOT coalesce(cardinality(CAST((SELECT anon_11.found
FROM anon_11) AS BIGINT[])) <= 2000, false)),
anon_6 AS
(SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND resource_2.id = ANY (CAST((SELECT anon_7.keys
FROM anon_7) AS BIGINT[])) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $6::INTEGER)
 SELECT '{"nearbySupplies":' || coalesce((SELECT coalesce('[' || string_agg(anon_2.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"depot":' || coalesce((SELECT '{"code":' || coalesce(to_json(resource_1.code)::text, 'null') || '}' AS one
FROM resource AS resource_1
WHERE resource_1.ctid = anon_3.depot_id_spot), 'null') || '}' AS one
FROM (SELECT anon_4.distance AS distance, anon_4.id AS depot_id, anon_4.spot AS depot_id_spot
FROM (SELECT anon_5.id AS id, anon_5.distance AS distance, anon_5.spot AS spot
FROM (SELECT anon_6.id AS id, anon_6.distance AS distance, anon_6.spot AS spot
FROM anon_6 UNION ALL SELECT anon_13.id AS id, anon_13.distance AS distance, anon_13.spot AS spot
FROM (SELECT anon_14.id AS id, anon_14.distance AS distance, anon_14.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_15 JOIN LATERAL (SELECT anon_16.id AS id, anon_16.sphere AS sphere, anon_16.distance AS distance, anon_16.spot AS spot, anon_16.matches AS matches, anon_16.count AS count, anon_16.bound AS bound, count(*) FILTER (WHERE anon_16.sphere > anon_16.bound) OVER (ORDER BY anon_16.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_17.id AS id, anon_17.sphere AS sphere, anon_17.distance AS distance, anon_17.spot AS spot, anon_17.matches AS matches, anon_17.count AS count, least(anon_15.metres * 1.0057, min(anon_17.sphere) FILTER (WHERE anon_17.count >= $6::INTEGER) OVER (ORDER BY anon_17.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_18.id AS id, anon_18.sphere AS sphere, anon_18.distance AS distance, anon_18.spot AS spot, anon_18.matches AS matches, count(*) FILTER (WHERE anon_18.matches) OVER (ORDER BY anon_18.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_15.place AS sphere, ST_Distance(resource_2.location, anon_15.place) AS distance, (SELECT count(*) AS count_2
FROM stock AS stock_3
WHERE stock_3.depot_id = resource_2.id AND stock_3.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_3.available > 0) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_7.whole
FROM anon_7), false) OR (SELECT count(*) >= $6::INTEGER AS anon_19
FROM anon_6)) AND NOT (SELECT anon_11.found IS NOT NULL AS anon_20
FROM anon_11) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_18) AS anon_17) AS anon_16) AS anon_14 ON true
WHERE anon_14.matches AND anon_14.beyond < 1 AND anon_14.distance <= anon_15.metres ORDER BY anon_14.distance, anon_14.id
 LIMIT $6::INTEGER) AS anon_13 UNION ALL SELECT anon_21.id AS id, anon_21.distance AS distance, anon_21.spot AS spot
FROM (SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND CASE WHEN (ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT) THEN (SELECT count(*) AS count_2
FROM stock AS stock_3
WHERE stock_3.depot_id = resource_2.id AND stock_3.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_3.available > 0) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) ELSE false END AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_7.whole
FROM anon_7), false) OR (SELECT count(*) >= $6::INTEGER AS anon_19
FROM anon_6)) AND (SELECT anon_11.found IS NOT NULL AS anon_20
FROM anon_11) AND resource_2.id = ANY (CAST((SELECT anon_11.found
FROM anon_11) AS BIGINT[])) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $6::INTEGER) AS anon_21) AS anon_5 ORDER BY anon_5.distance, anon_5.id
 LIMIT $6::INTEGER) AS anon_4) AS anon_3 ORDER BY anon_3.distance, anon_3.depot_id) AS anon_2), 'null') || '}' AS anon_1
