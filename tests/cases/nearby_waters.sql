WITH anon_13 AS
(SELECT array((SELECT water_3.id
FROM water AS water_3
WHERE water_3.kind = ANY ($6::TEXT[])
 LIMIT 2501)) AS found),
anon_12 AS
(SELECT CASE WHEN (cardinality(CAST((SELECT anon_13.found
FROM anon_13) AS BIGINT[])) <= 2500) THEN CAST((SELECT anon_13.found
FROM anon_13) AS BIGINT[]) END AS found)
 SELECT textsend('{"nearbyWaters":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"distance":' || coalesce(to_json(anon_2.distance)::text, 'null') || ',"water":' || coalesce((SELECT '{"code":' || coalesce(to_json(water_1.code)::text, 'null') || ',"kind":' || coalesce(to_json(water_1.kind)::text, 'null') || ',"name":' || coalesce(to_json(water_1.name)::text, 'null') || '}' AS one
FROM water AS water_1
WHERE water_1.ctid = anon_2.water_id_spot), 'null') || '}' AS one
FROM (SELECT anon_3.distance AS distance, anon_3.id AS water_id, anon_3.spot AS water_id_spot
FROM (SELECT anon_4.id AS id, anon_4.distance AS distance, anon_4.spot AS spot
FROM (SELECT anon_5.id AS id, anon_5.distance AS distance, anon_5.spot AS spot
FROM (SELECT anon_6.id AS id, anon_6.distance AS distance, anon_6.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_7 JOIN LATERAL (SELECT anon_8.id AS id, anon_8.sphere AS sphere, anon_8.distance AS distance, anon_8.spot AS spot, anon_8.matches AS matches, anon_8.count AS count, anon_8.bound AS bound, count(*) FILTER (WHERE anon_8.sphere > anon_8.bound) OVER (ORDER BY anon_8.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_9.id AS id, anon_9.sphere AS sphere, anon_9.distance AS distance, anon_9.spot AS spot, anon_9.matches AS matches, anon_9.count AS count, least(anon_7.metres * 1.0057, min(anon_9.sphere) FILTER (WHERE anon_9.count >= $4::INTEGER) OVER (ORDER BY anon_9.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_10.id AS id, anon_10.sphere AS sphere, anon_10.distance AS distance, anon_10.spot AS spot, anon_10.matches AS matches, count(*) FILTER (WHERE anon_10.matches) OVER (ORDER BY anon_10.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT water_2.id AS id, CAST(water_2.geometry AS geography) <-> anon_7.place AS sphere, ST_Distance(CAST(water_2.geometry AS geography), anon_7.place) AS distance, water_2.kind = ANY ($5::TEXT[]) AS matches, water_2.ctid AS spot
FROM water AS water_2
WHERE CAST(water_2.geometry AS geography) IS NOT NULL AND NOT (SELECT anon_12.found IS NOT NULL AS anon_11
FROM anon_12) ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_10) AS anon_9) AS anon_8) AS anon_6 ON true
WHERE anon_6.matches AND anon_6.beyond < 1 AND anon_6.distance <= anon_7.metres ORDER BY anon_6.distance, anon_6.id
 LIMIT $4::INTEGER) AS anon_5 UNION ALL SELECT anon_14.id AS id, anon_14.distance AS distance, anon_14.spot AS spot
FROM (SELECT water_2.id AS id, ST_Distance(CAST(water_2.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS distance, water_2.ctid AS spot
FROM water AS water_2
WHERE CAST(water_2.geometry AS geography) IS NOT NULL AND ST_Distance(CAST(water_2.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) <= $3::FLOAT AND (SELECT anon_12.found IS NOT NULL AS anon_11
FROM anon_12) AND water_2.id = ANY (CAST((SELECT anon_12.found
FROM anon_12) AS BIGINT[])) AND water_2.kind = ANY ($5::TEXT[]) ORDER BY ST_Distance(CAST(water_2.geometry AS geography), CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)), water_2.id
 LIMIT $4::INTEGER) AS anon_14) AS anon_4 ORDER BY anon_4.distance, anon_4.id
 LIMIT $4::INTEGER) AS anon_3) AS anon_2 ORDER BY anon_2.distance, anon_2.water_id) AS anon_1), 'null') || '}') AS textsend_1
