SELECT '{"a":' || coalesce(data.a, 'null') || ',"b":' || coalesce(data.b, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"x":' || coalesce(CAST(to_json(anon_2.x) AS TEXT), 'null') || ',"y":' || coalesce(CAST(to_json(anon_2.y) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_1.name AS x, division_1.name AS y
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_2) AS a, (SELECT '{"x":' || coalesce(CAST(to_json(anon_3.x) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_2.code AS x
FROM division AS division_2
WHERE division_2.code = $2::VARCHAR AND (daterange(division_2.valid_from, division_2.valid_to) @> CURRENT_DATE)) AS anon_3) AS b) AS data
