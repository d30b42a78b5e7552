SELECT '{"plans":' || coalesce(data.plans, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT anon_4.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_5."edge 1", ',' ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_6.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_8.node, 'null') || '}' AS anon_7
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_10.code) AS TEXT), 'null') || ',"basin":' || coalesce(anon_10.basin, 'null') || ',"versions":' || coalesce(anon_10.versions, 'null') || '}' AS anon_9
FROM (SELECT plan_1.code AS code, (SELECT '{"code":' || coalesce(CAST(to_json(anon_11.code) AS TEXT), 'null') || '}' AS one
FROM (SELECT basin_1.code AS code
FROM basin AS basin_1
WHERE basin_1.id = plan_1.basin_id) AS anon_11) AS basin, (SELECT coalesce('[' || string_agg('{"levels":' || coalesce(anon_12.levels, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT (SELECT coalesce('[' || string_agg('{"level":' || coalesce(CAST(to_json(anon_13.level) AS TEXT), 'null') || ',"condition":' || coalesce(CAST(to_json(anon_13.condition) AS TEXT), 'null') || ',"triggers":' || coalesce(anon_13.triggers, 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT plan_level_1.level AS level, plan_level_1.condition AS condition, (SELECT coalesce('[' || string_agg('{"way":' || coalesce(CAST(to_json(anon_14.way) AS TEXT), 'null') || ',"kind":' || coalesce(CAST(to_json(anon_14.kind) AS TEXT), 'null') || ',"atLeast":' || coalesce(CAST(anon_14."atLeast" AS TEXT), 'null') || ',"parent":' || coalesce(anon_14.parent, 'null') || ',"gauge":' || coalesce(anon_14.gauge, 'null') || ',"mark":' || coalesce(CAST(to_json(anon_14.mark) AS TEXT), 'null') || ',"side":' || coalesce(CAST(to_json(anon_14.side) AS TEXT), 'null') || ',"margin":' || coalesce(CAST(to_json(anon_14.margin) AS TEXT), 'null') || ',"forMinutes":' || coalesce(CAST(anon_14."forMinutes" AS TEXT), 'null') || ',"trend":' || coalesce(CAST(to_json(anon_14.trend) AS TEXT), 'null') || ',"clearMargin":' || coalesce(CAST(to_json(anon_14."clearMargin") AS TEXT), 'null') || ',"clearMinutes":' || coalesce(CAST(anon_14."clearMinutes" AS TEXT), 'null') || ',"amount":' || coalesce(CAST(to_json(anon_14.amount) AS TEXT), 'null') || ',"unit":' || coalesce(CAST(to_json(anon_14.unit) AS TEXT), 'null') || ',"overMinutes":' || coalesce(CAST(anon_14."overMinutes" AS TEXT), 'null') || ',"severity":' || coalesce(CAST(to_json(anon_14.severity) AS TEXT), 'null') || ',"topic":' || coalesce(CAST(to_json(anon_14.topic) AS TEXT), 'null') || ',"source":' || coalesce(CAST(to_json(anon_14.source) AS TEXT), 'null') || ',"parts":' || coalesce(anon_14.parts, 'null') || '}', ',') || ']', '[]') AS coalesce_3
FROM (SELECT trigger_condition_1.way AS way, trigger_condition_1.kind AS kind, trigger_condition_1.at_least AS "atLeast", anon_15.one AS parent, anon_16.one AS gauge, trigger_condition_1.mark AS mark, trigger_condition_1.side AS side, trigger_condition_1.margin AS margin, trigger_condition_1.for_minutes AS "forMinutes", trigger_condition_1.trend AS trend, trigger_condition_1.clear_margin AS "clearMargin", trigger_condition_1.clear_minutes AS "clearMinutes", trigger_condition_1.amount AS amount, trigger_condition_1.unit AS unit, trigger_condition_1.over_minutes AS "overMinutes", trigger_condition_1.severity AS severity, trigger_condition_1.topic AS topic, trigger_condition_1.source AS source, (SELECT coalesce('[' || string_agg('{"kind":' || coalesce(CAST(to_json(anon_17.kind) AS TEXT), 'null') || ',"gauge":' || coalesce(anon_17.gauge, 'null') || '}', ',') || ']', '[]') AS coalesce_4
FROM (SELECT trigger_condition_2.kind AS kind, anon_18.one AS gauge
FROM trigger_condition AS trigger_condition_2 LEFT OUTER JOIN LATERAL (SELECT '{"code":' || coalesce(CAST(to_json(anon_19.code) AS TEXT), 'null') || '}' AS one
FROM (SELECT gauge_1.code AS code
FROM gauge AS gauge_1
WHERE gauge_1.id = trigger_condition_2.gauge_id) AS anon_19) AS anon_18 ON true
WHERE trigger_condition_2.parent_id = trigger_condition_1.id ORDER BY trigger_condition_2.seq, trigger_condition_2.id) AS anon_17) AS parts
FROM trigger_condition AS trigger_condition_1 LEFT OUTER JOIN LATERAL (SELECT '{"kind":' || coalesce(CAST(to_json(anon_20.kind) AS TEXT), 'null') || '}' AS one
FROM (SELECT trigger_condition_3.kind AS kind
FROM trigger_condition AS trigger_condition_3
WHERE trigger_condition_3.id = trigger_condition_1.parent_id) AS anon_20) AS anon_15 ON true LEFT OUTER JOIN LATERAL (SELECT '{"name":' || coalesce(CAST(to_json(anon_21.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT gauge_2.name AS name
FROM gauge AS gauge_2
WHERE gauge_2.id = trigger_condition_1.gauge_id) AS anon_21) AS anon_16 ON true
WHERE trigger_condition_1.level_id = plan_level_1.id ORDER BY trigger_condition_1.way, trigger_condition_1.id) AS anon_14) AS triggers
FROM plan_level AS plan_level_1
WHERE plan_level_1.version_id = plan_version_1.id ORDER BY plan_level_1.level) AS anon_13) AS levels
FROM plan_version AS plan_version_1
WHERE plan_version_1.plan_id = plan_1.id ORDER BY plan_version_1.valid_from) AS anon_12) AS versions) AS anon_10) AS node) AS anon_8) AS "edge 1"
FROM (SELECT plan_2.id AS id
FROM plan AS plan_2
WHERE plan_2.system = ANY ($3::TEXT[]) ORDER BY plan_2.id
 LIMIT $1::INTEGER + 1) AS anon_6 JOIN plan AS plan_1 ON plan_1.id = anon_6.id) AS anon_5) AS anon_4) AS anon_3) AS plans) AS data
