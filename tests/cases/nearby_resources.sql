SELECT textsend('{"nearbyResources":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"distance":' || coalesce(to_json(anon_2.distance)::text, 'null') || ',"resource":' || coalesce((SELECT CASE WHEN (resource_1.kind = 'DEPOT'::text) THEN '{"name":' || coalesce(to_json(resource_1.name)::text, 'null') || ',"basis":' || coalesce(to_json(resource_1.basis)::text, 'null') || ',"division":' || coalesce((SELECT '{"code":' || coalesce(to_json(division_1.code)::text, 'null') || '}' AS one
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
WHERE resource_1.ctid = anon_2.resource_id_spot), 'null') || '}' AS one
FROM (SELECT anon_3.distance AS distance, anon_3.id AS resource_id, anon_3.spot AS resource_id_spot
FROM (SELECT anon_4.id AS id, anon_4.distance AS distance, anon_4.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_5 JOIN LATERAL (SELECT anon_6.id AS id, anon_6.sphere AS sphere, anon_6.distance AS distance, anon_6.spot AS spot, anon_6.matches AS matches, anon_6.count AS count, anon_6.bound AS bound, count(*) FILTER (WHERE anon_6.sphere > anon_6.bound) OVER (ORDER BY anon_6.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_7.id AS id, anon_7.sphere AS sphere, anon_7.distance AS distance, anon_7.spot AS spot, anon_7.matches AS matches, anon_7.count AS count, least(anon_5.metres * 1.0057, min(anon_7.sphere) FILTER (WHERE anon_7.count >= $4::INTEGER) OVER (ORDER BY anon_7.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_8.id AS id, anon_8.sphere AS sphere, anon_8.distance AS distance, anon_8.spot AS spot, anon_8.matches AS matches, count(*) FILTER (WHERE anon_8.matches) OVER (ORDER BY anon_8.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_5.place AS sphere, ST_Distance(resource_2.location, anon_5.place) AS distance, true AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_8) AS anon_7) AS anon_6) AS anon_4 ON true
WHERE anon_4.matches AND anon_4.beyond < 1 AND anon_4.distance <= anon_5.metres ORDER BY anon_4.distance, anon_4.id
 LIMIT $4::INTEGER) AS anon_3) AS anon_2 ORDER BY anon_2.distance, anon_2.resource_id) AS anon_1), 'null') || '}') AS textsend_1
