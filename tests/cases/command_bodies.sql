SELECT '{"commandBodies":' || coalesce(data."commandBodies", 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT anon_4.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_5."edge 1", ',' ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_6.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_8.node, 'null') || '}' AS anon_7
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_10.code) AS TEXT), 'null') || ',"kind":' || coalesce(CAST(to_json(anon_10.kind) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_10.name) AS TEXT), 'null') || ',"system":' || coalesce(CAST(to_json(anon_10.system) AS TEXT), 'null') || ',"division":' || coalesce(anon_10.division, 'null') || ',"basin":' || coalesce(anon_10.basin, 'null') || ',"parent":' || coalesce(anon_10.parent, 'null') || ',"members":' || coalesce(anon_10.members, 'null') || '}' AS anon_9
FROM (SELECT command_body_1.code AS code, command_body_1.kind AS kind, command_body_1.name AS name, command_body_1.system AS system, (SELECT '{"code":' || coalesce(CAST(to_json(anon_11.code) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_1.code AS code
FROM division AS division_1
WHERE division_1.id = command_body_1.division_id) AS anon_11) AS division, (SELECT '{"code":' || coalesce(CAST(to_json(anon_12.code) AS TEXT), 'null') || ',"divisions":' || coalesce(anon_12.divisions, 'null') || '}' AS one
FROM (SELECT basin_1.code AS code, (SELECT coalesce('[' || string_agg('{"code":' || coalesce(CAST(to_json(anon_13.code) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT division_2.code AS code
FROM division AS division_2
WHERE division_2.id IN (SELECT basin_division_1.division_id
FROM basin_division AS basin_division_1
WHERE basin_division_1.basin_id = basin_1.id) ORDER BY division_2.id) AS anon_13) AS divisions
FROM basin AS basin_1
WHERE basin_1.id = command_body_1.basin_id) AS anon_12) AS basin, (SELECT '{"code":' || coalesce(CAST(to_json(anon_14.code) AS TEXT), 'null') || '}' AS one
FROM (SELECT command_body_2.code AS code
FROM command_body AS command_body_2
WHERE command_body_2.id = command_body_1.parent_id) AS anon_14) AS parent, (SELECT coalesce('[' || string_agg('{"duty":' || coalesce(CAST(to_json(anon_15.duty) AS TEXT), 'null') || ',"unit":' || coalesce(anon_15.unit, 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT membership_1.duty AS duty, anon_16.one AS unit
FROM membership AS membership_1 LEFT OUTER JOIN LATERAL (SELECT '{"name":' || coalesce(CAST(to_json(anon_17.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT member_unit_1.name AS name
FROM member_unit AS member_unit_1
WHERE member_unit_1.id = membership_1.unit_id) AS anon_17) AS anon_16 ON true
WHERE membership_1.body_id = command_body_1.id ORDER BY membership_1.id) AS anon_15) AS members) AS anon_10) AS node) AS anon_8) AS "edge 1"
FROM (SELECT command_body_3.id AS id
FROM command_body AS command_body_3 ORDER BY command_body_3.id
 LIMIT $1::INTEGER + 1) AS anon_6 JOIN command_body AS command_body_1 ON command_body_1.id = anon_6.id) AS anon_5) AS anon_4) AS anon_3) AS "commandBodies") AS data
