WITH anon_5 AS
(SELECT (SELECT levee_division_path($9::VARCHAR, $10::VARCHAR) AS levee_division_path_5) AS path)
 SELECT textsend('{"division":' || coalesce((SELECT '{"name":' || coalesce(to_json(division_1.name)::text, 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)), 'null') || ',"labour":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"line":' || coalesce((anon_2.line)::text, 'null') || ',"headcount":' || coalesce((anon_2.headcount)::text, 'null') || '}' AS one
FROM (SELECT resource_1.line AS line, sum(resource_1.headcount) AS headcount
FROM resource AS resource_1
WHERE resource_1.kind = 'LABOUR'::text AND (SELECT levee_division_path($2::VARCHAR, $3::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_1.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($2::VARCHAR, $4::VARCHAR) AS levee_division_path_2)) GROUP BY resource_1.line) AS anon_2 ORDER BY anon_2.line) AS anon_1), 'null') || ',"wardens":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_1
FROM warden AS warden_1
WHERE (SELECT levee_division_path($5::VARCHAR, $6::VARCHAR) AS levee_division_path_3) IS NOT NULL AND warden_1.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($5::VARCHAR, $7::VARCHAR) AS levee_division_path_4))))::text, 'null') || '}' AS anon_3), 'null') || ',"responses":' || coalesce((SELECT coalesce('[' || string_agg(anon_4.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"system":' || coalesce(to_json(response_1.system)::text, 'null') || '}' AS one
FROM response AS response_1
WHERE (response_1.period @> $8::TIMESTAMP WITH TIME ZONE) AND response_1.drill IS false AND (SELECT anon_5.path
FROM anon_5) IS NOT NULL AND (response_1.division_id IN (SELECT division_4.id
FROM division AS division_4
WHERE (division_4.path <@ (SELECT anon_5.path
FROM anon_5)) OR (division_4.path @> (SELECT anon_5.path
FROM anon_5))) OR response_1.basin_id IN (SELECT basin_division_1.basin_id
FROM basin_division AS basin_division_1 JOIN division AS division_4 ON division_4.id = basin_division_1.division_id
WHERE (division_4.path <@ (SELECT anon_5.path
FROM anon_5)) OR (division_4.path @> (SELECT anon_5.path
FROM anon_5)))) ORDER BY response_1.id) AS anon_4), 'null') || '}') AS textsend_1
