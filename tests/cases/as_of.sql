SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT coalesce(json_agg(anon_1.*), '[]'::json) AS coalesce_1
FROM (SELECT (SELECT response_transition_1."to"
FROM response_transition AS response_transition_1
WHERE response_transition_1.response_id = response_1.id AND response_transition_1.effective_at <= $1::TIMESTAMP WITH TIME ZONE ORDER BY response_transition_1.effective_at DESC, response_transition_1.id DESC
 LIMIT 1) AS level
FROM response AS response_1
WHERE (response_1.period @> $2::TIMESTAMP WITH TIME ZONE) AND response_1.drill IS false ORDER BY response_1.id) AS anon_1) AS responses, (SELECT row_to_json(anon_2.*) AS row_to_json_2
FROM (SELECT (SELECT count(*) AS count_1
FROM division AS division_1
WHERE (SELECT levee_division_path($3::VARCHAR, $4::VARCHAR) AS levee_division_path_1) IS NOT NULL AND division_1.id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($3::VARCHAR, $5::VARCHAR) AS levee_division_path_2)) AND division_1.level = ANY ($6::TEXT[]) AND (daterange(division_1.valid_from, division_1.valid_to) @> CAST($7::TIMESTAMP WITH TIME ZONE AS DATE))) AS "totalCount") AS anon_2) AS divisions, (SELECT row_to_json(anon_3.*) AS one
FROM (SELECT division_3.name AS name, (SELECT coalesce(json_agg(anon_4.*), '[]'::json) AS coalesce_2
FROM (SELECT division_4.code AS code, division_4.name AS name, division_4.valid_from AS "validFrom", division_4.valid_to AS "validTo"
FROM division AS division_4
WHERE division_4.parent_id = division_3.id AND (daterange(division_4.valid_from, division_4.valid_to) @> CAST($8::TIMESTAMP WITH TIME ZONE AS DATE)) ORDER BY division_4.code, division_4.id) AS anon_4) AS children
FROM division AS division_3
WHERE division_3.code = $9::VARCHAR AND (daterange(division_3.valid_from, division_3.valid_to) @> CAST($10::TIMESTAMP WITH TIME ZONE AS DATE))) AS anon_3) AS division, (SELECT row_to_json(anon_5.*) AS one
FROM (SELECT division_5.name AS name
FROM division AS division_5
WHERE division_5.level = 'COUNTY'::text AND (daterange(division_5.valid_from, division_5.valid_to) @> CAST($11::TIMESTAMP WITH TIME ZONE AS DATE)) AND ST_DWithin(division_5.boundary, CAST(CAST(ST_SetSRID(ST_MakePoint($12::FLOAT, $13::FLOAT), 4326) AS geography) AS geometry), 1e-9) ORDER BY division_5.code
 LIMIT 1) AS anon_5) AS "divisionAt", (SELECT row_to_json(anon_6.*) AS row_to_json_3
FROM (SELECT anon_7.edges AS edges
FROM (SELECT coalesce(json_agg(anon_8."edge 1" ORDER BY anon_8.place) FILTER (WHERE anon_8.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_8.mark) FILTER (WHERE anon_8.place = 1) AS "first mark", max(anon_8.mark) FILTER (WHERE anon_8.place = least(anon_8.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_9.id) AS place, count(*) OVER () AS found, levee_cursor($14::BYTEA, CAST(anon_9.id AS TEXT)) AS mark, (SELECT row_to_json(anon_10.*) AS row_to_json_4
FROM (SELECT (SELECT row_to_json(anon_11.*) AS row_to_json_5
FROM (SELECT gauge_1.name AS name, (SELECT coalesce(json_agg(anon_12.*), '[]'::json) AS coalesce_3
FROM (SELECT threshold_1.mark AS mark, threshold_1.value AS value, threshold_1.as_of AS "asOf"
FROM threshold AS threshold_1
WHERE threshold_1.gauge_id = gauge_1.id AND threshold_1.id = (SELECT threshold_2.id
FROM threshold AS threshold_2
WHERE threshold_2.gauge_id = threshold_1.gauge_id AND threshold_2.mark = threshold_1.mark AND threshold_2.datum IS NOT DISTINCT FROM threshold_1.datum AND (threshold_2.as_of <= CAST($15::TIMESTAMP WITH TIME ZONE AS DATE) OR threshold_2.as_of_precision = 'NONE'::text) ORDER BY threshold_2.as_of_precision = 'NONE'::text, threshold_2.as_of DESC, CASE WHEN (threshold_2.as_of_precision = 'MINUTE'::text) THEN 0 WHEN (threshold_2.as_of_precision = 'HOUR'::text) THEN 1 WHEN (threshold_2.as_of_precision = 'DAY'::text) THEN 2 WHEN (threshold_2.as_of_precision = 'TEN_DAY'::text) THEN 3 WHEN (threshold_2.as_of_precision = 'MONTH'::text) THEN 4 WHEN (threshold_2.as_of_precision = 'YEAR'::text) THEN 5 WHEN (threshold_2.as_of_precision = 'NONE'::text) THEN 6 END, threshold_2.id DESC
 LIMIT 1) ORDER BY threshold_1.mark, threshold_1.as_of, threshold_1.id) AS anon_12) AS thresholds) AS anon_11) AS node) AS anon_10) AS "edge 1"
FROM (SELECT gauge_2.id AS id
FROM gauge AS gauge_2
WHERE (SELECT levee_division_path($16::VARCHAR, $17::VARCHAR) AS levee_division_path_3) IS NOT NULL AND gauge_2.division_id IN (SELECT division_6.id
FROM division AS division_6
WHERE division_6.path <@ (SELECT levee_division_path($16::VARCHAR, $18::VARCHAR) AS levee_division_path_4)) ORDER BY gauge_2.id
 LIMIT 50 + 1) AS anon_9 JOIN gauge AS gauge_1 ON gauge_1.id = anon_9.id) AS anon_8) AS anon_7) AS anon_6) AS gauges, (SELECT row_to_json(anon_13.*) AS row_to_json_6
FROM (SELECT anon_14.edges AS edges
FROM (SELECT coalesce(json_agg(anon_15."edge 1" ORDER BY anon_15.place) FILTER (WHERE anon_15.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_15.mark) FILTER (WHERE anon_15.place = 1) AS "first mark", max(anon_15.mark) FILTER (WHERE anon_15.place = least(anon_15.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_16.id) AS place, count(*) OVER () AS found, levee_cursor($19::BYTEA, CAST(anon_16.id AS TEXT)) AS mark, (SELECT row_to_json(anon_17.*) AS row_to_json_7
FROM (SELECT (SELECT row_to_json(anon_18.*) AS row_to_json_8
FROM (SELECT (SELECT row_to_json(anon_19.*) AS one
FROM (SELECT plan_version_1.label AS label
FROM plan_version AS plan_version_1
WHERE plan_version_1.plan_id = plan_1.id AND (tstzrange(plan_version_1.valid_from, plan_version_1.valid_to) @> $20::TIMESTAMP WITH TIME ZONE)) AS anon_19) AS version, (SELECT coalesce(json_agg(anon_20.*), '[]'::json) AS coalesce_4
FROM (SELECT plan_version_2.label AS label
FROM plan_version AS plan_version_2
WHERE plan_version_2.plan_id = plan_1.id AND (tstzrange(plan_version_2.valid_from, plan_version_2.valid_to) @> $21::TIMESTAMP WITH TIME ZONE) ORDER BY plan_version_2.valid_from) AS anon_20) AS versions) AS anon_18) AS node) AS anon_17) AS "edge 1"
FROM (SELECT plan_2.id AS id
FROM plan AS plan_2
WHERE plan_2.system = ANY ($22::TEXT[]) ORDER BY plan_2.id
 LIMIT 50 + 1) AS anon_16 JOIN plan AS plan_1 ON plan_1.id = anon_16.id) AS anon_15) AS anon_14) AS anon_13) AS plans, (SELECT row_to_json(anon_21.*) AS row_to_json_9
FROM (SELECT anon_22.edges AS edges
FROM (SELECT coalesce(json_agg(anon_23."edge 1" ORDER BY anon_23.place) FILTER (WHERE anon_23.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_23.mark) FILTER (WHERE anon_23.place = 1) AS "first mark", max(anon_23.mark) FILTER (WHERE anon_23.place = least(anon_23.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_24.id) AS place, count(*) OVER () AS found, levee_cursor($23::BYTEA, CAST(anon_24.id AS TEXT)) AS mark, (SELECT row_to_json(anon_25.*) AS row_to_json_10
FROM (SELECT (SELECT row_to_json(anon_26.*) AS row_to_json_11
FROM (SELECT hazard_site_1.name AS name, (SELECT risk_grade_1.grade
FROM risk_grade AS risk_grade_1
WHERE risk_grade_1.site_id = hazard_site_1.id AND (daterange(risk_grade_1.valid_from, risk_grade_1.valid_to) @> CAST($24::TIMESTAMP WITH TIME ZONE AS DATE))) AS "riskGrade", (SELECT risk_grade_2.grade
FROM risk_grade AS risk_grade_2
WHERE risk_grade_2.site_id = hazard_site_1.id AND (daterange(risk_grade_2.valid_from, risk_grade_2.valid_to) @> CURRENT_DATE)) AS now, (SELECT coalesce(json_agg(anon_27.*), '[]'::json) AS coalesce_5
FROM (SELECT risk_grade_3.grade AS grade, risk_grade_3.valid_from AS "validFrom", risk_grade_3.valid_to AS "validTo"
FROM risk_grade AS risk_grade_3
WHERE risk_grade_3.site_id = hazard_site_1.id AND (daterange(risk_grade_3.valid_from, risk_grade_3.valid_to) @> CAST($25::TIMESTAMP WITH TIME ZONE AS DATE)) ORDER BY risk_grade_3.valid_from) AS anon_27) AS "riskGradings") AS anon_26) AS node) AS anon_25) AS "edge 1"
FROM (SELECT hazard_site_2.id AS id
FROM hazard_site AS hazard_site_2
WHERE hazard_site_2.id IN (SELECT risk_grade_4.site_id
FROM risk_grade AS risk_grade_4
WHERE (daterange(risk_grade_4.valid_from, risk_grade_4.valid_to) @> CAST($26::TIMESTAMP WITH TIME ZONE AS DATE)) AND risk_grade_4.grade = ANY ($27::TEXT[])) ORDER BY hazard_site_2.id
 LIMIT 50 + 1) AS anon_24 JOIN hazard_site AS hazard_site_1 ON hazard_site_1.id = anon_24.id) AS anon_23) AS anon_22) AS anon_21) AS "hazardSites") AS data
