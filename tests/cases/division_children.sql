SELECT '{"division":' || coalesce(data.division, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"children":' || coalesce(anon_2.children, 'null') || '}' AS one
FROM (SELECT (SELECT coalesce('[' || string_agg('{"code":' || coalesce(CAST(to_json(anon_3.code) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_3.name) AS TEXT), 'null') || ',"children":' || coalesce(anon_3.children, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT division_1.code AS code, division_1.name AS name, (SELECT coalesce('[' || string_agg('{"code":' || coalesce(CAST(to_json(anon_4.code) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT division_2.code AS code
FROM division AS division_2
WHERE division_2.parent_id = division_1.id ORDER BY division_2.code, division_2.id) AS anon_4) AS children
FROM division AS division_1
WHERE division_1.parent_id = division_3.id ORDER BY division_1.code, division_1.id) AS anon_3) AS children
FROM division AS division_3
WHERE division_3.code = $1::VARCHAR AND (daterange(division_3.valid_from, division_3.valid_to) @> CURRENT_DATE)) AS anon_2) AS division) AS data
