SELECT '{"wardens":' || coalesce((SELECT '{"edges":' || coalesce(anon_3.edges, 'null') || ',"pageInfo":' || '{"hasNextPage":' || coalesce((false)::text, 'null') || ',"hasPreviousPage":' || coalesce((anon_3."more of it")::text, 'null') || '}' || '}' AS anon_2
FROM (SELECT coalesce('[' || string_agg(anon_4."edge 1", ',' ORDER BY anon_4.place DESC) FILTER (WHERE anon_4.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_4.mark) FILTER (WHERE anon_4.place = least(anon_4.found, $1::INTEGER)) AS "first mark", max(anon_4.mark) FILTER (WHERE anon_4.place = 1) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_5.code DESC, anon_5.id DESC) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_5.code AS TEXT), CAST(anon_5.id AS TEXT)) AS mark, '{"node":' || '{"code":' || coalesce(to_json(warden_1.code)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT warden_2.code AS code, warden_2.id AS id
FROM warden AS warden_2 ORDER BY warden_2.code DESC, warden_2.id DESC
 LIMIT $1::INTEGER + 1) AS anon_5 JOIN warden AS warden_1 ON warden_1.id = anon_5.id) AS anon_4) AS anon_3), 'null') || '}' AS anon_1
