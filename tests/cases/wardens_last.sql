SELECT '{"wardens":' || coalesce(data.wardens, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"edges":' || coalesce(anon_3.edges, 'null') || ',"pageInfo":' || coalesce(anon_3."pageInfo", 'null') || '}' AS anon_2
FROM (SELECT anon_4.edges AS edges, (SELECT '{"hasNextPage":' || coalesce(CAST(anon_6."hasNextPage" AS TEXT), 'null') || ',"hasPreviousPage":' || coalesce(CAST(anon_6."hasPreviousPage" AS TEXT), 'null') || '}' AS anon_5
FROM (SELECT false AS "hasNextPage", anon_4."more of it" AS "hasPreviousPage") AS anon_6) AS "pageInfo"
FROM (SELECT coalesce('[' || string_agg(anon_7."edge 1", ',' ORDER BY anon_7.place DESC) FILTER (WHERE anon_7.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_7.mark) FILTER (WHERE anon_7.place = least(anon_7.found, $1::INTEGER)) AS "first mark", max(anon_7.mark) FILTER (WHERE anon_7.place = 1) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_8.code DESC, anon_8.id DESC) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_8.code AS TEXT), CAST(anon_8.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_10.node, 'null') || '}' AS anon_9
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_12.code) AS TEXT), 'null') || '}' AS anon_11
FROM (SELECT warden_1.code AS code) AS anon_12) AS node) AS anon_10) AS "edge 1"
FROM (SELECT warden_2.code AS code, warden_2.id AS id
FROM warden AS warden_2 ORDER BY warden_2.code DESC, warden_2.id DESC
 LIMIT $1::INTEGER + 1) AS anon_8 JOIN warden AS warden_1 ON warden_1.id = anon_8.id) AS anon_7) AS anon_4) AS anon_3) AS wardens) AS data
