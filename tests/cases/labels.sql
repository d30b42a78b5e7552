SELECT '{"data":' || coalesce(data.data, 'null') || ',"anon_1":' || coalesce(data.anon_1, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"data":' || coalesce(CAST(to_json(anon_2.data) AS TEXT), 'null') || ',"anon_1":' || coalesce(CAST(to_json(anon_2.anon_1) AS TEXT), 'null') || ',"anon_2":' || coalesce(CAST(to_json(anon_2.anon_2) AS TEXT), 'null') || ',"anon_3":' || coalesce(anon_2.anon_3, 'null') || '}' AS one
FROM (SELECT division_1.name AS data, division_1.code AS anon_1, division_1.level AS anon_2, (SELECT '{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa":' || coalesce(anon_4.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, 'null') || ',"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab":' || coalesce(anon_4.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab, 'null') || ',"place":' || coalesce(anon_4.place, 'null') || '}' AS anon_3
FROM (SELECT anon_5.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa AS aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, anon_5.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab AS aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab, (SELECT '{"found":' || coalesce(CAST(anon_7.found AS TEXT), 'null') || '}' AS anon_6
FROM (SELECT anon_5."more of it" AS found) AS anon_7) AS place
FROM (SELECT coalesce('[' || string_agg(anon_8."edge 1", ',' ORDER BY anon_8.place) FILTER (WHERE anon_8.place <= $1::INTEGER) || ']', '[]') AS aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, coalesce('[' || string_agg(anon_8."edge 2", ',' ORDER BY anon_8.place) FILTER (WHERE anon_8.place <= $1::INTEGER) || ']', '[]') AS aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab, count(*) > $1::INTEGER AS "more of it", max(anon_8.mark) FILTER (WHERE anon_8.place = 1) AS "first mark", max(anon_8.mark) FILTER (WHERE anon_8.place = least(anon_8.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_9.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_9.id AS TEXT)) AS mark, (SELECT '{"anon_1":' || coalesce(anon_11.anon_1, 'null') || '}' AS anon_10
FROM (SELECT CASE WHEN (resource_1.kind = 'DEPOT'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_13.name) AS TEXT), 'null') || ',"user":' || coalesce(CAST(to_json(anon_13."user") AS TEXT), 'null') || '}' AS anon_12
FROM (SELECT resource_1.name AS name, resource_1.code AS "user") AS anon_13) WHEN (resource_1.kind = 'TEAM'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_15.name) AS TEXT), 'null') || ',"user":' || coalesce(CAST(to_json(anon_15."user") AS TEXT), 'null') || '}' AS anon_14
FROM (SELECT resource_1.name AS name, resource_1.code AS "user") AS anon_15) WHEN (resource_1.kind = 'LABOUR'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_17.name) AS TEXT), 'null') || ',"user":' || coalesce(CAST(to_json(anon_17."user") AS TEXT), 'null') || '}' AS anon_16
FROM (SELECT resource_1.name AS name, resource_1.code AS "user") AS anon_17) WHEN (resource_1.kind = 'EQUIPMENT'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_19.name) AS TEXT), 'null') || ',"user":' || coalesce(CAST(to_json(anon_19."user") AS TEXT), 'null') || '}' AS anon_18
FROM (SELECT resource_1.name AS name, resource_1.code AS "user") AS anon_19) WHEN (resource_1.kind = 'SHELTER'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_21.name) AS TEXT), 'null') || ',"user":' || coalesce(CAST(to_json(anon_21."user") AS TEXT), 'null') || '}' AS anon_20
FROM (SELECT resource_1.name AS name, resource_1.code AS "user") AS anon_21) END AS anon_1) AS anon_11) AS "edge 1", (SELECT '{"node":' || coalesce(anon_23.node, 'null') || '}' AS anon_22
FROM (SELECT CASE WHEN (resource_1.kind = 'DEPOT'::text) THEN (SELECT '{"select":' || coalesce(CAST(to_json(anon_25."select") AS TEXT), 'null') || '}' AS anon_24
FROM (SELECT resource_1.kind AS "select") AS anon_25) WHEN (resource_1.kind = 'TEAM'::text) THEN (SELECT '{"select":' || coalesce(CAST(to_json(anon_27."select") AS TEXT), 'null') || '}' AS anon_26
FROM (SELECT resource_1.kind AS "select") AS anon_27) WHEN (resource_1.kind = 'LABOUR'::text) THEN (SELECT '{"select":' || coalesce(CAST(to_json(anon_29."select") AS TEXT), 'null') || '}' AS anon_28
FROM (SELECT resource_1.kind AS "select") AS anon_29) WHEN (resource_1.kind = 'EQUIPMENT'::text) THEN (SELECT '{"select":' || coalesce(CAST(to_json(anon_31."select") AS TEXT), 'null') || '}' AS anon_30
FROM (SELECT resource_1.kind AS "select") AS anon_31) WHEN (resource_1.kind = 'SHELTER'::text) THEN (SELECT '{"select":' || coalesce(CAST(to_json(anon_33."select") AS TEXT), 'null') || '}' AS anon_32
FROM (SELECT resource_1.kind AS "select") AS anon_33) END AS node) AS anon_23) AS "edge 2"
FROM (SELECT resource_2.id AS id
FROM resource AS resource_2
WHERE resource_2.division_id = division_1.id ORDER BY resource_2.id
 LIMIT $1::INTEGER + 1) AS anon_9 JOIN resource AS resource_1 ON resource_1.id = anon_9.id) AS anon_8) AS anon_5) AS anon_4) AS anon_3
