SELECT CAST(row_to_json(data) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT coalesce(json_agg(anon_1), '[]'::json) AS coalesce_1
FROM (SELECT anon_2.distance AS distance, (SELECT anon_3.one
FROM (SELECT CASE WHEN (resource_1.kind = 'DEPOT'::text) THEN (SELECT row_to_json(anon_4) AS row_to_json_2
FROM (SELECT resource_1.name AS name, resource_1.basis AS basis, (SELECT row_to_json(anon_5) AS row_to_json_3
FROM (SELECT division_1.code AS code
FROM division AS division_1
WHERE division_1.id = resource_1.division_id) AS anon_5) AS division) AS anon_4) WHEN (resource_1.kind = 'TEAM'::text) THEN (SELECT row_to_json(anon_6) AS row_to_json_4
FROM (SELECT resource_1.name AS name, resource_1.basis AS basis, (SELECT row_to_json(anon_7) AS row_to_json_5
FROM (SELECT division_2.code AS code
FROM division AS division_2
WHERE division_2.id = resource_1.division_id) AS anon_7) AS division) AS anon_6) WHEN (resource_1.kind = 'LABOUR'::text) THEN (SELECT row_to_json(anon_8) AS row_to_json_6
FROM (SELECT resource_1.name AS name, resource_1.basis AS basis, (SELECT row_to_json(anon_9) AS row_to_json_7
FROM (SELECT division_3.code AS code
FROM division AS division_3
WHERE division_3.id = resource_1.division_id) AS anon_9) AS division) AS anon_8) WHEN (resource_1.kind = 'EQUIPMENT'::text) THEN (SELECT row_to_json(anon_10) AS row_to_json_8
FROM (SELECT resource_1.name AS name, resource_1.basis AS basis, (SELECT row_to_json(anon_11) AS row_to_json_9
FROM (SELECT division_4.code AS code
FROM division AS division_4
WHERE division_4.id = resource_1.division_id) AS anon_11) AS division) AS anon_10) WHEN (resource_1.kind = 'SHELTER'::text) THEN (SELECT row_to_json(anon_12) AS row_to_json_10
FROM (SELECT resource_1.name AS name, resource_1.basis AS basis, (SELECT row_to_json(anon_13) AS row_to_json_11
FROM (SELECT division_5.code AS code
FROM division AS division_5
WHERE division_5.id = resource_1.division_id) AS anon_13) AS division) AS anon_12) END AS one
FROM resource AS resource_1
WHERE resource_1.id = anon_2.resource_id) AS anon_3) AS resource
FROM (SELECT anon_14.distance AS distance, anon_14.id AS resource_id
FROM (SELECT anon_15.id AS id, anon_15.distance AS distance
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_16 JOIN LATERAL (SELECT anon_17.id AS id, anon_17.kind AS kind, anon_17.code AS code, anon_17.name AS name, anon_17.name_en AS name_en, anon_17.name_basis AS name_basis, anon_17.division_id AS division_id, anon_17.location AS location, anon_17.basis AS basis, anon_17.keeper AS keeper, anon_17.reserve_mode AS reserve_mode, anon_17.type AS type, anon_17.line AS line, anon_17.headcount AS headcount, anon_17.headcount_basis AS headcount_basis, anon_17.capacity AS capacity, anon_17.status AS status, anon_17.available AS available, anon_17.source AS source, anon_17.note AS note, anon_17.cell AS cell, anon_17.sphere AS sphere, anon_17.distance AS distance, anon_17.matches AS matches, anon_17.count AS count, anon_17.bound AS bound, count(*) FILTER (WHERE anon_17.sphere > anon_17.bound) OVER (ORDER BY anon_17.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_18.id AS id, anon_18.kind AS kind, anon_18.code AS code, anon_18.name AS name, anon_18.name_en AS name_en, anon_18.name_basis AS name_basis, anon_18.division_id AS division_id, anon_18.location AS location, anon_18.basis AS basis, anon_18.keeper AS keeper, anon_18.reserve_mode AS reserve_mode, anon_18.type AS type, anon_18.line AS line, anon_18.headcount AS headcount, anon_18.headcount_basis AS headcount_basis, anon_18.capacity AS capacity, anon_18.status AS status, anon_18.available AS available, anon_18.source AS source, anon_18.note AS note, anon_18.cell AS cell, anon_18.sphere AS sphere, anon_18.distance AS distance, anon_18.matches AS matches, anon_18.count AS count, least(anon_16.metres * 1.0057, min(anon_18.sphere) FILTER (WHERE anon_18.count >= $4::INTEGER) OVER (ORDER BY anon_18.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_19.id AS id, anon_19.kind AS kind, anon_19.code AS code, anon_19.name AS name, anon_19.name_en AS name_en, anon_19.name_basis AS name_basis, anon_19.division_id AS division_id, anon_19.location AS location, anon_19.basis AS basis, anon_19.keeper AS keeper, anon_19.reserve_mode AS reserve_mode, anon_19.type AS type, anon_19.line AS line, anon_19.headcount AS headcount, anon_19.headcount_basis AS headcount_basis, anon_19.capacity AS capacity, anon_19.status AS status, anon_19.available AS available, anon_19.source AS source, anon_19.note AS note, anon_19.cell AS cell, anon_19.sphere AS sphere, anon_19.distance AS distance, anon_19.matches AS matches, count(*) FILTER (WHERE anon_19.matches) OVER (ORDER BY anon_19.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.kind AS kind, resource_2.code AS code, resource_2.name AS name, resource_2.name_en AS name_en, resource_2.name_basis AS name_basis, resource_2.division_id AS division_id, resource_2.location AS location, resource_2.basis AS basis, resource_2.keeper AS keeper, resource_2.reserve_mode AS reserve_mode, resource_2.type AS type, resource_2.line AS line, resource_2.headcount AS headcount, resource_2.headcount_basis AS headcount_basis, resource_2.capacity AS capacity, resource_2.status AS status, resource_2.available AS available, resource_2.source AS source, resource_2.note AS note, resource_2.cell AS cell, resource_2.location <-> anon_16.place AS sphere, ST_Distance(resource_2.location, anon_16.place) AS distance, true AS matches
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_19) AS anon_18) AS anon_17) AS anon_15 ON true
WHERE anon_15.matches AND anon_15.beyond < 1 AND anon_15.distance <= anon_16.metres ORDER BY anon_15.distance, anon_15.id
 LIMIT $4::INTEGER) AS anon_14) AS anon_2 ORDER BY anon_2.distance, anon_2.resource_id) AS anon_1) AS "nearbyResources") AS data
