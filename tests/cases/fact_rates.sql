SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT anon_2.edges AS edges
FROM (SELECT coalesce(json_agg(anon_3."edge 1" ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($1::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, (SELECT row_to_json(anon_5.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT fact_1.code AS code, fact_1.value AS value, fact_1.recomputed AS recomputed, fact_1.verdict AS verdict, (SELECT row_to_json(anon_7.*) AS one
FROM (SELECT fact_2.value AS value
FROM fact AS fact_2
WHERE fact_2.id = fact_1.numerator_id) AS anon_7) AS numerator, (SELECT row_to_json(anon_8.*) AS one
FROM (SELECT fact_3.value AS value
FROM fact AS fact_3
WHERE fact_3.id = fact_1.denominator_id) AS anon_8) AS denominator) AS anon_6) AS node) AS anon_5) AS "edge 1"
FROM (SELECT fact_4.id AS id
FROM fact AS fact_4
WHERE fact_4.category = ANY ($2::TEXT[]) ORDER BY fact_4.id
 LIMIT 50 + 1) AS anon_4 JOIN fact AS fact_1 ON fact_1.id = anon_4.id) AS anon_3) AS anon_2) AS anon_1) AS facts) AS data
