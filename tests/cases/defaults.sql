WITH anon_14 AS
(SELECT array((SELECT stock_2.depot_id
FROM stock AS stock_2
WHERE stock_2.item_id = (SELECT anon_15.item
FROM unnest(CAST((SELECT levee_items($5::TEXT[], $6::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_15(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($5::TEXT[], $6::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_2
FROM (SELECT stock_3.depot_id AS depot_id
FROM stock AS stock_3
WHERE stock_3.item_id = anon_15.item AND stock_3.available > 0 ORDER BY stock_3.available
 LIMIT 2501) AS anon_16) ELSE 1 END
 LIMIT 1) AND stock_2.available > 0 ORDER BY stock_2.available
 LIMIT 2501)) AS found),
anon_13 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_14.found
FROM anon_14) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_14.found
FROM anon_14) AS BIGINT[]) END AS found)
 SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT coalesce(json_agg(anon_1.*), '[]'::json) AS coalesce_1
FROM (SELECT (SELECT row_to_json(anon_2.*) AS one
FROM (SELECT resource_1.code AS code
FROM resource AS resource_1
WHERE resource_1.ctid = anon_3.depot_id_spot) AS anon_2) AS depot
FROM (SELECT anon_4.distance AS distance, anon_4.id AS depot_id, anon_4.spot AS depot_id_spot
FROM (SELECT anon_5.id AS id, anon_5.distance AS distance, anon_5.spot AS spot
FROM (SELECT anon_6.id AS id, anon_6.distance AS distance, anon_6.spot AS spot
FROM (SELECT anon_7.id AS id, anon_7.distance AS distance, anon_7.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_8 JOIN LATERAL (SELECT anon_9.id AS id, anon_9.sphere AS sphere, anon_9.distance AS distance, anon_9.spot AS spot, anon_9.matches AS matches, anon_9.count AS count, anon_9.bound AS bound, count(*) FILTER (WHERE anon_9.sphere > anon_9.bound) OVER (ORDER BY anon_9.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_10.id AS id, anon_10.sphere AS sphere, anon_10.distance AS distance, anon_10.spot AS spot, anon_10.matches AS matches, anon_10.count AS count, least(anon_8.metres * 1.0057, min(anon_10.sphere) FILTER (WHERE anon_10.count >= $4::INTEGER) OVER (ORDER BY anon_10.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_11.id AS id, anon_11.sphere AS sphere, anon_11.distance AS distance, anon_11.spot AS spot, anon_11.matches AS matches, count(*) FILTER (WHERE anon_11.matches) OVER (ORDER BY anon_11.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_8.place AS sphere, ST_Distance(resource_2.location, anon_8.place) AS distance, (SELECT count(*) AS count_1
FROM stock AS stock_1
WHERE stock_1.depot_id = resource_2.id AND stock_1.item_id = ANY (CAST((SELECT levee_items($5::TEXT[], $6::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_1.available > 0) = cardinality(CAST((SELECT levee_items($5::TEXT[], $6::VARCHAR) AS levee_items_1) AS BIGINT[])) AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($5::TEXT[], $6::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (SELECT anon_13.found IS NOT NULL AS anon_12
FROM anon_13) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_11) AS anon_10) AS anon_9) AS anon_7 ON true
WHERE anon_7.matches AND anon_7.beyond < 1 AND anon_7.distance <= anon_8.metres ORDER BY anon_7.distance, anon_7.id
 LIMIT $4::INTEGER) AS anon_6 UNION ALL SELECT anon_17.id AS id, anon_17.distance AS distance, anon_17.spot AS spot
FROM (SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($5::TEXT[], $6::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND (SELECT anon_13.found IS NOT NULL AS anon_12
FROM anon_13) AND resource_2.id = ANY (CAST((SELECT anon_13.found
FROM anon_13) AS BIGINT[])) AND (SELECT count(*) AS count_1
FROM stock AS stock_1
WHERE stock_1.depot_id = resource_2.id AND stock_1.item_id = ANY (CAST((SELECT levee_items($5::TEXT[], $6::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_1.available > 0) = cardinality(CAST((SELECT levee_items($5::TEXT[], $6::VARCHAR) AS levee_items_1) AS BIGINT[])) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $4::INTEGER) AS anon_17) AS anon_5 ORDER BY anon_5.distance, anon_5.id
 LIMIT $4::INTEGER) AS anon_4) AS anon_3 ORDER BY anon_3.distance, anon_3.depot_id) AS anon_1) AS "nearbySupplies") AS data
