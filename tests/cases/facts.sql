SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT (SELECT count(*) AS count_1
FROM fact AS fact_1
WHERE fact_1.category = ANY ($1::TEXT[])) AS "totalCount", anon_2.edges AS edges
FROM (SELECT coalesce(json_agg(anon_3."edge 1" ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, (SELECT row_to_json(anon_5.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT fact_2.code AS code, fact_2.source AS source, fact_2.subject AS subject, fact_2.bound AS bound, fact_2.value AS value, fact_2.unit AS unit, (SELECT row_to_json(anon_7.*) AS one
FROM (SELECT division_1.code AS code
FROM division AS division_1
WHERE division_1.id = fact_2.division_id) AS anon_7) AS division, fact_2.precision AS precision, fact_2.starts AS starts) AS anon_6) AS node) AS anon_5) AS "edge 1"
FROM (SELECT fact_3.id AS id
FROM fact AS fact_3
WHERE fact_3.category = ANY ($3::TEXT[]) ORDER BY fact_3.id
 LIMIT 50 + 1) AS anon_4 JOIN fact AS fact_2 ON fact_2.id = anon_4.id) AS anon_3) AS anon_2) AS anon_1) AS facts) AS data
