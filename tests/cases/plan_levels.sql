SELECT textsend('{"plans":' || coalesce((SELECT '{"edges":' || coalesce(anon_2.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_3."edge 1", ',' ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($1::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, '{"node":' || '{"title":' || coalesce(to_json(plan_1.title)::text, 'null') || ',"versions":' || coalesce((SELECT coalesce('[' || string_agg(anon_5.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"label":' || coalesce(to_json(plan_version_1.label)::text, 'null') || ',"validFrom":' || coalesce(to_json(plan_version_1.valid_from)::text, 'null') || ',"validTo":' || coalesce(to_json(plan_version_1.valid_to)::text, 'null') || ',"inForce":' || coalesce(to_json(tstzrange(plan_version_1.valid_from, plan_version_1.valid_to) @> (SELECT clock_timestamp() AS clock_timestamp_1))::text, 'null') || ',"basis":' || coalesce(to_json(plan_version_1.basis)::text, 'null') || ',"levels":' || coalesce((SELECT coalesce('[' || string_agg(anon_6.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"level":' || coalesce(to_json(plan_level_1.level)::text, 'null') || ',"condition":' || coalesce(to_json(plan_level_1.condition)::text, 'null') || ',"actions":' || coalesce((SELECT coalesce('[' || string_agg(anon_7.one, ',') || ']', '[]') AS coalesce_3
FROM (SELECT '{"seq":' || coalesce((plan_action_1.seq)::text, 'null') || ',"task":' || coalesce(to_json(plan_action_1.task)::text, 'null') || ',"withinMinutes":' || coalesce((plan_action_1.within_minutes)::text, 'null') || ',"unit":' || coalesce(anon_8.one, 'null') || '}' AS one
FROM plan_action AS plan_action_1 LEFT OUTER JOIN LATERAL (SELECT '{"name":' || coalesce(to_json(member_unit_1.name)::text, 'null') || '}' AS one
FROM member_unit AS member_unit_1
WHERE member_unit_1.id = plan_action_1.unit_id) AS anon_8 ON true
WHERE plan_action_1.level_id = plan_level_1.id ORDER BY plan_action_1.seq) AS anon_7), 'null') || '}' AS one
FROM plan_level AS plan_level_1
WHERE plan_level_1.version_id = plan_version_1.id ORDER BY plan_level_1.level) AS anon_6), 'null') || '}' AS one
FROM plan_version AS plan_version_1
WHERE plan_version_1.plan_id = plan_1.id ORDER BY plan_version_1.valid_from) AS anon_5), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT plan_2.id AS id
FROM plan AS plan_2
WHERE plan_2.system = ANY ($2::TEXT[]) ORDER BY plan_2.id
 LIMIT 50 + 1) AS anon_4 JOIN plan AS plan_1 ON plan_1.id = anon_4.id) AS anon_3) AS anon_2), 'null') || '}') AS textsend_1
