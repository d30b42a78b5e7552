SELECT textsend('{"responses":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"level":' || coalesce(to_json((SELECT response_transition_1."to"
FROM response_transition AS response_transition_1
WHERE response_transition_1.response_id = response_1.id AND response_transition_1.effective_at <= $1::TIMESTAMP WITH TIME ZONE ORDER BY response_transition_1.effective_at DESC, response_transition_1.id DESC
 LIMIT 1))::text, 'null') || '}' AS one
FROM response AS response_1
WHERE (response_1.period @> $2::TIMESTAMP WITH TIME ZONE) AND response_1.drill IS false ORDER BY response_1.id) AS anon_1), 'null') || ',"divisions":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_1
FROM division AS division_1
WHERE (SELECT levee_division_path($3::VARCHAR, $4::VARCHAR) AS levee_division_path_1) IS NOT NULL AND division_1.id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($3::VARCHAR, $5::VARCHAR) AS levee_division_path_2)) AND division_1.level = ANY ($6::TEXT[]) AND (daterange(division_1.valid_from, division_1.valid_to) @> CAST($7::TIMESTAMP WITH TIME ZONE AS DATE))))::text, 'null') || '}' AS anon_2), 'null') || ',"division":' || coalesce((SELECT '{"name":' || coalesce(to_json(division_3.name)::text, 'null') || ',"children":' || coalesce((SELECT coalesce('[' || string_agg(anon_3.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"code":' || coalesce(to_json(division_4.code)::text, 'null') || ',"name":' || coalesce(to_json(division_4.name)::text, 'null') || ',"validFrom":' || coalesce(to_json(division_4.valid_from)::text, 'null') || ',"validTo":' || coalesce(to_json(division_4.valid_to)::text, 'null') || '}' AS one
FROM division AS division_4
WHERE division_4.parent_id = division_3.id AND (daterange(division_4.valid_from, division_4.valid_to) @> CAST($8::TIMESTAMP WITH TIME ZONE AS DATE)) ORDER BY division_4.code, division_4.id) AS anon_3), 'null') || '}' AS one
FROM division AS division_3
WHERE division_3.code = $9::VARCHAR AND (daterange(division_3.valid_from, division_3.valid_to) @> CAST($10::TIMESTAMP WITH TIME ZONE AS DATE))), 'null') || ',"divisionAt":' || coalesce((SELECT '{"name":' || coalesce(to_json(division_5.name)::text, 'null') || '}' AS one
FROM division AS division_5
WHERE division_5.level = 'COUNTY'::text AND (daterange(division_5.valid_from, division_5.valid_to) @> CAST($11::TIMESTAMP WITH TIME ZONE AS DATE)) AND ST_DWithin(division_5.boundary, CAST(CAST(ST_SetSRID(ST_MakePoint($12::FLOAT, $13::FLOAT), 4326) AS geography) AS geometry), 1e-9) ORDER BY division_5.code
 LIMIT 1), 'null') || ',"gauges":' || coalesce((SELECT '{"edges":' || coalesce(anon_5.edges, 'null') || '}' AS anon_4
FROM (SELECT coalesce('[' || string_agg(anon_6."edge 1", ',' ORDER BY anon_6.place) FILTER (WHERE anon_6.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_6.mark) FILTER (WHERE anon_6.place = 1) AS "first mark", max(anon_6.mark) FILTER (WHERE anon_6.place = least(anon_6.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_7.id) AS place, count(*) OVER () AS found, levee_cursor($14::BYTEA, CAST(anon_7.id AS TEXT)) AS mark, '{"node":' || '{"name":' || coalesce(to_json(gauge_1.name)::text, 'null') || ',"thresholds":' || coalesce((SELECT coalesce('[' || string_agg(anon_8.one, ',') || ']', '[]') AS coalesce_3
FROM (SELECT '{"mark":' || coalesce(to_json(threshold_1.mark)::text, 'null') || ',"value":' || coalesce(to_json(threshold_1.value)::text, 'null') || ',"asOf":' || coalesce(to_json(threshold_1.as_of)::text, 'null') || '}' AS one
FROM threshold AS threshold_1
WHERE threshold_1.gauge_id = gauge_1.id AND threshold_1.id = (SELECT threshold_2.id
FROM threshold AS threshold_2
WHERE threshold_2.gauge_id = threshold_1.gauge_id AND threshold_2.mark = threshold_1.mark AND threshold_2.datum IS NOT DISTINCT FROM threshold_1.datum AND (threshold_2.as_of <= CAST($15::TIMESTAMP WITH TIME ZONE AS DATE) OR threshold_2.as_of_precision = 'NONE'::text) ORDER BY threshold_2.as_of_precision = 'NONE'::text, threshold_2.as_of DESC, CASE WHEN (threshold_2.as_of_precision = 'MINUTE'::text) THEN 0 WHEN (threshold_2.as_of_precision = 'HOUR'::text) THEN 1 WHEN (threshold_2.as_of_precision = 'DAY'::text) THEN 2 WHEN (threshold_2.as_of_precision = 'TEN_DAY'::text) THEN 3 WHEN (threshold_2.as_of_precision = 'MONTH'::text) THEN 4 WHEN (threshold_2.as_of_precision = 'YEAR'::text) THEN 5 WHEN (threshold_2.as_of_precision = 'NONE'::text) THEN 6 END, threshold_2.id DESC
 LIMIT 1) ORDER BY threshold_1.mark, threshold_1.as_of, threshold_1.id) AS anon_8), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT gauge_2.id AS id
FROM gauge AS gauge_2
WHERE (SELECT levee_division_path($16::VARCHAR, $17::VARCHAR) AS levee_division_path_3) IS NOT NULL AND gauge_2.division_id IN (SELECT division_6.id
FROM division AS division_6
WHERE division_6.path <@ (SELECT levee_division_path($16::VARCHAR, $18::VARCHAR) AS levee_division_path_4)) ORDER BY gauge_2.id
 LIMIT 50 + 1) AS anon_7 JOIN gauge AS gauge_1 ON gauge_1.id = anon_7.id) AS anon_6) AS anon_5), 'null') || ',"plans":' || coalesce((SELECT '{"edges":' || coalesce(anon_10.edges, 'null') || '}' AS anon_9
FROM (SELECT coalesce('[' || string_agg(anon_11."edge 1", ',' ORDER BY anon_11.place) FILTER (WHERE anon_11.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_11.mark) FILTER (WHERE anon_11.place = 1) AS "first mark", max(anon_11.mark) FILTER (WHERE anon_11.place = least(anon_11.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_12.id) AS place, count(*) OVER () AS found, levee_cursor($19::BYTEA, CAST(anon_12.id AS TEXT)) AS mark, '{"node":' || '{"version":' || coalesce((SELECT '{"label":' || coalesce(to_json(plan_version_1.label)::text, 'null') || '}' AS one
FROM plan_version AS plan_version_1
WHERE plan_version_1.plan_id = plan_1.id AND (tstzrange(plan_version_1.valid_from, plan_version_1.valid_to) @> $20::TIMESTAMP WITH TIME ZONE)), 'null') || ',"versions":' || coalesce((SELECT coalesce('[' || string_agg(anon_13.one, ',') || ']', '[]') AS coalesce_4
FROM (SELECT '{"label":' || coalesce(to_json(plan_version_2.label)::text, 'null') || '}' AS one
FROM plan_version AS plan_version_2
WHERE plan_version_2.plan_id = plan_1.id AND (tstzrange(plan_version_2.valid_from, plan_version_2.valid_to) @> $21::TIMESTAMP WITH TIME ZONE) ORDER BY plan_version_2.valid_from) AS anon_13), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT plan_2.id AS id
FROM plan AS plan_2
WHERE plan_2.system = ANY ($22::TEXT[]) ORDER BY plan_2.id
 LIMIT 50 + 1) AS anon_12 JOIN plan AS plan_1 ON plan_1.id = anon_12.id) AS anon_11) AS anon_10), 'null') || ',"hazardSites":' || coalesce((SELECT '{"edges":' || coalesce(anon_15.edges, 'null') || '}' AS anon_14
FROM (SELECT coalesce('[' || string_agg(anon_16."edge 1", ',' ORDER BY anon_16.place) FILTER (WHERE anon_16.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_16.mark) FILTER (WHERE anon_16.place = 1) AS "first mark", max(anon_16.mark) FILTER (WHERE anon_16.place = least(anon_16.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_17.id) AS place, count(*) OVER () AS found, levee_cursor($23::BYTEA, CAST(anon_17.id AS TEXT)) AS mark, '{"node":' || '{"name":' || coalesce(to_json(hazard_site_1.name)::text, 'null') || ',"riskGrade":' || coalesce(to_json((SELECT risk_grade_1.grade
FROM risk_grade AS risk_grade_1
WHERE risk_grade_1.site_id = hazard_site_1.id AND (daterange(risk_grade_1.valid_from, risk_grade_1.valid_to) @> CAST($24::TIMESTAMP WITH TIME ZONE AS DATE))))::text, 'null') || ',"now":' || coalesce(to_json((SELECT risk_grade_2.grade
FROM risk_grade AS risk_grade_2
WHERE risk_grade_2.site_id = hazard_site_1.id AND (daterange(risk_grade_2.valid_from, risk_grade_2.valid_to) @> CURRENT_DATE)))::text, 'null') || ',"riskGradings":' || coalesce((SELECT coalesce('[' || string_agg(anon_18.one, ',') || ']', '[]') AS coalesce_5
FROM (SELECT '{"grade":' || coalesce(to_json(risk_grade_3.grade)::text, 'null') || ',"validFrom":' || coalesce(to_json(risk_grade_3.valid_from)::text, 'null') || ',"validTo":' || coalesce(to_json(risk_grade_3.valid_to)::text, 'null') || '}' AS one
FROM risk_grade AS risk_grade_3
WHERE risk_grade_3.site_id = hazard_site_1.id AND (daterange(risk_grade_3.valid_from, risk_grade_3.valid_to) @> CAST($25::TIMESTAMP WITH TIME ZONE AS DATE)) ORDER BY risk_grade_3.valid_from) AS anon_18), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT hazard_site_2.id AS id
FROM hazard_site AS hazard_site_2
WHERE hazard_site_2.id IN (SELECT risk_grade_4.site_id
FROM risk_grade AS risk_grade_4
WHERE (daterange(risk_grade_4.valid_from, risk_grade_4.valid_to) @> CAST($26::TIMESTAMP WITH TIME ZONE AS DATE)) AND risk_grade_4.grade = ANY ($27::TEXT[])) ORDER BY hazard_site_2.id
 LIMIT 50 + 1) AS anon_17 JOIN hazard_site AS hazard_site_1 ON hazard_site_1.id = anon_17.id) AS anon_16) AS anon_15), 'null') || '}') AS textsend_1
