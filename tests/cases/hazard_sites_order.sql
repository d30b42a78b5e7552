SELECT '{"hazardSites":' || coalesce((SELECT '{"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT coalesce('[' || string_agg(anon_4."edge 1", ',' ORDER BY anon_4.place) FILTER (WHERE anon_4.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_4.mark) FILTER (WHERE anon_4.place = 1) AS "first mark", max(anon_4.mark) FILTER (WHERE anon_4.place = least(anon_4.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_5.code DESC, anon_5.id DESC) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_5.code AS TEXT), CAST(anon_5.id AS TEXT)) AS mark, '{"node":' || '{"code":' || coalesce(to_json(hazard_site_1.code)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT hazard_site_2.code AS code, hazard_site_2.id AS id
FROM hazard_site AS hazard_site_2 ORDER BY hazard_site_2.code DESC, hazard_site_2.id DESC
 LIMIT $1::INTEGER + 1) AS anon_5 JOIN hazard_site AS hazard_site_1 ON hazard_site_1.id = anon_5.id) AS anon_4) AS anon_3), 'null') || '}' AS anon_1
