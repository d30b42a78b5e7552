WITH anon_17 AS
(SELECT array((SELECT stock_2.depot_id
FROM stock AS stock_2
WHERE stock_2.item_id = (SELECT anon_18.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_18(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_2
FROM (SELECT stock_3.depot_id AS depot_id
FROM stock AS stock_3
WHERE stock_3.item_id = anon_18.item AND stock_3.available >= CAST($6::FLOAT AS NUMERIC) ORDER BY stock_3.available
 LIMIT 2501) AS anon_19) ELSE 1 END
 LIMIT 1) AND stock_2.available >= CAST($6::FLOAT AS NUMERIC) ORDER BY stock_2.available
 LIMIT 2501)) AS found),
anon_16 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_17.found
FROM anon_17) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_17.found
FROM anon_17) AS BIGINT[]) END AS found)
 SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT coalesce(json_agg(anon_1.*), '[]'::json) AS coalesce_1
FROM (SELECT anon_2.by AS by, anon_2.seconds AS seconds, anon_2.metres AS metres, anon_2.distance AS distance, (SELECT row_to_json(anon_3.*) AS one
FROM (SELECT resource_1.name AS name
FROM resource AS resource_1
WHERE resource_1.id = anon_2.depot_id) AS anon_3) AS depot
FROM (SELECT anon_4.depot_id AS depot_id, anon_4.by AS by, anon_4.seconds AS seconds, anon_4.metres AS metres, anon_4.distance AS distance
FROM (SELECT anon_5.depot_id AS depot_id, anon_5.by AS by, anon_5.seconds AS seconds, anon_5.metres AS metres, anon_5.distance AS distance
FROM (SELECT array_agg(anon_7.id) AS ids, array_agg(resource_2.location) AS places, array_agg(anon_7.distance) AS distances
FROM (SELECT anon_8.id AS id, anon_8.distance AS distance, anon_8.spot AS spot
FROM (SELECT anon_9.id AS id, anon_9.distance AS distance, anon_9.spot AS spot
FROM (SELECT anon_10.id AS id, anon_10.distance AS distance, anon_10.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_11 JOIN LATERAL (SELECT anon_12.id AS id, anon_12.sphere AS sphere, anon_12.distance AS distance, anon_12.spot AS spot, anon_12.matches AS matches, anon_12.count AS count, anon_12.bound AS bound, count(*) FILTER (WHERE anon_12.sphere > anon_12.bound) OVER (ORDER BY anon_12.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_13.id AS id, anon_13.sphere AS sphere, anon_13.distance AS distance, anon_13.spot AS spot, anon_13.matches AS matches, anon_13.count AS count, least(anon_11.metres * 1.0057, min(anon_13.sphere) FILTER (WHERE anon_13.count >= 2000) OVER (ORDER BY anon_13.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_14.id AS id, anon_14.sphere AS sphere, anon_14.distance AS distance, anon_14.spot AS spot, anon_14.matches AS matches, count(*) FILTER (WHERE anon_14.matches) OVER (ORDER BY anon_14.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_3.id AS id, resource_3.location <-> anon_11.place AS sphere, ST_Distance(resource_3.location, anon_11.place) AS distance, (SELECT count(*) AS count_1
FROM stock AS stock_1
WHERE stock_1.depot_id = resource_3.id AND stock_1.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_1.available >= CAST($6::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS matches, resource_3.ctid AS spot
FROM resource AS resource_3
WHERE resource_3.location IS NOT NULL AND resource_3.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (SELECT anon_16.found IS NOT NULL AS anon_15
FROM anon_16) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_14) AS anon_13) AS anon_12) AS anon_10 ON true
WHERE anon_10.matches AND anon_10.beyond < 1 AND anon_10.distance <= anon_11.metres ORDER BY anon_10.distance, anon_10.id
 LIMIT 2000) AS anon_9 UNION ALL SELECT anon_20.id AS id, anon_20.distance AS distance, anon_20.spot AS spot
FROM (SELECT resource_3.id AS id, ST_Distance(resource_3.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_3.ctid AS spot
FROM resource AS resource_3
WHERE resource_3.location IS NOT NULL AND ST_Distance(resource_3.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND resource_3.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND (SELECT anon_16.found IS NOT NULL AS anon_15
FROM anon_16) AND resource_3.id = ANY (CAST((SELECT anon_16.found
FROM anon_16) AS BIGINT[])) AND (SELECT count(*) AS count_1
FROM stock AS stock_1
WHERE stock_1.depot_id = resource_3.id AND stock_1.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_1.available >= CAST($6::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) ORDER BY ST_Distance(resource_3.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_3.id
 LIMIT 2000) AS anon_20) AS anon_8 ORDER BY anon_8.distance, anon_8.id
 LIMIT 2000) AS anon_7 JOIN resource AS resource_2 ON resource_2.id = anon_7.id) AS anon_6 JOIN LATERAL levee_reach(CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography), $7::FLOAT, anon_6.ids, anon_6.places, anon_6.distances) AS anon_5(depot_id, by, seconds, metres, distance) ON true) AS anon_4 ORDER BY coalesce(anon_4.seconds, 'Infinity'::float8), anon_4.metres, anon_4.depot_id
 LIMIT $8::INTEGER) AS anon_2 ORDER BY coalesce(anon_2.seconds, 'Infinity'::float8), anon_2.metres, anon_2.depot_id) AS anon_1) AS "reachableSupplies") AS data
