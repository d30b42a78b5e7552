SELECT '{"nearbyResources":' || coalesce(data."nearbyResources", 'null') || '}' AS anon_1
FROM (SELECT (SELECT coalesce('[' || string_agg('{"distance":' || coalesce(CAST(to_json(anon_2.distance) AS TEXT), 'null') || ',"resource":' || coalesce(anon_2.resource, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_3.distance AS distance, (SELECT anon_4.one AS one
FROM (SELECT CASE WHEN (resource_1.kind = 'DEPOT'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_6.name) AS TEXT), 'null') || ',"basis":' || coalesce(CAST(to_json(anon_6.basis) AS TEXT), 'null') || ',"division":' || coalesce(anon_6.division, 'null') || '}' AS anon_5
FROM (SELECT resource_1.name AS name, resource_1.basis AS basis, (SELECT '{"code":' || coalesce(CAST(to_json(anon_7.code) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_1.code AS code
FROM division AS division_1
WHERE division_1.id = resource_1.division_id) AS anon_7) AS division) AS anon_6) WHEN (resource_1.kind = 'TEAM'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_9.name) AS TEXT), 'null') || ',"basis":' || coalesce(CAST(to_json(anon_9.basis) AS TEXT), 'null') || ',"division":' || coalesce(anon_9.division, 'null') || '}' AS anon_8
FROM (SELECT resource_1.name AS name, resource_1.basis AS basis, (SELECT '{"code":' || coalesce(CAST(to_json(anon_10.code) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_2.code AS code
FROM division AS division_2
WHERE division_2.id = resource_1.division_id) AS anon_10) AS division) AS anon_9) WHEN (resource_1.kind = 'LABOUR'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_12.name) AS TEXT), 'null') || ',"basis":' || coalesce(CAST(to_json(anon_12.basis) AS TEXT), 'null') || ',"division":' || coalesce(anon_12.division, 'null') || '}' AS anon_11
FROM (SELECT resource_1.name AS name, resource_1.basis AS basis, (SELECT '{"code":' || coalesce(CAST(to_json(anon_13.code) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_3.code AS code
FROM division AS division_3
WHERE division_3.id = resource_1.division_id) AS anon_13) AS division) AS anon_12) WHEN (resource_1.kind = 'EQUIPMENT'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_15.name) AS TEXT), 'null') || ',"basis":' || coalesce(CAST(to_json(anon_15.basis) AS TEXT), 'null') || ',"division":' || coalesce(anon_15.division, 'null') || '}' AS anon_14
FROM (SELECT resource_1.name AS name, resource_1.basis AS basis, (SELECT '{"code":' || coalesce(CAST(to_json(anon_16.code) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_4.code AS code
FROM division AS division_4
WHERE division_4.id = resource_1.division_id) AS anon_16) AS division) AS anon_15) WHEN (resource_1.kind = 'SHELTER'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_18.name) AS TEXT), 'null') || ',"basis":' || coalesce(CAST(to_json(anon_18.basis) AS TEXT), 'null') || ',"division":' || coalesce(anon_18.division, 'null') || '}' AS anon_17
FROM (SELECT resource_1.name AS name, resource_1.basis AS basis, (SELECT '{"code":' || coalesce(CAST(to_json(anon_19.code) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_5.code AS code
FROM division AS division_5
WHERE division_5.id = resource_1.division_id) AS anon_19) AS division) AS anon_18) END AS one
FROM resource AS resource_1
WHERE resource_1.ctid = anon_3.resource_id_spot) AS anon_4) AS resource
FROM (SELECT anon_20.distance AS distance, anon_20.id AS resource_id, anon_20.spot AS resource_id_spot
FROM (SELECT anon_21.id AS id, anon_21.distance AS distance, anon_21.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_22 JOIN LATERAL (SELECT anon_23.id AS id, anon_23.sphere AS sphere, anon_23.distance AS distance, anon_23.spot AS spot, anon_23.matches AS matches, anon_23.count AS count, anon_23.bound AS bound, count(*) FILTER (WHERE anon_23.sphere > anon_23.bound) OVER (ORDER BY anon_23.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_24.id AS id, anon_24.sphere AS sphere, anon_24.distance AS distance, anon_24.spot AS spot, anon_24.matches AS matches, anon_24.count AS count, least(anon_22.metres * 1.0057, min(anon_24.sphere) FILTER (WHERE anon_24.count >= $4::INTEGER) OVER (ORDER BY anon_24.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_25.id AS id, anon_25.sphere AS sphere, anon_25.distance AS distance, anon_25.spot AS spot, anon_25.matches AS matches, count(*) FILTER (WHERE anon_25.matches) OVER (ORDER BY anon_25.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_22.place AS sphere, ST_Distance(resource_2.location, anon_22.place) AS distance, true AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_25) AS anon_24) AS anon_23) AS anon_21 ON true
WHERE anon_21.matches AND anon_21.beyond < 1 AND anon_21.distance <= anon_22.metres ORDER BY anon_21.distance, anon_21.id
 LIMIT $4::INTEGER) AS anon_20) AS anon_3 ORDER BY anon_3.distance, anon_3.resource_id) AS anon_2) AS "nearbyResources") AS data
