SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT anon_2.edges AS edges, (SELECT row_to_json(anon_3.*) AS row_to_json_3
FROM (SELECT false AS "hasNextPage", anon_2."more of it" AS "hasPreviousPage") AS anon_3) AS "pageInfo"
FROM (SELECT coalesce(json_agg(anon_4."edge 1" ORDER BY anon_4.place DESC) FILTER (WHERE anon_4.place <= $1::INTEGER), '[]'::json) AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_4.mark) FILTER (WHERE anon_4.place = least(anon_4.found, $1::INTEGER)) AS "first mark", max(anon_4.mark) FILTER (WHERE anon_4.place = 1) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_5.code DESC, anon_5.id DESC) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_5.code AS TEXT), CAST(anon_5.id AS TEXT)) AS mark, (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT (SELECT row_to_json(anon_7.*) AS row_to_json_5
FROM (SELECT warden_1.code AS code) AS anon_7) AS node) AS anon_6) AS "edge 1"
FROM (SELECT warden_2.code AS code, warden_2.id AS id
FROM warden AS warden_2 ORDER BY warden_2.code DESC, warden_2.id DESC
 LIMIT $1::INTEGER + 1) AS anon_5 JOIN warden AS warden_1 ON warden_1.id = anon_5.id) AS anon_4) AS anon_2) AS anon_1) AS wardens) AS data
