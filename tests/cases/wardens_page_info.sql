SELECT '{"wardens":' || coalesce(data.wardens, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"pageInfo":' || coalesce(anon_3."pageInfo", 'null') || '}' AS anon_2
FROM (SELECT (SELECT '{"hasNextPage":' || coalesce(CAST(anon_5."hasNextPage" AS TEXT), 'null') || '}' AS anon_4
FROM (SELECT anon_6."more of it" AS "hasNextPage") AS anon_5) AS "pageInfo"
FROM (SELECT count(*) > $1::INTEGER AS "more of it", max(anon_7.mark) FILTER (WHERE anon_7.place = 1) AS "first mark", max(anon_7.mark) FILTER (WHERE anon_7.place = least(anon_7.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_8.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_8.id AS TEXT)) AS mark
FROM (SELECT warden_1.id AS id
FROM warden AS warden_1 ORDER BY warden_1.id
 LIMIT $1::INTEGER + 1) AS anon_8 JOIN warden AS warden_2 ON warden_2.id = anon_8.id) AS anon_7) AS anon_6) AS anon_3) AS wardens) AS data
