SELECT textsend('{"responses":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"transitions":' || coalesce((SELECT coalesce('[' || string_agg(anon_2.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"kind":' || coalesce(to_json(response_transition_1.kind)::text, 'null') || ',"from":' || coalesce(to_json(response_transition_1."from")::text, 'null') || ',"to":' || coalesce(to_json(response_transition_1."to")::text, 'null') || ',"decidedAt":' || coalesce(to_json(response_transition_1.decided_at)::text, 'null') || ',"effectiveAt":' || coalesce(to_json(response_transition_1.effective_at)::text, 'null') || ',"effectivePrecision":' || coalesce(to_json(response_transition_1.effective_precision)::text, 'null') || ',"effectiveBasis":' || coalesce(to_json(response_transition_1.effective_basis)::text, 'null') || ',"reason":' || coalesce(to_json(response_transition_1.reason)::text, 'null') || ',"documentNo":' || coalesce(to_json(response_transition_1.document_no)::text, 'null') || ',"response":' || coalesce(anon_3.one, 'null') || '}' AS one
FROM response_transition AS response_transition_1 LEFT OUTER JOIN LATERAL (SELECT '{"system":' || coalesce(to_json(response_1.system)::text, 'null') || '}' AS one
FROM response AS response_1
WHERE response_1.id = response_transition_1.response_id) AS anon_3 ON true
WHERE response_transition_1.response_id = response_2.id ORDER BY response_transition_1.id) AS anon_2), 'null') || '}' AS one
FROM response AS response_2
WHERE (response_2.period @> $1::TIMESTAMP WITH TIME ZONE) AND response_2.drill IS false ORDER BY response_2.id) AS anon_1), 'null') || '}') AS textsend_1
