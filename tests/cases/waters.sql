WITH anon_2 AS
(SELECT ST_GeomFromGeoJSON($2::VARCHAR) AS shape, _ST_Expand(CAST(ST_Segmentize(ST_Envelope(ST_GeomFromGeoJSON($2::VARCHAR)), 0.25) AS geography), 100) AS wide)
 SELECT textsend('{"waters":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_1
FROM water AS water_1
WHERE water_1.kind = ANY ($1::TEXT[]) AND ST_Intersects(water_1.geometry, CAST((SELECT anon_2.shape
FROM anon_2) AS geometry))))::text, 'null') || ',"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_4."edge 1", ',' ORDER BY anon_4.place) FILTER (WHERE anon_4.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_4.mark) FILTER (WHERE anon_4.place = 1) AS "first mark", max(anon_4.mark) FILTER (WHERE anon_4.place = least(anon_4.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_5.rank, anon_5.id) AS place, count(*) OVER () AS found, levee_cursor($3::BYTEA, CAST(anon_5.rank AS TEXT), CAST(anon_5.id AS TEXT)) AS mark, '{"node":' || '{"code":' || coalesce(to_json(water_2.code)::text, 'null') || ',"kind":' || coalesce(to_json(water_2.kind)::text, 'null') || ',"name":' || coalesce(to_json(water_2.name)::text, 'null') || ',"nameEn":' || coalesce(to_json(water_2.name_en)::text, 'null') || ',"rank":' || coalesce((water_2.rank)::text, 'null') || ',"basis":' || coalesce(to_json(water_2.basis)::text, 'null') || ',"source":' || coalesce(to_json(water_2.source)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT water_3.rank AS rank, water_3.id AS id
FROM water AS water_3
WHERE water_3.kind = ANY ($4::TEXT[]) AND ST_Intersects(water_3.geometry, CAST((SELECT anon_2.shape
FROM anon_2) AS geometry)) ORDER BY water_3.rank, water_3.id
 LIMIT 50 + 1) AS anon_5 JOIN water AS water_2 ON water_2.id = anon_5.id) AS anon_4) AS anon_3), 'null') || '}') AS textsend_1
