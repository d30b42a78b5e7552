SELECT textsend('{"division":' || coalesce((SELECT '{"code":' || coalesce(to_json(division_1.code)::text, 'null') || ',"level":' || coalesce(to_json(division_1.level)::text, 'null') || ',"official":' || coalesce((division_1.official)::text, 'null') || ',"parent":' || coalesce((SELECT '{"name":' || coalesce(to_json(division_2.name)::text, 'null') || '}' AS one
FROM division AS division_2
WHERE division_2.id = division_1.parent_id), 'null') || ',"boundary":' || coalesce(to_json(CAST(ST_AsGeoJSON(levee_wound(division_1.boundary), 7, 0) AS JSON))::text, 'null') || ',"location":' || coalesce(to_json(CAST(ST_AsGeoJSON(division_1.location, 7, 0) AS JSON))::text, 'null') || ',"note":' || coalesce(to_json(division_1.note)::text, 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)), 'null') || '}') AS textsend_1
