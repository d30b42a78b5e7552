SELECT textsend('{"memberUnits":' || coalesce((SELECT '{"edges":' || coalesce(anon_2.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_3."edge 1", ',' ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.code, anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.code AS TEXT), CAST(anon_4.id AS TEXT)) AS mark, '{"node":' || '{"code":' || coalesce(to_json(member_unit_1.code)::text, 'null') || ',"memberships":' || coalesce((SELECT coalesce('[' || string_agg(anon_5.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"body":' || coalesce(anon_6.one, 'null') || '}' AS one
FROM membership AS membership_1 LEFT OUTER JOIN LATERAL (SELECT '{"name":' || coalesce(to_json(command_body_1.name)::text, 'null') || '}' AS one
FROM command_body AS command_body_1
WHERE command_body_1.id = membership_1.body_id) AS anon_6 ON true
WHERE membership_1.unit_id = member_unit_1.id ORDER BY membership_1.id) AS anon_5), 'null') || ',"actions":' || coalesce((SELECT coalesce('[' || string_agg(anon_7.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"task":' || coalesce(to_json(plan_action_1.task)::text, 'null') || ',"level":' || coalesce(anon_8.one, 'null') || '}' AS one
FROM plan_action AS plan_action_1 LEFT OUTER JOIN LATERAL (SELECT '{"level":' || coalesce(to_json(plan_level_1.level)::text, 'null') || ',"version":' || coalesce((SELECT '{"plan":' || coalesce((SELECT '{"title":' || coalesce(to_json(plan_1.title)::text, 'null') || '}' AS one
FROM plan AS plan_1
WHERE plan_1.id = plan_version_1.plan_id), 'null') || '}' AS one
FROM plan_version AS plan_version_1
WHERE plan_version_1.id = plan_level_1.version_id), 'null') || '}' AS one
FROM plan_level AS plan_level_1
WHERE plan_level_1.id = plan_action_1.level_id) AS anon_8 ON true
WHERE plan_action_1.unit_id = member_unit_1.id ORDER BY plan_action_1.id) AS anon_7), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT member_unit_2.code AS code, member_unit_2.id AS id
FROM member_unit AS member_unit_2 ORDER BY member_unit_2.code, member_unit_2.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN member_unit AS member_unit_1 ON member_unit_1.id = anon_4.id) AS anon_3) AS anon_2), 'null') || '}') AS textsend_1
