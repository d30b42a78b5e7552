WITH anon_26 AS
(SELECT array((SELECT anon_27.id
FROM (SELECT unnest($6::TEXT[]) AS kind) AS anon_28 JOIN LATERAL (SELECT resource_3.id AS id
FROM resource AS resource_3
WHERE resource_3.kind = anon_28.kind ORDER BY resource_3.available, resource_3.id
 LIMIT 2501) AS anon_27 ON true
 LIMIT 2501)) AS found),
anon_25 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_26.found
FROM anon_26) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_26.found
FROM anon_26) AS BIGINT[]) END AS found)
 SELECT '{"nearbyResources":' || coalesce(data."nearbyResources", 'null') || '}' AS anon_1
FROM (SELECT (SELECT coalesce('[' || string_agg('{"distance":' || coalesce(CAST(to_json(anon_2.distance) AS TEXT), 'null') || ',"resource":' || coalesce(anon_2.resource, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_3.distance AS distance, (SELECT anon_4.one AS one
FROM (SELECT CASE WHEN (resource_1.kind = 'DEPOT'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_6.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_6.id) AS TEXT), 'null') || ',"kind":' || coalesce(CAST(to_json(anon_6.kind) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_6.name) AS TEXT), 'null') || ',"reserveMode":' || coalesce(CAST(to_json(anon_6."reserveMode") AS TEXT), 'null') || ',"stock":' || coalesce(anon_6.stock, 'null') || '}' AS anon_5
FROM (SELECT 'Depot'::text AS __typename, levee_id('Depot', resource_1.id) AS id, resource_1.kind AS kind, resource_1.name AS name, resource_1.reserve_mode AS "reserveMode", (SELECT coalesce('[' || string_agg('{"available":' || coalesce(CAST(to_json(anon_7.available) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT stock_1.available AS available
FROM stock AS stock_1
WHERE stock_1.depot_id = resource_1.id ORDER BY stock_1.item_id) AS anon_7) AS stock) AS anon_6) WHEN (resource_1.kind = 'TEAM'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_9.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_9.id) AS TEXT), 'null') || ',"kind":' || coalesce(CAST(to_json(anon_9.kind) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_9.name) AS TEXT), 'null') || '}' AS anon_8
FROM (SELECT 'Team'::text AS __typename, levee_id('Team', resource_1.id) AS id, resource_1.kind AS kind, resource_1.name AS name) AS anon_9) WHEN (resource_1.kind = 'LABOUR'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_11.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_11.id) AS TEXT), 'null') || ',"kind":' || coalesce(CAST(to_json(anon_11.kind) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_11.name) AS TEXT), 'null') || '}' AS anon_10
FROM (SELECT 'Labour'::text AS __typename, levee_id('Labour', resource_1.id) AS id, resource_1.kind AS kind, resource_1.name AS name) AS anon_11) WHEN (resource_1.kind = 'EQUIPMENT'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_13.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_13.id) AS TEXT), 'null') || ',"kind":' || coalesce(CAST(to_json(anon_13.kind) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_13.name) AS TEXT), 'null') || ',"type":' || coalesce(CAST(to_json(anon_13.type) AS TEXT), 'null') || '}' AS anon_12
FROM (SELECT 'Equipment'::text AS __typename, levee_id('Equipment', resource_1.id) AS id, resource_1.kind AS kind, resource_1.name AS name, resource_1.type AS type) AS anon_13) WHEN (resource_1.kind = 'SHELTER'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_15.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_15.id) AS TEXT), 'null') || ',"kind":' || coalesce(CAST(to_json(anon_15.kind) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_15.name) AS TEXT), 'null') || ',"capacity":' || coalesce(CAST(anon_15.capacity AS TEXT), 'null') || '}' AS anon_14
FROM (SELECT 'Shelter'::text AS __typename, levee_id('Shelter', resource_1.id) AS id, resource_1.kind AS kind, resource_1.name AS name, resource_1.capacity AS capacity) AS anon_15) END AS one
FROM resource AS resource_1
WHERE resource_1.ctid = anon_3.resource_id_spot) AS anon_4) AS resource
FROM (SELECT anon_16.distance AS distance, anon_16.id AS resource_id, anon_16.spot AS resource_id_spot
FROM (SELECT anon_17.id AS id, anon_17.distance AS distance, anon_17.spot AS spot
FROM (SELECT anon_18.id AS id, anon_18.distance AS distance, anon_18.spot AS spot
FROM (SELECT anon_19.id AS id, anon_19.distance AS distance, anon_19.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_20 JOIN LATERAL (SELECT anon_21.id AS id, anon_21.sphere AS sphere, anon_21.distance AS distance, anon_21.spot AS spot, anon_21.matches AS matches, anon_21.count AS count, anon_21.bound AS bound, count(*) FILTER (WHERE anon_21.sphere > anon_21.bound) OVER (ORDER BY anon_21.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_22.id AS id, anon_22.sphere AS sphere, anon_22.distance AS distance, anon_22.spot AS spot, anon_22.matches AS matches, anon_22.count AS count, least(anon_20.metres * 1.0057, min(anon_22.sphere) FILTER (WHERE anon_22.count >= $4::INTEGER) OVER (ORDER BY anon_22.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_23.id AS id, anon_23.sphere AS sphere, anon_23.distance AS distance, anon_23.spot AS spot, anon_23.matches AS matches, count(*) FILTER (WHERE anon_23.matches) OVER (ORDER BY anon_23.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_20.place AS sphere, ST_Distance(resource_2.location, anon_20.place) AS distance, resource_2.kind = ANY ($5::TEXT[]) AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND NOT (SELECT anon_25.found IS NOT NULL AS anon_24
FROM anon_25) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_23) AS anon_22) AS anon_21) AS anon_19 ON true
WHERE anon_19.matches AND anon_19.beyond < 1 AND anon_19.distance <= anon_20.metres ORDER BY anon_19.distance, anon_19.id
 LIMIT $4::INTEGER) AS anon_18 UNION ALL SELECT anon_29.id AS id, anon_29.distance AS distance, anon_29.spot AS spot
FROM (SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND (SELECT anon_25.found IS NOT NULL AS anon_24
FROM anon_25) AND resource_2.id = ANY (CAST((SELECT anon_25.found
FROM anon_25) AS BIGINT[])) AND resource_2.kind = ANY ($5::TEXT[]) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $4::INTEGER) AS anon_29) AS anon_17 ORDER BY anon_17.distance, anon_17.id
 LIMIT $4::INTEGER) AS anon_16) AS anon_3 ORDER BY anon_3.distance, anon_3.resource_id) AS anon_2) AS "nearbyResources") AS data
