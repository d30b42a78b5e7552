SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS one
FROM (SELECT division_1.name AS name, levee_id('Division', division_1.id) AS id, (SELECT row_to_json(anon_2.*) AS one
FROM (SELECT division_2.name AS name, levee_id('Division', division_2.id) AS id, division_2.code AS code
FROM division AS division_2
WHERE division_2.id = division_1.parent_id) AS anon_2) AS parent, division_1.code AS code
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_1) AS division) AS data
