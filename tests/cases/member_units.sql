SELECT '{"memberUnits":' || coalesce((SELECT '{"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT coalesce('[' || string_agg(anon_4."edge 1", ',' ORDER BY anon_4.place) FILTER (WHERE anon_4.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_4.mark) FILTER (WHERE anon_4.place = 1) AS "first mark", max(anon_4.mark) FILTER (WHERE anon_4.place = least(anon_4.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_5.code, anon_5.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_5.code AS TEXT), CAST(anon_5.id AS TEXT)) AS mark, '{"node":' || '{"code":' || coalesce(to_json(member_unit_1.code)::text, 'null') || ',"memberships":' || coalesce((SELECT coalesce('[' || string_agg(anon_6.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"body":' || coalesce(anon_7.one, 'null') || '}' AS one
FROM membership AS membership_1 LEFT OUTER JOIN LATERAL (SELECT '{"name":' || coalesce(to_json(command_body_1.name)::text, 'null') || '}' AS one
FROM command_body AS command_body_1
WHERE command_body_1.id = membership_1.body_id) AS anon_7 ON true
WHERE membership_1.unit_id = member_unit_1.id ORDER BY membership_1.id) AS anon_6), 'null') || ',"actions":' || coalesce((SELECT coalesce('[' || string_agg(anon_8.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"task":' || coalesce(to_json(plan_action_1.task)::text, 'null') || ',"level":' || coalesce(anon_9.one, 'null') || '}' AS one
FROM plan_action AS plan_action_1 LEFT OUTER JOIN LATERAL (SELECT '{"level":' || coalesce(to_json(plan_level_1.level)::text, 'null') || ',"version":' || coalesce((SELECT '{"plan":' || coalesce((SELECT '{"title":' || coalesce(to_json(plan_1.title)::text, 'null') || '}' AS one
FROM plan AS plan_1
WHERE plan_1.id = plan_version_1.plan_id), 'null') || '}' AS one
FROM plan_version AS plan_version_1
WHERE plan_version_1.id = plan_level_1.version_id), 'null') || '}' AS one
FROM plan_level AS plan_level_1
WHERE plan_level_1.id = plan_action_1.level_id) AS anon_9 ON true
WHERE plan_action_1.unit_id = member_unit_1.id ORDER BY plan_action_1.id) AS anon_8), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT member_unit_2.code AS code, member_unit_2.id AS id
FROM member_unit AS member_unit_2 ORDER BY member_unit_2.code, member_unit_2.id
 LIMIT $1::INTEGER + 1) AS anon_5 JOIN member_unit AS member_unit_1 ON member_unit_1.id = anon_5.id) AS anon_4) AS anon_3), 'null') || '}' AS anon_1
