SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS one
FROM (SELECT division_1.name AS name, division_1.valid_from AS "validFrom", division_1.validity_basis AS "validityBasis", (SELECT coalesce(json_agg(anon_2.*), '[]'::json) AS coalesce_1
FROM (SELECT division_2.code AS code, division_2.name AS name, division_2.valid_to AS "validTo"
FROM division AS division_2
WHERE division_2.successor_id = division_1.id ORDER BY division_2.id) AS anon_2) AS predecessors
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_1) AS now, (SELECT row_to_json(anon_3.*) AS one
FROM (SELECT division_3.name AS name, division_3.valid_to AS "validTo", (SELECT row_to_json(anon_4.*) AS one
FROM (SELECT division_4.name AS name
FROM division AS division_4
WHERE division_4.id = division_3.successor_id) AS anon_4) AS successor
FROM division AS division_3
WHERE division_3.code = $2::VARCHAR AND (daterange(division_3.valid_from, division_3.valid_to) @> $3::DATE)) AS anon_3) AS "then", (SELECT row_to_json(anon_5.*) AS one
FROM (SELECT division_5.name AS name
FROM division AS division_5
WHERE division_5.code = $4::VARCHAR AND (daterange(division_5.valid_from, division_5.valid_to) @> CURRENT_DATE)) AS anon_5) AS gone) AS data
