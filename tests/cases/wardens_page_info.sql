SELECT textsend('{"wardens":' || coalesce((SELECT '{"pageInfo":' || '{"hasNextPage":' || coalesce((anon_2."more of it")::text, 'null') || '}' || '}' AS anon_1
FROM (SELECT count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.id AS TEXT)) AS mark
FROM (SELECT warden_1.id AS id
FROM warden AS warden_1 ORDER BY warden_1.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN warden AS warden_2 ON warden_2.id = anon_4.id) AS anon_3) AS anon_2), 'null') || '}') AS textsend_1
