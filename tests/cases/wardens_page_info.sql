SELECT '{"wardens":' || coalesce((SELECT '{"pageInfo":' || '{"hasNextPage":' || coalesce((anon_3."more of it")::text, 'null') || '}' || '}' AS anon_2
FROM (SELECT count(*) > $1::INTEGER AS "more of it", max(anon_4.mark) FILTER (WHERE anon_4.place = 1) AS "first mark", max(anon_4.mark) FILTER (WHERE anon_4.place = least(anon_4.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_5.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_5.id AS TEXT)) AS mark
FROM (SELECT warden_1.id AS id
FROM warden AS warden_1 ORDER BY warden_1.id
 LIMIT $1::INTEGER + 1) AS anon_5 JOIN warden AS warden_2 ON warden_2.id = anon_5.id) AS anon_4) AS anon_3), 'null') || '}' AS anon_1
