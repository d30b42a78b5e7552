SELECT '{"facts":' || coalesce(data.facts, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT anon_4.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_5."edge 1", ',' ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($1::BYTEA, CAST(anon_6.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_8.node, 'null') || '}' AS anon_7
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_10.code) AS TEXT), 'null') || ',"value":' || coalesce(CAST(to_json(anon_10.value) AS TEXT), 'null') || ',"recomputed":' || coalesce(CAST(to_json(anon_10.recomputed) AS TEXT), 'null') || ',"verdict":' || coalesce(CAST(to_json(anon_10.verdict) AS TEXT), 'null') || ',"numerator":' || coalesce(anon_10.numerator, 'null') || ',"denominator":' || coalesce(anon_10.denominator, 'null') || '}' AS anon_9
FROM (SELECT fact_1.code AS code, fact_1.value AS value, fact_1.recomputed AS recomputed, fact_1.verdict AS verdict, (SELECT '{"value":' || coalesce(CAST(to_json(anon_11.value) AS TEXT), 'null') || '}' AS one
FROM (SELECT fact_2.value AS value
FROM fact AS fact_2
WHERE fact_2.id = fact_1.numerator_id) AS anon_11) AS numerator, (SELECT '{"value":' || coalesce(CAST(to_json(anon_12.value) AS TEXT), 'null') || '}' AS one
FROM (SELECT fact_3.value AS value
FROM fact AS fact_3
WHERE fact_3.id = fact_1.denominator_id) AS anon_12) AS denominator) AS anon_10) AS node) AS anon_8) AS "edge 1"
FROM (SELECT fact_4.id AS id
FROM fact AS fact_4
WHERE fact_4.category = ANY ($2::TEXT[]) ORDER BY fact_4.id
 LIMIT 50 + 1) AS anon_6 JOIN fact AS fact_1 ON fact_1.id = anon_6.id) AS anon_5) AS anon_4) AS anon_3) AS facts) AS data
