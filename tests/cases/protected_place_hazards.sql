SELECT textsend('{"protectedPlaces":' || coalesce((SELECT '{"edges":' || coalesce(anon_2.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_3."edge 1", ',' ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.code, anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.code AS TEXT), CAST(anon_4.id AS TEXT)) AS mark, '{"node":' || '{"code":' || coalesce(to_json(protected_place_1.code)::text, 'null') || ',"kind":' || coalesce(to_json(protected_place_1.kind)::text, 'null') || ',"type":' || coalesce(to_json(protected_place_1.type)::text, 'null') || ',"name":' || coalesce(to_json(protected_place_1.name)::text, 'null') || ',"geometry":' || coalesce(to_json(CAST(ST_AsGeoJSON(levee_wound(protected_place_1.geometry), 7, 0) AS JSON))::text, 'null') || ',"major":' || coalesce((SELECT coalesce('[' || string_agg(anon_5.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"distance":' || coalesce(to_json(anon_6.distance)::text, 'null') || ',"hazardSite":' || coalesce((SELECT '{"code":' || coalesce(to_json(hazard_site_1.code)::text, 'null') || ',"name":' || coalesce(to_json(hazard_site_1.name)::text, 'null') || '}' AS one
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.id = anon_6.hazard_site_id), 'null') || '}' AS one
FROM (SELECT ST_Distance(CAST(hazard_site_2.geometry AS geography), CAST(protected_place_1.geometry AS geography)) AS distance, hazard_site_2.id AS hazard_site_id
FROM hazard_site AS hazard_site_2
WHERE (CAST(hazard_site_2.geometry AS geography) && _ST_Expand(CAST(protected_place_1.geometry AS geography), $3::FLOAT)) AND ST_Distance(CAST(hazard_site_2.geometry AS geography), CAST(protected_place_1.geometry AS geography)) <= $3::FLOAT AND hazard_site_2.major_hazard IS true ORDER BY ST_Distance(CAST(hazard_site_2.geometry AS geography), CAST(protected_place_1.geometry AS geography)), hazard_site_2.id
 LIMIT $4::INTEGER) AS anon_6 ORDER BY anon_6.distance, anon_6.hazard_site_id) AS anon_5), 'null') || ',"graded":' || coalesce((SELECT coalesce('[' || string_agg(anon_7.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"distance":' || coalesce(to_json(anon_8.distance)::text, 'null') || ',"hazardSite":' || coalesce((SELECT '{"code":' || coalesce(to_json(hazard_site_3.code)::text, 'null') || ',"riskGrade":' || coalesce(to_json((SELECT risk_grade_1.grade
FROM risk_grade AS risk_grade_1
WHERE risk_grade_1.site_id = hazard_site_3.id AND (daterange(risk_grade_1.valid_from, risk_grade_1.valid_to) @> CURRENT_DATE)))::text, 'null') || '}' AS one
FROM hazard_site AS hazard_site_3
WHERE hazard_site_3.id = anon_8.hazard_site_id), 'null') || '}' AS one
FROM (SELECT ST_Distance(CAST(hazard_site_4.geometry AS geography), CAST(protected_place_1.geometry AS geography)) AS distance, hazard_site_4.id AS hazard_site_id
FROM hazard_site AS hazard_site_4
WHERE (CAST(hazard_site_4.geometry AS geography) && _ST_Expand(CAST(protected_place_1.geometry AS geography), $5::FLOAT)) AND ST_Distance(CAST(hazard_site_4.geometry AS geography), CAST(protected_place_1.geometry AS geography)) <= $5::FLOAT AND hazard_site_4.id IN (SELECT risk_grade_2.site_id
FROM risk_grade AS risk_grade_2
WHERE (daterange(risk_grade_2.valid_from, risk_grade_2.valid_to) @> CAST($6::TIMESTAMP WITH TIME ZONE AS DATE)) AND risk_grade_2.grade = ANY ($7::TEXT[])) ORDER BY ST_Distance(CAST(hazard_site_4.geometry AS geography), CAST(protected_place_1.geometry AS geography)), hazard_site_4.id
 LIMIT $8::INTEGER) AS anon_8 ORDER BY anon_8.distance, anon_8.hazard_site_id) AS anon_7), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT protected_place_2.code AS code, protected_place_2.id AS id
FROM protected_place AS protected_place_2
WHERE protected_place_2.type = ANY ($9::TEXT[]) ORDER BY protected_place_2.code, protected_place_2.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN protected_place AS protected_place_1 ON protected_place_1.id = anon_4.id) AS anon_3) AS anon_2), 'null') || '}') AS textsend_1
