WITH anon_8 AS
(SELECT (SELECT levee_division_path($9::VARCHAR, $10::VARCHAR) AS levee_division_path_5) AS path)
 SELECT '{"division":' || coalesce(data.division, 'null') || ',"labour":' || coalesce(data.labour, 'null') || ',"wardens":' || coalesce(data.wardens, 'null') || ',"responses":' || coalesce(data.responses, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"name":' || coalesce(CAST(to_json(anon_2.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_1.name AS name
FROM division AS division_1
WHERE division_1.code = $1::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_2) AS division, (SELECT coalesce('[' || string_agg('{"line":' || coalesce(CAST(anon_3.line AS TEXT), 'null') || ',"headcount":' || coalesce(CAST(anon_3.headcount AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_4.line AS line, anon_4.headcount AS headcount
FROM (SELECT resource_1.line AS line, sum(resource_1.headcount) AS headcount
FROM resource AS resource_1
WHERE resource_1.kind = 'LABOUR'::text AND (SELECT levee_division_path($2::VARCHAR, $3::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_1.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($2::VARCHAR, $4::VARCHAR) AS levee_division_path_2)) GROUP BY resource_1.line) AS anon_4 ORDER BY anon_4.line) AS anon_3) AS labour, (SELECT '{"totalCount":' || coalesce(CAST(anon_6."totalCount" AS TEXT), 'null') || '}' AS anon_5
FROM (SELECT (SELECT count(*) AS count_1
FROM warden AS warden_1
WHERE (SELECT levee_division_path($5::VARCHAR, $6::VARCHAR) AS levee_division_path_3) IS NOT NULL AND warden_1.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($5::VARCHAR, $7::VARCHAR) AS levee_division_path_4))) AS "totalCount") AS anon_6) AS wardens, (SELECT coalesce('[' || string_agg('{"system":' || coalesce(CAST(to_json(anon_7.system) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT response_1.system AS system
FROM response AS response_1
WHERE (response_1.period @> $8::TIMESTAMP WITH TIME ZONE) AND response_1.drill IS false AND (SELECT anon_8.path
FROM anon_8) IS NOT NULL AND (response_1.division_id IN (SELECT division_4.id
FROM division AS division_4
WHERE (division_4.path <@ (SELECT anon_8.path
FROM anon_8)) OR (division_4.path @> (SELECT anon_8.path
FROM anon_8))) OR response_1.basin_id IN (SELECT basin_division_1.basin_id
FROM basin_division AS basin_division_1 JOIN division AS division_4 ON division_4.id = basin_division_1.division_id
WHERE (division_4.path <@ (SELECT anon_8.path
FROM anon_8)) OR (division_4.path @> (SELECT anon_8.path
FROM anon_8)))) ORDER BY response_1.id) AS anon_7) AS responses) AS data
