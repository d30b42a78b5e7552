WITH anon_2 AS
(SELECT (SELECT levee_division_path($2::VARCHAR, $3::VARCHAR) AS levee_division_path_1) AS path),
anon_4 AS
(SELECT (SELECT levee_division_path($5::VARCHAR, $6::VARCHAR) AS levee_division_path_2) AS path),
anon_6 AS
(SELECT (SELECT levee_division_path($8::VARCHAR, $9::VARCHAR) AS levee_division_path_3) AS path)
 SELECT textsend('{"below":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"system":' || coalesce(to_json(response_1.system)::text, 'null') || '}' AS one
FROM response AS response_1
WHERE (response_1.period @> $1::TIMESTAMP WITH TIME ZONE) AND response_1.drill IS false AND (SELECT anon_2.path
FROM anon_2) IS NOT NULL AND (response_1.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE (division_1.path <@ (SELECT anon_2.path
FROM anon_2)) OR (division_1.path @> (SELECT anon_2.path
FROM anon_2))) OR response_1.basin_id IN (SELECT basin_division_1.basin_id
FROM basin_division AS basin_division_1 JOIN division AS division_1 ON division_1.id = basin_division_1.division_id
WHERE (division_1.path <@ (SELECT anon_2.path
FROM anon_2)) OR (division_1.path @> (SELECT anon_2.path
FROM anon_2)))) ORDER BY response_1.id) AS anon_1), 'null') || ',"above":' || coalesce((SELECT coalesce('[' || string_agg(anon_3.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"system":' || coalesce(to_json(response_2.system)::text, 'null') || '}' AS one
FROM response AS response_2
WHERE (response_2.period @> $4::TIMESTAMP WITH TIME ZONE) AND response_2.drill IS false AND (SELECT anon_4.path
FROM anon_4) IS NOT NULL AND (response_2.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE (division_2.path <@ (SELECT anon_4.path
FROM anon_4)) OR (division_2.path @> (SELECT anon_4.path
FROM anon_4))) OR response_2.basin_id IN (SELECT basin_division_2.basin_id
FROM basin_division AS basin_division_2 JOIN division AS division_2 ON division_2.id = basin_division_2.division_id
WHERE (division_2.path <@ (SELECT anon_4.path
FROM anon_4)) OR (division_2.path @> (SELECT anon_4.path
FROM anon_4)))) ORDER BY response_2.id) AS anon_3), 'null') || ',"beside":' || coalesce((SELECT coalesce('[' || string_agg(anon_5.one, ',') || ']', '[]') AS coalesce_3
FROM (SELECT '{"system":' || coalesce(to_json(response_3.system)::text, 'null') || '}' AS one
FROM response AS response_3
WHERE (response_3.period @> $7::TIMESTAMP WITH TIME ZONE) AND response_3.drill IS false AND (SELECT anon_6.path
FROM anon_6) IS NOT NULL AND (response_3.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE (division_3.path <@ (SELECT anon_6.path
FROM anon_6)) OR (division_3.path @> (SELECT anon_6.path
FROM anon_6))) OR response_3.basin_id IN (SELECT basin_division_3.basin_id
FROM basin_division AS basin_division_3 JOIN division AS division_3 ON division_3.id = basin_division_3.division_id
WHERE (division_3.path <@ (SELECT anon_6.path
FROM anon_6)) OR (division_3.path @> (SELECT anon_6.path
FROM anon_6)))) ORDER BY response_3.id) AS anon_5), 'null') || '}') AS textsend_1
