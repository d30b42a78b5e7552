SELECT textsend('{"responses":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"transitions":' || coalesce((SELECT coalesce('[' || string_agg(anon_2.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"kind":' || coalesce(to_json(response_transition_1.kind)::text, 'null') || ',"expectedUntil":' || coalesce(to_json(response_transition_1.expected_until)::text, 'null') || ',"notice":' || coalesce(anon_3.one, 'null') || '}' AS one
FROM response_transition AS response_transition_1 LEFT OUTER JOIN LATERAL (SELECT '{"title":' || coalesce(to_json(notice_1.title)::text, 'null') || ',"documentNo":' || coalesce(to_json(notice_1.document_no)::text, 'null') || ',"issuer":' || coalesce(to_json(notice_1.issuer)::text, 'null') || ',"scope":' || coalesce(to_json(notice_1.scope)::text, 'null') || ',"matter":' || coalesce(to_json(notice_1.matter)::text, 'null') || ',"level":' || coalesce(to_json(notice_1.level)::text, 'null') || ',"effectiveAt":' || coalesce(to_json(notice_1.effective_at)::text, 'null') || ',"expectedUntil":' || coalesce(to_json(notice_1.expected_until)::text, 'null') || ',"measures":' || coalesce(to_json(notice_1.measures)::text, 'null') || ',"text":' || coalesce(to_json(notice_1.text)::text, 'null') || '}' AS one
FROM notice AS notice_1
WHERE notice_1.id = response_transition_1.id) AS anon_3 ON true
WHERE response_transition_1.response_id = response_1.id ORDER BY response_transition_1.id) AS anon_2), 'null') || '}' AS one
FROM response AS response_1
WHERE (response_1.period @> $1::TIMESTAMP WITH TIME ZONE) AND response_1.drill IS false ORDER BY response_1.id) AS anon_1), 'null') || '}') AS textsend_1
