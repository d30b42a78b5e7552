WITH anon_14 AS
(SELECT array((SELECT hazard_site_3.id
FROM hazard_site AS hazard_site_3
WHERE hazard_site_3.id IN (SELECT risk_grade_3.site_id
FROM risk_grade AS risk_grade_3
WHERE (daterange(risk_grade_3.valid_from, risk_grade_3.valid_to) @> CURRENT_DATE) AND risk_grade_3.grade = ANY ($6::TEXT[]))
 LIMIT 2501)) AS found),
anon_13 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_14.found
FROM anon_14) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_14.found
FROM anon_14) AS BIGINT[]) END AS found)
 SELECT textsend('{"nearbyHazardSites":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"distance":' || coalesce(to_json(anon_2.distance)::text, 'null') || ',"hazardSite":' || coalesce((SELECT '{"name":' || coalesce(to_json(hazard_site_1.name)::text, 'null') || ',"riskGradings":' || coalesce((SELECT coalesce('[' || string_agg(anon_3.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"grade":' || coalesce(to_json(risk_grade_1.grade)::text, 'null') || '}' AS one
FROM risk_grade AS risk_grade_1
WHERE risk_grade_1.site_id = hazard_site_1.id ORDER BY risk_grade_1.valid_from) AS anon_3), 'null') || '}' AS one
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.ctid = anon_2.hazard_site_id_spot), 'null') || '}' AS one
FROM (SELECT anon_4.distance AS distance, anon_4.id AS hazard_site_id, anon_4.spot AS hazard_site_id_spot
FROM (SELECT anon_5.id AS id, anon_5.distance AS distance, anon_5.spot AS spot
FROM (SELECT anon_6.id AS id, anon_6.distance AS distance, anon_6.spot AS spot
FROM (SELECT anon_7.id AS id, anon_7.distance AS distance, anon_7.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_8 JOIN LATERAL (SELECT anon_9.id AS id, anon_9.sphere AS sphere, anon_9.distance AS distance, anon_9.spot AS spot, anon_9.matches AS matches, anon_9.count AS count, anon_9.bound AS bound, count(*) FILTER (WHERE anon_9.sphere > anon_9.bound) OVER (ORDER BY anon_9.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_10.id AS id, anon_10.sphere AS sphere, anon_10.distance AS distance, anon_10.spot AS spot, anon_10.matches AS matches, anon_10.count AS count, least(anon_8.metres * 1.0057, min(anon_10.sphere) FILTER (WHERE anon_10.count >= $4::INTEGER) OVER (ORDER BY anon_10.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_11.id AS id, anon_11.sphere AS sphere, anon_11.distance AS distance, anon_11.spot AS spot, anon_11.matches AS matches, count(*) FILTER (WHERE anon_11.matches) OVER (ORDER BY anon_11.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT hazard_site_2.id AS id, CAST(hazard_site_2.geometry AS geography) <-> anon_8.place AS sphere, ST_Distance(CAST(hazard_site_2.geometry AS geography), anon_8.place) AS distance, hazard_site_2.id IN (SELECT risk_grade_2.site_id
FROM risk_grade AS risk_grade_2
WHERE (daterange(risk_grade_2.valid_from, risk_grade_2.valid_to) @> CURRENT_DATE) AND risk_grade_2.grade = ANY ($5::TEXT[])) AS matches, hazard_site_2.ctid AS spot
FROM hazard_site AS hazard_site_2
WHERE CAST(hazard_site_2.geometry AS geography) IS NOT NULL AND NOT (SELECT anon_13.found IS NOT NULL AS anon_12
FROM anon_13) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_11) AS anon_10) AS anon_9) AS anon_7 ON true
WHERE anon_7.matches AND anon_7.beyond < 1 AND anon_7.distance <= anon_8.metres ORDER BY anon_7.distance, anon_7.id
 LIMIT $4::INTEGER) AS anon_6 UNION ALL SELECT anon_15.id AS id, anon_15.distance AS distance, anon_15.spot AS spot
FROM (SELECT hazard_site_2.id AS id, ST_Distance(CAST(hazard_site_2.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, hazard_site_2.ctid AS spot
FROM hazard_site AS hazard_site_2
WHERE CAST(hazard_site_2.geometry AS geography) IS NOT NULL AND ST_Distance(CAST(hazard_site_2.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND (SELECT anon_13.found IS NOT NULL AS anon_12
FROM anon_13) AND hazard_site_2.id = ANY (CAST((SELECT anon_13.found
FROM anon_13) AS BIGINT[])) AND hazard_site_2.id IN (SELECT risk_grade_2.site_id
FROM risk_grade AS risk_grade_2
WHERE (daterange(risk_grade_2.valid_from, risk_grade_2.valid_to) @> CURRENT_DATE) AND risk_grade_2.grade = ANY ($5::TEXT[])) ORDER BY ST_Distance(CAST(hazard_site_2.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), hazard_site_2.id
 LIMIT $4::INTEGER) AS anon_15) AS anon_5 ORDER BY anon_5.distance, anon_5.id
 LIMIT $4::INTEGER) AS anon_4) AS anon_2 ORDER BY anon_2.distance, anon_2.hazard_site_id) AS anon_1), 'null') || '}') AS textsend_1
