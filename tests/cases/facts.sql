SELECT textsend('{"facts":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_1
FROM fact AS fact_1
WHERE fact_1.category = ANY ($1::TEXT[])))::text, 'null') || ',"edges":' || coalesce(anon_2.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_3."edge 1", ',' ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, '{"node":' || '{"code":' || coalesce(to_json(fact_2.code)::text, 'null') || ',"source":' || coalesce(to_json(fact_2.source)::text, 'null') || ',"subject":' || coalesce(to_json(fact_2.subject)::text, 'null') || ',"bound":' || coalesce(to_json(fact_2.bound)::text, 'null') || ',"value":' || coalesce(to_json(fact_2.value)::text, 'null') || ',"unit":' || coalesce(to_json(fact_2.unit)::text, 'null') || ',"division":' || coalesce((SELECT '{"code":' || coalesce(to_json(division_1.code)::text, 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.id = fact_2.division_id), 'null') || ',"precision":' || coalesce(to_json(fact_2.precision)::text, 'null') || ',"starts":' || coalesce(to_json(fact_2.starts)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT fact_3.id AS id
FROM fact AS fact_3
WHERE fact_3.category = ANY ($3::TEXT[]) ORDER BY fact_3.id
 LIMIT 50 + 1) AS anon_4 JOIN fact AS fact_2 ON fact_2.id = anon_4.id) AS anon_3) AS anon_2), 'null') || '}') AS textsend_1
