SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT anon_2.edges AS edges
FROM (SELECT coalesce(json_agg(anon_3."edge 1" ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER), '[]'::json) AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, (SELECT row_to_json(anon_5.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT plan_1.code AS code, (SELECT row_to_json(anon_7.*) AS one
FROM (SELECT basin_1.code AS code
FROM basin AS basin_1
WHERE basin_1.id = plan_1.basin_id) AS anon_7) AS basin, (SELECT coalesce(json_agg(anon_8.*), '[]'::json) AS coalesce_1
FROM (SELECT (SELECT coalesce(json_agg(anon_9.*), '[]'::json) AS coalesce_2
FROM (SELECT plan_level_1.level AS level, plan_level_1.condition AS condition, (SELECT coalesce(json_agg(anon_10.*), '[]'::json) AS coalesce_3
FROM (SELECT trigger_condition_1.way AS way, trigger_condition_1.kind AS kind, trigger_condition_1.at_least AS "atLeast", anon_11.one AS parent, anon_12.one AS gauge, trigger_condition_1.mark AS mark, trigger_condition_1.side AS side, trigger_condition_1.margin AS margin, trigger_condition_1.for_minutes AS "forMinutes", trigger_condition_1.trend AS trend, trigger_condition_1.clear_margin AS "clearMargin", trigger_condition_1.clear_minutes AS "clearMinutes", trigger_condition_1.amount AS amount, trigger_condition_1.unit AS unit, trigger_condition_1.over_minutes AS "overMinutes", trigger_condition_1.severity AS severity, trigger_condition_1.topic AS topic, trigger_condition_1.source AS source, (SELECT coalesce(json_agg(anon_13.*), '[]'::json) AS coalesce_4
FROM (SELECT trigger_condition_2.kind AS kind, anon_14.one AS gauge
FROM trigger_condition AS trigger_condition_2 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_15.*) AS one
FROM (SELECT gauge_1.code AS code
FROM gauge AS gauge_1
WHERE gauge_1.id = trigger_condition_2.gauge_id) AS anon_15) AS anon_14 ON true
WHERE trigger_condition_2.parent_id = trigger_condition_1.id ORDER BY trigger_condition_2.seq, trigger_condition_2.id) AS anon_13) AS parts
FROM trigger_condition AS trigger_condition_1 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_16.*) AS one
FROM (SELECT trigger_condition_3.kind AS kind
FROM trigger_condition AS trigger_condition_3
WHERE trigger_condition_3.id = trigger_condition_1.parent_id) AS anon_16) AS anon_11 ON true LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_17.*) AS one
FROM (SELECT gauge_2.name AS name
FROM gauge AS gauge_2
WHERE gauge_2.id = trigger_condition_1.gauge_id) AS anon_17) AS anon_12 ON true
WHERE trigger_condition_1.level_id = plan_level_1.id ORDER BY trigger_condition_1.way, trigger_condition_1.id) AS anon_10) AS triggers
FROM plan_level AS plan_level_1
WHERE plan_level_1.version_id = plan_version_1.id ORDER BY plan_level_1.level) AS anon_9) AS levels
FROM plan_version AS plan_version_1
WHERE plan_version_1.plan_id = plan_1.id ORDER BY plan_version_1.valid_from) AS anon_8) AS versions) AS anon_6) AS node) AS anon_5) AS "edge 1"
FROM (SELECT plan_2.id AS id
FROM plan AS plan_2
WHERE plan_2.system = ANY ($3::TEXT[]) ORDER BY plan_2.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN plan AS plan_1 ON plan_1.id = anon_4.id) AS anon_3) AS anon_2) AS anon_1) AS plans) AS data
