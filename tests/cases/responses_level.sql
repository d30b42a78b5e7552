SELECT textsend('{"responses":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"first":' || coalesce(to_json((SELECT response_transition_1."to"
FROM response_transition AS response_transition_1
WHERE response_transition_1.response_id = response_1.id AND response_transition_1.effective_at <= $1::TIMESTAMP WITH TIME ZONE ORDER BY response_transition_1.effective_at DESC, response_transition_1.id DESC
 LIMIT 1))::text, 'null') || ',"then":' || coalesce(to_json((SELECT response_transition_2."to"
FROM response_transition AS response_transition_2
WHERE response_transition_2.response_id = response_1.id AND response_transition_2.effective_at <= $2::TIMESTAMP WITH TIME ZONE ORDER BY response_transition_2.effective_at DESC, response_transition_2.id DESC
 LIMIT 1))::text, 'null') || ',"before":' || coalesce(to_json((SELECT response_transition_3."to"
FROM response_transition AS response_transition_3
WHERE response_transition_3.response_id = response_1.id AND response_transition_3.effective_at <= $3::TIMESTAMP WITH TIME ZONE ORDER BY response_transition_3.effective_at DESC, response_transition_3.id DESC
 LIMIT 1))::text, 'null') || '}' AS one
FROM response AS response_1
WHERE (response_1.period @> $4::TIMESTAMP WITH TIME ZONE) AND response_1.drill IS false AND response_1.system = ANY ($5::TEXT[]) ORDER BY response_1.id) AS anon_1), 'null') || '}') AS textsend_1
