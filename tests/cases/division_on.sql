SELECT '{"now":' || coalesce(data.now, 'null') || ',"then":' || coalesce(data."then", 'null') || ',"gone":' || coalesce(data.gone, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"name":' || coalesce(CAST(to_json(anon_2.name) AS TEXT), 'null') || ',"validFrom":' || coalesce(CAST(to_json(anon_2."validFrom") AS TEXT), 'null') || ',"validityBasis":' || coalesce(CAST(to_json(anon_2."validityBasis") AS TEXT), 'null') || ',"predecessors":' || coalesce(anon_2.predecessors, 'null') || '}' AS one
FROM (SELECT division_1.name AS name, division_1.valid_from AS "validFrom", division_1.validity_basis AS "validityBasis", (SELECT coalesce('[' || string_agg('{"code":' || coalesce(CAST(to_json(anon_3.code) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_3.name) AS TEXT), 'null') || ',"validTo":' || coalesce(CAST(to_json(anon_3."validTo") AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT division_2.code AS code, division_2.name AS name, division_2.valid_to AS "validTo"
FROM division AS division_2
WHERE division_2.successor_id = division_1.id ORDER BY division_2.id) AS anon_3) AS predecessors
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_2) AS now, (SELECT '{"name":' || coalesce(CAST(to_json(anon_4.name) AS TEXT), 'null') || ',"validTo":' || coalesce(CAST(to_json(anon_4."validTo") AS TEXT), 'null') || ',"successor":' || coalesce(anon_4.successor, 'null') || '}' AS one
FROM (SELECT division_3.name AS name, division_3.valid_to AS "validTo", (SELECT '{"name":' || coalesce(CAST(to_json(anon_5.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_4.name AS name
FROM division AS division_4
WHERE division_4.id = division_3.successor_id) AS anon_5) AS successor
FROM division AS division_3
WHERE division_3.code = $2::VARCHAR AND (daterange(division_3.valid_from, division_3.valid_to) @> $3::DATE)) AS anon_4) AS "then", (SELECT '{"name":' || coalesce(CAST(to_json(anon_6.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_5.name AS name
FROM division AS division_5
WHERE division_5.code = $4::VARCHAR AND (daterange(division_5.valid_from, division_5.valid_to) @> CURRENT_DATE)) AS anon_6) AS gone) AS data
