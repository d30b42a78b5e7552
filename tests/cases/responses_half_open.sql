SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT coalesce(json_agg(anon_1.*), '[]'::json) AS coalesce_1
FROM (SELECT response_1.system AS system
FROM response AS response_1
WHERE (response_1.period @> $1::TIMESTAMP WITH TIME ZONE) AND response_1.drill IS false AND response_1.system = ANY ($2::TEXT[]) ORDER BY response_1.id) AS anon_1) AS start, (SELECT coalesce(json_agg(anon_2.*), '[]'::json) AS coalesce_2
FROM (SELECT response_2.system AS system
FROM response AS response_2
WHERE (response_2.period @> $3::TIMESTAMP WITH TIME ZONE) AND response_2.drill IS false AND response_2.system = ANY ($4::TEXT[]) ORDER BY response_2.id) AS anon_2) AS "end") AS data
