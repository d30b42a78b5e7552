SELECT '{"division":' || coalesce(data.division, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"boundary":' || coalesce(CAST(to_json(anon_2.boundary) AS TEXT), 'null') || ',"basins":' || coalesce(anon_2.basins, 'null') || '}' AS one
FROM (SELECT levee_geojson(CAST(division_1.boundary AS geometry), 'BD09') AS boundary, (SELECT coalesce('[' || string_agg('{"code":' || coalesce(CAST(to_json(anon_3.code) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT basin_1.code AS code
FROM basin AS basin_1
WHERE basin_1.id IN (SELECT basin_division_1.basin_id
FROM basin_division AS basin_division_1
WHERE basin_division_1.division_id = division_1.id) ORDER BY basin_1.id) AS anon_3) AS basins
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_2) AS division) AS data
