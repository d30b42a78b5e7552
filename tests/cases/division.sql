SELECT textsend('{"division":' || coalesce((SELECT '{"id":' || coalesce(to_json(levee_id('Division', division_1.id))::text, 'null') || ',"code":' || coalesce(to_json(division_1.code)::text, 'null') || ',"name":' || coalesce(to_json(division_1.name)::text, 'null') || ',"nameEn":' || coalesce(to_json(division_1.name_en)::text, 'null') || ',"level":' || coalesce(to_json(division_1.level)::text, 'null') || ',"official":' || coalesce((division_1.official)::text, 'null') || ',"parent":' || coalesce((SELECT '{"name":' || coalesce(to_json(division_2.name)::text, 'null') || ',"parent":' || coalesce((SELECT '{"name":' || coalesce(to_json(division_3.name)::text, 'null') || ',"parent":' || coalesce((SELECT '{"name":' || coalesce(to_json(division_4.name)::text, 'null') || '}' AS one
FROM division AS division_4
WHERE division_4.id = division_3.parent_id), 'null') || '}' AS one
FROM division AS division_3
WHERE division_3.id = division_2.parent_id), 'null') || '}' AS one
FROM division AS division_2
WHERE division_2.id = division_1.parent_id), 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)), 'null') || '}') AS textsend_1
