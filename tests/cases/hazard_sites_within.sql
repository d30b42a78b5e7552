WITH anon_2 AS
(SELECT ST_GeomFromGeoJSON($2::VARCHAR) AS shape, _ST_Expand(CAST(ST_Segmentize(ST_Envelope(ST_GeomFromGeoJSON($2::VARCHAR)), 0.25) AS geography), 100) AS wide)
 SELECT textsend('{"hazardSites":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_1
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.kind = ANY ($1::TEXT[]) AND ST_Intersects(hazard_site_1.geometry, CAST((SELECT anon_2.shape
FROM anon_2) AS geometry))))::text, 'null') || ',"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_4."edge 1", ',' ORDER BY anon_4.place) FILTER (WHERE anon_4.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_4.mark) FILTER (WHERE anon_4.place = 1) AS "first mark", max(anon_4.mark) FILTER (WHERE anon_4.place = least(anon_4.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_5.id) AS place, count(*) OVER () AS found, levee_cursor($3::BYTEA, CAST(anon_5.id AS TEXT)) AS mark, '{"node":' || '{"name":' || coalesce(to_json(hazard_site_2.name)::text, 'null') || ',"geometry":' || coalesce(to_json(levee_geojson(CAST(hazard_site_2.geometry AS geometry), 'GCJ02'))::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT hazard_site_3.id AS id
FROM hazard_site AS hazard_site_3
WHERE hazard_site_3.kind = ANY ($4::TEXT[]) AND ST_Intersects(hazard_site_3.geometry, CAST((SELECT anon_2.shape
FROM anon_2) AS geometry)) ORDER BY hazard_site_3.id
 LIMIT 50 + 1) AS anon_5 JOIN hazard_site AS hazard_site_2 ON hazard_site_2.id = anon_5.id) AS anon_4) AS anon_3), 'null') || '}') AS textsend_1
