WITH anon_6 AS MATERIALIZED
(SELECT supply_item_1.id AS id, (SELECT '{"code":' || coalesce(CAST(to_json(anon_8.code) AS TEXT), 'null') || ',"unit":' || coalesce(CAST(to_json(anon_8.unit) AS TEXT), 'null') || '}' AS anon_7
FROM (SELECT supply_item_1.code AS code, supply_item_1.unit AS unit) AS anon_8) AS one
FROM supply_item AS supply_item_1),
anon_17 AS
(SELECT array((SELECT stock_3.depot_id
FROM stock AS stock_3
WHERE stock_3.item_id = (SELECT anon_14.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_14(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_2.depot_id AS depot_id
FROM stock AS stock_2
WHERE stock_2.item_id = anon_14.item AND stock_2.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_2.available
 LIMIT 2501) AS anon_15) ELSE 1 END
 LIMIT 1) AND stock_3.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_3.available
 LIMIT 2501)) AS found),
anon_16 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_17.found
FROM anon_17) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_17.found
FROM anon_17) AS BIGINT[]) END AS found),
anon_12 AS
(SELECT anon_13.keys AS keys, anon_13.whole AS whole
FROM levee_holding(CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography), $3::FLOAT, $6::INTEGER, CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]), (SELECT anon_14.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_14(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_2.depot_id AS depot_id
FROM stock AS stock_2
WHERE stock_2.item_id = anon_14.item AND stock_2.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_2.available
 LIMIT 2501) AS anon_15) ELSE 1 END
 LIMIT 1), CAST($7::FLOAT AS NUMERIC), NULL, NULL) AS anon_13
WHERE NOT coalesce(cardinality(CAST((SELECT anon_16.found
FROM anon_16) AS BIGINT[])) <= 2000, false)),
anon_11 AS
(SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND resource_2.id = ANY (CAST((SELECT anon_12.keys
FROM anon_12) AS BIGINT[])) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $6::INTEGER)
 SELECT '{"nearbySupplies":' || coalesce(data."nearbySupplies", 'null') || '}' AS anon_1
FROM (SELECT (SELECT coalesce('[' || string_agg('{"distance":' || coalesce(CAST(to_json(anon_2.distance) AS TEXT), 'null') || ',"depot":' || coalesce(anon_2.depot, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_3.distance AS distance, (SELECT '{"name":' || coalesce(CAST(to_json(anon_4.name) AS TEXT), 'null') || ',"stock":' || coalesce(anon_4.stock, 'null') || '}' AS one
FROM (SELECT resource_1.name AS name, (SELECT coalesce('[' || string_agg('{"item":' || coalesce(anon_5.item, 'null') || ',"available":' || coalesce(CAST(to_json(anon_5.available) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT anon_6.one AS item, stock_1.available AS available
FROM stock AS stock_1 LEFT OUTER JOIN anon_6 ON anon_6.id = stock_1.item_id
WHERE stock_1.depot_id = resource_1.id ORDER BY stock_1.item_id) AS anon_5) AS stock
FROM resource AS resource_1
WHERE resource_1.ctid = anon_3.depot_id_spot) AS anon_4) AS depot
FROM (SELECT anon_9.distance AS distance, anon_9.id AS depot_id, anon_9.spot AS depot_id_spot
FROM (SELECT anon_10.id AS id, anon_10.distance AS distance, anon_10.spot AS spot
FROM (SELECT anon_11.id AS id, anon_11.distance AS distance, anon_11.spot AS spot
FROM anon_11 UNION ALL SELECT anon_18.id AS id, anon_18.distance AS distance, anon_18.spot AS spot
FROM (SELECT anon_19.id AS id, anon_19.distance AS distance, anon_19.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_20 JOIN LATERAL (SELECT anon_21.id AS id, anon_21.sphere AS sphere, anon_21.distance AS distance, anon_21.spot AS spot, anon_21.matches AS matches, anon_21.count AS count, anon_21.bound AS bound, count(*) FILTER (WHERE anon_21.sphere > anon_21.bound) OVER (ORDER BY anon_21.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_22.id AS id, anon_22.sphere AS sphere, anon_22.distance AS distance, anon_22.spot AS spot, anon_22.matches AS matches, anon_22.count AS count, least(anon_20.metres * 1.0057, min(anon_22.sphere) FILTER (WHERE anon_22.count >= $6::INTEGER) OVER (ORDER BY anon_22.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_23.id AS id, anon_23.sphere AS sphere, anon_23.distance AS distance, anon_23.spot AS spot, anon_23.matches AS matches, count(*) FILTER (WHERE anon_23.matches) OVER (ORDER BY anon_23.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_20.place AS sphere, ST_Distance(resource_2.location, anon_20.place) AS distance, (SELECT count(*) AS count_2
FROM stock AS stock_4
WHERE stock_4.depot_id = resource_2.id AND stock_4.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_4.available >= CAST($7::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_12.whole
FROM anon_12), false) OR (SELECT count(*) >= $6::INTEGER AS anon_24
FROM anon_11)) AND NOT (SELECT anon_16.found IS NOT NULL AS anon_25
FROM anon_16) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_23) AS anon_22) AS anon_21) AS anon_19 ON true
WHERE anon_19.matches AND anon_19.beyond < 1 AND anon_19.distance <= anon_20.metres ORDER BY anon_19.distance, anon_19.id
 LIMIT $6::INTEGER) AS anon_18 UNION ALL SELECT anon_26.id AS id, anon_26.distance AS distance, anon_26.spot AS spot
FROM (SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND CASE WHEN (ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT) THEN (SELECT count(*) AS count_2
FROM stock AS stock_4
WHERE stock_4.depot_id = resource_2.id AND stock_4.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_4.available >= CAST($7::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) ELSE false END AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_12.whole
FROM anon_12), false) OR (SELECT count(*) >= $6::INTEGER AS anon_24
FROM anon_11)) AND (SELECT anon_16.found IS NOT NULL AS anon_25
FROM anon_16) AND resource_2.id = ANY (CAST((SELECT anon_16.found
FROM anon_16) AS BIGINT[])) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $6::INTEGER) AS anon_26) AS anon_10 ORDER BY anon_10.distance, anon_10.id
 LIMIT $6::INTEGER) AS anon_9) AS anon_3 ORDER BY anon_3.distance, anon_3.depot_id) AS anon_2) AS "nearbySupplies") AS data
