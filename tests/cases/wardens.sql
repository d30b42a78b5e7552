SELECT '{"wardens":' || coalesce(data.wardens, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"totalCount":' || coalesce(CAST(anon_3."totalCount" AS TEXT), 'null') || ',"edges":' || coalesce(anon_3.edges, 'null') || ',"pageInfo":' || coalesce(anon_3."pageInfo", 'null') || '}' AS anon_2
FROM (SELECT (SELECT count(*) AS count_1
FROM warden AS warden_1
WHERE (SELECT levee_division_path($1::VARCHAR, $2::VARCHAR) AS levee_division_path_1) IS NOT NULL AND warden_1.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE division_1.path <@ (SELECT levee_division_path($1::VARCHAR, $3::VARCHAR) AS levee_division_path_2))) AS "totalCount", anon_4.edges AS edges, (SELECT '{"hasNextPage":' || coalesce(CAST(anon_6."hasNextPage" AS TEXT), 'null') || ',"hasPreviousPage":' || coalesce(CAST(anon_6."hasPreviousPage" AS TEXT), 'null') || ',"startCursor":' || coalesce(CAST(to_json(anon_6."startCursor") AS TEXT), 'null') || ',"endCursor":' || coalesce(CAST(to_json(anon_6."endCursor") AS TEXT), 'null') || '}' AS anon_5
FROM (SELECT anon_4."more of it" AS "hasNextPage", false AS "hasPreviousPage", anon_4."first mark" AS "startCursor", anon_4."last mark" AS "endCursor") AS anon_6) AS "pageInfo"
FROM (SELECT coalesce('[' || string_agg(anon_7."edge 1", ',' ORDER BY anon_7.place) FILTER (WHERE anon_7.place <= $4::INTEGER) || ']', '[]') AS edges, count(*) > $4::INTEGER AS "more of it", max(anon_7.mark) FILTER (WHERE anon_7.place = 1) AS "first mark", max(anon_7.mark) FILTER (WHERE anon_7.place = least(anon_7.found, $4::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_8.id) AS place, count(*) OVER () AS found, levee_cursor($5::BYTEA, CAST(anon_8.id AS TEXT)) AS mark, (SELECT '{"cursor":' || coalesce(CAST(to_json(anon_10.cursor) AS TEXT), 'null') || ',"node":' || coalesce(anon_10.node, 'null') || '}' AS anon_9
FROM (SELECT levee_cursor($5::BYTEA, CAST(anon_8.id AS TEXT)) AS cursor, (SELECT '{"id":' || coalesce(CAST(to_json(anon_12.id) AS TEXT), 'null') || ',"role":' || coalesce(CAST(to_json(anon_12.role) AS TEXT), 'null') || ',"division":' || coalesce(anon_12.division, 'null') || '}' AS anon_11
FROM (SELECT levee_id('Warden', warden_2.id) AS id, warden_2.role AS role, (SELECT '{"name":' || coalesce(CAST(to_json(anon_13.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_2.name AS name
FROM division AS division_2
WHERE division_2.id = warden_2.division_id) AS anon_13) AS division) AS anon_12) AS node) AS anon_10) AS "edge 1"
FROM (SELECT warden_3.id AS id
FROM warden AS warden_3
WHERE (SELECT levee_division_path($1::VARCHAR, $6::VARCHAR) AS levee_division_path_3) IS NOT NULL AND warden_3.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($1::VARCHAR, $7::VARCHAR) AS levee_division_path_4)) ORDER BY warden_3.id
 LIMIT $4::INTEGER + 1) AS anon_8 JOIN warden AS warden_2 ON warden_2.id = anon_8.id) AS anon_7) AS anon_4) AS anon_3) AS wardens) AS data
