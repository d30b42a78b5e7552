SELECT '{"division":' || coalesce(data.division, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"children":' || coalesce(anon_2.children, 'null') || '}' AS one
FROM (SELECT (SELECT coalesce('[' || string_agg('{"name":' || coalesce(CAST(to_json(anon_3.name) AS TEXT), 'null') || ',"resources":' || coalesce(anon_3.resources, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT division_1.name AS name, (SELECT '{"edges":' || coalesce(anon_5.edges, 'null') || ',"pageInfo":' || coalesce(anon_5."pageInfo", 'null') || '}' AS anon_4
FROM (SELECT anon_6.edges AS edges, (SELECT '{"hasNextPage":' || coalesce(CAST(anon_8."hasNextPage" AS TEXT), 'null') || '}' AS anon_7
FROM (SELECT anon_6."more of it" AS "hasNextPage") AS anon_8) AS "pageInfo"
FROM (SELECT coalesce('[' || string_agg(anon_9."edge 1", ',' ORDER BY anon_9.place) FILTER (WHERE anon_9.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_9.mark) FILTER (WHERE anon_9.place = 1) AS "first mark", max(anon_9.mark) FILTER (WHERE anon_9.place = least(anon_9.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_10.code DESC, anon_10.id DESC) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_10.code AS TEXT), CAST(anon_10.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_12.node, 'null') || '}' AS anon_11
FROM (SELECT CASE WHEN (resource_1.kind = 'DEPOT'::text) THEN (SELECT '{"code":' || coalesce(CAST(to_json(anon_14.code) AS TEXT), 'null') || ',"kind":' || coalesce(CAST(to_json(anon_14.kind) AS TEXT), 'null') || '}' AS anon_13
FROM (SELECT resource_1.code AS code, resource_1.kind AS kind) AS anon_14) WHEN (resource_1.kind = 'TEAM'::text) THEN (SELECT '{"code":' || coalesce(CAST(to_json(anon_16.code) AS TEXT), 'null') || ',"kind":' || coalesce(CAST(to_json(anon_16.kind) AS TEXT), 'null') || '}' AS anon_15
FROM (SELECT resource_1.code AS code, resource_1.kind AS kind) AS anon_16) WHEN (resource_1.kind = 'LABOUR'::text) THEN (SELECT '{"code":' || coalesce(CAST(to_json(anon_18.code) AS TEXT), 'null') || ',"kind":' || coalesce(CAST(to_json(anon_18.kind) AS TEXT), 'null') || '}' AS anon_17
FROM (SELECT resource_1.code AS code, resource_1.kind AS kind) AS anon_18) WHEN (resource_1.kind = 'EQUIPMENT'::text) THEN (SELECT '{"code":' || coalesce(CAST(to_json(anon_20.code) AS TEXT), 'null') || ',"kind":' || coalesce(CAST(to_json(anon_20.kind) AS TEXT), 'null') || '}' AS anon_19
FROM (SELECT resource_1.code AS code, resource_1.kind AS kind) AS anon_20) WHEN (resource_1.kind = 'SHELTER'::text) THEN (SELECT '{"code":' || coalesce(CAST(to_json(anon_22.code) AS TEXT), 'null') || ',"kind":' || coalesce(CAST(to_json(anon_22.kind) AS TEXT), 'null') || '}' AS anon_21
FROM (SELECT resource_1.code AS code, resource_1.kind AS kind) AS anon_22) END AS node) AS anon_12) AS "edge 1"
FROM (SELECT resource_2.code AS code, resource_2.id AS id
FROM resource AS resource_2
WHERE resource_2.division_id = division_1.id ORDER BY resource_2.code DESC, resource_2.id DESC
 LIMIT $1::INTEGER + 1) AS anon_10 JOIN resource AS resource_1 ON resource_1.id = anon_10.id) AS anon_9) AS anon_6) AS anon_5) AS resources
FROM division AS division_1
WHERE division_1.parent_id = division_2.id ORDER BY division_1.code, division_1.id) AS anon_3) AS children
FROM division AS division_2
WHERE division_2.code = $3::VARCHAR AND (daterange(division_2.valid_from, division_2.valid_to) @> CURRENT_DATE)) AS anon_2) AS division) AS data
