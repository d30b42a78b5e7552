SELECT '{"nearbyResources":' || coalesce((SELECT coalesce('[' || string_agg(anon_2.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"distance":' || coalesce(to_json(anon_3.distance)::text, 'null') || ',"resource":' || coalesce((SELECT CASE WHEN (resource_1.kind = 'DEPOT'::text) THEN '{"name":' || coalesce(to_json(resource_1.name)::text, 'null') || ',"basis":' || coalesce(to_json(resource_1.basis)::text, 'null') || ',"division":' || coalesce((SELECT '{"code":' || coalesce(to_json(division_1.code)::text, 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.id = resource_1.division_id), 'null') || '}' WHEN (resource_1.kind = 'TEAM'::text) THEN '{"name":' || coalesce(to_json(resource_1.name)::text, 'null') || ',"basis":' || coalesce(to_json(resource_1.basis)::text, 'null') || ',"division":' || coalesce((SELECT '{"code":' || coalesce(to_json(division_2.code)::text, 'null') || '}' AS one
FROM division AS division_2
WHERE division_2.id = resource_1.division_id), 'null') || '}' WHEN (resource_1.kind = 'LABOUR'::text) THEN '{"name":' || coalesce(to_json(resource_1.name)::text, 'null') || ',"basis":' || coalesce(to_json(resource_1.basis)::text, 'null') || ',"division":' || coalesce((SELECT '{"code":' || coalesce(to_json(division_3.code)::text, 'null') || '}' AS one
FROM division AS division_3
WHERE division_3.id = resource_1.division_id), 'null') || '}' WHEN (resource_1.kind = 'EQUIPMENT'::text) THEN '{"name":' || coalesce(to_json(resource_1.name)::text, 'null') || ',"basis":' || coalesce(to_json(resource_1.basis)::text, 'null') || ',"division":' || coalesce((SELECT '{"code":' || coalesce(to_json(division_4.code)::text, 'null') || '}' AS one
FROM division AS division_4
WHERE division_4.id = resource_1.division_id), 'null') || '}' WHEN (resource_1.kind = 'SHELTER'::text) THEN '{"name":' || coalesce(to_json(resource_1.name)::text, 'null') || ',"basis":' || coalesce(to_json(resource_1.basis)::text, 'null') || ',"division":' || coalesce((SELECT '{"code":' || coalesce(to_json(division_5.code)::text, 'null') || '}' AS one
FROM division AS division_5
WHERE division_5.id = resource_1.division_id), 'null') || '}' END AS one
FROM resource AS resource_1
WHERE resource_1.ctid = anon_3.resource_id_spot), 'null') || '}' AS one
FROM (SELECT anon_4.distance AS distance, anon_4.id AS resource_id, anon_4.spot AS resource_id_spot
FROM (SELECT anon_5.id AS id, anon_5.distance AS distance, anon_5.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_6 JOIN LATERAL (SELECT anon_7.id AS id, anon_7.sphere AS sphere, anon_7.distance AS distance, anon_7.spot AS spot, anon_7.matches AS matches, anon_7.count AS count, anon_7.bound AS bound, count(*) FILTER (WHERE anon_7.sphere > anon_7.bound) OVER (ORDER BY anon_7.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_8.id AS id, anon_8.sphere AS sphere, anon_8.distance AS distance, anon_8.spot AS spot, anon_8.matches AS matches, anon_8.count AS count, least(anon_6.metres * 1.0057, min(anon_8.sphere) FILTER (WHERE anon_8.count >= $4::INTEGER) OVER (ORDER BY anon_8.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_9.id AS id, anon_9.sphere AS sphere, anon_9.distance AS distance, anon_9.spot AS spot, anon_9.matches AS matches, count(*) FILTER (WHERE anon_9.matches) OVER (ORDER BY anon_9.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_6.place AS sphere, ST_Distance(resource_2.location, anon_6.place) AS distance, true AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_9) AS anon_8) AS anon_7) AS anon_5 ON true
WHERE anon_5.matches AND anon_5.beyond < 1 AND anon_5.distance <= anon_6.metres ORDER BY anon_5.distance, anon_5.id
 LIMIT $4::INTEGER) AS anon_4) AS anon_3 ORDER BY anon_3.distance, anon_3.resource_id) AS anon_2), 'null') || '}' AS anon_1
