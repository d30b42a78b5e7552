SELECT '{"viewer":' || coalesce(data.viewer, 'null') || ',"read":' || coalesce(data.read, 'null') || ',"start":' || coalesce(data.start, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"may":' || coalesce(anon_2.may, 'null') || '}' AS one
FROM (SELECT (SELECT coalesce('[' || string_agg('{"action":' || coalesce(CAST(to_json(anon_3.action) AS TEXT), 'null') || ',"reach":' || coalesce(CAST(to_json(anon_3.reach) AS TEXT), 'null') || ',"types":' || coalesce(CAST(to_json(anon_3.types) AS TEXT), 'null') || ',"planned":' || coalesce(CAST(anon_3.planned AS TEXT), 'null') || ',"posts":' || coalesce(anon_3.posts, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_4.action AS action, anon_4.reach AS reach, to_json(anon_4.types) AS types, anon_4.planned AS planned, (SELECT coalesce('[' || string_agg('{"role":' || coalesce(CAST(to_json(anon_5.role) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT upper(anon_6.role) AS role
FROM json_to_recordset(CAST(anon_4.posts AS JSON)) AS anon_6(place INTEGER, role TEXT, divisions TEXT[], basins TEXT[], units TEXT[]) ORDER BY anon_6.place) AS anon_5) AS posts
FROM json_to_recordset(CAST($1::VARCHAR AS JSON)) AS anon_4(action TEXT, reach TEXT, planned BOOLEAN, types TEXT[], posts JSON)) AS anon_3) AS may
FROM (SELECT $2::VARCHAR AS subject, $3::VARCHAR AS name) AS anon_7) AS anon_2) AS viewer, (SELECT '{"allowed":' || coalesce(CAST(anon_8.allowed AS TEXT), 'null') || ',"code":' || coalesce(CAST(to_json(anon_8.code) AS TEXT), 'null') || ',"reason":' || coalesce(CAST(to_json(anon_8.reason) AS TEXT), 'null') || ',"rule":' || coalesce(anon_8.rule, 'null') || ',"post":' || coalesce(anon_8.post, 'null') || '}' AS one
FROM (SELECT why.allowed AS allowed, why.code AS code, why.reason AS reason, (SELECT '{"says":' || coalesce(CAST(to_json(anon_9.says) AS TEXT), 'null') || ',"reach":' || coalesce(CAST(to_json(anon_9.reach) AS TEXT), 'null') || '}' AS one
FROM (SELECT anon_10.says AS says, anon_10.reach AS reach
FROM json_to_recordset(why.tried) AS anon_10(number INTEGER, says TEXT, reach TEXT, place INTEGER)
WHERE anon_10.number = why.number ORDER BY anon_10.number) AS anon_9) AS rule, (SELECT '{"role":' || coalesce(CAST(to_json(anon_11.role) AS TEXT), 'null') || '}' AS one
FROM (SELECT upper(anon_12.role) AS role
FROM json_to_recordset(CAST($4::VARCHAR AS JSON)) AS anon_12(place INTEGER, role TEXT, divisions TEXT[], basins TEXT[], units TEXT[])
WHERE anon_12.place = why.place) AS anon_11) AS post
FROM (SELECT tried.found IS NOT NULL AND tried."place 0" IS NOT NULL AS allowed, CASE WHEN (tried.found IS NULL) THEN 'NOT_FOUND'::text WHEN (tried."place 0" IS NULL) THEN 'FORBIDDEN'::text ELSE NULL END AS code, CASE WHEN (tried.found IS NULL) THEN NULL WHEN (tried."place 0" IS NULL) THEN NULL ELSE NULL END AS reason, CASE WHEN (tried.found IS NOT NULL AND tried."place 0" IS NOT NULL) THEN CASE WHEN (tried."place 0" IS NOT NULL) THEN 0 ELSE NULL END END AS number, CASE WHEN (tried.found IS NOT NULL AND tried."place 0" IS NOT NULL) THEN coalesce(tried."place 0") END AS place, json_build_array(json_build_object('number'::text, 0, 'says'::text, tried."says 0", 'reach'::text, 'ANYWHERE'::text, 'place'::text, CASE WHEN (tried.found IS NOT NULL) THEN tried."place 0" END)) AS tried
FROM (SELECT about.id AS found, $5::VARCHAR AS "says 0", 0 AS "place 0"
FROM (SELECT 1 AS one) AS nothing LEFT OUTER JOIN division AS about ON about.id = $6::BIGINT) AS tried) AS why) AS anon_8) AS read, (SELECT '{"allowed":' || coalesce(CAST(anon_13.allowed AS TEXT), 'null') || ',"code":' || coalesce(CAST(to_json(anon_13.code) AS TEXT), 'null') || ',"reason":' || coalesce(CAST(to_json(anon_13.reason) AS TEXT), 'null') || ',"tried":' || coalesce(anon_13.tried, 'null') || '}' AS one
FROM (SELECT why.allowed AS allowed, why.code AS code, why.reason AS reason, (SELECT coalesce('[' || string_agg('{"says":' || coalesce(CAST(to_json(anon_14.says) AS TEXT), 'null') || ',"reach":' || coalesce(CAST(to_json(anon_14.reach) AS TEXT), 'null') || ',"post":' || coalesce(anon_14.post, 'null') || '}', ',') || ']', '[]') AS coalesce_3
FROM (SELECT anon_15.says AS says, anon_15.reach AS reach, (SELECT '{"role":' || coalesce(CAST(to_json(anon_16.role) AS TEXT), 'null') || ',"divisions":' || coalesce(anon_16.divisions, 'null') || '}' AS one
FROM (SELECT upper(anon_17.role) AS role, (SELECT coalesce('[' || string_agg('{"code":' || coalesce(CAST(to_json(anon_18.code) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_4
FROM (SELECT division_1.code AS code
FROM division AS division_1
WHERE division_1.code = any(anon_17.divisions) AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE) ORDER BY division_1.code) AS anon_18) AS divisions
FROM json_to_recordset(CAST($7::VARCHAR AS JSON)) AS anon_17(place INTEGER, role TEXT, divisions TEXT[], basins TEXT[], units TEXT[])
WHERE anon_17.place = anon_15.place) AS anon_16) AS post
FROM json_to_recordset(why.tried) AS anon_15(number INTEGER, says TEXT, reach TEXT, place INTEGER) ORDER BY anon_15.number) AS anon_14) AS tried
FROM (SELECT false AS allowed, CASE WHEN (tried.found IS NULL) THEN 'NOT_FOUND'::text WHEN true THEN 'UNAUTHENTICATED'::text WHEN (tried."place 0" IS NULL) THEN 'FORBIDDEN'::text WHEN tried."refused 0" THEN 'FORBIDDEN'::text ELSE NULL END AS code, CASE WHEN (tried.found IS NULL) THEN NULL WHEN true THEN NULL WHEN (tried."place 0" IS NULL) THEN NULL WHEN tried."refused 0" THEN 'APPROVAL_REQUIRED'::text ELSE NULL END AS reason, CASE WHEN false THEN CASE WHEN (tried."place 0" IS NOT NULL) THEN 0 ELSE NULL END END AS number, CASE WHEN false THEN coalesce(tried."place 0") END AS place, json_build_array(json_build_object('number'::text, 0, 'says'::text, tried."says 0", 'reach'::text, 'OWN_DIVISIONS'::text, 'place'::text, CASE WHEN (tried.found IS NOT NULL) THEN tried."place 0" END)) AS tried
FROM (SELECT about.id AS found, concat($8::VARCHAR, coalesce(nullif(concat_ws($9::VARCHAR, $10::VARCHAR || about.code), $11::VARCHAR), $12::VARCHAR)) AS "says 0", (SELECT min(anon_19.place) AS min_1
FROM json_to_recordset(CAST($13::VARCHAR AS JSON)) AS anon_19(place INTEGER, role TEXT, divisions TEXT[], basins TEXT[], units TEXT[])
WHERE about.id IN (SELECT below
FROM levee_divisions_below(CASE WHEN (anon_19.role IN ('officer', 'commander', 'administrator')) THEN anon_19.divisions ELSE '{}'::text[] END) AS below)) AS "place 0", coalesce(coalesce((SELECT ruling.approval_required
FROM authority_rule AS ruling JOIN plan_version AS plan_version_1 ON plan_version_1.id = ruling.version_id
WHERE plan_version_1.plan_id = $14::BIGINT AND (tstzrange(plan_version_1.valid_from, plan_version_1.valid_to) @> (SELECT clock_timestamp() AS clock_timestamp_1)) AND ruling.level = 'II'::text AND ruling.action = 'START'::text), false), false) AS "refused 0"
FROM (SELECT 1 AS one) AS nothing LEFT OUTER JOIN division AS about ON about.id = $15::BIGINT) AS tried) AS why) AS anon_13) AS start) AS data
