SELECT textsend('{"divisionAt":' || coalesce((SELECT '{"code":' || coalesce(to_json(division_1.code)::text, 'null') || ',"name":' || coalesce(to_json(division_1.name)::text, 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.level = 'COUNTY'::text AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE) AND ST_DWithin(division_1.boundary, CAST(CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS geometry), 1e-9) ORDER BY division_1.code
 LIMIT 1), 'null') || ',"sea":' || coalesce((SELECT '{"code":' || coalesce(to_json(division_2.code)::text, 'null') || '}' AS one
FROM division AS division_2
WHERE division_2.level = 'COUNTY'::text AND (daterange(division_2.valid_from, division_2.valid_to) @> CURRENT_DATE) AND ST_DWithin(division_2.boundary, CAST(CAST(ST_SetSRID(ST_MakePoint($3::FLOAT, $4::FLOAT), 4326) AS geography) AS geometry), 1e-9) ORDER BY division_2.code
 LIMIT 1), 'null') || '}') AS textsend_1
