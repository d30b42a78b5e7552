SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT anon_2.edges AS edges
FROM (SELECT coalesce(json_agg(anon_3."edge 1" ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($1::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, (SELECT row_to_json(anon_5.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT plan_1.title AS title, plan_1.title_basis AS "titleBasis", plan_1.system AS system, plan_1.kind AS kind, (SELECT row_to_json(anon_7.*) AS one
FROM (SELECT division_1.name AS name
FROM division AS division_1
WHERE division_1.id = plan_1.division_id) AS anon_7) AS division) AS anon_6) AS node) AS anon_5) AS "edge 1"
FROM (SELECT plan_2.id AS id
FROM plan AS plan_2
WHERE (SELECT levee_division_path($2::VARCHAR, $3::VARCHAR) AS levee_division_path_1) IS NOT NULL AND plan_2.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($2::VARCHAR, $4::VARCHAR) AS levee_division_path_2)) AND plan_2.system = ANY ($5::TEXT[]) ORDER BY plan_2.id
 LIMIT 50 + 1) AS anon_4 JOIN plan AS plan_1 ON plan_1.id = anon_4.id) AS anon_3) AS anon_2) AS anon_1) AS plans) AS data
