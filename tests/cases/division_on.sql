SELECT textsend('{"now":' || coalesce((SELECT '{"name":' || coalesce(to_json(division_1.name)::text, 'null') || ',"validFrom":' || coalesce(to_json(division_1.valid_from)::text, 'null') || ',"validityBasis":' || coalesce(to_json(division_1.validity_basis)::text, 'null') || ',"predecessors":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"code":' || coalesce(to_json(division_2.code)::text, 'null') || ',"name":' || coalesce(to_json(division_2.name)::text, 'null') || ',"validTo":' || coalesce(to_json(division_2.valid_to)::text, 'null') || '}' AS one
FROM division AS division_2
WHERE division_2.successor_id = division_1.id ORDER BY division_2.id) AS anon_1), 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)), 'null') || ',"then":' || coalesce((SELECT '{"name":' || coalesce(to_json(division_3.name)::text, 'null') || ',"validTo":' || coalesce(to_json(division_3.valid_to)::text, 'null') || ',"successor":' || coalesce((SELECT '{"name":' || coalesce(to_json(division_4.name)::text, 'null') || '}' AS one
FROM division AS division_4
WHERE division_4.id = division_3.successor_id), 'null') || '}' AS one
FROM division AS division_3
WHERE division_3.code = $2::VARCHAR AND (daterange(division_3.valid_from, division_3.valid_to) @> $3::DATE)), 'null') || ',"gone":' || coalesce((SELECT '{"name":' || coalesce(to_json(division_5.name)::text, 'null') || '}' AS one
FROM division AS division_5
WHERE division_5.code = $4::VARCHAR AND (daterange(division_5.valid_from, division_5.valid_to) @> CURRENT_DATE)), 'null') || '}') AS textsend_1
