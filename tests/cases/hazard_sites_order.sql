SELECT textsend('{"hazardSites":' || coalesce((SELECT '{"edges":' || coalesce(anon_2.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_3."edge 1", ',' ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.code DESC, anon_4.id DESC) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.code AS TEXT), CAST(anon_4.id AS TEXT)) AS mark, '{"node":' || '{"code":' || coalesce(to_json(hazard_site_1.code)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT hazard_site_2.code AS code, hazard_site_2.id AS id
FROM hazard_site AS hazard_site_2 ORDER BY hazard_site_2.code DESC, hazard_site_2.id DESC
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN hazard_site AS hazard_site_1 ON hazard_site_1.id = anon_4.id) AS anon_3) AS anon_2), 'null') || '}') AS textsend_1
