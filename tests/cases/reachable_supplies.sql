WITH anon_14 AS
(SELECT array((SELECT stock_2.depot_id
FROM stock AS stock_2
WHERE stock_2.item_id = (SELECT anon_11.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_11(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_1.depot_id AS depot_id
FROM stock AS stock_1
WHERE stock_1.item_id = anon_11.item AND stock_1.available >= CAST($6::FLOAT AS NUMERIC) ORDER BY stock_1.available
 LIMIT 2501) AS anon_12) ELSE 1 END
 LIMIT 1) AND stock_2.available >= CAST($6::FLOAT AS NUMERIC) ORDER BY stock_2.available
 LIMIT 2501)) AS found),
anon_13 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_14.found
FROM anon_14) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_14.found
FROM anon_14) AS BIGINT[]) END AS found),
anon_9 AS
(SELECT anon_10.keys AS keys, anon_10.whole AS whole
FROM levee_holding(CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography), $3::FLOAT, 2000, CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]), (SELECT anon_11.item
FROM unnest(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS anon_11(item) ORDER BY CASE WHEN (cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) > 1) THEN (SELECT count(*) AS count_1
FROM (SELECT stock_1.depot_id AS depot_id
FROM stock AS stock_1
WHERE stock_1.item_id = anon_11.item AND stock_1.available >= CAST($6::FLOAT AS NUMERIC) ORDER BY stock_1.available
 LIMIT 2501) AS anon_12) ELSE 1 END
 LIMIT 1), CAST($6::FLOAT AS NUMERIC), NULL, NULL) AS anon_10
