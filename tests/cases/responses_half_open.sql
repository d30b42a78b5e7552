SELECT textsend('{"start":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"system":' || coalesce(to_json(response_1.system)::text, 'null') || '}' AS one
FROM response AS response_1
WHERE (response_1.period @> $1::TIMESTAMP WITH TIME ZONE) AND response_1.drill IS false AND response_1.system = ANY ($2::TEXT[]) ORDER BY response_1.id) AS anon_1), 'null') || ',"end":' || coalesce((SELECT coalesce('[' || string_agg(anon_2.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"system":' || coalesce(to_json(response_2.system)::text, 'null') || '}' AS one
FROM response AS response_2
WHERE (response_2.period @> $3::TIMESTAMP WITH TIME ZONE) AND response_2.drill IS false AND response_2.system = ANY ($4::TEXT[]) ORDER BY response_2.id) AS anon_2), 'null') || '}') AS textsend_1
