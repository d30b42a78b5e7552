SELECT '{"responses":' || coalesce(data.responses, 'null') || '}' AS anon_1
FROM (SELECT (SELECT coalesce('[' || string_agg('{"system":' || coalesce(CAST(to_json(anon_2.system) AS TEXT), 'null') || ',"drill":' || coalesce(CAST(anon_2.drill AS TEXT), 'null') || ',"level":' || coalesce(CAST(to_json(anon_2.level) AS TEXT), 'null') || ',"startedAt":' || coalesce(CAST(to_json(anon_2."startedAt") AS TEXT), 'null') || ',"endedAt":' || coalesce(CAST(to_json(anon_2."endedAt") AS TEXT), 'null') || ',"division":' || coalesce(anon_2.division, 'null') || ',"plan":' || coalesce(anon_2.plan, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT response_1.system AS system, response_1.drill AS drill, (SELECT response_transition_1."to"
FROM response_transition AS response_transition_1
WHERE response_transition_1.response_id = response_1.id AND response_transition_1.effective_at <= $1::TIMESTAMP WITH TIME ZONE ORDER BY response_transition_1.effective_at DESC, response_transition_1.id DESC
 LIMIT 1) AS level, (SELECT response_transition_2.effective_at
FROM response_transition AS response_transition_2
WHERE response_transition_2.response_id = response_1.id AND response_transition_2.kind = 'START'::text) AS "startedAt", (SELECT anon_3.effective_at
FROM (SELECT response_transition_3.effective_at AS effective_at, response_transition_3."to" AS "to"
FROM response_transition AS response_transition_3
WHERE response_transition_3.response_id = response_1.id ORDER BY response_transition_3.id DESC
 LIMIT 1) AS anon_3
WHERE anon_3."to" IS NULL) AS "endedAt", (SELECT '{"name":' || coalesce(CAST(to_json(anon_4.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_1.name AS name
FROM division AS division_1
WHERE division_1.id = response_1.division_id) AS anon_4) AS division, (SELECT '{"title":' || coalesce(CAST(to_json(anon_5.title) AS TEXT), 'null') || '}' AS one
FROM (SELECT plan_1.title AS title
FROM plan AS plan_1
WHERE plan_1.id = response_1.plan_id) AS anon_5) AS plan
FROM response AS response_1
WHERE (response_1.period @> $2::TIMESTAMP WITH TIME ZONE) AND response_1.drill IS false ORDER BY response_1.id) AS anon_2) AS responses) AS data
