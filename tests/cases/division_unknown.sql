SELECT '{"division":' || coalesce(data.division, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"name":' || coalesce(CAST(to_json(anon_2.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_1.name AS name
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_2) AS division) AS data
