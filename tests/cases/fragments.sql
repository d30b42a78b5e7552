SELECT '{"division":' || coalesce(data.division, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"name":' || coalesce(CAST(to_json(anon_2.name) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_2.id) AS TEXT), 'null') || ',"parent":' || coalesce(anon_2.parent, 'null') || ',"code":' || coalesce(CAST(to_json(anon_2.code) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_1.name AS name, levee_id('Division', division_1.id) AS id, (SELECT '{"name":' || coalesce(CAST(to_json(anon_3.name) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_3.id) AS TEXT), 'null') || ',"code":' || coalesce(CAST(to_json(anon_3.code) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_2.name AS name, levee_id('Division', division_2.id) AS id, division_2.code AS code
FROM division AS division_2
WHERE division_2.id = division_1.parent_id) AS anon_3) AS parent, division_1.code AS code
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_2) AS division) AS data
