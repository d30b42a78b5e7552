SELECT textsend('{"basins":' || coalesce((SELECT '{"edges":' || coalesce(anon_2.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_3."edge 1", ',' ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($1::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, '{"node":' || '{"code":' || coalesce(to_json(basin_1.code)::text, 'null') || ',"name":' || coalesce(to_json(basin_1.name)::text, 'null') || ',"basis":' || coalesce(to_json(basin_1.basis)::text, 'null') || ',"divisions":' || coalesce((SELECT coalesce('[' || string_agg(anon_5.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"name":' || coalesce(to_json(division_1.name)::text, 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.id IN (SELECT basin_division_1.division_id
FROM basin_division AS basin_division_1
WHERE basin_division_1.basin_id = basin_1.id) ORDER BY division_1.id) AS anon_5), 'null') || ',"commandBodies":' || coalesce((SELECT '{"edges":' || coalesce(anon_7.edges, 'null') || '}' AS anon_6
FROM (SELECT coalesce('[' || string_agg(anon_8."edge 1", ',' ORDER BY anon_8.place) FILTER (WHERE anon_8.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_8.mark) FILTER (WHERE anon_8.place = 1) AS "first mark", max(anon_8.mark) FILTER (WHERE anon_8.place = least(anon_8.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_9.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_9.id AS TEXT)) AS mark, '{"node":' || '{"code":' || coalesce(to_json(command_body_1.code)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT command_body_2.id AS id
FROM command_body AS command_body_2
WHERE command_body_2.basin_id = basin_1.id ORDER BY command_body_2.id
 LIMIT 50 + 1) AS anon_9 JOIN command_body AS command_body_1 ON command_body_1.id = anon_9.id) AS anon_8) AS anon_7), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT basin_2.id AS id
FROM basin AS basin_2 ORDER BY basin_2.id
 LIMIT 50 + 1) AS anon_4 JOIN basin AS basin_1 ON basin_1.id = anon_4.id) AS anon_3) AS anon_2), 'null') || '}') AS textsend_1
