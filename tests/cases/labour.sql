SELECT textsend('{"labour":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"line":' || coalesce((anon_2.line)::text, 'null') || ',"headcount":' || coalesce((anon_2.headcount)::text, 'null') || '}' AS one
FROM (SELECT resource_1.line AS line, sum(resource_1.headcount) AS headcount
FROM resource AS resource_1
WHERE resource_1.kind = 'LABOUR'::text AND (SELECT levee_division_path($1::VARCHAR, $2::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_1.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE division_1.path <@ (SELECT levee_division_path($1::VARCHAR, $3::VARCHAR) AS levee_division_path_2)) GROUP BY resource_1.line) AS anon_2 ORDER BY anon_2.line) AS anon_1), 'null') || '}') AS textsend_1
