SELECT textsend('{"commandBodies":' || coalesce((SELECT '{"edges":' || coalesce(anon_2.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_3."edge 1", ',' ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, '{"node":' || '{"code":' || coalesce(to_json(command_body_1.code)::text, 'null') || ',"kind":' || coalesce(to_json(command_body_1.kind)::text, 'null') || ',"name":' || coalesce(to_json(command_body_1.name)::text, 'null') || ',"system":' || coalesce(to_json(command_body_1.system)::text, 'null') || ',"division":' || coalesce((SELECT '{"code":' || coalesce(to_json(division_1.code)::text, 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.id = command_body_1.division_id), 'null') || ',"basin":' || coalesce((SELECT '{"code":' || coalesce(to_json(basin_1.code)::text, 'null') || ',"divisions":' || coalesce((SELECT coalesce('[' || string_agg(anon_5.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"code":' || coalesce(to_json(division_2.code)::text, 'null') || '}' AS one
FROM division AS division_2
WHERE division_2.id IN (SELECT basin_division_1.division_id
FROM basin_division AS basin_division_1
WHERE basin_division_1.basin_id = basin_1.id) ORDER BY division_2.id) AS anon_5), 'null') || '}' AS one
FROM basin AS basin_1
WHERE basin_1.id = command_body_1.basin_id), 'null') || ',"parent":' || coalesce((SELECT '{"code":' || coalesce(to_json(command_body_2.code)::text, 'null') || '}' AS one
FROM command_body AS command_body_2
WHERE command_body_2.id = command_body_1.parent_id), 'null') || ',"members":' || coalesce((SELECT coalesce('[' || string_agg(anon_6.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"duty":' || coalesce(to_json(membership_1.duty)::text, 'null') || ',"unit":' || coalesce(anon_7.one, 'null') || '}' AS one
FROM membership AS membership_1 LEFT OUTER JOIN LATERAL (SELECT '{"name":' || coalesce(to_json(member_unit_1.name)::text, 'null') || '}' AS one
FROM member_unit AS member_unit_1
WHERE member_unit_1.id = membership_1.unit_id) AS anon_7 ON true
WHERE membership_1.body_id = command_body_1.id ORDER BY membership_1.id) AS anon_6), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT command_body_3.id AS id
FROM command_body AS command_body_3 ORDER BY command_body_3.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN command_body AS command_body_1 ON command_body_1.id = anon_4.id) AS anon_3) AS anon_2), 'null') || '}') AS textsend_1
