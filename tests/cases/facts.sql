SELECT '{"facts":' || coalesce(data.facts, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"totalCount":' || coalesce(CAST(anon_3."totalCount" AS TEXT), 'null') || ',"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT (SELECT count(*) AS count_1
FROM fact AS fact_1
WHERE fact_1.category = ANY ($1::TEXT[])) AS "totalCount", anon_4.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_5."edge 1", ',' ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_6.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_8.node, 'null') || '}' AS anon_7
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_10.code) AS TEXT), 'null') || ',"source":' || coalesce(CAST(to_json(anon_10.source) AS TEXT), 'null') || ',"subject":' || coalesce(CAST(to_json(anon_10.subject) AS TEXT), 'null') || ',"bound":' || coalesce(CAST(to_json(anon_10.bound) AS TEXT), 'null') || ',"value":' || coalesce(CAST(to_json(anon_10.value) AS TEXT), 'null') || ',"unit":' || coalesce(CAST(to_json(anon_10.unit) AS TEXT), 'null') || ',"division":' || coalesce(anon_10.division, 'null') || ',"precision":' || coalesce(CAST(to_json(anon_10.precision) AS TEXT), 'null') || ',"starts":' || coalesce(CAST(to_json(anon_10.starts) AS TEXT), 'null') || '}' AS anon_9
FROM (SELECT fact_2.code AS code, fact_2.source AS source, fact_2.subject AS subject, fact_2.bound AS bound, fact_2.value AS value, fact_2.unit AS unit, (SELECT '{"code":' || coalesce(CAST(to_json(anon_11.code) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_1.code AS code
FROM division AS division_1
WHERE division_1.id = fact_2.division_id) AS anon_11) AS division, fact_2.precision AS precision, fact_2.starts AS starts) AS anon_10) AS node) AS anon_8) AS "edge 1"
FROM (SELECT fact_3.id AS id
FROM fact AS fact_3
WHERE fact_3.category = ANY ($3::TEXT[]) ORDER BY fact_3.id
 LIMIT 50 + 1) AS anon_6 JOIN fact AS fact_2 ON fact_2.id = anon_6.id) AS anon_5) AS anon_4) AS anon_3) AS facts) AS data
