WITH anon_16 AS
(SELECT array((SELECT hazard_site_3.id
FROM hazard_site AS hazard_site_3
WHERE hazard_site_3.id IN (SELECT risk_grade_3.site_id
FROM risk_grade AS risk_grade_3
WHERE (daterange(risk_grade_3.valid_from, risk_grade_3.valid_to) @> CURRENT_DATE) AND risk_grade_3.grade = ANY ($6::TEXT[]))
 LIMIT 2501)) AS found),
anon_15 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_16.found
FROM anon_16) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_16.found
FROM anon_16) AS BIGINT[]) END AS found)
 SELECT '{"nearbyHazardSites":' || coalesce(data."nearbyHazardSites", 'null') || '}' AS anon_1
FROM (SELECT (SELECT coalesce('[' || string_agg('{"distance":' || coalesce(CAST(to_json(anon_2.distance) AS TEXT), 'null') || ',"hazardSite":' || coalesce(anon_2."hazardSite", 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_3.distance AS distance, (SELECT '{"name":' || coalesce(CAST(to_json(anon_4.name) AS TEXT), 'null') || ',"riskGradings":' || coalesce(anon_4."riskGradings", 'null') || '}' AS one
FROM (SELECT hazard_site_1.name AS name, (SELECT coalesce('[' || string_agg('{"grade":' || coalesce(CAST(to_json(anon_5.grade) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT risk_grade_1.grade AS grade
FROM risk_grade AS risk_grade_1
WHERE risk_grade_1.site_id = hazard_site_1.id ORDER BY risk_grade_1.valid_from) AS anon_5) AS "riskGradings"
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.ctid = anon_3.hazard_site_id_spot) AS anon_4) AS "hazardSite"
FROM (SELECT anon_6.distance AS distance, anon_6.id AS hazard_site_id, anon_6.spot AS hazard_site_id_spot
FROM (SELECT anon_7.id AS id, anon_7.distance AS distance, anon_7.spot AS spot
FROM (SELECT anon_8.id AS id, anon_8.distance AS distance, anon_8.spot AS spot
FROM (SELECT anon_9.id AS id, anon_9.distance AS distance, anon_9.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_10 JOIN LATERAL (SELECT anon_11.id AS id, anon_11.sphere AS sphere, anon_11.distance AS distance, anon_11.spot AS spot, anon_11.matches AS matches, anon_11.count AS count, anon_11.bound AS bound, count(*) FILTER (WHERE anon_11.sphere > anon_11.bound) OVER (ORDER BY anon_11.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_12.id AS id, anon_12.sphere AS sphere, anon_12.distance AS distance, anon_12.spot AS spot, anon_12.matches AS matches, anon_12.count AS count, least(anon_10.metres * 1.0057, min(anon_12.sphere) FILTER (WHERE anon_12.count >= $4::INTEGER) OVER (ORDER BY anon_12.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_13.id AS id, anon_13.sphere AS sphere, anon_13.distance AS distance, anon_13.spot AS spot, anon_13.matches AS matches, count(*) FILTER (WHERE anon_13.matches) OVER (ORDER BY anon_13.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT hazard_site_2.id AS id, CAST(hazard_site_2.geometry AS geography) <-> anon_10.place AS sphere, ST_Distance(CAST(hazard_site_2.geometry AS geography), anon_10.place) AS distance, hazard_site_2.id IN (SELECT risk_grade_2.site_id
FROM risk_grade AS risk_grade_2
WHERE (daterange(risk_grade_2.valid_from, risk_grade_2.valid_to) @> CURRENT_DATE) AND risk_grade_2.grade = ANY ($5::TEXT[])) AS matches, hazard_site_2.ctid AS spot
FROM hazard_site AS hazard_site_2
WHERE CAST(hazard_site_2.geometry AS geography) IS NOT NULL AND NOT (SELECT anon_15.found IS NOT NULL AS anon_14
FROM anon_15) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_13) AS anon_12) AS anon_11) AS anon_9 ON true
WHERE anon_9.matches AND anon_9.beyond < 1 AND anon_9.distance <= anon_10.metres ORDER BY anon_9.distance, anon_9.id
 LIMIT $4::INTEGER) AS anon_8 UNION ALL SELECT anon_17.id AS id, anon_17.distance AS distance, anon_17.spot AS spot
FROM (SELECT hazard_site_2.id AS id, ST_Distance(CAST(hazard_site_2.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, hazard_site_2.ctid AS spot
FROM hazard_site AS hazard_site_2
WHERE CAST(hazard_site_2.geometry AS geography) IS NOT NULL AND ST_Distance(CAST(hazard_site_2.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND (SELECT anon_15.found IS NOT NULL AS anon_14
FROM anon_15) AND hazard_site_2.id = ANY (CAST((SELECT anon_15.found
FROM anon_15) AS BIGINT[])) AND hazard_site_2.id IN (SELECT risk_grade_2.site_id
FROM risk_grade AS risk_grade_2
WHERE (daterange(risk_grade_2.valid_from, risk_grade_2.valid_to) @> CURRENT_DATE) AND risk_grade_2.grade = ANY ($5::TEXT[])) ORDER BY ST_Distance(CAST(hazard_site_2.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), hazard_site_2.id
 LIMIT $4::INTEGER) AS anon_17) AS anon_7 ORDER BY anon_7.distance, anon_7.id
 LIMIT $4::INTEGER) AS anon_6) AS anon_3 ORDER BY anon_3.distance, anon_3.hazard_site_id) AS anon_2) AS "nearbyHazardSites") AS data
