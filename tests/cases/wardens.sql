SELECT textsend('{"wardens":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_1
FROM warden AS warden_1
WHERE (SELECT levee_division_path($1::VARCHAR, $2::VARCHAR) AS levee_division_path_1) IS NOT NULL AND warden_1.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE division_1.path <@ (SELECT levee_division_path($1::VARCHAR, $3::VARCHAR) AS levee_division_path_2))))::text, 'null') || ',"edges":' || coalesce(anon_2.edges, 'null') || ',"pageInfo":' || '{"hasNextPage":' || coalesce((anon_2."more of it")::text, 'null') || ',"hasPreviousPage":' || coalesce((false)::text, 'null') || ',"startCursor":' || coalesce(to_json(anon_2."first mark")::text, 'null') || ',"endCursor":' || coalesce(to_json(anon_2."last mark")::text, 'null') || '}' || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_3."edge 1", ',' ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $4::INTEGER) || ']', '[]') AS edges, count(*) > $4::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $4::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($5::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, '{"cursor":' || coalesce(to_json(levee_cursor($5::BYTEA, CAST(anon_4.id AS TEXT)))::text, 'null') || ',"node":' || '{"id":' || coalesce(to_json(levee_id('Warden', warden_2.id))::text, 'null') || ',"role":' || coalesce(to_json(warden_2.role)::text, 'null') || ',"division":' || coalesce((SELECT '{"name":' || coalesce(to_json(division_2.name)::text, 'null') || '}' AS one
FROM division AS division_2
WHERE division_2.id = warden_2.division_id), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT warden_3.id AS id
FROM warden AS warden_3
WHERE (SELECT levee_division_path($1::VARCHAR, $6::VARCHAR) AS levee_division_path_3) IS NOT NULL AND warden_3.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($1::VARCHAR, $7::VARCHAR) AS levee_division_path_4)) ORDER BY warden_3.id
 LIMIT $4::INTEGER + 1) AS anon_4 JOIN warden AS warden_2 ON warden_2.id = anon_4.id) AS anon_3) AS anon_2), 'null') || '}') AS textsend_1
