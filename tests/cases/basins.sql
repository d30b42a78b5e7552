SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT anon_2.edges AS edges
FROM (SELECT coalesce(json_agg(anon_3."edge 1" ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($1::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, (SELECT row_to_json(anon_5.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT basin_1.code AS code, basin_1.name AS name, basin_1.basis AS basis, (SELECT coalesce(json_agg(anon_7.*), '[]'::json) AS coalesce_1
FROM (SELECT division_1.name AS name
FROM division AS division_1
WHERE division_1.id IN (SELECT basin_division_1.division_id
FROM basin_division AS basin_division_1
WHERE basin_division_1.basin_id = basin_1.id) ORDER BY division_1.id) AS anon_7) AS divisions, (SELECT row_to_json(anon_8.*) AS row_to_json_5
FROM (SELECT anon_9.edges AS edges
FROM (SELECT coalesce(json_agg(anon_10."edge 1" ORDER BY anon_10.place) FILTER (WHERE anon_10.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_10.mark) FILTER (WHERE anon_10.place = 1) AS "first mark", max(anon_10.mark) FILTER (WHERE anon_10.place = least(anon_10.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_11.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_11.id AS TEXT)) AS mark, (SELECT row_to_json(anon_12.*) AS row_to_json_6
FROM (SELECT (SELECT row_to_json(anon_13.*) AS row_to_json_7
FROM (SELECT command_body_1.code AS code) AS anon_13) AS node) AS anon_12) AS "edge 1"
FROM (SELECT command_body_2.id AS id
FROM command_body AS command_body_2
WHERE command_body_2.basin_id = basin_1.id ORDER BY command_body_2.id
 LIMIT 50 + 1) AS anon_11 JOIN command_body AS command_body_1 ON command_body_1.id = anon_11.id) AS anon_10) AS anon_9) AS anon_8) AS "commandBodies") AS anon_6) AS node) AS anon_5) AS "edge 1"
FROM (SELECT basin_2.id AS id
FROM basin AS basin_2 ORDER BY basin_2.id
 LIMIT 50 + 1) AS anon_4 JOIN basin AS basin_1 ON basin_1.id = anon_4.id) AS anon_3) AS anon_2) AS anon_1) AS basins) AS data
