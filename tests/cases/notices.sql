SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT coalesce(json_agg(anon_1.*), '[]'::json) AS coalesce_1
FROM (SELECT (SELECT coalesce(json_agg(anon_2.*), '[]'::json) AS coalesce_2
FROM (SELECT response_transition_1.kind AS kind, response_transition_1.expected_until AS "expectedUntil", anon_3.one AS notice
FROM response_transition AS response_transition_1 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_4.*) AS one
FROM (SELECT notice_1.title AS title, notice_1.document_no AS "documentNo", notice_1.issuer AS issuer, notice_1.scope AS scope, notice_1.matter AS matter, notice_1.level AS level, notice_1.effective_at AS "effectiveAt", notice_1.expected_until AS "expectedUntil", notice_1.measures AS measures, notice_1.text AS text
FROM notice AS notice_1
WHERE notice_1.id = response_transition_1.id) AS anon_4) AS anon_3 ON true
WHERE response_transition_1.response_id = response_1.id ORDER BY response_transition_1.id) AS anon_2) AS transitions
FROM response AS response_1
WHERE (response_1.period @> $1::TIMESTAMP WITH TIME ZONE) AND response_1.drill IS false ORDER BY response_1.id) AS anon_1) AS responses) AS data
