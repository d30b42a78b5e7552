WITH anon_16 AS
(SELECT array((SELECT stock_2.depot_id
FROM stock AS stock_2
WHERE stock_2.item_id = (SELECT anon_13.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_13(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_1.depot_id AS depot_id
FROM stock AS stock_1
WHERE stock_1.item_id = anon_13.item AND stock_1.available >= CAST($6::FLOAT AS NUMERIC) ORDER BY stock_1.available
 LIMIT 2501) AS anon_14) ELSE 1 END
 LIMIT 1) AND stock_2.available >= CAST($6::FLOAT AS NUMERIC) ORDER BY stock_2.available
 LIMIT 2501)) AS found),
anon_15 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_16.found
FROM anon_16) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_16.found
FROM anon_16) AS BIGINT[]) END AS found),
anon_11 AS
(SELECT anon_12.keys AS keys, anon_12.whole AS whole
FROM levee_holding(CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography), $3::FLOAT, 2000, CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]), (SELECT anon_13.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_13(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_1.depot_id AS depot_id
FROM stock AS stock_1
WHERE stock_1.item_id = anon_13.item AND stock_1.available >= CAST($6::FLOAT AS NUMERIC) ORDER BY stock_1.available
 LIMIT 2501) AS anon_14) ELSE 1 END
 LIMIT 1), CAST($6::FLOAT AS NUMERIC), NULL, NULL) AS anon_12
WHERE NOT coalesce(cardinality(CAST((SELECT anon_15.found
FROM anon_15) AS BIGINT[])) <= 2000, false)),
anon_10 AS
(SELECT resource_3.id AS id, ST_Distance(resource_3.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_3.ctid AS spot
FROM resource AS resource_3
WHERE resource_3.location IS NOT NULL AND ST_Distance(resource_3.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND resource_3.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND resource_3.id = ANY (CAST((SELECT anon_11.keys
FROM anon_11) AS BIGINT[])) ORDER BY ST_Distance(resource_3.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_3.id
 LIMIT 2000)
 SELECT '{"reachableSupplies":' || coalesce(data."reachableSupplies", 'null') || '}' AS anon_1
FROM (SELECT (SELECT coalesce('[' || string_agg('{"by":' || coalesce(CAST(to_json(anon_2.by) AS TEXT), 'null') || ',"seconds":' || coalesce(CAST(to_json(anon_2.seconds) AS TEXT), 'null') || ',"metres":' || coalesce(CAST(to_json(anon_2.metres) AS TEXT), 'null') || ',"distance":' || coalesce(CAST(to_json(anon_2.distance) AS TEXT), 'null') || ',"depot":' || coalesce(anon_2.depot, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_3.by AS by, anon_3.seconds AS seconds, anon_3.metres AS metres, anon_3.distance AS distance, (SELECT '{"name":' || coalesce(CAST(to_json(anon_4.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT resource_1.name AS name
FROM resource AS resource_1
WHERE resource_1.id = anon_3.depot_id) AS anon_4) AS depot
FROM (SELECT anon_5.depot_id AS depot_id, anon_5.by AS by, anon_5.seconds AS seconds, anon_5.metres AS metres, anon_5.distance AS distance
FROM (SELECT anon_6.depot_id AS depot_id, anon_6.by AS by, anon_6.seconds AS seconds, anon_6.metres AS metres, anon_6.distance AS distance
FROM (SELECT array_agg(anon_8.id) AS ids, array_agg(resource_2.location) AS places, array_agg(anon_8.distance) AS distances
FROM (SELECT anon_9.id AS id, anon_9.distance AS distance, anon_9.spot AS spot
FROM (SELECT anon_10.id AS id, anon_10.distance AS distance, anon_10.spot AS spot
FROM anon_10 UNION ALL SELECT anon_17.id AS id, anon_17.distance AS distance, anon_17.spot AS spot
FROM (SELECT anon_18.id AS id, anon_18.distance AS distance, anon_18.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_19 JOIN LATERAL (SELECT anon_20.id AS id, anon_20.sphere AS sphere, anon_20.distance AS distance, anon_20.spot AS spot, anon_20.matches AS matches, anon_20.count AS count, anon_20.bound AS bound, count(*) FILTER (WHERE anon_20.sphere > anon_20.bound) OVER (ORDER BY anon_20.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_21.id AS id, anon_21.sphere AS sphere, anon_21.distance AS distance, anon_21.spot AS spot, anon_21.matches AS matches, anon_21.count AS count, least(anon_19.metres * 1.0057, min(anon_21.sphere) FILTER (WHERE anon_21.count >= 2000) OVER (ORDER BY anon_21.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_22.id AS id, anon_22.sphere AS sphere, anon_22.distance AS distance, anon_22.spot AS spot, anon_22.matches AS matches, count(*) FILTER (WHERE anon_22.matches) OVER (ORDER BY anon_22.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_3.id AS id, resource_3.location <-> anon_19.place AS sphere, ST_Distance(resource_3.location, anon_19.place) AS distance, (SELECT count(*) AS count_2
FROM stock AS stock_3
WHERE stock_3.depot_id = resource_3.id AND stock_3.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_3.available >= CAST($6::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS matches, resource_3.ctid AS spot
FROM resource AS resource_3
WHERE resource_3.location IS NOT NULL AND resource_3.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_11.whole
FROM anon_11), false) OR (SELECT count(*) >= 2000 AS anon_23
FROM anon_10)) AND NOT (SELECT anon_15.found IS NOT NULL AS anon_24
FROM anon_15) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_22) AS anon_21) AS anon_20) AS anon_18 ON true
WHERE anon_18.matches AND anon_18.beyond < 1 AND anon_18.distance <= anon_19.metres ORDER BY anon_18.distance, anon_18.id
 LIMIT 2000) AS anon_17 UNION ALL SELECT anon_25.id AS id, anon_25.distance AS distance, anon_25.spot AS spot
FROM (SELECT resource_3.id AS id, ST_Distance(resource_3.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_3.ctid AS spot
FROM resource AS resource_3
WHERE resource_3.location IS NOT NULL AND CASE WHEN (ST_Distance(resource_3.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT) THEN (SELECT count(*) AS count_2
FROM stock AS stock_3
WHERE stock_3.depot_id = resource_3.id AND stock_3.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_3.available >= CAST($6::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) ELSE false END AND resource_3.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_11.whole
FROM anon_11), false) OR (SELECT count(*) >= 2000 AS anon_23
FROM anon_10)) AND (SELECT anon_15.found IS NOT NULL AS anon_24
FROM anon_15) AND resource_3.id = ANY (CAST((SELECT anon_15.found
FROM anon_15) AS BIGINT[])) ORDER BY ST_Distance(resource_3.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_3.id
 LIMIT 2000) AS anon_25) AS anon_9 ORDER BY anon_9.distance, anon_9.id
 LIMIT 2000) AS anon_8 JOIN resource AS resource_2 ON resource_2.id = anon_8.id) AS anon_7 JOIN LATERAL levee_reach(CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography), $7::FLOAT, anon_7.ids, anon_7.places, anon_7.distances) AS anon_6(depot_id, by, seconds, metres, distance) ON true) AS anon_5 ORDER BY coalesce(anon_5.seconds, 'Infinity'::float8), anon_5.metres, anon_5.depot_id
 LIMIT $8::INTEGER) AS anon_3 ORDER BY coalesce(anon_3.seconds, 'Infinity'::float8), anon_3.metres, anon_3.depot_id) AS anon_2) AS "reachableSupplies") AS data
