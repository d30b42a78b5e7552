SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT (SELECT count(*) AS count_1
FROM warden AS warden_1
WHERE (SELECT levee_division_path($1::VARCHAR, $2::VARCHAR) AS levee_division_path_1) IS NOT NULL AND warden_1.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE division_1.path <@ (SELECT levee_division_path($1::VARCHAR, $3::VARCHAR) AS levee_division_path_2))) AS "totalCount", anon_2.edges AS edges, (SELECT row_to_json(anon_3.*) AS row_to_json_3
FROM (SELECT anon_2."more of it" AS "hasNextPage", false AS "hasPreviousPage", anon_2."first mark" AS "startCursor", anon_2."last mark" AS "endCursor") AS anon_3) AS "pageInfo"
FROM (SELECT coalesce(json_agg(anon_4."edge 1" ORDER BY anon_4.place) FILTER (WHERE anon_4.place <= $4::INTEGER), '[]'::json) AS edges, count(*) > $4::INTEGER AS "more of it", max(anon_4.mark) FILTER (WHERE anon_4.place = 1) AS "first mark", max(anon_4.mark) FILTER (WHERE anon_4.place = least(anon_4.found, $4::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_5.id) AS place, count(*) OVER () AS found, levee_cursor($5::BYTEA, CAST(anon_5.id AS TEXT)) AS mark, (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT levee_cursor($5::BYTEA, CAST(anon_5.id AS TEXT)) AS cursor, (SELECT row_to_json(anon_7.*) AS row_to_json_5
FROM (SELECT levee_id('Warden', warden_2.id) AS id, warden_2.role AS role, (SELECT row_to_json(anon_8.*) AS one
FROM (SELECT division_2.name AS name
FROM division AS division_2
WHERE division_2.id = warden_2.division_id) AS anon_8) AS division) AS anon_7) AS node) AS anon_6) AS "edge 1"
FROM (SELECT warden_3.id AS id
FROM warden AS warden_3
WHERE (SELECT levee_division_path($1::VARCHAR, $6::VARCHAR) AS levee_division_path_3) IS NOT NULL AND warden_3.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($1::VARCHAR, $7::VARCHAR) AS levee_division_path_4)) ORDER BY warden_3.id
 LIMIT $4::INTEGER + 1) AS anon_5 JOIN warden AS warden_2 ON warden_2.id = anon_5.id) AS anon_4) AS anon_2) AS anon_1) AS wardens) AS data
