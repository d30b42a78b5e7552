SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS one
FROM (SELECT levee_geojson(CAST(division_1.boundary AS geometry), 'BD09') AS boundary, (SELECT coalesce(json_agg(anon_2.*), '[]'::json) AS coalesce_1
FROM (SELECT basin_1.code AS code
FROM basin AS basin_1
WHERE basin_1.id IN (SELECT basin_division_1.basin_id
FROM basin_division AS basin_division_1
WHERE basin_division_1.division_id = division_1.id) ORDER BY basin_1.id) AS anon_2) AS basins
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_1) AS division) AS data
