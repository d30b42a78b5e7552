SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT coalesce(json_agg(anon_1.*), '[]'::json) AS coalesce_1
FROM (SELECT response_1.system AS system, response_1.drill AS drill, (SELECT response_transition_1."to"
FROM response_transition AS response_transition_1
WHERE response_transition_1.response_id = response_1.id AND response_transition_1.effective_at <= $1::TIMESTAMP WITH TIME ZONE ORDER BY response_transition_1.effective_at DESC, response_transition_1.id DESC
 LIMIT 1) AS level, (SELECT response_transition_2.effective_at
FROM response_transition AS response_transition_2
WHERE response_transition_2.response_id = response_1.id AND response_transition_2.kind = 'START'::text) AS "startedAt", (SELECT anon_2.effective_at
FROM (SELECT response_transition_3.effective_at AS effective_at, response_transition_3."to" AS "to"
FROM response_transition AS response_transition_3
WHERE response_transition_3.response_id = response_1.id ORDER BY response_transition_3.id DESC
 LIMIT 1) AS anon_2
WHERE anon_2."to" IS NULL) AS "endedAt", (SELECT row_to_json(anon_3.*) AS one
FROM (SELECT division_1.name AS name
FROM division AS division_1
WHERE division_1.id = response_1.division_id) AS anon_3) AS division, (SELECT row_to_json(anon_4.*) AS one
FROM (SELECT plan_1.title AS title
FROM plan AS plan_1
WHERE plan_1.id = response_1.plan_id) AS anon_4) AS plan
FROM response AS response_1
WHERE (response_1.period @> $2::TIMESTAMP WITH TIME ZONE) AND response_1.drill IS false ORDER BY response_1.id) AS anon_1) AS responses) AS data
