SELECT textsend('{"responses":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"system":' || coalesce(to_json(response_1.system)::text, 'null') || ',"drill":' || coalesce((response_1.drill)::text, 'null') || ',"level":' || coalesce(to_json((SELECT response_transition_1."to"
FROM response_transition AS response_transition_1
WHERE response_transition_1.response_id = response_1.id AND response_transition_1.effective_at <= $1::TIMESTAMP WITH TIME ZONE ORDER BY response_transition_1.effective_at DESC, response_transition_1.id DESC
 LIMIT 1))::text, 'null') || ',"startedAt":' || coalesce(to_json((SELECT response_transition_2.effective_at
FROM response_transition AS response_transition_2
WHERE response_transition_2.response_id = response_1.id AND response_transition_2.kind = 'START'::text))::text, 'null') || ',"endedAt":' || coalesce(to_json((SELECT anon_2.effective_at
FROM (SELECT response_transition_3.effective_at AS effective_at, response_transition_3."to" AS "to"
FROM response_transition AS response_transition_3
WHERE response_transition_3.response_id = response_1.id ORDER BY response_transition_3.id DESC
 LIMIT 1) AS anon_2
WHERE anon_2."to" IS NULL))::text, 'null') || ',"division":' || coalesce((SELECT '{"name":' || coalesce(to_json(division_1.name)::text, 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.id = response_1.division_id), 'null') || ',"plan":' || coalesce((SELECT '{"title":' || coalesce(to_json(plan_1.title)::text, 'null') || '}' AS one
FROM plan AS plan_1
WHERE plan_1.id = response_1.plan_id), 'null') || '}' AS one
FROM response AS response_1
WHERE (response_1.period @> $2::TIMESTAMP WITH TIME ZONE) AND response_1.drill IS false ORDER BY response_1.id) AS anon_1), 'null') || '}') AS textsend_1
