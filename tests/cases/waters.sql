WITH anon_2 AS
(SELECT ST_GeomFromGeoJSON($2::VARCHAR) AS shape, _ST_Expand(CAST(ST_Segmentize(ST_Envelope(ST_GeomFromGeoJSON($2::VARCHAR)), 0.25) AS geography), 100) AS wide)
 SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT (SELECT count(*) AS count_1
FROM water AS water_1
WHERE water_1.kind = ANY ($1::TEXT[]) AND ST_Intersects(water_1.geometry, CAST((SELECT anon_2.shape
FROM anon_2) AS geometry))) AS "totalCount", anon_3.edges AS edges
FROM (SELECT coalesce(json_agg(anon_4."edge 1" ORDER BY anon_4.place) FILTER (WHERE anon_4.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_4.mark) FILTER (WHERE anon_4.place = 1) AS "first mark", max(anon_4.mark) FILTER (WHERE anon_4.place = least(anon_4.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_5.rank, anon_5.id) AS place, count(*) OVER () AS found, levee_cursor($3::BYTEA, CAST(anon_5.rank AS TEXT), CAST(anon_5.id AS TEXT)) AS mark, (SELECT row_to_json(anon_6.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_7.*) AS row_to_json_4
FROM (SELECT water_2.code AS code, water_2.kind AS kind, water_2.name AS name, water_2.name_en AS "nameEn", water_2.rank AS rank, water_2.basis AS basis, water_2.source AS source) AS anon_7) AS node) AS anon_6) AS "edge 1"
FROM (SELECT water_3.rank AS rank, water_3.id AS id
FROM water AS water_3
WHERE water_3.kind = ANY ($4::TEXT[]) AND ST_Intersects(water_3.geometry, CAST((SELECT anon_2.shape
FROM anon_2) AS geometry)) ORDER BY water_3.rank, water_3.id
 LIMIT 50 + 1) AS anon_5 JOIN water AS water_2 ON water_2.id = anon_5.id) AS anon_4) AS anon_3) AS anon_1) AS waters) AS data
