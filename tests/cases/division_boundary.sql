SELECT textsend('{"division":' || coalesce((SELECT '{"boundary":' || coalesce(to_json(levee_geojson(CAST(division_1.boundary AS geometry), 'BD09'))::text, 'null') || ',"basins":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"code":' || coalesce(to_json(basin_1.code)::text, 'null') || '}' AS one
FROM basin AS basin_1
WHERE basin_1.id IN (SELECT basin_division_1.basin_id
FROM basin_division AS basin_division_1
WHERE basin_division_1.division_id = division_1.id) ORDER BY basin_1.id) AS anon_1), 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)), 'null') || '}') AS textsend_1
