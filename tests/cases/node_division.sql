SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS one
FROM (SELECT levee_id('Division', division_1.id) AS id, division_1.name AS name
FROM division AS division_1
WHERE division_1.id = $1::BIGINT) AS anon_1) AS node) AS data
