SELECT textsend('{"division":' || coalesce((SELECT '{"name":' || coalesce(to_json(division_1.name)::text, 'null') || ',"code":' || coalesce(to_json(division_1.code)::text, 'null') || ',"level":' || coalesce(to_json(division_1.level)::text, 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)), 'null') || '}') AS textsend_1
