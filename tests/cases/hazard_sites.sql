SELECT '{"hazardSites":' || coalesce(data."hazardSites", 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"totalCount":' || coalesce(CAST(anon_3."totalCount" AS TEXT), 'null') || ',"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT (SELECT count(*) AS count_1
FROM hazard_site AS hazard_site_1
WHERE (SELECT levee_division_path($1::VARCHAR, $2::VARCHAR) AS levee_division_path_1) IS NOT NULL AND hazard_site_1.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE division_1.path <@ (SELECT levee_division_path($1::VARCHAR, $3::VARCHAR) AS levee_division_path_2)) AND hazard_site_1.kind = ANY ($4::TEXT[]) AND hazard_site_1.major_hazard IS true) AS "totalCount", anon_4.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_5."edge 1", ',' ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= $5::INTEGER) || ']', '[]') AS edges, count(*) > $5::INTEGER AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, $5::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($6::BYTEA, CAST(anon_6.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_8.node, 'null') || '}' AS anon_7
FROM (SELECT (SELECT '{"kind":' || coalesce(CAST(to_json(anon_10.kind) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_10.name) AS TEXT), 'null') || ',"geometry":' || coalesce(CAST(to_json(anon_10.geometry) AS TEXT), 'null') || ',"basis":' || coalesce(CAST(to_json(anon_10.basis) AS TEXT), 'null') || ',"nameBasis":' || coalesce(CAST(to_json(anon_10."nameBasis") AS TEXT), 'null') || ',"parent":' || coalesce(anon_10.parent, 'null') || '}' AS anon_9
FROM (SELECT hazard_site_2.kind AS kind, hazard_site_2.name AS name, CAST(ST_AsGeoJSON(levee_wound(hazard_site_2.geometry), 7, 0) AS JSON) AS geometry, hazard_site_2.basis AS basis, hazard_site_2.name_basis AS "nameBasis", (SELECT '{"name":' || coalesce(CAST(to_json(anon_11.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT hazard_site_3.name AS name
FROM hazard_site AS hazard_site_3
WHERE hazard_site_3.id = hazard_site_2.parent_id) AS anon_11) AS parent) AS anon_10) AS node) AS anon_8) AS "edge 1"
FROM (SELECT hazard_site_4.id AS id
FROM hazard_site AS hazard_site_4
WHERE (SELECT levee_division_path($1::VARCHAR, $7::VARCHAR) AS levee_division_path_3) IS NOT NULL AND hazard_site_4.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($1::VARCHAR, $8::VARCHAR) AS levee_division_path_4)) AND hazard_site_4.kind = ANY ($9::TEXT[]) AND hazard_site_4.major_hazard IS true ORDER BY hazard_site_4.id
 LIMIT $5::INTEGER + 1) AS anon_6 JOIN hazard_site AS hazard_site_2 ON hazard_site_2.id = anon_6.id) AS anon_5) AS anon_4) AS anon_3) AS "hazardSites") AS data
