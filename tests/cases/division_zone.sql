SELECT '{"division":' || coalesce(data.division, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_2.code) AS TEXT), 'null') || ',"level":' || coalesce(CAST(to_json(anon_2.level) AS TEXT), 'null') || ',"official":' || coalesce(CAST(anon_2.official AS TEXT), 'null') || ',"parent":' || coalesce(anon_2.parent, 'null') || ',"boundary":' || coalesce(CAST(to_json(anon_2.boundary) AS TEXT), 'null') || ',"location":' || coalesce(CAST(to_json(anon_2.location) AS TEXT), 'null') || ',"note":' || coalesce(CAST(to_json(anon_2.note) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_1.code AS code, division_1.level AS level, division_1.official AS official, (SELECT '{"name":' || coalesce(CAST(to_json(anon_3.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_2.name AS name
FROM division AS division_2
WHERE division_2.id = division_1.parent_id) AS anon_3) AS parent, CAST(ST_AsGeoJSON(levee_wound(division_1.boundary), 7, 0) AS JSON) AS boundary, CAST(ST_AsGeoJSON(division_1.location, 7, 0) AS JSON) AS location, division_1.note AS note
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_2) AS division) AS data
