SELECT '{"protectedPlaces":' || coalesce(data."protectedPlaces", 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT anon_4.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_5."edge 1", ',' ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.code, anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_6.code AS TEXT), CAST(anon_6.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_8.node, 'null') || '}' AS anon_7
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_10.code) AS TEXT), 'null') || ',"kind":' || coalesce(CAST(to_json(anon_10.kind) AS TEXT), 'null') || ',"type":' || coalesce(CAST(to_json(anon_10.type) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_10.name) AS TEXT), 'null') || ',"geometry":' || coalesce(CAST(to_json(anon_10.geometry) AS TEXT), 'null') || ',"major":' || coalesce(anon_10.major, 'null') || ',"graded":' || coalesce(anon_10.graded, 'null') || '}' AS anon_9
FROM (SELECT protected_place_1.code AS code, protected_place_1.kind AS kind, protected_place_1.type AS type, protected_place_1.name AS name, CAST(ST_AsGeoJSON(levee_wound(protected_place_1.geometry), 7, 0) AS JSON) AS geometry, (SELECT coalesce('[' || string_agg('{"distance":' || coalesce(CAST(to_json(anon_11.distance) AS TEXT), 'null') || ',"hazardSite":' || coalesce(anon_11."hazardSite", 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_12.distance AS distance, (SELECT '{"code":' || coalesce(CAST(to_json(anon_13.code) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_13.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT hazard_site_1.code AS code, hazard_site_1.name AS name
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.id = anon_12.hazard_site_id) AS anon_13) AS "hazardSite"
FROM (SELECT ST_Distance(CAST(hazard_site_2.geometry AS geography), CAST(protected_place_1.geometry AS geography)) AS distance, hazard_site_2.id AS hazard_site_id
FROM hazard_site AS hazard_site_2
WHERE (CAST(hazard_site_2.geometry AS geography) && _ST_Expand(CAST(protected_place_1.geometry AS geography), $3::FLOAT)) AND ST_Distance(CAST(hazard_site_2.geometry AS geography), CAST(protected_place_1.geometry AS geography)) <= $3::FLOAT AND hazard_site_2.major_hazard IS true ORDER BY ST_Distance(CAST(hazard_site_2.geometry AS geography), CAST(protected_place_1.geometry AS geography)), hazard_site_2.id
 LIMIT $4::INTEGER) AS anon_12 ORDER BY anon_12.distance, anon_12.hazard_site_id) AS anon_11) AS major, (SELECT coalesce('[' || string_agg('{"distance":' || coalesce(CAST(to_json(anon_14.distance) AS TEXT), 'null') || ',"hazardSite":' || coalesce(anon_14."hazardSite", 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT anon_15.distance AS distance, (SELECT '{"code":' || coalesce(CAST(to_json(anon_16.code) AS TEXT), 'null') || ',"riskGrade":' || coalesce(CAST(to_json(anon_16."riskGrade") AS TEXT), 'null') || '}' AS one
FROM (SELECT hazard_site_3.code AS code, (SELECT risk_grade_1.grade
FROM risk_grade AS risk_grade_1
WHERE risk_grade_1.site_id = hazard_site_3.id AND (daterange(risk_grade_1.valid_from, risk_grade_1.valid_to) @> CURRENT_DATE)) AS "riskGrade"
FROM hazard_site AS hazard_site_3
WHERE hazard_site_3.id = anon_15.hazard_site_id) AS anon_16) AS "hazardSite"
FROM (SELECT ST_Distance(CAST(hazard_site_4.geometry AS geography), CAST(protected_place_1.geometry AS geography)) AS distance, hazard_site_4.id AS hazard_site_id
FROM hazard_site AS hazard_site_4
WHERE (CAST(hazard_site_4.geometry AS geography) && _ST_Expand(CAST(protected_place_1.geometry AS geography), $5::FLOAT)) AND ST_Distance(CAST(hazard_site_4.geometry AS geography), CAST(protected_place_1.geometry AS geography)) <= $5::FLOAT AND hazard_site_4.id IN (SELECT risk_grade_2.site_id
FROM risk_grade AS risk_grade_2
WHERE (daterange(risk_grade_2.valid_from, risk_grade_2.valid_to) @> CAST($6::TIMESTAMP WITH TIME ZONE AS DATE)) AND risk_grade_2.grade = ANY ($7::TEXT[])) ORDER BY ST_Distance(CAST(hazard_site_4.geometry AS geography), CAST(protected_place_1.geometry AS geography)), hazard_site_4.id
 LIMIT $8::INTEGER) AS anon_15 ORDER BY anon_15.distance, anon_15.hazard_site_id) AS anon_14) AS graded) AS anon_10) AS node) AS anon_8) AS "edge 1"
FROM (SELECT protected_place_2.code AS code, protected_place_2.id AS id
FROM protected_place AS protected_place_2
WHERE protected_place_2.type = ANY ($9::TEXT[]) ORDER BY protected_place_2.code, protected_place_2.id
 LIMIT $1::INTEGER + 1) AS anon_6 JOIN protected_place AS protected_place_1 ON protected_place_1.id = anon_6.id) AS anon_5) AS anon_4) AS anon_3) AS "protectedPlaces") AS data
