SELECT textsend('{"plans":' || coalesce((SELECT '{"edges":' || coalesce(anon_2.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_3."edge 1", ',' ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, '{"node":' || '{"code":' || coalesce(to_json(plan_1.code)::text, 'null') || ',"basin":' || coalesce((SELECT '{"code":' || coalesce(to_json(basin_1.code)::text, 'null') || '}' AS one
FROM basin AS basin_1
WHERE basin_1.id = plan_1.basin_id), 'null') || ',"versions":' || coalesce((SELECT coalesce('[' || string_agg(anon_5.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"levels":' || coalesce((SELECT coalesce('[' || string_agg(anon_6.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"level":' || coalesce(to_json(plan_level_1.level)::text, 'null') || ',"condition":' || coalesce(to_json(plan_level_1.condition)::text, 'null') || ',"triggers":' || coalesce((SELECT coalesce('[' || string_agg(anon_7.one, ',') || ']', '[]') AS coalesce_3
FROM (SELECT '{"way":' || coalesce(to_json(trigger_condition_1.way)::text, 'null') || ',"kind":' || coalesce(to_json(trigger_condition_1.kind)::text, 'null') || ',"atLeast":' || coalesce((trigger_condition_1.at_least)::text, 'null') || ',"parent":' || coalesce(anon_8.one, 'null') || ',"gauge":' || coalesce(anon_9.one, 'null') || ',"mark":' || coalesce(to_json(trigger_condition_1.mark)::text, 'null') || ',"side":' || coalesce(to_json(trigger_condition_1.side)::text, 'null') || ',"margin":' || coalesce(to_json(trigger_condition_1.margin)::text, 'null') || ',"forMinutes":' || coalesce((trigger_condition_1.for_minutes)::text, 'null') || ',"trend":' || coalesce(to_json(trigger_condition_1.trend)::text, 'null') || ',"clearMargin":' || coalesce(to_json(trigger_condition_1.clear_margin)::text, 'null') || ',"clearMinutes":' || coalesce((trigger_condition_1.clear_minutes)::text, 'null') || ',"amount":' || coalesce(to_json(trigger_condition_1.amount)::text, 'null') || ',"unit":' || coalesce(to_json(trigger_condition_1.unit)::text, 'null') || ',"overMinutes":' || coalesce((trigger_condition_1.over_minutes)::text, 'null') || ',"severity":' || coalesce(to_json(trigger_condition_1.severity)::text, 'null') || ',"topic":' || coalesce(to_json(trigger_condition_1.topic)::text, 'null') || ',"source":' || coalesce(to_json(trigger_condition_1.source)::text, 'null') || ',"parts":' || coalesce((SELECT coalesce('[' || string_agg(anon_10.one, ',') || ']', '[]') AS coalesce_4
FROM (SELECT '{"kind":' || coalesce(to_json(trigger_condition_2.kind)::text, 'null') || ',"gauge":' || coalesce(anon_11.one, 'null') || '}' AS one
FROM trigger_condition AS trigger_condition_2 LEFT OUTER JOIN LATERAL (SELECT '{"code":' || coalesce(to_json(gauge_1.code)::text, 'null') || '}' AS one
FROM gauge AS gauge_1
WHERE gauge_1.id = trigger_condition_2.gauge_id) AS anon_11 ON true
WHERE trigger_condition_2.parent_id = trigger_condition_1.id ORDER BY trigger_condition_2.seq, trigger_condition_2.id) AS anon_10), 'null') || '}' AS one
FROM trigger_condition AS trigger_condition_1 LEFT OUTER JOIN LATERAL (SELECT '{"kind":' || coalesce(to_json(trigger_condition_3.kind)::text, 'null') || '}' AS one
FROM trigger_condition AS trigger_condition_3
WHERE trigger_condition_3.id = trigger_condition_1.parent_id) AS anon_8 ON true LEFT OUTER JOIN LATERAL (SELECT '{"name":' || coalesce(to_json(gauge_2.name)::text, 'null') || '}' AS one
FROM gauge AS gauge_2
WHERE gauge_2.id = trigger_condition_1.gauge_id) AS anon_9 ON true
WHERE trigger_condition_1.level_id = plan_level_1.id ORDER BY trigger_condition_1.way, trigger_condition_1.id) AS anon_7), 'null') || '}' AS one
FROM plan_level AS plan_level_1
WHERE plan_level_1.version_id = plan_version_1.id ORDER BY plan_level_1.level) AS anon_6), 'null') || '}' AS one
FROM plan_version AS plan_version_1
WHERE plan_version_1.plan_id = plan_1.id ORDER BY plan_version_1.valid_from) AS anon_5), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT plan_2.id AS id
FROM plan AS plan_2
WHERE plan_2.system = ANY ($3::TEXT[]) ORDER BY plan_2.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN plan AS plan_1 ON plan_1.id = anon_4.id) AS anon_3) AS anon_2), 'null') || '}') AS textsend_1
