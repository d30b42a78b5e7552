WITH anon_14 AS
(SELECT array((SELECT anon_15.id
FROM (SELECT unnest($6::TEXT[]) AS kind) AS anon_16 JOIN LATERAL (SELECT resource_3.id AS id
FROM resource AS resource_3
WHERE resource_3.kind = anon_16.kind ORDER BY resource_3.available, resource_3.id
 LIMIT 2501) AS anon_15 ON true
 LIMIT 2501)) AS found),
anon_13 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_14.found
FROM anon_14) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_14.found
FROM anon_14) AS BIGINT[]) END AS found)
 SELECT textsend('{"nearbyResources":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"distance":' || coalesce(to_json(anon_2.distance)::text, 'null') || ',"resource":' || coalesce((SELECT CASE WHEN (resource_1.kind = 'DEPOT'::text) THEN '{"__typename":' || coalesce(to_json('Depot'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('Depot', resource_1.id))::text, 'null') || ',"kind":' || coalesce(to_json(resource_1.kind)::text, 'null') || ',"name":' || coalesce(to_json(resource_1.name)::text, 'null') || ',"reserveMode":' || coalesce(to_json(resource_1.reserve_mode)::text, 'null') || ',"stock":' || coalesce((SELECT coalesce('[' || string_agg(anon_3.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"available":' || coalesce(to_json(stock_1.available)::text, 'null') || '}' AS one
FROM stock AS stock_1
WHERE stock_1.depot_id = resource_1.id ORDER BY stock_1.item_id) AS anon_3), 'null') || '}' WHEN (resource_1.kind = 'TEAM'::text) THEN '{"__typename":' || coalesce(to_json('Team'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('Team', resource_1.id))::text, 'null') || ',"kind":' || coalesce(to_json(resource_1.kind)::text, 'null') || ',"name":' || coalesce(to_json(resource_1.name)::text, 'null') || '}' WHEN (resource_1.kind = 'LABOUR'::text) THEN '{"__typename":' || coalesce(to_json('Labour'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('Labour', resource_1.id))::text, 'null') || ',"kind":' || coalesce(to_json(resource_1.kind)::text, 'null') || ',"name":' || coalesce(to_json(resource_1.name)::text, 'null') || '}' WHEN (resource_1.kind = 'EQUIPMENT'::text) THEN '{"__typename":' || coalesce(to_json('Equipment'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('Equipment', resource_1.id))::text, 'null') || ',"kind":' || coalesce(to_json(resource_1.kind)::text, 'null') || ',"name":' || coalesce(to_json(resource_1.name)::text, 'null') || ',"type":' || coalesce(to_json(resource_1.type)::text, 'null') || '}' WHEN (resource_1.kind = 'SHELTER'::text) THEN '{"__typename":' || coalesce(to_json('Shelter'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('Shelter', resource_1.id))::text, 'null') || ',"kind":' || coalesce(to_json(resource_1.kind)::text, 'null') || ',"name":' || coalesce(to_json(resource_1.name)::text, 'null') || ',"capacity":' || coalesce((resource_1.capacity)::text, 'null') || '}' END AS one
FROM resource AS resource_1
WHERE resource_1.ctid = anon_2.resource_id_spot), 'null') || '}' AS one
FROM (SELECT anon_4.distance AS distance, anon_4.id AS resource_id, anon_4.spot AS resource_id_spot
FROM (SELECT anon_5.id AS id, anon_5.distance AS distance, anon_5.spot AS spot
FROM (SELECT anon_6.id AS id, anon_6.distance AS distance, anon_6.spot AS spot
FROM (SELECT anon_7.id AS id, anon_7.distance AS distance, anon_7.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_8 JOIN LATERAL (SELECT anon_9.id AS id, anon_9.sphere AS sphere, anon_9.distance AS distance, anon_9.spot AS spot, anon_9.matches AS matches, anon_9.count AS count, anon_9.bound AS bound, count(*) FILTER (WHERE anon_9.sphere > anon_9.bound) OVER (ORDER BY anon_9.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_10.id AS id, anon_10.sphere AS sphere, anon_10.distance AS distance, anon_10.spot AS spot, anon_10.matches AS matches, anon_10.count AS count, least(anon_8.metres * 1.0057, min(anon_10.sphere) FILTER (WHERE anon_10.count >= $4::INTEGER) OVER (ORDER BY anon_10.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_11.id AS id, anon_11.sphere AS sphere, anon_11.distance AS distance, anon_11.spot AS spot, anon_11.matches AS matches, count(*) FILTER (WHERE anon_11.matches) OVER (ORDER BY anon_11.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_8.place AS sphere, ST_Distance(resource_2.location, anon_8.place) AS distance, resource_2.kind = ANY ($5::TEXT[]) AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND NOT (SELECT anon_13.found IS NOT NULL AS anon_12
FROM anon_13) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_11) AS anon_10) AS anon_9) AS anon_7 ON true
WHERE anon_7.matches AND anon_7.beyond < 1 AND anon_7.distance <= anon_8.metres ORDER BY anon_7.distance, anon_7.id
 LIMIT $4::INTEGER) AS anon_6 UNION ALL SELECT anon_17.id AS id, anon_17.distance AS distance, anon_17.spot AS spot
FROM (SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND (SELECT anon_13.found IS NOT NULL AS anon_12
FROM anon_13) AND resource_2.id = ANY (CAST((SELECT anon_13.found
FROM anon_13) AS BIGINT[])) AND resource_2.kind = ANY ($5::TEXT[]) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $4::INTEGER) AS anon_17) AS anon_5 ORDER BY anon_5.distance, anon_5.id
 LIMIT $4::INTEGER) AS anon_4) AS anon_2 ORDER BY anon_2.distance, anon_2.resource_id) AS anon_1), 'null') || '}') AS textsend_1
