SELECT '{"plans":' || coalesce(data.plans, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT anon_4.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_5."edge 1", ',' ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($1::BYTEA, CAST(anon_6.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_8.node, 'null') || '}' AS anon_7
FROM (SELECT (SELECT '{"title":' || coalesce(CAST(to_json(anon_10.title) AS TEXT), 'null') || ',"titleBasis":' || coalesce(CAST(to_json(anon_10."titleBasis") AS TEXT), 'null') || ',"system":' || coalesce(CAST(to_json(anon_10.system) AS TEXT), 'null') || ',"kind":' || coalesce(CAST(to_json(anon_10.kind) AS TEXT), 'null') || ',"division":' || coalesce(anon_10.division, 'null') || '}' AS anon_9
FROM (SELECT plan_1.title AS title, plan_1.title_basis AS "titleBasis", plan_1.system AS system, plan_1.kind AS kind, (SELECT '{"name":' || coalesce(CAST(to_json(anon_11.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_1.name AS name
FROM division AS division_1
WHERE division_1.id = plan_1.division_id) AS anon_11) AS division) AS anon_10) AS node) AS anon_8) AS "edge 1"
FROM (SELECT plan_2.id AS id
FROM plan AS plan_2
WHERE (SELECT levee_division_path($2::VARCHAR, $3::VARCHAR) AS levee_division_path_1) IS NOT NULL AND plan_2.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($2::VARCHAR, $4::VARCHAR) AS levee_division_path_2)) AND plan_2.system = ANY ($5::TEXT[]) ORDER BY plan_2.id
 LIMIT 50 + 1) AS anon_6 JOIN plan AS plan_1 ON plan_1.id = anon_6.id) AS anon_5) AS anon_4) AS anon_3) AS plans) AS data