WHERE NOT coalesce(cardinality(CAST((SELECT anon_13.found
FROM anon_13) AS BIGINT[])) <= 300, false)),
anon_8 AS
(SELECT resource_3.id AS id, ST_Distance(resource_3.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_3.ctid AS spot
FROM resource AS resource_3
WHERE resource_3.location IS NOT NULL AND ST_Distance(resource_3.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND resource_3.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND resource_3.id = ANY (CAST((SELECT anon_9.keys
FROM anon_9) AS BIGINT[])) ORDER BY ST_Distance(resource_3.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_3.id
 LIMIT 2000)
 SELECT textsend('{"reachableSupplies":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"by":' || coalesce(to_json(anon_2.by)::text, 'null') || ',"seconds":' || coalesce(to_json(anon_2.seconds)::text, 'null') || ',"metres":' || coalesce(to_json(anon_2.metres)::text, 'null') || ',"distance":' || coalesce(to_json(anon_2.distance)::text, 'null') || ',"depot":' || coalesce((SELECT '{"name":' || coalesce(to_json(resource_1.name)::text, 'null') || '}' AS one
FROM resource AS resource_1
WHERE resource_1.id = anon_2.depot_id), 'null') || '}' AS one
FROM (SELECT anon_3.depot_id AS depot_id, anon_3.by AS by, anon_3.seconds AS seconds, anon_3.metres AS metres, anon_3.distance AS distance
FROM (SELECT anon_4.depot_id AS depot_id, anon_4.by AS by, anon_4.seconds AS seconds, anon_4.metres AS metres, anon_4.distance AS distance
FROM (SELECT array_agg(anon_6.id) AS ids, array_agg(resource_2.location) AS places, array_agg(anon_6.distance) AS distances
FROM (SELECT anon_7.id AS id, anon_7.distance AS distance, anon_7.spot AS spot
FROM (SELECT anon_8.id AS id, anon_8.distance AS distance, anon_8.spot AS spot
FROM anon_8 UNION ALL SELECT anon_15.id AS id, anon_15.distance AS distance, anon_15.spot AS spot
FROM (SELECT anon_16.id AS id, anon_16.distance AS distance, anon_16.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_17 JOIN LATERAL (SELECT anon_18.id AS id, anon_18.sphere AS sphere, anon_18.distance AS distance, anon_18.spot AS spot, anon_18.matches AS matches, anon_18.count AS count, anon_18.bound AS bound, count(*) FILTER (WHERE anon_18.sphere > anon_18.bound) OVER (ORDER BY anon_18.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_19.id AS id, anon_19.sphere AS sphere, anon_19.distance AS distance, anon_19.spot AS spot, anon_19.matches AS matches, anon_19.count AS count, least(anon_17.metres * 1.0057, min(anon_19.sphere) FILTER (WHERE anon_19.count >= 2000) OVER (ORDER BY anon_19.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_20.id AS id, anon_20.sphere AS sphere, anon_20.distance AS distance, anon_20.spot AS spot, anon_20.matches AS matches, count(*) FILTER (WHERE anon_20.matches) OVER (ORDER BY anon_20.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_3.id AS id, resource_3.location <-> anon_17.place AS sphere, ST_Distance(resource_3.location, anon_17.place) AS distance, (SELECT count(*) AS count_2
FROM stock AS stock_3
WHERE stock_3.depot_id = resource_3.id AND stock_3.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_3.available >= CAST($6::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AS matches, resource_3.ctid AS spot
FROM resource AS resource_3
WHERE resource_3.location IS NOT NULL AND resource_3.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_9.whole
FROM anon_9), false) OR (SELECT count(*) >= 2000 AS anon_21
FROM anon_8)) AND NOT (SELECT anon_13.found IS NOT NULL AS anon_22
FROM anon_13) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_20) AS anon_19) AS anon_18) AS anon_16 ON true
WHERE anon_16.matches AND anon_16.beyond < 1 AND anon_16.distance <= anon_17.metres ORDER BY anon_16.distance, anon_16.id
 LIMIT 2000) AS anon_15 UNION ALL SELECT anon_23.id AS id, anon_23.distance AS distance, anon_23.spot AS spot
FROM (SELECT resource_3.id AS id, ST_Distance(resource_3.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_3.ctid AS spot
FROM resource AS resource_3
WHERE resource_3.location IS NOT NULL AND CASE WHEN (ST_Distance(resource_3.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT) THEN (SELECT count(*) AS count_2
FROM stock AS stock_3
WHERE stock_3.depot_id = resource_3.id AND stock_3.item_id = ANY (CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) AND stock_3.available >= CAST($6::FLOAT AS NUMERIC)) = cardinality(CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[])) ELSE false END AND resource_3.kind = 'DEPOT'::text AND CAST((SELECT levee_items($4::TEXT[], $5::VARCHAR) AS levee_items_1) AS BIGINT[]) IS NOT NULL AND NOT (coalesce((SELECT anon_9.whole
FROM anon_9), false) OR (SELECT count(*) >= 2000 AS anon_21
FROM anon_8)) AND (SELECT anon_13.found IS NOT NULL AS anon_22
FROM anon_13) AND resource_3.id = ANY (CAST((SELECT anon_13.found
FROM anon_13) AS BIGINT[])) ORDER BY ST_Distance(resource_3.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_3.id
 LIMIT 2000) AS anon_23) AS anon_7 ORDER BY anon_7.distance, anon_7.id
 LIMIT 2000) AS anon_6 JOIN resource AS resource_2 ON resource_2.id = anon_6.id) AS anon_5 JOIN LATERAL levee_reach(CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography), $7::FLOAT, anon_5.ids, anon_5.places, anon_5.distances) AS anon_4(depot_id, by, seconds, metres, distance) ON true) AS anon_3 ORDER BY coalesce(anon_3.seconds, 'Infinity'::float8), anon_3.metres, anon_3.depot_id
 LIMIT $8::INTEGER) AS anon_2 ORDER BY coalesce(anon_2.seconds, 'Infinity'::float8), anon_2.metres, anon_2.depot_id) AS anon_1), 'null') || '}') AS textsend_1
