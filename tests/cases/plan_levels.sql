SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT anon_2.edges AS edges
FROM (SELECT coalesce(json_agg(anon_3."edge 1" ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($1::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, (SELECT row_to_json(anon_5.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT plan_1.title AS title, (SELECT coalesce(json_agg(anon_7.*), '[]'::json) AS coalesce_1
FROM (SELECT plan_version_1.label AS label, plan_version_1.valid_from AS "validFrom", plan_version_1.valid_to AS "validTo", tstzrange(plan_version_1.valid_from, plan_version_1.valid_to) @> (SELECT clock_timestamp() AS clock_timestamp_1) AS "inForce", plan_version_1.basis AS basis, (SELECT coalesce(json_agg(anon_8.*), '[]'::json) AS coalesce_2
FROM (SELECT plan_level_1.level AS level, plan_level_1.condition AS condition, (SELECT coalesce(json_agg(anon_9.*), '[]'::json) AS coalesce_3
FROM (SELECT plan_action_1.seq AS seq, plan_action_1.task AS task, plan_action_1.within_minutes AS "withinMinutes", anon_10.one AS unit
FROM plan_action AS plan_action_1 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_11.*) AS one
FROM (SELECT member_unit_1.name AS name
FROM member_unit AS member_unit_1
WHERE member_unit_1.id = plan_action_1.unit_id) AS anon_11) AS anon_10 ON true
WHERE plan_action_1.level_id = plan_level_1.id ORDER BY plan_action_1.seq) AS anon_9) AS actions
FROM plan_level AS plan_level_1
WHERE plan_level_1.version_id = plan_version_1.id ORDER BY plan_level_1.level) AS anon_8) AS levels
FROM plan_version AS plan_version_1
WHERE plan_version_1.plan_id = plan_1.id ORDER BY plan_version_1.valid_from) AS anon_7) AS versions) AS anon_6) AS node) AS anon_5) AS "edge 1"
FROM (SELECT plan_2.id AS id
FROM plan AS plan_2
WHERE plan_2.system = ANY ($2::TEXT[]) ORDER BY plan_2.id
 LIMIT 50 + 1) AS anon_4 JOIN plan AS plan_1 ON plan_1.id = anon_4.id) AS anon_3) AS anon_2) AS anon_1) AS plans) AS data
