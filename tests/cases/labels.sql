SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS one
FROM (SELECT division_1.name AS data, division_1.code AS anon_1, division_1.level AS anon_2, (SELECT row_to_json(anon_2.*) AS row_to_json_2
FROM (SELECT anon_3.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa AS aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, anon_3.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab AS aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab, (SELECT row_to_json(anon_4.*) AS row_to_json_3
FROM (SELECT anon_3."more of it" AS found) AS anon_4) AS place
FROM (SELECT coalesce(json_agg(anon_5."edge 1" ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= $1::INTEGER), '[]'::json) AS aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, coalesce(json_agg(anon_5."edge 2" ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= $1::INTEGER), '[]'::json) AS aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab, count(*) > $1::INTEGER AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_6.id AS TEXT)) AS mark, (SELECT row_to_json(anon_7.*) AS row_to_json_4
FROM (SELECT CASE WHEN (resource_1.kind = 'DEPOT'::text) THEN (SELECT row_to_json(anon_8.*) AS row_to_json_5
FROM (SELECT resource_1.name AS name, resource_1.code AS "user") AS anon_8) WHEN (resource_1.kind = 'TEAM'::text) THEN (SELECT row_to_json(anon_9.*) AS row_to_json_6
FROM (SELECT resource_1.name AS name, resource_1.code AS "user") AS anon_9) WHEN (resource_1.kind = 'LABOUR'::text) THEN (SELECT row_to_json(anon_10.*) AS row_to_json_7
FROM (SELECT resource_1.name AS name, resource_1.code AS "user") AS anon_10) WHEN (resource_1.kind = 'EQUIPMENT'::text) THEN (SELECT row_to_json(anon_11.*) AS row_to_json_8
FROM (SELECT resource_1.name AS name, resource_1.code AS "user") AS anon_11) WHEN (resource_1.kind = 'SHELTER'::text) THEN (SELECT row_to_json(anon_12.*) AS row_to_json_9
FROM (SELECT resource_1.name AS name, resource_1.code AS "user") AS anon_12) END AS anon_1) AS anon_7) AS "edge 1", (SELECT row_to_json(anon_13.*) AS row_to_json_10
FROM (SELECT CASE WHEN (resource_1.kind = 'DEPOT'::text) THEN (SELECT row_to_json(anon_14.*) AS row_to_json_11
FROM (SELECT resource_1.kind AS "select") AS anon_14) WHEN (resource_1.kind = 'TEAM'::text) THEN (SELECT row_to_json(anon_15.*) AS row_to_json_12
FROM (SELECT resource_1.kind AS "select") AS anon_15) WHEN (resource_1.kind = 'LABOUR'::text) THEN (SELECT row_to_json(anon_16.*) AS row_to_json_13
FROM (SELECT resource_1.kind AS "select") AS anon_16) WHEN (resource_1.kind = 'EQUIPMENT'::text) THEN (SELECT row_to_json(anon_17.*) AS row_to_json_14
FROM (SELECT resource_1.kind AS "select") AS anon_17) WHEN (resource_1.kind = 'SHELTER'::text) THEN (SELECT row_to_json(anon_18.*) AS row_to_json_15
FROM (SELECT resource_1.kind AS "select") AS anon_18) END AS node) AS anon_13) AS "edge 2"
FROM (SELECT resource_2.id AS id
FROM resource AS resource_2
WHERE resource_2.division_id = division_1.id ORDER BY resource_2.id
 LIMIT $1::INTEGER + 1) AS anon_6 JOIN resource AS resource_1 ON resource_1.id = anon_6.id) AS anon_5) AS anon_3) AS anon_2) AS anon_3
FROM division AS division_1
WHERE division_1.code = $3::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_1) AS data, (SELECT coalesce(json_agg(anon_19.*), '[]'::json) AS coalesce_1
FROM (SELECT (SELECT anon_20.one AS one
FROM (SELECT CASE WHEN (resource_3.kind = 'DEPOT'::text) THEN (SELECT row_to_json(anon_21.*) AS row_to_json_16
FROM (SELECT resource_3.name AS one) AS anon_21) WHEN (resource_3.kind = 'TEAM'::text) THEN (SELECT row_to_json(anon_22.*) AS row_to_json_17
FROM (SELECT resource_3.name AS one) AS anon_22) WHEN (resource_3.kind = 'LABOUR'::text) THEN (SELECT row_to_json(anon_23.*) AS row_to_json_18
FROM (SELECT resource_3.name AS one) AS anon_23) WHEN (resource_3.kind = 'EQUIPMENT'::text) THEN (SELECT row_to_json(anon_24.*) AS row_to_json_19
FROM (SELECT resource_3.name AS one) AS anon_24) WHEN (resource_3.kind = 'SHELTER'::text) THEN (SELECT row_to_json(anon_25.*) AS row_to_json_20
FROM (SELECT resource_3.name AS one) AS anon_25) END AS one
FROM resource AS resource_3
WHERE resource_3.ctid = anon_26.resource_id_spot) AS anon_20) AS anon_1
FROM (SELECT anon_27.distance AS distance, anon_27.id AS resource_id, anon_27.spot AS resource_id_spot
FROM (SELECT anon_28.id AS id, anon_28.distance AS distance, anon_28.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($4::FLOAT, $5::FLOAT), 4326) AS geography) AS place, $6::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_29 JOIN LATERAL (SELECT anon_30.id AS id, anon_30.sphere AS sphere, anon_30.distance AS distance, anon_30.spot AS spot, anon_30.matches AS matches, anon_30.count AS count, anon_30.bound AS bound, count(*) FILTER (WHERE anon_30.sphere > anon_30.bound) OVER (ORDER BY anon_30.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_31.id AS id, anon_31.sphere AS sphere, anon_31.distance AS distance, anon_31.spot AS spot, anon_31.matches AS matches, anon_31.count AS count, least(anon_29.metres * 1.0057, min(anon_31.sphere) FILTER (WHERE anon_31.count >= $7::INTEGER) OVER (ORDER BY anon_31.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_32.id AS id, anon_32.sphere AS sphere, anon_32.distance AS distance, anon_32.spot AS spot, anon_32.matches AS matches, count(*) FILTER (WHERE anon_32.matches) OVER (ORDER BY anon_32.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_4.id AS id, resource_4.location <-> anon_29.place AS sphere, ST_Distance(resource_4.location, anon_29.place) AS distance, true AS matches, resource_4.ctid AS spot
FROM resource AS resource_4
WHERE resource_4.location IS NOT NULL ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_32) AS anon_31) AS anon_30) AS anon_28 ON true
WHERE anon_28.matches AND anon_28.beyond < 1 AND anon_28.distance <= anon_29.metres ORDER BY anon_28.distance, anon_28.id
 LIMIT $7::INTEGER) AS anon_27) AS anon_26 ORDER BY anon_26.distance, anon_26.resource_id) AS anon_19) AS anon_1) AS data