FROM division AS division_1
WHERE division_1.code = $3::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_2) AS data, (SELECT coalesce('[' || string_agg('{"anon_1":' || coalesce(anon_34.anon_1, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT (SELECT anon_35.one AS one
FROM (SELECT CASE WHEN (resource_3.kind = 'DEPOT'::text) THEN (SELECT '{"one":' || coalesce(CAST(to_json(anon_37.one) AS TEXT), 'null') || '}' AS anon_36
FROM (SELECT resource_3.name AS one) AS anon_37) WHEN (resource_3.kind = 'TEAM'::text) THEN (SELECT '{"one":' || coalesce(CAST(to_json(anon_39.one) AS TEXT), 'null') || '}' AS anon_38
FROM (SELECT resource_3.name AS one) AS anon_39) WHEN (resource_3.kind = 'LABOUR'::text) THEN (SELECT '{"one":' || coalesce(CAST(to_json(anon_41.one) AS TEXT), 'null') || '}' AS anon_40
FROM (SELECT resource_3.name AS one) AS anon_41) WHEN (resource_3.kind = 'EQUIPMENT'::text) THEN (SELECT '{"one":' || coalesce(CAST(to_json(anon_43.one) AS TEXT), 'null') || '}' AS anon_42
FROM (SELECT resource_3.name AS one) AS anon_43) WHEN (resource_3.kind = 'SHELTER'::text) THEN (SELECT '{"one":' || coalesce(CAST(to_json(anon_45.one) AS TEXT), 'null') || '}' AS anon_44
FROM (SELECT resource_3.name AS one) AS anon_45) END AS one
FROM resource AS resource_3
WHERE resource_3.ctid = anon_46.resource_id_spot) AS anon_35) AS anon_1
FROM (SELECT anon_47.distance AS distance, anon_47.id AS resource_id, anon_47.spot AS resource_id_spot
FROM (SELECT anon_48.id AS id, anon_48.distance AS distance, anon_48.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($4::FLOAT, $5::FLOAT), 4326) AS geography) AS place, $6::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_49 JOIN LATERAL (SELECT anon_50.id AS id, anon_50.sphere AS sphere, anon_50.distance AS distance, anon_50.spot AS spot, anon_50.matches AS matches, anon_50.count AS count, anon_50.bound AS bound, count(*) FILTER (WHERE anon_50.sphere > anon_50.bound) OVER (ORDER BY anon_50.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_51.id AS id, anon_51.sphere AS sphere, anon_51.distance AS distance, anon_51.spot AS spot, anon_51.matches AS matches, anon_51.count AS count, least(anon_49.metres * 1.0057, min(anon_51.sphere) FILTER (WHERE anon_51.count >= $7::INTEGER) OVER (ORDER BY anon_51.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_52.id AS id, anon_52.sphere AS sphere, anon_52.distance AS distance, anon_52.spot AS spot, anon_52.matches AS matches, count(*) FILTER (WHERE anon_52.matches) OVER (ORDER BY anon_52.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_4.id AS id, resource_4.location <-> anon_49.place AS sphere, ST_Distance(resource_4.location, anon_49.place) AS distance, true AS matches, resource_4.ctid AS spot
FROM resource AS resource_4
WHERE resource_4.location IS NOT NULL ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_52) AS anon_51) AS anon_50) AS anon_48 ON true
WHERE anon_48.matches AND anon_48.beyond < 1 AND anon_48.distance <= anon_49.metres ORDER BY anon_48.distance, anon_48.id
 LIMIT $7::INTEGER) AS anon_47) AS anon_46 ORDER BY anon_46.distance, anon_46.resource_id) AS anon_34) AS anon_1) AS data
