SELECT '{"plans":' || coalesce(data.plans, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT anon_4.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_5."edge 1", ',' ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($1::BYTEA, CAST(anon_6.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_8.node, 'null') || '}' AS anon_7
FROM (SELECT (SELECT '{"title":' || coalesce(CAST(to_json(anon_10.title) AS TEXT), 'null') || ',"versions":' || coalesce(anon_10.versions, 'null') || '}' AS anon_9
FROM (SELECT plan_1.title AS title, (SELECT coalesce('[' || string_agg('{"label":' || coalesce(CAST(to_json(anon_11.label) AS TEXT), 'null') || ',"validFrom":' || coalesce(CAST(to_json(anon_11."validFrom") AS TEXT), 'null') || ',"validTo":' || coalesce(CAST(to_json(anon_11."validTo") AS TEXT), 'null') || ',"inForce":' || coalesce(CAST(to_json(anon_11."inForce") AS TEXT), 'null') || ',"basis":' || coalesce(CAST(to_json(anon_11.basis) AS TEXT), 'null') || ',"levels":' || coalesce(anon_11.levels, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT plan_version_1.label AS label, plan_version_1.valid_from AS "validFrom", plan_version_1.valid_to AS "validTo", tstzrange(plan_version_1.valid_from, plan_version_1.valid_to) @> (SELECT clock_timestamp() AS clock_timestamp_1) AS "inForce", plan_version_1.basis AS basis, (SELECT coalesce('[' || string_agg('{"level":' || coalesce(CAST(to_json(anon_12.level) AS TEXT), 'null') || ',"condition":' || coalesce(CAST(to_json(anon_12.condition) AS TEXT), 'null') || ',"actions":' || coalesce(anon_12.actions, 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT plan_level_1.level AS level, plan_level_1.condition AS condition, (SELECT coalesce('[' || string_agg('{"seq":' || coalesce(CAST(anon_13.seq AS TEXT), 'null') || ',"task":' || coalesce(CAST(to_json(anon_13.task) AS TEXT), 'null') || ',"withinMinutes":' || coalesce(CAST(anon_13."withinMinutes" AS TEXT), 'null') || ',"unit":' || coalesce(anon_13.unit, 'null') || '}', ',') || ']', '[]') AS coalesce_3
FROM (SELECT plan_action_1.seq AS seq, plan_action_1.task AS task, plan_action_1.within_minutes AS "withinMinutes", anon_14.one AS unit
FROM plan_action AS plan_action_1 LEFT OUTER JOIN LATERAL (SELECT '{"name":' || coalesce(CAST(to_json(anon_15.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT member_unit_1.name AS name
FROM member_unit AS member_unit_1
WHERE member_unit_1.id = plan_action_1.unit_id) AS anon_15) AS anon_14 ON true
WHERE plan_action_1.level_id = plan_level_1.id ORDER BY plan_action_1.seq) AS anon_13) AS actions
FROM plan_level AS plan_level_1
WHERE plan_level_1.version_id = plan_version_1.id ORDER BY plan_level_1.level) AS anon_12) AS levels
FROM plan_version AS plan_version_1
WHERE plan_version_1.plan_id = plan_1.id ORDER BY plan_version_1.valid_from) AS anon_11) AS versions) AS anon_10) AS node) AS anon_8) AS "edge 1"
FROM (SELECT plan_2.id AS id
FROM plan AS plan_2
WHERE plan_2.system = ANY ($2::TEXT[]) ORDER BY plan_2.id
 LIMIT 50 + 1) AS anon_6 JOIN plan AS plan_1 ON plan_1.id = anon_6.id) AS anon_5) AS anon_4) AS anon_3) AS plans) AS data
