SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS one
FROM (SELECT (SELECT coalesce(json_agg(anon_2.*), '[]'::json) AS coalesce_1
FROM (SELECT anon_3.action AS action, anon_3.reach AS reach, to_json(anon_3.types) AS types, anon_3.planned AS planned, (SELECT coalesce(json_agg(anon_4.*), '[]'::json) AS coalesce_2
FROM (SELECT upper(anon_5.role) AS role
FROM json_to_recordset(CAST(anon_3.posts AS JSON)) AS anon_5(place INTEGER, role TEXT, divisions TEXT[], basins TEXT[], units TEXT[]) ORDER BY anon_5.place) AS anon_4) AS posts
FROM json_to_recordset(CAST($1::VARCHAR AS JSON)) AS anon_3(action TEXT, reach TEXT, planned BOOLEAN, types TEXT[], posts JSON)) AS anon_2) AS may
FROM (SELECT $2::VARCHAR AS subject, $3::VARCHAR AS name) AS anon_6) AS anon_1) AS viewer, (SELECT row_to_json(anon_7.*) AS one
FROM (SELECT why.allowed AS allowed, why.code AS code, why.reason AS reason, (SELECT row_to_json(anon_8.*) AS one
FROM (SELECT anon_9.says AS says, anon_9.reach AS reach
FROM json_to_recordset(why.tried) AS anon_9(number INTEGER, says TEXT, reach TEXT, place INTEGER)
WHERE anon_9.number = why.number ORDER BY anon_9.number) AS anon_8) AS rule, (SELECT row_to_json(anon_10.*) AS one
FROM (SELECT upper(anon_11.role) AS role
FROM json_to_recordset(CAST($4::VARCHAR AS JSON)) AS anon_11(place INTEGER, role TEXT, divisions TEXT[], basins TEXT[], units TEXT[])
WHERE anon_11.place = why.place) AS anon_10) AS post
FROM (SELECT tried.found IS NOT NULL AND tried."place 0" IS NOT NULL AS allowed, CASE WHEN (tried.found IS NULL) THEN 'NOT_FOUND'::text WHEN (tried."place 0" IS NULL) THEN 'FORBIDDEN'::text ELSE NULL END AS code, CASE WHEN (tried.found IS NULL) THEN NULL WHEN (tried."place 0" IS NULL) THEN NULL ELSE NULL END AS reason, CASE WHEN (tried.found IS NOT NULL AND tried."place 0" IS NOT NULL) THEN CASE WHEN (tried."place 0" IS NOT NULL) THEN 0 ELSE NULL END END AS number, CASE WHEN (tried.found IS NOT NULL AND tried."place 0" IS NOT NULL) THEN coalesce(tried."place 0") END AS place, json_build_array(json_build_object('number'::text, 0, 'says'::text, tried."says 0", 'reach'::text, 'ANYWHERE'::text, 'place'::text, CASE WHEN (tried.found IS NOT NULL) THEN tried."place 0" END)) AS tried
FROM (SELECT about.id AS found, $5::VARCHAR AS "says 0", 0 AS "place 0"
FROM (SELECT 1 AS one) AS nothing LEFT OUTER JOIN division AS about ON about.id = $6::BIGINT) AS tried) AS why) AS anon_7) AS read, (SELECT row_to_json(anon_12.*) AS one
FROM (SELECT why.allowed AS allowed, why.code AS code, why.reason AS reason, (SELECT coalesce(json_agg(anon_13.*), '[]'::json) AS coalesce_3
FROM (SELECT anon_14.says AS says, anon_14.reach AS reach, (SELECT row_to_json(anon_15.*) AS one
FROM (SELECT upper(anon_16.role) AS role, (SELECT coalesce(json_agg(anon_17.*), '[]'::json) AS coalesce_4
FROM (SELECT division_1.code AS code
FROM division AS division_1
WHERE division_1.code = any(anon_16.divisions) AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE) ORDER BY division_1.code) AS anon_17) AS divisions
FROM json_to_recordset(CAST($7::VARCHAR AS JSON)) AS anon_16(place INTEGER, role TEXT, divisions TEXT[], basins TEXT[], units TEXT[])
WHERE anon_16.place = anon_14.place) AS anon_15) AS post
FROM json_to_recordset(why.tried) AS anon_14(number INTEGER, says TEXT, reach TEXT, place INTEGER) ORDER BY anon_14.number) AS anon_13) AS tried
FROM (SELECT false AS allowed, CASE WHEN (tried.found IS NULL) THEN 'NOT_FOUND'::text WHEN true THEN 'UNAUTHENTICATED'::text WHEN (tried."place 0" IS NULL) THEN 'FORBIDDEN'::text WHEN tried."refused 0" THEN 'FORBIDDEN'::text ELSE NULL END AS code, CASE WHEN (tried.found IS NULL) THEN NULL WHEN true THEN NULL WHEN (tried."place 0" IS NULL) THEN NULL WHEN tried."refused 0" THEN 'APPROVAL_REQUIRED'::text ELSE NULL END AS reason, CASE WHEN false THEN CASE WHEN (tried."place 0" IS NOT NULL) THEN 0 ELSE NULL END END AS number, CASE WHEN false THEN coalesce(tried."place 0") END AS place, json_build_array(json_build_object('number'::text, 0, 'says'::text, tried."says 0", 'reach'::text, 'OWN_DIVISIONS'::text, 'place'::text, CASE WHEN (tried.found IS NOT NULL) THEN tried."place 0" END)) AS tried
FROM (SELECT about.id AS found, concat($8::VARCHAR, coalesce(nullif(concat_ws($9::VARCHAR, $10::VARCHAR || about.code), $11::VARCHAR), $12::VARCHAR)) AS "says 0", (SELECT min(anon_18.place) AS min_1
FROM json_to_recordset(CAST($13::VARCHAR AS JSON)) AS anon_18(place INTEGER, role TEXT, divisions TEXT[], basins TEXT[], units TEXT[])
WHERE about.id IN (SELECT below
FROM levee_divisions_below(CASE WHEN (anon_18.role IN ('officer', 'commander', 'administrator')) THEN anon_18.divisions ELSE '{}'::text[] END) AS below)) AS "place 0", coalesce(coalesce((SELECT ruling.approval_required
FROM authority_rule AS ruling JOIN plan_version AS plan_version_1 ON plan_version_1.id = ruling.version_id
WHERE plan_version_1.plan_id = $14::BIGINT AND (tstzrange(plan_version_1.valid_from, plan_version_1.valid_to) @> (SELECT clock_timestamp() AS clock_timestamp_1)) AND ruling.level = 'II'::text AND ruling.action = 'START'::text), false), false) AS "refused 0"
FROM (SELECT 1 AS one) AS nothing LEFT OUTER JOIN division AS about ON about.id = $15::BIGINT) AS tried) AS why) AS anon_12) AS start) AS data
