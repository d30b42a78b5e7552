SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT anon_2.edges AS edges
FROM (SELECT coalesce(json_agg(anon_3."edge 1" ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER), '[]'::json) AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.code, anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.code AS TEXT), CAST(anon_4.id AS TEXT)) AS mark, (SELECT row_to_json(anon_5.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT protected_place_1.code AS code, protected_place_1.kind AS kind, protected_place_1.type AS type, protected_place_1.name AS name, CAST(ST_AsGeoJSON(levee_wound(protected_place_1.geometry), 7, 0) AS JSON) AS geometry, (SELECT coalesce(json_agg(anon_7.*), '[]'::json) AS coalesce_1
FROM (SELECT anon_8.distance AS distance, (SELECT row_to_json(anon_9.*) AS one
FROM (SELECT hazard_site_1.code AS code, hazard_site_1.name AS name
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.id = anon_8.hazard_site_id) AS anon_9) AS "hazardSite"
FROM (SELECT ST_Distance(CAST(hazard_site_2.geometry AS geography), CAST(protected_place_1.geometry AS geography)) AS distance, hazard_site_2.id AS hazard_site_id
FROM hazard_site AS hazard_site_2
WHERE (CAST(hazard_site_2.geometry AS geography) && _ST_Expand(CAST(protected_place_1.geometry AS geography), $3::FLOAT)) AND ST_Distance(CAST(hazard_site_2.geometry AS geography), CAST(protected_place_1.geometry AS geography)) <= $3::FLOAT AND hazard_site_2.major_hazard IS true ORDER BY ST_Distance(CAST(hazard_site_2.geometry AS geography), CAST(protected_place_1.geometry AS geography)), hazard_site_2.id
 LIMIT $4::INTEGER) AS anon_8 ORDER BY anon_8.distance, anon_8.hazard_site_id) AS anon_7) AS major, (SELECT coalesce(json_agg(anon_10.*), '[]'::json) AS coalesce_2
FROM (SELECT anon_11.distance AS distance, (SELECT row_to_json(anon_12.*) AS one
FROM (SELECT hazard_site_3.code AS code, (SELECT risk_grade_1.grade
FROM risk_grade AS risk_grade_1
WHERE risk_grade_1.site_id = hazard_site_3.id AND (daterange(risk_grade_1.valid_from, risk_grade_1.valid_to) @> CURRENT_DATE)) AS "riskGrade"
FROM hazard_site AS hazard_site_3
WHERE hazard_site_3.id = anon_11.hazard_site_id) AS anon_12) AS "hazardSite"
FROM (SELECT ST_Distance(CAST(hazard_site_4.geometry AS geography), CAST(protected_place_1.geometry AS geography)) AS distance, hazard_site_4.id AS hazard_site_id
FROM hazard_site AS hazard_site_4
WHERE (CAST(hazard_site_4.geometry AS geography) && _ST_Expand(CAST(protected_place_1.geometry AS geography), $5::FLOAT)) AND ST_Distance(CAST(hazard_site_4.geometry AS geography), CAST(protected_place_1.geometry AS geography)) <= $5::FLOAT AND hazard_site_4.id IN (SELECT risk_grade_2.site_id
FROM risk_grade AS risk_grade_2
WHERE (daterange(risk_grade_2.valid_from, risk_grade_2.valid_to) @> CAST($6::TIMESTAMP WITH TIME ZONE AS DATE)) AND risk_grade_2.grade = ANY ($7::TEXT[])) ORDER BY ST_Distance(CAST(hazard_site_4.geometry AS geography), CAST(protected_place_1.geometry AS geography)), hazard_site_4.id
 LIMIT $8::INTEGER) AS anon_11 ORDER BY anon_11.distance, anon_11.hazard_site_id) AS anon_10) AS graded) AS anon_6) AS node) AS anon_5) AS "edge 1"
FROM (SELECT protected_place_2.code AS code, protected_place_2.id AS id
FROM protected_place AS protected_place_2
WHERE protected_place_2.type = ANY ($9::TEXT[]) ORDER BY protected_place_2.code, protected_place_2.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN protected_place AS protected_place_1 ON protected_place_1.id = anon_4.id) AS anon_3) AS anon_2) AS anon_1) AS "protectedPlaces") AS data
