SELECT '{"divisionAt":' || coalesce(data."divisionAt", 'null') || ',"sea":' || coalesce(data.sea, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_2.code) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_2.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_1.code AS code, division_1.name AS name
FROM division AS division_1
WHERE division_1.level = 'COUNTY'::text AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE) AND ST_DWithin(division_1.boundary, CAST(CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS geometry), 1e-9) ORDER BY division_1.code
 LIMIT 1) AS anon_2) AS "divisionAt", (SELECT '{"code":' || coalesce(CAST(to_json(anon_3.code) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_2.code AS code
FROM division AS division_2
WHERE division_2.level = 'COUNTY'::text AND (daterange(division_2.valid_from, division_2.valid_to) @> CURRENT_DATE) AND ST_DWithin(division_2.boundary, CAST(CAST(ST_SetSRID(ST_MakePoint($3::FLOAT, $4::FLOAT), 4326) AS geography) AS geometry), 1e-9) ORDER BY division_2.code
 LIMIT 1) AS anon_3) AS sea) AS data
