SELECT textsend('{"division":' || coalesce((SELECT '{"name":' || coalesce(to_json(division_1.name)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('Division', division_1.id))::text, 'null') || ',"parent":' || coalesce((SELECT '{"name":' || coalesce(to_json(division_2.name)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('Division', division_2.id))::text, 'null') || ',"code":' || coalesce(to_json(division_2.code)::text, 'null') || '}' AS one
FROM division AS division_2
WHERE division_2.id = division_1.parent_id), 'null') || ',"code":' || coalesce(to_json(division_1.code)::text, 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)), 'null') || '}') AS textsend_1
