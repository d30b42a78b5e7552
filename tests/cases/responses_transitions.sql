SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT coalesce(json_agg(anon_1.*), '[]'::json) AS coalesce_1
FROM (SELECT (SELECT coalesce(json_agg(anon_2.*), '[]'::json) AS coalesce_2
FROM (SELECT response_transition_1.kind AS kind, response_transition_1."from" AS "from", response_transition_1."to" AS "to", response_transition_1.decided_at AS "decidedAt", response_transition_1.effective_at AS "effectiveAt", response_transition_1.effective_precision AS "effectivePrecision", response_transition_1.effective_basis AS "effectiveBasis", response_transition_1.reason AS reason, response_transition_1.document_no AS "documentNo", anon_3.one AS response
FROM response_transition AS response_transition_1 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_4.*) AS one
FROM (SELECT response_1.system AS system
FROM response AS response_1
WHERE response_1.id = response_transition_1.response_id) AS anon_4) AS anon_3 ON true
WHERE response_transition_1.response_id = response_2.id ORDER BY response_transition_1.id) AS anon_2) AS transitions
FROM response AS response_2
WHERE (response_2.period @> $1::TIMESTAMP WITH TIME ZONE) AND response_2.drill IS false ORDER BY response_2.id) AS anon_1) AS responses) AS data
