SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS one
FROM (SELECT (SELECT coalesce(json_agg(anon_2.*), '[]'::json) AS coalesce_1
FROM (SELECT division_1.name AS name, (SELECT row_to_json(anon_3.*) AS row_to_json_2
FROM (SELECT anon_4.edges AS edges, (SELECT row_to_json(anon_5.*) AS row_to_json_3
FROM (SELECT anon_4."more of it" AS "hasNextPage") AS anon_5) AS "pageInfo"
FROM (SELECT coalesce(json_agg(anon_6."edge 1" ORDER BY anon_6.place) FILTER (WHERE anon_6.place <= $1::INTEGER), '[]'::json) AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_6.mark) FILTER (WHERE anon_6.place = 1) AS "first mark", max(anon_6.mark) FILTER (WHERE anon_6.place = least(anon_6.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_7.code DESC, anon_7.id DESC) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_7.code AS TEXT), CAST(anon_7.id AS TEXT)) AS mark, (SELECT row_to_json(anon_8.*) AS row_to_json_4
FROM (SELECT CASE WHEN (resource_1.kind = 'DEPOT'::text) THEN (SELECT row_to_json(anon_9.*) AS row_to_json_5
FROM (SELECT resource_1.code AS code, resource_1.kind AS kind) AS anon_9) WHEN (resource_1.kind = 'TEAM'::text) THEN (SELECT row_to_json(anon_10.*) AS row_to_json_6
FROM (SELECT resource_1.code AS code, resource_1.kind AS kind) AS anon_10) WHEN (resource_1.kind = 'LABOUR'::text) THEN (SELECT row_to_json(anon_11.*) AS row_to_json_7
FROM (SELECT resource_1.code AS code, resource_1.kind AS kind) AS anon_11) WHEN (resource_1.kind = 'EQUIPMENT'::text) THEN (SELECT row_to_json(anon_12.*) AS row_to_json_8
FROM (SELECT resource_1.code AS code, resource_1.kind AS kind) AS anon_12) WHEN (resource_1.kind = 'SHELTER'::text) THEN (SELECT row_to_json(anon_13.*) AS row_to_json_9
FROM (SELECT resource_1.code AS code, resource_1.kind AS kind) AS anon_13) END AS node) AS anon_8) AS "edge 1"
FROM (SELECT resource_2.code AS code, resource_2.id AS id
FROM resource AS resource_2
WHERE resource_2.division_id = division_1.id ORDER BY resource_2.code DESC, resource_2.id DESC
 LIMIT $1::INTEGER + 1) AS anon_7 JOIN resource AS resource_1 ON resource_1.id = anon_7.id) AS anon_6) AS anon_4) AS anon_3) AS resources
FROM division AS division_1
WHERE division_1.parent_id = division_2.id ORDER BY division_1.code, division_1.id) AS anon_2) AS children
FROM division AS division_2
WHERE division_2.code = $3::VARCHAR AND (daterange(division_2.valid_from, division_2.valid_to) @> CURRENT_DATE)) AS anon_1) AS division) AS data
