SELECT '{"memberUnits":' || coalesce(data."memberUnits", 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT anon_4.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_5."edge 1", ',' ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.code, anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_6.code AS TEXT), CAST(anon_6.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_8.node, 'null') || '}' AS anon_7
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_10.code) AS TEXT), 'null') || ',"memberships":' || coalesce(anon_10.memberships, 'null') || ',"actions":' || coalesce(anon_10.actions, 'null') || '}' AS anon_9
FROM (SELECT member_unit_1.code AS code, (SELECT coalesce('[' || string_agg('{"body":' || coalesce(anon_11.body, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_12.one AS body
FROM membership AS membership_1 LEFT OUTER JOIN LATERAL (SELECT '{"name":' || coalesce(CAST(to_json(anon_13.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT command_body_1.name AS name
FROM command_body AS command_body_1
WHERE command_body_1.id = membership_1.body_id) AS anon_13) AS anon_12 ON true
WHERE membership_1.unit_id = member_unit_1.id ORDER BY membership_1.id) AS anon_11) AS memberships, (SELECT coalesce('[' || string_agg('{"task":' || coalesce(CAST(to_json(anon_14.task) AS TEXT), 'null') || ',"level":' || coalesce(anon_14.level, 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT plan_action_1.task AS task, anon_15.one AS level
FROM plan_action AS plan_action_1 LEFT OUTER JOIN LATERAL (SELECT '{"level":' || coalesce(CAST(to_json(anon_16.level) AS TEXT), 'null') || ',"version":' || coalesce(anon_16.version, 'null') || '}' AS one
FROM (SELECT plan_level_1.level AS level, (SELECT '{"plan":' || coalesce(anon_17.plan, 'null') || '}' AS one
FROM (SELECT (SELECT '{"title":' || coalesce(CAST(to_json(anon_18.title) AS TEXT), 'null') || '}' AS one
FROM (SELECT plan_1.title AS title
FROM plan AS plan_1
WHERE plan_1.id = plan_version_1.plan_id) AS anon_18) AS plan
FROM plan_version AS plan_version_1
WHERE plan_version_1.id = plan_level_1.version_id) AS anon_17) AS version
FROM plan_level AS plan_level_1
WHERE plan_level_1.id = plan_action_1.level_id) AS anon_16) AS anon_15 ON true
WHERE plan_action_1.unit_id = member_unit_1.id ORDER BY plan_action_1.id) AS anon_14) AS actions) AS anon_10) AS node) AS anon_8) AS "edge 1"
FROM (SELECT member_unit_2.code AS code, member_unit_2.id AS id
FROM member_unit AS member_unit_2 ORDER BY member_unit_2.code, member_unit_2.id
 LIMIT $1::INTEGER + 1) AS anon_6 JOIN member_unit AS member_unit_1 ON member_unit_1.id = anon_6.id) AS anon_5) AS anon_4) AS anon_3) AS "memberUnits") AS data
