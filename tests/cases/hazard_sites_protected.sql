SELECT '{"hazardSites":' || coalesce(data."hazardSites", 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"totalCount":' || coalesce(CAST(anon_3."totalCount" AS TEXT), 'null') || ',"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT (SELECT count(*) AS count_1
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.major_hazard IS true AND (EXISTS (SELECT protected_place_1.id
FROM protected_place AS protected_place_1
WHERE (CAST(protected_place_1.geometry AS geography) && _ST_Expand(CAST(hazard_site_1.geometry AS geography), $1::FLOAT)) AND ST_Distance(CAST(protected_place_1.geometry AS geography), CAST(hazard_site_1.geometry AS geography)) <= $1::FLOAT AND protected_place_1.type = ANY ($2::TEXT[])))) AS "totalCount", anon_4.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_5."edge 1", ',' ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= $3::INTEGER) || ']', '[]') AS edges, count(*) > $3::INTEGER AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, $3::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.code, anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($4::BYTEA, CAST(anon_6.code AS TEXT), CAST(anon_6.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_8.node, 'null') || '}' AS anon_7
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_10.code) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_10.name) AS TEXT), 'null') || ',"riskGrade":' || coalesce(CAST(to_json(anon_10."riskGrade") AS TEXT), 'null') || ',"schools":' || coalesce(anon_10.schools, 'null') || ',"nearest":' || coalesce(anon_10.nearest, 'null') || ',"protectedPlacesByKind":' || coalesce(anon_10."protectedPlacesByKind", 'null') || '}' AS anon_9
FROM (SELECT hazard_site_2.code AS code, hazard_site_2.name AS name, (SELECT risk_grade_1.grade
FROM risk_grade AS risk_grade_1
WHERE risk_grade_1.site_id = hazard_site_2.id AND (daterange(risk_grade_1.valid_from, risk_grade_1.valid_to) @> CURRENT_DATE)) AS "riskGrade", (SELECT coalesce('[' || string_agg('{"distance":' || coalesce(CAST(to_json(anon_11.distance) AS TEXT), 'null') || ',"protectedPlace":' || coalesce(anon_11."protectedPlace", 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_12.distance AS distance, (SELECT '{"code":' || coalesce(CAST(to_json(anon_13.code) AS TEXT), 'null') || ',"kind":' || coalesce(CAST(to_json(anon_13.kind) AS TEXT), 'null') || ',"type":' || coalesce(CAST(to_json(anon_13.type) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_13.name) AS TEXT), 'null') || ',"people":' || coalesce(CAST(anon_13.people AS TEXT), 'null') || ',"basis":' || coalesce(CAST(to_json(anon_13.basis) AS TEXT), 'null') || '}' AS one
FROM (SELECT protected_place_2.code AS code, protected_place_2.kind AS kind, protected_place_2.type AS type, protected_place_2.name AS name, protected_place_2.people AS people, protected_place_2.basis AS basis
FROM protected_place AS protected_place_2
WHERE protected_place_2.id = anon_12.protected_place_id) AS anon_13) AS "protectedPlace"
FROM (SELECT ST_Distance(CAST(protected_place_3.geometry AS geography), CAST(hazard_site_2.geometry AS geography)) AS distance, protected_place_3.id AS protected_place_id
FROM protected_place AS protected_place_3
WHERE (CAST(protected_place_3.geometry AS geography) && _ST_Expand(CAST(hazard_site_2.geometry AS geography), $5::FLOAT)) AND ST_Distance(CAST(protected_place_3.geometry AS geography), CAST(hazard_site_2.geometry AS geography)) <= $5::FLOAT AND protected_place_3.type = ANY ($6::TEXT[]) ORDER BY ST_Distance(CAST(protected_place_3.geometry AS geography), CAST(hazard_site_2.geometry AS geography)), protected_place_3.id
 LIMIT $7::INTEGER) AS anon_12 ORDER BY anon_12.distance, anon_12.protected_place_id) AS anon_11) AS schools, (SELECT coalesce('[' || string_agg('{"distance":' || coalesce(CAST(to_json(anon_14.distance) AS TEXT), 'null') || ',"protectedPlace":' || coalesce(anon_14."protectedPlace", 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT anon_15.distance AS distance, (SELECT '{"code":' || coalesce(CAST(to_json(anon_16.code) AS TEXT), 'null') || ',"kind":' || coalesce(CAST(to_json(anon_16.kind) AS TEXT), 'null') || ',"type":' || coalesce(CAST(to_json(anon_16.type) AS TEXT), 'null') || '}' AS one
FROM (SELECT protected_place_4.code AS code, protected_place_4.kind AS kind, protected_place_4.type AS type
FROM protected_place AS protected_place_4
WHERE protected_place_4.id = anon_15.protected_place_id) AS anon_16) AS "protectedPlace"
FROM (SELECT ST_Distance(CAST(protected_place_5.geometry AS geography), CAST(hazard_site_2.geometry AS geography)) AS distance, protected_place_5.id AS protected_place_id
FROM protected_place AS protected_place_5
WHERE (CAST(protected_place_5.geometry AS geography) && _ST_Expand(CAST(hazard_site_2.geometry AS geography), $8::FLOAT)) AND ST_Distance(CAST(protected_place_5.geometry AS geography), CAST(hazard_site_2.geometry AS geography)) <= $8::FLOAT ORDER BY ST_Distance(CAST(protected_place_5.geometry AS geography), CAST(hazard_site_2.geometry AS geography)), protected_place_5.id
 LIMIT $9::INTEGER) AS anon_15 ORDER BY anon_15.distance, anon_15.protected_place_id) AS anon_14) AS nearest, (SELECT coalesce('[' || string_agg('{"kind":' || coalesce(CAST(to_json(anon_17.kind) AS TEXT), 'null') || ',"count":' || coalesce(CAST(anon_17.count AS TEXT), 'null') || ',"nearest":' || coalesce(CAST(to_json(anon_17.nearest) AS TEXT), 'null') || ',"people":' || coalesce(CAST(anon_17.people AS TEXT), 'null') || ',"uncounted":' || coalesce(CAST(anon_17.uncounted AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_3
FROM (SELECT anon_18.kind AS kind, anon_18.count AS count, anon_18.nearest AS nearest, anon_18.people AS people, anon_18.uncounted AS uncounted
FROM (SELECT protected_place_6.kind AS kind, count(*) AS count, min(ST_Distance(CAST(protected_place_6.geometry AS geography), CAST(hazard_site_2.geometry AS geography))) AS nearest, sum(protected_place_6.people) AS people, count(*) FILTER (WHERE protected_place_6.people IS NULL) AS uncounted
FROM protected_place AS protected_place_6
WHERE (CAST(protected_place_6.geometry AS geography) && _ST_Expand(CAST(hazard_site_2.geometry AS geography), $10::FLOAT)) AND ST_Distance(CAST(protected_place_6.geometry AS geography), CAST(hazard_site_2.geometry AS geography)) <= $10::FLOAT GROUP BY protected_place_6.kind) AS anon_18 ORDER BY CASE WHEN (anon_18.kind = 'HOUSING'::text) THEN 0 WHEN (anon_18.kind = 'PUBLIC_FACILITY'::text) THEN 1 WHEN (anon_18.kind = 'DRINKING_WATER'::text) THEN 2 WHEN (anon_18.kind = 'TRANSPORT'::text) THEN 3 WHEN (anon_18.kind = 'FARMLAND'::text) THEN 4 WHEN (anon_18.kind = 'NATURE'::text) THEN 5 WHEN (anon_18.kind = 'MILITARY'::text) THEN 6 WHEN (anon_18.kind = 'OTHER'::text) THEN 7 END) AS anon_17) AS "protectedPlacesByKind") AS anon_10) AS node) AS anon_8) AS "edge 1"
FROM (SELECT hazard_site_3.code AS code, hazard_site_3.id AS id
FROM hazard_site AS hazard_site_3
WHERE hazard_site_3.major_hazard IS true AND (EXISTS (SELECT protected_place_7.id
FROM protected_place AS protected_place_7
WHERE (CAST(protected_place_7.geometry AS geography) && _ST_Expand(CAST(hazard_site_3.geometry AS geography), $11::FLOAT)) AND ST_Distance(CAST(protected_place_7.geometry AS geography), CAST(hazard_site_3.geometry AS geography)) <= $11::FLOAT AND protected_place_7.type = ANY ($12::TEXT[]))) ORDER BY hazard_site_3.code, hazard_site_3.id
 LIMIT $3::INTEGER + 1) AS anon_6 JOIN hazard_site AS hazard_site_2 ON hazard_site_2.id = anon_6.id) AS anon_5) AS anon_4) AS anon_3) AS "hazardSites") AS data
