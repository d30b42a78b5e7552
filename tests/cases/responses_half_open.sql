SELECT '{"start":' || coalesce(data.start, 'null') || ',"end":' || coalesce(data."end", 'null') || '}' AS anon_1
FROM (SELECT (SELECT coalesce('[' || string_agg('{"system":' || coalesce(CAST(to_json(anon_2.system) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT response_1.system AS system
FROM response AS response_1
WHERE (response_1.period @> $1::TIMESTAMP WITH TIME ZONE) AND response_1.drill IS false AND response_1.system = ANY ($2::TEXT[]) ORDER BY response_1.id) AS anon_2) AS start, (SELECT coalesce('[' || string_agg('{"system":' || coalesce(CAST(to_json(anon_3.system) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT response_2.system AS system
FROM response AS response_2
WHERE (response_2.period @> $3::TIMESTAMP WITH TIME ZONE) AND response_2.drill IS false AND response_2.system = ANY ($4::TEXT[]) ORDER BY response_2.id) AS anon_3) AS "end") AS data
