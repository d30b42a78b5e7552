SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS one
FROM (SELECT division_1.name AS name, (SELECT coalesce(json_agg(anon_2.*), '[]'::json) AS coalesce_1
FROM (SELECT anon_3.system AS system, anon_3.own AS own, anon_3.above AS above, anon_3.below AS below, anon_3.severest AS severest
FROM (SELECT anon_4.system AS system, min(anon_4.level) FILTER (WHERE anon_4.itself AND anon_4.path = division_1.path) AS own, min(anon_4.level) FILTER (WHERE (anon_4.path @> division_1.path) AND NOT (anon_4.itself AND anon_4.path = division_1.path)) AS above, min(anon_4.level) FILTER (WHERE (anon_4.path <@ division_1.path) AND anon_4.path != division_1.path) AS below, min(anon_4.level) AS severest
FROM (SELECT response_1.system AS system, (SELECT response_transition_1."to"
FROM response_transition AS response_transition_1
WHERE response_transition_1.response_id = response_1.id AND response_transition_1.effective_at <= $1::TIMESTAMP WITH TIME ZONE ORDER BY response_transition_1.effective_at DESC, response_transition_1.id DESC
 LIMIT 1) AS level, division_2.path AS path, true AS itself
FROM response AS response_1 JOIN division AS division_2 ON division_2.id = response_1.division_id
WHERE (response_1.period @> $1::TIMESTAMP WITH TIME ZONE) AND NOT response_1.drill UNION ALL SELECT response_1.system AS system, (SELECT response_transition_1."to"
FROM response_transition AS response_transition_1
WHERE response_transition_1.response_id = response_1.id AND response_transition_1.effective_at <= $1::TIMESTAMP WITH TIME ZONE ORDER BY response_transition_1.effective_at DESC, response_transition_1.id DESC
 LIMIT 1) AS level, division_2.path AS path, false AS itself
FROM response AS response_1 JOIN basin_division AS basin_division_1 ON basin_division_1.basin_id = response_1.basin_id JOIN division AS division_2 ON division_2.id = basin_division_1.division_id
WHERE (response_1.period @> $1::TIMESTAMP WITH TIME ZONE) AND NOT response_1.drill) AS anon_4
WHERE anon_4.level IS NOT NULL AND ((anon_4.path @> division_1.path) OR (anon_4.path <@ division_1.path)) GROUP BY anon_4.system) AS anon_3 ORDER BY anon_3.system) AS anon_2) AS levels
FROM division AS division_1
WHERE division_1.code = $2::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_1) AS city, (SELECT row_to_json(anon_5.*) AS one
FROM (SELECT (SELECT coalesce(json_agg(anon_6.*), '[]'::json) AS coalesce_2
FROM (SELECT anon_7.system AS system, anon_7.own AS own, anon_7.above AS above, anon_7.below AS below, anon_7.severest AS severest
FROM (SELECT anon_8.system AS system, min(anon_8.level) FILTER (WHERE anon_8.itself AND anon_8.path = division_3.path) AS own, min(anon_8.level) FILTER (WHERE (anon_8.path @> division_3.path) AND NOT (anon_8.itself AND anon_8.path = division_3.path)) AS above, min(anon_8.level) FILTER (WHERE (anon_8.path <@ division_3.path) AND anon_8.path != division_3.path) AS below, min(anon_8.level) AS severest
FROM (SELECT response_2.system AS system, (SELECT response_transition_2."to"
FROM response_transition AS response_transition_2
WHERE response_transition_2.response_id = response_2.id AND response_transition_2.effective_at <= $3::TIMESTAMP WITH TIME ZONE ORDER BY response_transition_2.effective_at DESC, response_transition_2.id DESC
 LIMIT 1) AS level, division_4.path AS path, true AS itself
FROM response AS response_2 JOIN division AS division_4 ON division_4.id = response_2.division_id
WHERE (response_2.period @> $3::TIMESTAMP WITH TIME ZONE) AND NOT response_2.drill UNION ALL SELECT response_2.system AS system, (SELECT response_transition_2."to"
FROM response_transition AS response_transition_2
WHERE response_transition_2.response_id = response_2.id AND response_transition_2.effective_at <= $3::TIMESTAMP WITH TIME ZONE ORDER BY response_transition_2.effective_at DESC, response_transition_2.id DESC
 LIMIT 1) AS level, division_4.path AS path, false AS itself
FROM response AS response_2 JOIN basin_division AS basin_division_2 ON basin_division_2.basin_id = response_2.basin_id JOIN division AS division_4 ON division_4.id = basin_division_2.division_id
WHERE (response_2.period @> $3::TIMESTAMP WITH TIME ZONE) AND NOT response_2.drill) AS anon_8
WHERE anon_8.level IS NOT NULL AND ((anon_8.path @> division_3.path) OR (anon_8.path <@ division_3.path)) GROUP BY anon_8.system) AS anon_7 ORDER BY anon_7.system) AS anon_6) AS levels
FROM division AS division_3
WHERE division_3.code = $4::VARCHAR AND (daterange(division_3.valid_from, division_3.valid_to) @> CURRENT_DATE)) AS anon_5) AS province, (SELECT row_to_json(anon_9.*) AS one
FROM (SELECT (SELECT coalesce(json_agg(anon_10.*), '[]'::json) AS coalesce_3
FROM (SELECT anon_11.system AS system, anon_11.own AS own, anon_11.above AS above, anon_11.below AS below, anon_11.severest AS severest
FROM (SELECT anon_12.system AS system, min(anon_12.level) FILTER (WHERE anon_12.itself AND anon_12.path = division_5.path) AS own, min(anon_12.level) FILTER (WHERE (anon_12.path @> division_5.path) AND NOT (anon_12.itself AND anon_12.path = division_5.path)) AS above, min(anon_12.level) FILTER (WHERE (anon_12.path <@ division_5.path) AND anon_12.path != division_5.path) AS below, min(anon_12.level) AS severest
FROM (SELECT response_3.system AS system, (SELECT response_transition_3."to"
FROM response_transition AS response_transition_3
WHERE response_transition_3.response_id = response_3.id AND response_transition_3.effective_at <= $5::TIMESTAMP WITH TIME ZONE ORDER BY response_transition_3.effective_at DESC, response_transition_3.id DESC
 LIMIT 1) AS level, division_6.path AS path, true AS itself
FROM response AS response_3 JOIN division AS division_6 ON division_6.id = response_3.division_id
WHERE (response_3.period @> $5::TIMESTAMP WITH TIME ZONE) AND NOT response_3.drill UNION ALL SELECT response_3.system AS system, (SELECT response_transition_3."to"
FROM response_transition AS response_transition_3
WHERE response_transition_3.response_id = response_3.id AND response_transition_3.effective_at <= $5::TIMESTAMP WITH TIME ZONE ORDER BY response_transition_3.effective_at DESC, response_transition_3.id DESC
 LIMIT 1) AS level, division_6.path AS path, false AS itself
FROM response AS response_3 JOIN basin_division AS basin_division_3 ON basin_division_3.basin_id = response_3.basin_id JOIN division AS division_6 ON division_6.id = basin_division_3.division_id
WHERE (response_3.period @> $5::TIMESTAMP WITH TIME ZONE) AND NOT response_3.drill) AS anon_12
WHERE anon_12.level IS NOT NULL AND ((anon_12.path @> division_5.path) OR (anon_12.path <@ division_5.path)) GROUP BY anon_12.system) AS anon_11 ORDER BY anon_11.system) AS anon_10) AS levels
FROM division AS division_5
WHERE division_5.code = $6::VARCHAR AND (daterange(division_5.valid_from, division_5.valid_to) @> CURRENT_DATE)) AS anon_9) AS county, (SELECT row_to_json(anon_13.*) AS one
FROM (SELECT (SELECT coalesce(json_agg(anon_14.*), '[]'::json) AS coalesce_4
FROM (SELECT anon_15.system AS system
FROM (SELECT anon_16.system AS system, min(anon_16.level) FILTER (WHERE anon_16.itself AND anon_16.path = division_7.path) AS own, min(anon_16.level) FILTER (WHERE (anon_16.path @> division_7.path) AND NOT (anon_16.itself AND anon_16.path = division_7.path)) AS above, min(anon_16.level) FILTER (WHERE (anon_16.path <@ division_7.path) AND anon_16.path != division_7.path) AS below, min(anon_16.level) AS severest
FROM (SELECT response_4.system AS system, (SELECT response_transition_4."to"
FROM response_transition AS response_transition_4
WHERE response_transition_4.response_id = response_4.id AND response_transition_4.effective_at <= $7::TIMESTAMP WITH TIME ZONE ORDER BY response_transition_4.effective_at DESC, response_transition_4.id DESC
 LIMIT 1) AS level, division_8.path AS path, true AS itself
FROM response AS response_4 JOIN division AS division_8 ON division_8.id = response_4.division_id
WHERE (response_4.period @> $7::TIMESTAMP WITH TIME ZONE) AND NOT response_4.drill UNION ALL SELECT response_4.system AS system, (SELECT response_transition_4."to"
FROM response_transition AS response_transition_4
WHERE response_transition_4.response_id = response_4.id AND response_transition_4.effective_at <= $7::TIMESTAMP WITH TIME ZONE ORDER BY response_transition_4.effective_at DESC, response_transition_4.id DESC
 LIMIT 1) AS level, division_8.path AS path, false AS itself
FROM response AS response_4 JOIN basin_division AS basin_division_4 ON basin_division_4.basin_id = response_4.basin_id JOIN division AS division_8 ON division_8.id = basin_division_4.division_id
WHERE (response_4.period @> $7::TIMESTAMP WITH TIME ZONE) AND NOT response_4.drill) AS anon_16
WHERE anon_16.level IS NOT NULL AND ((anon_16.path @> division_7.path) OR (anon_16.path <@ division_7.path)) GROUP BY anon_16.system) AS anon_15 ORDER BY anon_15.system) AS anon_14) AS levels
FROM division AS division_7
WHERE division_7.code = $8::VARCHAR AND (daterange(division_7.valid_from, division_7.valid_to) @> CURRENT_DATE)) AS anon_13) AS before) AS data
