SELECT textsend('{"a":' || coalesce((SELECT '{"x":' || coalesce(to_json(division_1.name)::text, 'null') || ',"y":' || coalesce(to_json(division_1.name)::text, 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)), 'null') || ',"b":' || coalesce((SELECT '{"x":' || coalesce(to_json(division_2.code)::text, 'null') || '}' AS one
FROM division AS division_2
WHERE division_2.code = $2::VARCHAR AND (daterange(division_2.valid_from, division_2.valid_to) @> CURRENT_DATE)), 'null') || '}') AS textsend_1
