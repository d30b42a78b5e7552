SELECT '{"division":' || coalesce(data.division, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"id":' || coalesce(CAST(to_json(anon_2.id) AS TEXT), 'null') || ',"code":' || coalesce(CAST(to_json(anon_2.code) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_2.name) AS TEXT), 'null') || ',"nameEn":' || coalesce(CAST(to_json(anon_2."nameEn") AS TEXT), 'null') || ',"level":' || coalesce(CAST(to_json(anon_2.level) AS TEXT), 'null') || ',"official":' || coalesce(CAST(anon_2.official AS TEXT), 'null') || ',"parent":' || coalesce(anon_2.parent, 'null') || '}' AS one
FROM (SELECT levee_id('Division', division_1.id) AS id, division_1.code AS code, division_1.name AS name, division_1.name_en AS "nameEn", division_1.level AS level, division_1.official AS official, (SELECT '{"name":' || coalesce(CAST(to_json(anon_3.name) AS TEXT), 'null') || ',"parent":' || coalesce(anon_3.parent, 'null') || '}' AS one
FROM (SELECT division_2.name AS name, (SELECT '{"name":' || coalesce(CAST(to_json(anon_4.name) AS TEXT), 'null') || ',"parent":' || coalesce(anon_4.parent, 'null') || '}' AS one
FROM (SELECT division_3.name AS name, (SELECT '{"name":' || coalesce(CAST(to_json(anon_5.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_4.name AS name
FROM division AS division_4
WHERE division_4.id = division_3.parent_id) AS anon_5) AS parent
FROM division AS division_3
WHERE division_3.id = division_2.parent_id) AS anon_4) AS parent
FROM division AS division_2
WHERE division_2.id = division_1.parent_id) AS anon_3) AS parent
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_2) AS division) AS data
