SELECT textsend('{"hazardSites":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_1
FROM hazard_site AS hazard_site_1
WHERE (SELECT levee_division_path($1::VARCHAR, $2::VARCHAR) AS levee_division_path_1) IS NOT NULL AND hazard_site_1.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE division_1.path <@ (SELECT levee_division_path($1::VARCHAR, $3::VARCHAR) AS levee_division_path_2)) AND hazard_site_1.kind = ANY ($4::TEXT[]) AND hazard_site_1.major_hazard IS true))::text, 'null') || ',"edges":' || coalesce(anon_2.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_3."edge 1", ',' ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $5::INTEGER) || ']', '[]') AS edges, count(*) > $5::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $5::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($6::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, '{"node":' || '{"kind":' || coalesce(to_json(hazard_site_2.kind)::text, 'null') || ',"name":' || coalesce(to_json(hazard_site_2.name)::text, 'null') || ',"geometry":' || coalesce(to_json(CAST(ST_AsGeoJSON(levee_wound(hazard_site_2.geometry), 7, 0) AS JSON))::text, 'null') || ',"basis":' || coalesce(to_json(hazard_site_2.basis)::text, 'null') || ',"nameBasis":' || coalesce(to_json(hazard_site_2.name_basis)::text, 'null') || ',"parent":' || coalesce((SELECT '{"name":' || coalesce(to_json(hazard_site_3.name)::text, 'null') || '}' AS one
FROM hazard_site AS hazard_site_3
WHERE hazard_site_3.id = hazard_site_2.parent_id), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT hazard_site_4.id AS id
FROM hazard_site AS hazard_site_4
WHERE (SELECT levee_division_path($1::VARCHAR, $7::VARCHAR) AS levee_division_path_3) IS NOT NULL AND hazard_site_4.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($1::VARCHAR, $8::VARCHAR) AS levee_division_path_4)) AND hazard_site_4.kind = ANY ($9::TEXT[]) AND hazard_site_4.major_hazard IS true ORDER BY hazard_site_4.id
 LIMIT $5::INTEGER + 1) AS anon_4 JOIN hazard_site AS hazard_site_2 ON hazard_site_2.id = anon_4.id) AS anon_3) AS anon_2), 'null') || '}') AS textsend_1
