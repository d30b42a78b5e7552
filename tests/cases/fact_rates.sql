SELECT textsend('{"facts":' || coalesce((SELECT '{"edges":' || coalesce(anon_2.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_3."edge 1", ',' ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($1::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, '{"node":' || '{"code":' || coalesce(to_json(fact_1.code)::text, 'null') || ',"value":' || coalesce(to_json(fact_1.value)::text, 'null') || ',"recomputed":' || coalesce(to_json(fact_1.recomputed)::text, 'null') || ',"verdict":' || coalesce(to_json(fact_1.verdict)::text, 'null') || ',"numerator":' || coalesce((SELECT '{"value":' || coalesce(to_json(fact_2.value)::text, 'null') || '}' AS one
FROM fact AS fact_2
WHERE fact_2.id = fact_1.numerator_id), 'null') || ',"denominator":' || coalesce((SELECT '{"value":' || coalesce(to_json(fact_3.value)::text, 'null') || '}' AS one
FROM fact AS fact_3
WHERE fact_3.id = fact_1.denominator_id), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT fact_4.id AS id
FROM fact AS fact_4
WHERE fact_4.category = ANY ($2::TEXT[]) ORDER BY fact_4.id
 LIMIT 50 + 1) AS anon_4 JOIN fact AS fact_1 ON fact_1.id = anon_4.id) AS anon_3) AS anon_2), 'null') || '}') AS textsend_1
