SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT (SELECT count(*) AS count_1
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.major_hazard IS true AND (EXISTS (SELECT protected_place_1.id
FROM protected_place AS protected_place_1
WHERE (CAST(protected_place_1.geometry AS geography) && _ST_Expand(CAST(hazard_site_1.geometry AS geography), $1::FLOAT)) AND ST_Distance(CAST(protected_place_1.geometry AS geography), CAST(hazard_site_1.geometry AS geography)) <= $1::FLOAT AND protected_place_1.type = ANY ($2::TEXT[])))) AS "totalCount", anon_2.edges AS edges
FROM (SELECT coalesce(json_agg(anon_3."edge 1" ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $3::INTEGER), '[]'::json) AS edges, count(*) > $3::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $3::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.code, anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($4::BYTEA, CAST(anon_4.code AS TEXT), CAST(anon_4.id AS TEXT)) AS mark, (SELECT row_to_json(anon_5.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT hazard_site_2.code AS code, hazard_site_2.name AS name, (SELECT risk_grade_1.grade
FROM risk_grade AS risk_grade_1
WHERE risk_grade_1.site_id = hazard_site_2.id AND (daterange(risk_grade_1.valid_from, risk_grade_1.valid_to) @> CURRENT_DATE)) AS "riskGrade", (SELECT coalesce(json_agg(anon_7.*), '[]'::json) AS coalesce_1
FROM (SELECT anon_8.distance AS distance, (SELECT row_to_json(anon_9.*) AS one
FROM (SELECT protected_place_2.code AS code, protected_place_2.kind AS kind, protected_place_2.type AS type, protected_place_2.name AS name, protected_place_2.people AS people, protected_place_2.basis AS basis
FROM protected_place AS protected_place_2
WHERE protected_place_2.id = anon_8.protected_place_id) AS anon_9) AS "protectedPlace"
FROM (SELECT ST_Distance(CAST(protected_place_3.geometry AS geography), CAST(hazard_site_2.geometry AS geography)) AS distance, protected_place_3.id AS protected_place_id
FROM protected_place AS protected_place_3
WHERE (CAST(protected_place_3.geometry AS geography) && _ST_Expand(CAST(hazard_site_2.geometry AS geography), $5::FLOAT)) AND ST_Distance(CAST(protected_place_3.geometry AS geography), CAST(hazard_site_2.geometry AS geography)) <= $5::FLOAT AND protected_place_3.type = ANY ($6::TEXT[]) ORDER BY ST_Distance(CAST(protected_place_3.geometry AS geography), CAST(hazard_site_2.geometry AS geography)), protected_place_3.id
 LIMIT $7::INTEGER) AS anon_8 ORDER BY anon_8.distance, anon_8.protected_place_id) AS anon_7) AS schools, (SELECT coalesce(json_agg(anon_10.*), '[]'::json) AS coalesce_2
FROM (SELECT anon_11.distance AS distance, (SELECT row_to_json(anon_12.*) AS one
FROM (SELECT protected_place_4.code AS code, protected_place_4.kind AS kind, protected_place_4.type AS type
FROM protected_place AS protected_place_4
WHERE protected_place_4.id = anon_11.protected_place_id) AS anon_12) AS "protectedPlace"
FROM (SELECT ST_Distance(CAST(protected_place_5.geometry AS geography), CAST(hazard_site_2.geometry AS geography)) AS distance, protected_place_5.id AS protected_place_id
FROM protected_place AS protected_place_5
WHERE (CAST(protected_place_5.geometry AS geography) && _ST_Expand(CAST(hazard_site_2.geometry AS geography), $8::FLOAT)) AND ST_Distance(CAST(protected_place_5.geometry AS geography), CAST(hazard_site_2.geometry AS geography)) <= $8::FLOAT ORDER BY ST_Distance(CAST(protected_place_5.geometry AS geography), CAST(hazard_site_2.geometry AS geography)), protected_place_5.id
 LIMIT $9::INTEGER) AS anon_11 ORDER BY anon_11.distance, anon_11.protected_place_id) AS anon_10) AS nearest, (SELECT coalesce(json_agg(anon_13.*), '[]'::json) AS coalesce_3
FROM (SELECT anon_14.kind AS kind, anon_14.count AS count, anon_14.nearest AS nearest, anon_14.people AS people, anon_14.uncounted AS uncounted
FROM (SELECT protected_place_6.kind AS kind, count(*) AS count, min(ST_Distance(CAST(protected_place_6.geometry AS geography), CAST(hazard_site_2.geometry AS geography))) AS nearest, sum(protected_place_6.people) AS people, count(*) FILTER (WHERE protected_place_6.people IS NULL) AS uncounted
FROM protected_place AS protected_place_6
WHERE (CAST(protected_place_6.geometry AS geography) && _ST_Expand(CAST(hazard_site_2.geometry AS geography), $10::FLOAT)) AND ST_Distance(CAST(protected_place_6.geometry AS geography), CAST(hazard_site_2.geometry AS geography)) <= $10::FLOAT GROUP BY protected_place_6.kind) AS anon_14 ORDER BY CASE WHEN (anon_14.kind = 'HOUSING'::text) THEN 0 WHEN (anon_14.kind = 'PUBLIC_FACILITY'::text) THEN 1 WHEN (anon_14.kind = 'DRINKING_WATER'::text) THEN 2 WHEN (anon_14.kind = 'TRANSPORT'::text) THEN 3 WHEN (anon_14.kind = 'FARMLAND'::text) THEN 4 WHEN (anon_14.kind = 'NATURE'::text) THEN 5 WHEN (anon_14.kind = 'MILITARY'::text) THEN 6 WHEN (anon_14.kind = 'OTHER'::text) THEN 7 END) AS anon_13) AS "protectedPlacesByKind") AS anon_6) AS node) AS anon_5) AS "edge 1"
FROM (SELECT hazard_site_3.code AS code, hazard_site_3.id AS id
FROM hazard_site AS hazard_site_3
WHERE hazard_site_3.major_hazard IS true AND (EXISTS (SELECT protected_place_7.id
FROM protected_place AS protected_place_7
WHERE (CAST(protected_place_7.geometry AS geography) && _ST_Expand(CAST(hazard_site_3.geometry AS geography), $11::FLOAT)) AND ST_Distance(CAST(protected_place_7.geometry AS geography), CAST(hazard_site_3.geometry AS geography)) <= $11::FLOAT AND protected_place_7.type = ANY ($12::TEXT[]))) ORDER BY hazard_site_3.code, hazard_site_3.id
 LIMIT $3::INTEGER + 1) AS anon_4 JOIN hazard_site AS hazard_site_2 ON hazard_site_2.id = anon_4.id) AS anon_3) AS anon_2) AS anon_1) AS "hazardSites") AS data
