SELECT '{"basins":' || coalesce(data.basins, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT anon_4.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_5."edge 1", ',' ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($1::BYTEA, CAST(anon_6.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_8.node, 'null') || '}' AS anon_7
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_10.code) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_10.name) AS TEXT), 'null') || ',"basis":' || coalesce(CAST(to_json(anon_10.basis) AS TEXT), 'null') || ',"divisions":' || coalesce(anon_10.divisions, 'null') || ',"commandBodies":' || coalesce(anon_10."commandBodies", 'null') || '}' AS anon_9
FROM (SELECT basin_1.code AS code, basin_1.name AS name, basin_1.basis AS basis, (SELECT coalesce('[' || string_agg('{"name":' || coalesce(CAST(to_json(anon_11.name) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT division_1.name AS name
FROM division AS division_1
WHERE division_1.id IN (SELECT basin_division_1.division_id
FROM basin_division AS basin_division_1
WHERE basin_division_1.basin_id = basin_1.id) ORDER BY division_1.id) AS anon_11) AS divisions, (SELECT '{"edges":' || coalesce(anon_13.edges, 'null') || '}' AS anon_12
FROM (SELECT anon_14.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_15."edge 1", ',' ORDER BY anon_15.place) FILTER (WHERE anon_15.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_15.mark) FILTER (WHERE anon_15.place = 1) AS "first mark", max(anon_15.mark) FILTER (WHERE anon_15.place = least(anon_15.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_16.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_16.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_18.node, 'null') || '}' AS anon_17
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_20.code) AS TEXT), 'null') || '}' AS anon_19
FROM (SELECT command_body_1.code AS code) AS anon_20) AS node) AS anon_18) AS "edge 1"
FROM (SELECT command_body_2.id AS id
FROM command_body AS command_body_2
WHERE command_body_2.basin_id = basin_1.id ORDER BY command_body_2.id
 LIMIT 50 + 1) AS anon_16 JOIN command_body AS command_body_1 ON command_body_1.id = anon_16.id) AS anon_15) AS anon_14) AS anon_13) AS "commandBodies") AS anon_10) AS node) AS anon_8) AS "edge 1"
FROM (SELECT basin_2.id AS id
FROM basin AS basin_2 ORDER BY basin_2.id
 LIMIT 50 + 1) AS anon_6 JOIN basin AS basin_1 ON basin_1.id = anon_6.id) AS anon_5) AS anon_4) AS anon_3) AS basins) AS data
