SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT anon_2.edges AS edges
FROM (SELECT coalesce(json_agg(anon_3."edge 1" ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER), '[]'::json) AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.code, anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.code AS TEXT), CAST(anon_4.id AS TEXT)) AS mark, (SELECT row_to_json(anon_5.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT member_unit_1.code AS code, (SELECT coalesce(json_agg(anon_7.*), '[]'::json) AS coalesce_1
FROM (SELECT anon_8.one AS body
FROM membership AS membership_1 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_9.*) AS one
FROM (SELECT command_body_1.name AS name
FROM command_body AS command_body_1
WHERE command_body_1.id = membership_1.body_id) AS anon_9) AS anon_8 ON true
WHERE membership_1.unit_id = member_unit_1.id ORDER BY membership_1.id) AS anon_7) AS memberships, (SELECT coalesce(json_agg(anon_10.*), '[]'::json) AS coalesce_2
FROM (SELECT plan_action_1.task AS task, anon_11.one AS level
FROM plan_action AS plan_action_1 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_12.*) AS one
FROM (SELECT plan_level_1.level AS level, (SELECT row_to_json(anon_13.*) AS one
FROM (SELECT (SELECT row_to_json(anon_14.*) AS one
FROM (SELECT plan_1.title AS title
FROM plan AS plan_1
WHERE plan_1.id = plan_version_1.plan_id) AS anon_14) AS plan
FROM plan_version AS plan_version_1
WHERE plan_version_1.id = plan_level_1.version_id) AS anon_13) AS version
FROM plan_level AS plan_level_1
WHERE plan_level_1.id = plan_action_1.level_id) AS anon_12) AS anon_11 ON true
WHERE plan_action_1.unit_id = member_unit_1.id ORDER BY plan_action_1.id) AS anon_10) AS actions) AS anon_6) AS node) AS anon_5) AS "edge 1"
FROM (SELECT member_unit_2.code AS code, member_unit_2.id AS id
FROM member_unit AS member_unit_2 ORDER BY member_unit_2.code, member_unit_2.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN member_unit AS member_unit_1 ON member_unit_1.id = anon_4.id) AS anon_3) AS anon_2) AS anon_1) AS "memberUnits") AS data
