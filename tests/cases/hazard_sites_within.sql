WITH anon_4 AS
(SELECT ST_GeomFromGeoJSON($2::VARCHAR) AS shape, _ST_Expand(CAST(ST_Segmentize(ST_Envelope(ST_GeomFromGeoJSON($2::VARCHAR)), 0.25) AS geography), 100) AS wide)
 SELECT '{"hazardSites":' || coalesce(data."hazardSites", 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"totalCount":' || coalesce(CAST(anon_3."totalCount" AS TEXT), 'null') || ',"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT (SELECT count(*) AS count_1
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.kind = ANY ($1::TEXT[]) AND ST_Intersects(hazard_site_1.geometry, CAST((SELECT anon_4.shape
FROM anon_4) AS geometry))) AS "totalCount", anon_5.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_6."edge 1", ',' ORDER BY anon_6.place) FILTER (WHERE anon_6.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_6.mark) FILTER (WHERE anon_6.place = 1) AS "first mark", max(anon_6.mark) FILTER (WHERE anon_6.place = least(anon_6.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_7.id) AS place, count(*) OVER () AS found, levee_cursor($3::BYTEA, CAST(anon_7.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_9.node, 'null') || '}' AS anon_8
FROM (SELECT (SELECT '{"name":' || coalesce(CAST(to_json(anon_11.name) AS TEXT), 'null') || ',"geometry":' || coalesce(CAST(to_json(anon_11.geometry) AS TEXT), 'null') || '}' AS anon_10
FROM (SELECT hazard_site_2.name AS name, levee_geojson(CAST(hazard_site_2.geometry AS geometry), 'GCJ02') AS geometry) AS anon_11) AS node) AS anon_9) AS "edge 1"
FROM (SELECT hazard_site_3.id AS id
FROM hazard_site AS hazard_site_3
WHERE hazard_site_3.kind = ANY ($4::TEXT[]) AND ST_Intersects(hazard_site_3.geometry, CAST((SELECT anon_4.shape
FROM anon_4) AS geometry)) ORDER BY hazard_site_3.id
 LIMIT 50 + 1) AS anon_7 JOIN hazard_site AS hazard_site_2 ON hazard_site_2.id = anon_7.id) AS anon_6) AS anon_5) AS anon_3) AS "hazardSites") AS data
