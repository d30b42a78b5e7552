SELECT textsend('{"plans":' || coalesce((SELECT '{"edges":' || coalesce(anon_2.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_3."edge 1", ',' ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($1::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, '{"node":' || '{"title":' || coalesce(to_json(plan_1.title)::text, 'null') || ',"titleBasis":' || coalesce(to_json(plan_1.title_basis)::text, 'null') || ',"system":' || coalesce(to_json(plan_1.system)::text, 'null') || ',"kind":' || coalesce(to_json(plan_1.kind)::text, 'null') || ',"division":' || coalesce((SELECT '{"name":' || coalesce(to_json(division_1.name)::text, 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.id = plan_1.division_id), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT plan_2.id AS id
FROM plan AS plan_2
WHERE (SELECT levee_division_path($2::VARCHAR, $3::VARCHAR) AS levee_division_path_1) IS NOT NULL AND plan_2.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($2::VARCHAR, $4::VARCHAR) AS levee_division_path_2)) AND plan_2.system = ANY ($5::TEXT[]) ORDER BY plan_2.id
 LIMIT 50 + 1) AS anon_4 JOIN plan AS plan_1 ON plan_1.id = anon_4.id) AS anon_3) AS anon_2), 'null') || '}') AS textsend_1
