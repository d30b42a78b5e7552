WITH anon_20 AS
(SELECT array((SELECT anon_21.id
FROM (SELECT unnest($6::TEXT[]) AS kind) AS anon_22 JOIN LATERAL (SELECT resource_3.id AS id
FROM resource AS resource_3
WHERE resource_3.kind = anon_22.kind ORDER BY resource_3.available, resource_3.id
 LIMIT 2501) AS anon_21 ON true
 LIMIT 2501)) AS found),
anon_19 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_20.found
FROM anon_20) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_20.found
FROM anon_20) AS BIGINT[]) END AS found)
 SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT coalesce(json_agg(anon_1.*), '[]'::json) AS coalesce_1
FROM (SELECT anon_2.distance AS distance, (SELECT anon_3.one AS one
FROM (SELECT CASE WHEN (resource_1.kind = 'DEPOT'::text) THEN (SELECT row_to_json(anon_4.*) AS row_to_json_2
FROM (SELECT 'Depot'::text AS __typename, levee_id('Depot', resource_1.id) AS id, resource_1.kind AS kind, resource_1.name AS name, resource_1.reserve_mode AS "reserveMode", (SELECT coalesce(json_agg(anon_5.*), '[]'::json) AS coalesce_2
FROM (SELECT stock_1.available AS available
FROM stock AS stock_1
WHERE stock_1.depot_id = resource_1.id ORDER BY stock_1.item_id) AS anon_5) AS stock) AS anon_4) WHEN (resource_1.kind = 'TEAM'::text) THEN (SELECT row_to_json(anon_6.*) AS row_to_json_3
FROM (SELECT 'Team'::text AS __typename, levee_id('Team', resource_1.id) AS id, resource_1.kind AS kind, resource_1.name AS name) AS anon_6) WHEN (resource_1.kind = 'LABOUR'::text) THEN (SELECT row_to_json(anon_7.*) AS row_to_json_4
FROM (SELECT 'Labour'::text AS __typename, levee_id('Labour', resource_1.id) AS id, resource_1.kind AS kind, resource_1.name AS name) AS anon_7) WHEN (resource_1.kind = 'EQUIPMENT'::text) THEN (SELECT row_to_json(anon_8.*) AS row_to_json_5
FROM (SELECT 'Equipment'::text AS __typename, levee_id('Equipment', resource_1.id) AS id, resource_1.kind AS kind, resource_1.name AS name, resource_1.type AS type) AS anon_8) WHEN (resource_1.kind = 'SHELTER'::text) THEN (SELECT row_to_json(anon_9.*) AS row_to_json_6
FROM (SELECT 'Shelter'::text AS __typename, levee_id('Shelter', resource_1.id) AS id, resource_1.kind AS kind, resource_1.name AS name, resource_1.capacity AS capacity) AS anon_9) END AS one
FROM resource AS resource_1
WHERE resource_1.ctid = anon_2.resource_id_spot) AS anon_3) AS resource
FROM (SELECT anon_10.distance AS distance, anon_10.id AS resource_id, anon_10.spot AS resource_id_spot
FROM (SELECT anon_11.id AS id, anon_11.distance AS distance, anon_11.spot AS spot
FROM (SELECT anon_12.id AS id, anon_12.distance AS distance, anon_12.spot AS spot
FROM (SELECT anon_13.id AS id, anon_13.distance AS distance, anon_13.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_14 JOIN LATERAL (SELECT anon_15.id AS id, anon_15.sphere AS sphere, anon_15.distance AS distance, anon_15.spot AS spot, anon_15.matches AS matches, anon_15.count AS count, anon_15.bound AS bound, count(*) FILTER (WHERE anon_15.sphere > anon_15.bound) OVER (ORDER BY anon_15.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_16.id AS id, anon_16.sphere AS sphere, anon_16.distance AS distance, anon_16.spot AS spot, anon_16.matches AS matches, anon_16.count AS count, least(anon_14.metres * 1.0057, min(anon_16.sphere) FILTER (WHERE anon_16.count >= $4::INTEGER) OVER (ORDER BY anon_16.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_17.id AS id, anon_17.sphere AS sphere, anon_17.distance AS distance, anon_17.spot AS spot, anon_17.matches AS matches, count(*) FILTER (WHERE anon_17.matches) OVER (ORDER BY anon_17.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_14.place AS sphere, ST_Distance(resource_2.location, anon_14.place) AS distance, resource_2.kind = ANY ($5::TEXT[]) AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND NOT (SELECT anon_19.found IS NOT NULL AS anon_18
FROM anon_19) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_17) AS anon_16) AS anon_15) AS anon_13 ON true
WHERE anon_13.matches AND anon_13.beyond < 1 AND anon_13.distance <= anon_14.metres ORDER BY anon_13.distance, anon_13.id
 LIMIT $4::INTEGER) AS anon_12 UNION ALL SELECT anon_23.id AS id, anon_23.distance AS distance, anon_23.spot AS spot
FROM (SELECT resource_2.id AS id, ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND (SELECT anon_19.found IS NOT NULL AS anon_18
FROM anon_19) AND resource_2.id = ANY (CAST((SELECT anon_19.found
FROM anon_19) AS BIGINT[])) AND resource_2.kind = ANY ($5::TEXT[]) ORDER BY ST_Distance(resource_2.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), resource_2.id
 LIMIT $4::INTEGER) AS anon_23) AS anon_11 ORDER BY anon_11.distance, anon_11.id
 LIMIT $4::INTEGER) AS anon_10) AS anon_2 ORDER BY anon_2.distance, anon_2.resource_id) AS anon_1) AS "nearbyResources") AS data
