SELECT '{"responses":' || coalesce(data.responses, 'null') || '}' AS anon_1
FROM (SELECT (SELECT coalesce('[' || string_agg('{"transitions":' || coalesce(anon_2.transitions, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT (SELECT coalesce('[' || string_agg('{"kind":' || coalesce(CAST(to_json(anon_3.kind) AS TEXT), 'null') || ',"from":' || coalesce(CAST(to_json(anon_3."from") AS TEXT), 'null') || ',"to":' || coalesce(CAST(to_json(anon_3."to") AS TEXT), 'null') || ',"decidedAt":' || coalesce(CAST(to_json(anon_3."decidedAt") AS TEXT), 'null') || ',"effectiveAt":' || coalesce(CAST(to_json(anon_3."effectiveAt") AS TEXT), 'null') || ',"effectivePrecision":' || coalesce(CAST(to_json(anon_3."effectivePrecision") AS TEXT), 'null') || ',"effectiveBasis":' || coalesce(CAST(to_json(anon_3."effectiveBasis") AS TEXT), 'null') || ',"reason":' || coalesce(CAST(to_json(anon_3.reason) AS TEXT), 'null') || ',"documentNo":' || coalesce(CAST(to_json(anon_3."documentNo") AS TEXT), 'null') || ',"response":' || coalesce(anon_3.response, 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT response_transition_1.kind AS kind, response_transition_1."from" AS "from", response_transition_1."to" AS "to", response_transition_1.decided_at AS "decidedAt", response_transition_1.effective_at AS "effectiveAt", response_transition_1.effective_precision AS "effectivePrecision", response_transition_1.effective_basis AS "effectiveBasis", response_transition_1.reason AS reason, response_transition_1.document_no AS "documentNo", anon_4.one AS response
FROM response_transition AS response_transition_1 LEFT OUTER JOIN LATERAL (SELECT '{"system":' || coalesce(CAST(to_json(anon_5.system) AS TEXT), 'null') || '}' AS one
FROM (SELECT response_1.system AS system
FROM response AS response_1
WHERE response_1.id = response_transition_1.response_id) AS anon_5) AS anon_4 ON true
WHERE response_transition_1.response_id = response_2.id ORDER BY response_transition_1.id) AS anon_3) AS transitions
FROM response AS response_2
WHERE (response_2.period @> $1::TIMESTAMP WITH TIME ZONE) AND response_2.drill IS false ORDER BY response_2.id) AS anon_2) AS responses) AS data
