SELECT '{"responses":' || coalesce(data.responses, 'null') || ',"divisions":' || coalesce(data.divisions, 'null') || ',"division":' || coalesce(data.division, 'null') || ',"divisionAt":' || coalesce(data."divisionAt", 'null') || ',"gauges":' || coalesce(data.gauges, 'null') || ',"plans":' || coalesce(data.plans, 'null') || ',"hazardSites":' || coalesce(data."hazardSites", 'null') || '}' AS anon_1
FROM (SELECT (SELECT coalesce('[' || string_agg('{"level":' || coalesce(CAST(to_json(anon_2.level) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT (SELECT response_transition_1."to"
FROM response_transition AS response_transition_1
WHERE response_transition_1.response_id = response_1.id AND response_transition_1.effective_at <= $1::TIMESTAMP WITH TIME ZONE ORDER BY response_transition_1.effective_at DESC, response_transition_1.id DESC
 LIMIT 1) AS level
FROM response AS response_1
WHERE (response_1.period @> $2::TIMESTAMP WITH TIME ZONE) AND response_1.drill IS false ORDER BY response_1.id) AS anon_2) AS responses, (SELECT '{"totalCount":' || coalesce(CAST(anon_4."totalCount" AS TEXT), 'null') || '}' AS anon_3
FROM (SELECT (SELECT count(*) AS count_1
FROM division AS division_1
WHERE (SELECT levee_division_path($3::VARCHAR, $4::VARCHAR) AS levee_division_path_1) IS NOT NULL AND division_1.id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($3::VARCHAR, $5::VARCHAR) AS levee_division_path_2)) AND division_1.level = ANY ($6::TEXT[]) AND (daterange(division_1.valid_from, division_1.valid_to) @> CAST($7::TIMESTAMP WITH TIME ZONE AS DATE))) AS "totalCount") AS anon_4) AS divisions, (SELECT '{"name":' || coalesce(CAST(to_json(anon_5.name) AS TEXT), 'null') || ',"children":' || coalesce(anon_5.children, 'null') || '}' AS one
FROM (SELECT division_3.name AS name, (SELECT coalesce('[' || string_agg('{"code":' || coalesce(CAST(to_json(anon_6.code) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_6.name) AS TEXT), 'null') || ',"validFrom":' || coalesce(CAST(to_json(anon_6."validFrom") AS TEXT), 'null') || ',"validTo":' || coalesce(CAST(to_json(anon_6."validTo") AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT division_4.code AS code, division_4.name AS name, division_4.valid_from AS "validFrom", division_4.valid_to AS "validTo"
FROM division AS division_4
WHERE division_4.parent_id = division_3.id AND (daterange(division_4.valid_from, division_4.valid_to) @> CAST($8::TIMESTAMP WITH TIME ZONE AS DATE)) ORDER BY division_4.code, division_4.id) AS anon_6) AS children
FROM division AS division_3
WHERE division_3.code = $9::VARCHAR AND (daterange(division_3.valid_from, division_3.valid_to) @> CAST($10::TIMESTAMP WITH TIME ZONE AS DATE))) AS anon_5) AS division, (SELECT '{"name":' || coalesce(CAST(to_json(anon_7.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_5.name AS name
FROM division AS division_5
WHERE division_5.level = 'COUNTY'::text AND (daterange(division_5.valid_from, division_5.valid_to) @> CAST($11::TIMESTAMP WITH TIME ZONE AS DATE)) AND ST_DWithin(division_5.boundary, CAST(CAST(ST_SetSRID(ST_MakePoint($12::FLOAT, $13::FLOAT), 4326) AS geography) AS geometry), 1e-9) ORDER BY division_5.code
 LIMIT 1) AS anon_7) AS "divisionAt", (SELECT '{"edges":' || coalesce(anon_9.edges, 'null') || '}' AS anon_8
FROM (SELECT anon_10.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_11."edge 1", ',' ORDER BY anon_11.place) FILTER (WHERE anon_11.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_11.mark) FILTER (WHERE anon_11.place = 1) AS "first mark", max(anon_11.mark) FILTER (WHERE anon_11.place = least(anon_11.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_12.id) AS place, count(*) OVER () AS found, levee_cursor($14::BYTEA, CAST(anon_12.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_14.node, 'null') || '}' AS anon_13
FROM (SELECT (SELECT '{"name":' || coalesce(CAST(to_json(anon_16.name) AS TEXT), 'null') || ',"thresholds":' || coalesce(anon_16.thresholds, 'null') || '}' AS anon_15
FROM (SELECT gauge_1.name AS name, (SELECT coalesce('[' || string_agg('{"mark":' || coalesce(CAST(to_json(anon_17.mark) AS TEXT), 'null') || ',"value":' || coalesce(CAST(to_json(anon_17.value) AS TEXT), 'null') || ',"asOf":' || coalesce(CAST(to_json(anon_17."asOf") AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_3
FROM (SELECT threshold_1.mark AS mark, threshold_1.value AS value, threshold_1.as_of AS "asOf"
FROM threshold AS threshold_1
WHERE threshold_1.gauge_id = gauge_1.id AND threshold_1.id = (SELECT threshold_2.id
FROM threshold AS threshold_2
WHERE threshold_2.gauge_id = threshold_1.gauge_id AND threshold_2.mark = threshold_1.mark AND threshold_2.datum IS NOT DISTINCT FROM threshold_1.datum AND (threshold_2.as_of <= CAST($15::TIMESTAMP WITH TIME ZONE AS DATE) OR threshold_2.as_of_precision = 'NONE'::text) ORDER BY threshold_2.as_of_precision = 'NONE'::text, threshold_2.as_of DESC, CASE WHEN (threshold_2.as_of_precision = 'MINUTE'::text) THEN 0 WHEN (threshold_2.as_of_precision = 'HOUR'::text) THEN 1 WHEN (threshold_2.as_of_precision = 'DAY'::text) THEN 2 WHEN (threshold_2.as_of_precision = 'TEN_DAY'::text) THEN 3 WHEN (threshold_2.as_of_precision = 'MONTH'::text) THEN 4 WHEN (threshold_2.as_of_precision = 'YEAR'::text) THEN 5 WHEN (threshold_2.as_of_precision = 'NONE'::text) THEN 6 END, threshold_2.id DESC
 LIMIT 1) ORDER BY threshold_1.mark, threshold_1.as_of, threshold_1.id) AS anon_17) AS thresholds) AS anon_16) AS node) AS anon_14) AS "edge 1"
FROM (SELECT gauge_2.id AS id
FROM gauge AS gauge_2
WHERE (SELECT levee_division_path($16::VARCHAR, $17::VARCHAR) AS levee_division_path_3) IS NOT NULL AND gauge_2.division_id IN (SELECT division_6.id
FROM division AS division_6
WHERE division_6.path <@ (SELECT levee_division_path($16::VARCHAR, $18::VARCHAR) AS levee_division_path_4)) ORDER BY gauge_2.id
 LIMIT 50 + 1) AS anon_12 JOIN gauge AS gauge_1 ON gauge_1.id = anon_12.id) AS anon_11) AS anon_10) AS anon_9) AS gauges, (SELECT '{"edges":' || coalesce(anon_19.edges, 'null') || '}' AS anon_18
FROM (SELECT anon_20.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_21."edge 1", ',' ORDER BY anon_21.place) FILTER (WHERE anon_21.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_21.mark) FILTER (WHERE anon_21.place = 1) AS "first mark", max(anon_21.mark) FILTER (WHERE anon_21.place = least(anon_21.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_22.id) AS place, count(*) OVER () AS found, levee_cursor($19::BYTEA, CAST(anon_22.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_24.node, 'null') || '}' AS anon_23
FROM (SELECT (SELECT '{"version":' || coalesce(anon_26.version, 'null') || ',"versions":' || coalesce(anon_26.versions, 'null') || '}' AS anon_25
FROM (SELECT (SELECT '{"label":' || coalesce(CAST(to_json(anon_27.label) AS TEXT), 'null') || '}' AS one
FROM (SELECT plan_version_1.label AS label
FROM plan_version AS plan_version_1
WHERE plan_version_1.plan_id = plan_1.id AND (tstzrange(plan_version_1.valid_from, plan_version_1.valid_to) @> $20::TIMESTAMP WITH TIME ZONE)) AS anon_27) AS version, (SELECT coalesce('[' || string_agg('{"label":' || coalesce(CAST(to_json(anon_28.label) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_4
FROM (SELECT plan_version_2.label AS label
FROM plan_version AS plan_version_2
WHERE plan_version_2.plan_id = plan_1.id AND (tstzrange(plan_version_2.valid_from, plan_version_2.valid_to) @> $21::TIMESTAMP WITH TIME ZONE) ORDER BY plan_version_2.valid_from) AS anon_28) AS versions) AS anon_26) AS node) AS anon_24) AS "edge 1"
FROM (SELECT plan_2.id AS id
FROM plan AS plan_2
WHERE plan_2.system = ANY ($22::TEXT[]) ORDER BY plan_2.id
 LIMIT 50 + 1) AS anon_22 JOIN plan AS plan_1 ON plan_1.id = anon_22.id) AS anon_21) AS anon_20) AS anon_19) AS plans, (SELECT '{"edges":' || coalesce(anon_30.edges, 'null') || '}' AS anon_29
FROM (SELECT anon_31.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_32."edge 1", ',' ORDER BY anon_32.place) FILTER (WHERE anon_32.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_32.mark) FILTER (WHERE anon_32.place = 1) AS "first mark", max(anon_32.mark) FILTER (WHERE anon_32.place = least(anon_32.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_33.id) AS place, count(*) OVER () AS found, levee_cursor($23::BYTEA, CAST(anon_33.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_35.node, 'null') || '}' AS anon_34
FROM (SELECT (SELECT '{"name":' || coalesce(CAST(to_json(anon_37.name) AS TEXT), 'null') || ',"riskGrade":' || coalesce(CAST(to_json(anon_37."riskGrade") AS TEXT), 'null') || ',"now":' || coalesce(CAST(to_json(anon_37.now) AS TEXT), 'null') || ',"riskGradings":' || coalesce(anon_37."riskGradings", 'null') || '}' AS anon_36
FROM (SELECT hazard_site_1.name AS name, (SELECT risk_grade_1.grade
FROM risk_grade AS risk_grade_1
WHERE risk_grade_1.site_id = hazard_site_1.id AND (daterange(risk_grade_1.valid_from, risk_grade_1.valid_to) @> CAST($24::TIMESTAMP WITH TIME ZONE AS DATE))) AS "riskGrade", (SELECT risk_grade_2.grade
FROM risk_grade AS risk_grade_2
WHERE risk_grade_2.site_id = hazard_site_1.id AND (daterange(risk_grade_2.valid_from, risk_grade_2.valid_to) @> CURRENT_DATE)) AS now, (SELECT coalesce('[' || string_agg('{"grade":' || coalesce(CAST(to_json(anon_38.grade) AS TEXT), 'null') || ',"validFrom":' || coalesce(CAST(to_json(anon_38."validFrom") AS TEXT), 'null') || ',"validTo":' || coalesce(CAST(to_json(anon_38."validTo") AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_5
FROM (SELECT risk_grade_3.grade AS grade, risk_grade_3.valid_from AS "validFrom", risk_grade_3.valid_to AS "validTo"
FROM risk_grade AS risk_grade_3
WHERE risk_grade_3.site_id = hazard_site_1.id AND (daterange(risk_grade_3.valid_from, risk_grade_3.valid_to) @> CAST($25::TIMESTAMP WITH TIME ZONE AS DATE)) ORDER BY risk_grade_3.valid_from) AS anon_38) AS "riskGradings") AS anon_37) AS node) AS anon_35) AS "edge 1"
FROM (SELECT hazard_site_2.id AS id
FROM hazard_site AS hazard_site_2
WHERE hazard_site_2.id IN (SELECT risk_grade_4.site_id
FROM risk_grade AS risk_grade_4
WHERE (daterange(risk_grade_4.valid_from, risk_grade_4.valid_to) @> CAST($26::TIMESTAMP WITH TIME ZONE AS DATE)) AND risk_grade_4.grade = ANY ($27::TEXT[])) ORDER BY hazard_site_2.id
 LIMIT 50 + 1) AS anon_33 JOIN hazard_site AS hazard_site_1 ON hazard_site_1.id = anon_33.id) AS anon_32) AS anon_31) AS anon_30) AS "hazardSites") AS data
