SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT coalesce(json_agg(anon_1.*), '[]'::json) AS coalesce_1
FROM (SELECT anon_2.distance AS distance, (SELECT anon_3.one AS one
FROM (SELECT CASE WHEN (resource_1.kind = 'DEPOT'::text) THEN (SELECT row_to_json(anon_4.*) AS row_to_json_2
FROM (SELECT resource_1.name AS name, resource_1.basis AS basis, (SELECT row_to_json(anon_5.*) AS one
FROM (SELECT division_1.code AS code
FROM division AS division_1
WHERE division_1.id = resource_1.division_id) AS anon_5) AS division) AS anon_4) WHEN (resource_1.kind = 'TEAM'::text) THEN (SELECT row_to_json(anon_6.*) AS row_to_json_3
FROM (SELECT resource_1.name AS name, resource_1.basis AS basis, (SELECT row_to_json(anon_7.*) AS one
FROM (SELECT division_2.code AS code
FROM division AS division_2
WHERE division_2.id = resource_1.division_id) AS anon_7) AS division) AS anon_6) WHEN (resource_1.kind = 'LABOUR'::text) THEN (SELECT row_to_json(anon_8.*) AS row_to_json_4
FROM (SELECT resource_1.name AS name, resource_1.basis AS basis, (SELECT row_to_json(anon_9.*) AS one
FROM (SELECT division_3.code AS code
FROM division AS division_3
WHERE division_3.id = resource_1.division_id) AS anon_9) AS division) AS anon_8) WHEN (resource_1.kind = 'EQUIPMENT'::text) THEN (SELECT row_to_json(anon_10.*) AS row_to_json_5
FROM (SELECT resource_1.name AS name, resource_1.basis AS basis, (SELECT row_to_json(anon_11.*) AS one
FROM (SELECT division_4.code AS code
FROM division AS division_4
WHERE division_4.id = resource_1.division_id) AS anon_11) AS division) AS anon_10) WHEN (resource_1.kind = 'SHELTER'::text) THEN (SELECT row_to_json(anon_12.*) AS row_to_json_6
FROM (SELECT resource_1.name AS name, resource_1.basis AS basis, (SELECT row_to_json(anon_13.*) AS one
FROM (SELECT division_5.code AS code
FROM division AS division_5
WHERE division_5.id = resource_1.division_id) AS anon_13) AS division) AS anon_12) END AS one
FROM resource AS resource_1
WHERE resource_1.ctid = anon_2.resource_id_spot) AS anon_3) AS resource
FROM (SELECT anon_14.distance AS distance, anon_14.id AS resource_id, anon_14.spot AS resource_id_spot
FROM (SELECT anon_15.id AS id, anon_15.distance AS distance, anon_15.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_16 JOIN LATERAL (SELECT anon_17.id AS id, anon_17.sphere AS sphere, anon_17.distance AS distance, anon_17.spot AS spot, anon_17.matches AS matches, anon_17.count AS count, anon_17.bound AS bound, count(*) FILTER (WHERE anon_17.sphere > anon_17.bound) OVER (ORDER BY anon_17.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_18.id AS id, anon_18.sphere AS sphere, anon_18.distance AS distance, anon_18.spot AS spot, anon_18.matches AS matches, anon_18.count AS count, least(anon_16.metres * 1.0057, min(anon_18.sphere) FILTER (WHERE anon_18.count >= $4::INTEGER) OVER (ORDER BY anon_18.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_19.id AS id, anon_19.sphere AS sphere, anon_19.distance AS distance, anon_19.spot AS spot, anon_19.matches AS matches, count(*) FILTER (WHERE anon_19.matches) OVER (ORDER BY anon_19.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_16.place AS sphere, ST_Distance(resource_2.location, anon_16.place) AS distance, true AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_19) AS anon_18) AS anon_17) AS anon_15 ON true
WHERE anon_15.matches AND anon_15.beyond < 1 AND anon_15.distance <= anon_16.metres ORDER BY anon_15.distance, anon_15.id
 LIMIT $4::INTEGER) AS anon_14) AS anon_2 ORDER BY anon_2.distance, anon_2.resource_id) AS anon_1) AS "nearbyResources") AS data
