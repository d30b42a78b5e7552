SELECT '{"hazardSites":' || coalesce(data."hazardSites", 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT anon_4.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_5."edge 1", ',' ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.code DESC, anon_6.id DESC) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_6.code AS TEXT), CAST(anon_6.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_8.node, 'null') || '}' AS anon_7
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_10.code) AS TEXT), 'null') || '}' AS anon_9
FROM (SELECT hazard_site_1.code AS code) AS anon_10) AS node) AS anon_8) AS "edge 1"
FROM (SELECT hazard_site_2.code AS code, hazard_site_2.id AS id
FROM hazard_site AS hazard_site_2 ORDER BY hazard_site_2.code DESC, hazard_site_2.id DESC
 LIMIT $1::INTEGER + 1) AS anon_6 JOIN hazard_site AS hazard_site_1 ON hazard_site_1.id = anon_6.id) AS anon_5) AS anon_4) AS anon_3) AS "hazardSites") AS data
