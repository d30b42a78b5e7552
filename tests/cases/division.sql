SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS one
FROM (SELECT levee_id('Division', division_1.id) AS id, division_1.code AS code, division_1.name AS name, division_1.name_en AS "nameEn", division_1.level AS level, division_1.official AS official, (SELECT row_to_json(anon_2.*) AS one
FROM (SELECT division_2.name AS name, (SELECT row_to_json(anon_3.*) AS one
FROM (SELECT division_3.name AS name, (SELECT row_to_json(anon_4.*) AS one
FROM (SELECT division_4.name AS name
FROM division AS division_4
WHERE division_4.id = division_3.parent_id) AS anon_4) AS parent
FROM division AS division_3
WHERE division_3.id = division_2.parent_id) AS anon_3) AS parent
FROM division AS division_2
WHERE division_2.id = division_1.parent_id) AS anon_2) AS parent
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_1) AS division) AS data
