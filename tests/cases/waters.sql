SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT (SELECT count(*) AS count_1
FROM water AS water_1
WHERE water_1.kind = ANY ($1::TEXT[]) AND ST_Intersects(water_1.geometry, (SELECT ST_GeomFromGeoJSON($2::VARCHAR) AS "ST_GeomFromGeoJSON_1"))) AS "totalCount", anon_2.edges AS edges
FROM (SELECT coalesce(json_agg(anon_3."edge 1" ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.rank, anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($3::BYTEA, CAST(anon_4.rank AS TEXT), CAST(anon_4.id AS TEXT)) AS mark, (SELECT row_to_json(anon_5.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT water_2.code AS code, water_2.kind AS kind, water_2.name AS name, water_2.name_en AS "nameEn", water_2.rank AS rank, water_2.basis AS basis, water_2.source AS source) AS anon_6) AS node) AS anon_5) AS "edge 1"
FROM (SELECT water_3.rank AS rank, water_3.id AS id
FROM water AS water_3
WHERE water_3.kind = ANY ($4::TEXT[]) AND ST_Intersects(water_3.geometry, (SELECT ST_GeomFromGeoJSON($5::VARCHAR) AS "ST_GeomFromGeoJSON_2")) ORDER BY water_3.rank, water_3.id
 LIMIT 50 + 1) AS anon_4 JOIN water AS water_2 ON water_2.id = anon_4.id) AS anon_3) AS anon_2) AS anon_1) AS waters) AS data
