SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS one
FROM (SELECT division_1.code AS code, division_1.level AS level, division_1.official AS official, (SELECT row_to_json(anon_2.*) AS one
FROM (SELECT division_2.name AS name
FROM division AS division_2
WHERE division_2.id = division_1.parent_id) AS anon_2) AS parent, CAST(ST_AsGeoJSON(levee_wound(division_1.boundary), 7, 0) AS JSON) AS boundary, CAST(ST_AsGeoJSON(division_1.location, 7, 0) AS JSON) AS location, division_1.note AS note
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_1) AS division) AS data
