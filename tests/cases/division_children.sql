SELECT textsend('{"division":' || coalesce((SELECT '{"children":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"code":' || coalesce(to_json(division_1.code)::text, 'null') || ',"name":' || coalesce(to_json(division_1.name)::text, 'null') || ',"children":' || coalesce((SELECT coalesce('[' || string_agg(anon_2.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"code":' || coalesce(to_json(division_2.code)::text, 'null') || '}' AS one
FROM division AS division_2
WHERE division_2.parent_id = division_1.id ORDER BY division_2.code, division_2.id) AS anon_2), 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.parent_id = division_3.id ORDER BY division_1.code, division_1.id) AS anon_1), 'null') || '}' AS one
FROM division AS division_3
WHERE division_3.code = $1::VARCHAR AND (daterange(division_3.valid_from, division_3.valid_to) @> CURRENT_DATE)), 'null') || '}') AS textsend_1
