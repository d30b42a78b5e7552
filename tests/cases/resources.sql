SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT anon_2.edges AS edges
FROM (SELECT coalesce(json_agg(anon_3."edge 1" ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.code, anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($1::BYTEA, CAST(anon_4.code AS TEXT), CAST(anon_4.id AS TEXT)) AS mark, (SELECT row_to_json(anon_5.*) AS row_to_json_3
FROM (SELECT CASE WHEN (resource_1.kind = 'DEPOT'::text) THEN (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT 'Depot'::text AS __typename, resource_1.code AS code, resource_1.name AS name, resource_1.basis AS basis) AS anon_6) WHEN (resource_1.kind = 'TEAM'::text) THEN (SELECT row_to_json(anon_7.*) AS row_to_json_5
FROM (SELECT 'Team'::text AS __typename, resource_1.code AS code, resource_1.name AS name, resource_1.basis AS basis, resource_1.type AS type, resource_1.headcount AS headcount) AS anon_7) WHEN (resource_1.kind = 'LABOUR'::text) THEN (SELECT row_to_json(anon_8.*) AS row_to_json_6
FROM (SELECT 'Labour'::text AS __typename, resource_1.code AS code, resource_1.name AS name, resource_1.basis AS basis, resource_1.line AS line, resource_1.headcount AS headcount, resource_1.headcount_basis AS "headcountBasis") AS anon_8) WHEN (resource_1.kind = 'EQUIPMENT'::text) THEN (SELECT row_to_json(anon_9.*) AS row_to_json_7
FROM (SELECT 'Equipment'::text AS __typename, resource_1.code AS code, resource_1.name AS name, resource_1.basis AS basis) AS anon_9) WHEN (resource_1.kind = 'SHELTER'::text) THEN (SELECT row_to_json(anon_10.*) AS row_to_json_8
FROM (SELECT 'Shelter'::text AS __typename, resource_1.code AS code, resource_1.name AS name, resource_1.basis AS basis) AS anon_10) END AS node) AS anon_5) AS "edge 1"
FROM (SELECT resource_2.code AS code, resource_2.id AS id
FROM resource AS resource_2
WHERE (SELECT levee_division_path($2::VARCHAR, $3::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_2.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE division_1.path <@ (SELECT levee_division_path($2::VARCHAR, $4::VARCHAR) AS levee_division_path_2)) AND resource_2.kind = ANY ($5::TEXT[]) AND resource_2.available IS true ORDER BY resource_2.code, resource_2.id
 LIMIT 50 + 1) AS anon_4 JOIN resource AS resource_1 ON resource_1.id = anon_4.id) AS anon_3) AS anon_2) AS anon_1) AS resources) AS data
