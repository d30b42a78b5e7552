WITH anon_4 AS MATERIALIZED
(SELECT supply_item_1.id AS id, '{"code":' || coalesce(to_json(supply_item_1.code)::text, 'null') || ',"unit":' || coalesce(to_json(supply_item_1.unit)::text, 'null') || '}' AS one
FROM supply_item AS supply_item_1),
anon_13 AS
(SELECT array((SELECT stock_3.depot_id
FROM stock AS stock_3
WHERE stock_3.item_id = (SELECT anon_10.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_10(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_2.depot_id AS depot_id
FROM stock AS stock_2
WHERE stock_2.item_id = anon_10.item AND stock_2.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_2.available
 LIMIT 2501) AS anon_11) ELSE 1 END
 LIMIT 1) AND stock_3.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_3.available
 LIMIT 2501)) AS found),
anon_12 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_13.found
FROM anon_13) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_13.found
FROM anon_13) AS BIGINT[]) END AS found),
anon_8 AS
(SELECT anon_9.keys AS keys, anon_9.whole AS whole
FROM levee_holding(CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography), $3::FLOAT, $6::INTEGER, CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]), (SELECT anon_10.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_10(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_2.depot_id AS depot_id
FROM stock AS stock_2
WHERE stock_2.item_id = anon_10.item AND stock_2.available >= CAST($7::FLOAT AS NUMERIC) ORDER BY stock_2.available
 LIMIT 2501) AS anon_11) ELSE 1 END
 LIMIT 1), CAST($7::FLOAT AS NUMERIC), NULL, NULL) AS anon_9
WHERE NOT coalesce(cardinality(CAST((SELECT anon_12.found
FROM anon_12) AS BIGINT[])) <= 300, false)),
anon_7 AS
(SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND resource_2.id = ANY (CAST((SELECT anon_8.keys
FROM anon_8) AS BIGINT[])) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $6::INTEGER)
 SELECT textsend('{"nearbySupplies":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"distance":' || coalesce(to_json(anon_2.distance)::text, 'null') || ',"depot":' || coalesce((SELECT '{"name":' || coalesce(to_json(resource_1.name)::text, 'null') || ',"stock":' || coalesce((SELECT coalesce('[' || string_agg(anon_3.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"item":' || coalesce(anon_4.one, 'null') || ',"available":' || coalesce(to_json(stock_1.available)::text, 'null') || '}' AS one
FROM stock AS stock_1 LEFT OUTER JOIN anon_4 ON anon_4.id = stock_1.item_id
WHERE stock_1.depot_id = resource_1.id ORDER BY stock_1.item_id) AS anon_3), 'null') || '}' AS one
FROM resource AS resource_1
WHERE resource_1.ctid = anon_2.depot_id_spot), 'null') || '}' AS one
FROM (SELECT anon_5.distance AS distance, anon_5.id AS depot_id, anon_5.spot AS depot_id_spot
FROM (SELECT anon_6.id AS id, anon_6.distance AS distance, anon_6.spot AS spot
FROM (SELECT anon_7.id AS id, anon_7.distance AS distance, anon_7.spot AS spot
FROM anon_7 UNION ALL SELECT anon_14.id AS id, anon_14.distance AS distance, anon_14.spot AS spot
FROM (SELECT anon_15.id AS id, anon_15.distance AS distance, anon_15.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_16 JOIN LATERAL (SELECT anon_17.id AS id, anon_17.sphere AS sphere, anon_17.distance AS distance, anon_17.spot AS spot, anon_17.matches AS matches, anon_17.count AS count, anon_17.bound AS bound, count(*) FILTER (WHERE anon_17.sphere > anon_17.bound) OVER (ORDER BY anon_17.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_18.id AS id, anon_18.sphere AS sphere, anon_18.distance AS distance, anon_18.spot AS spot, anon_18.matches AS matches, anon_18.count AS count, least(anon_16.metres * 1.0057, min(anon_18.sphere) FILTER (WHERE anon_18.count >= $6::INTEGER) OVER (ORDER BY anon_18.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_19.id AS id, anon_19.sphere AS sphere, anon_19.distance AS distance, anon_19.spot AS spot, anon_19.matches AS matches, count(*) FILTER (WHERE anon_19.matches) OVER (ORDER BY anon_19.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_16.place AS sphere, ST_Distance(resource_2.location, anon_16.place) AS distance, (SELECT count(*) AS count_2
FROM stock AS stock_4
WHERE stock_4.depot_id = resource_2.id AND stock_4.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_4.available >= CAST($7::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_8.whole
FROM anon_8), false) OR (SELECT count(*) >= $6::INTEGER AS anon_20
FROM anon_7)) AND NOT (SELECT anon_12.found IS NOT NULL AS anon_21
FROM anon_12) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_19) AS anon_18) AS anon_17) AS anon_15 ON true
WHERE anon_15.matches AND anon_15.beyond < 1 AND anon_15.distance <= anon_16.metres ORDER BY anon_15.distance, anon_15.id
 LIMIT $6::INTEGER) AS anon_14 UNION ALL SELECT anon_22.id AS id, anon_22.distance AS distance, anon_22.spot AS spot
FROM (SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND CASE WHEN (ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT) THEN (SELECT count(*) AS count_2
FROM stock AS stock_4
WHERE stock_4.depot_id = resource_2.id AND stock_4.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_4.available >= CAST($7::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) ELSE false END AND resource_2.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_8.whole
FROM anon_8), false) OR (SELECT count(*) >= $6::INTEGER AS anon_20
FROM anon_7)) AND (SELECT anon_12.found IS NOT NULL AS anon_21
FROM anon_12) AND resource_2.id = ANY (CAST((SELECT anon_12.found
FROM anon_12) AS BIGINT[])) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $6::INTEGER) AS anon_22) AS anon_6 ORDER BY anon_6.distance, anon_6.id
 LIMIT $6::INTEGER) AS anon_5) AS anon_2 ORDER BY anon_2.distance, anon_2.depot_id) AS anon_1), 'null') || '}') AS textsend_1
