SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS one
FROM (SELECT division_1.name AS name, division_1.code AS code, division_1.level AS level
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_1) AS division) AS data
