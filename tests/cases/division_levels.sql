SELECT '{"city":' || coalesce(data.city, 'null') || ',"province":' || coalesce(data.province, 'null') || ',"county":' || coalesce(data.county, 'null') || ',"before":' || coalesce(data.before, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"name":' || coalesce(CAST(to_json(anon_2.name) AS TEXT), 'null') || ',"levels":' || coalesce(anon_2.levels, 'null') || '}' AS one
FROM (SELECT division_1.name AS name, (SELECT coalesce('[' || string_agg('{"system":' || coalesce(CAST(to_json(anon_3.system) AS TEXT), 'null') || ',"own":' || coalesce(CAST(to_json(anon_3.own) AS TEXT), 'null') || ',"above":' || coalesce(CAST(to_json(anon_3.above) AS TEXT), 'null') || ',"below":' || coalesce(CAST(to_json(anon_3.below) AS TEXT), 'null') || ',"severest":' || coalesce(CAST(to_json(anon_3.severest) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_4.system AS system, anon_4.own AS own, anon_4.above AS above, anon_4.below AS below, anon_4.severest AS severest
FROM (SELECT anon_5.system AS system, min(anon_5.level) FILTER (WHERE anon_5.itself AND anon_5.path = division_1.path) AS own, min(anon_5.level) FILTER (WHERE (anon_5.path @> division_1.path) AND NOT (anon_5.itself AND anon_5.path = division_1.path)) AS above, min(anon_5.level) FILTER (WHERE (anon_5.path <@ division_1.path) AND anon_5.path != division_1.path) AS below, min(anon_5.level) AS severest
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
WHERE (response_1.period @> $1::TIMESTAMP WITH TIME ZONE) AND NOT response_1.drill) AS anon_5
WHERE anon_5.level IS NOT NULL AND ((anon_5.path @> division_1.path) OR (anon_5.path <@ division_1.path)) GROUP BY anon_5.system) AS anon_4 ORDER BY anon_4.system) AS anon_3) AS levels
FROM division AS division_1
WHERE division_1.code = $2::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_2) AS city, (SELECT '{"levels":' || coalesce(anon_6.levels, 'null') || '}' AS one
FROM (SELECT (SELECT coalesce('[' || string_agg('{"system":' || coalesce(CAST(to_json(anon_7.system) AS TEXT), 'null') || ',"own":' || coalesce(CAST(to_json(anon_7.own) AS TEXT), 'null') || ',"above":' || coalesce(CAST(to_json(anon_7.above) AS TEXT), 'null') || ',"below":' || coalesce(CAST(to_json(anon_7.below) AS TEXT), 'null') || ',"severest":' || coalesce(CAST(to_json(anon_7.severest) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT anon_8.system AS system, anon_8.own AS own, anon_8.above AS above, anon_8.below AS below, anon_8.severest AS severest
FROM (SELECT anon_9.system AS system, min(anon_9.level) FILTER (WHERE anon_9.itself AND anon_9.path = division_3.path) AS own, min(anon_9.level) FILTER (WHERE (anon_9.path @> division_3.path) AND NOT (anon_9.itself AND anon_9.path = division_3.path)) AS above, min(anon_9.level) FILTER (WHERE (anon_9.path <@ division_3.path) AND anon_9.path != division_3.path) AS below, min(anon_9.level) AS severest
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
WHERE (response_2.period @> $3::TIMESTAMP WITH TIME ZONE) AND NOT response_2.drill) AS anon_9
WHERE anon_9.level IS NOT NULL AND ((anon_9.path @> division_3.path) OR (anon_9.path <@ division_3.path)) GROUP BY anon_9.system) AS anon_8 ORDER BY anon_8.system) AS anon_7) AS levels
FROM division AS division_3
WHERE division_3.code = $4::VARCHAR AND (daterange(division_3.valid_from, division_3.valid_to) @> CURRENT_DATE)) AS anon_6) AS province, (SELECT '{"levels":' || coalesce(anon_10.levels, 'null') || '}' AS one
FROM (SELECT (SELECT coalesce('[' || string_agg('{"system":' || coalesce(CAST(to_json(anon_11.system) AS TEXT), 'null') || ',"own":' || coalesce(CAST(to_json(anon_11.own) AS TEXT), 'null') || ',"above":' || coalesce(CAST(to_json(anon_11.above) AS TEXT), 'null') || ',"below":' || coalesce(CAST(to_json(anon_11.below) AS TEXT), 'null') || ',"severest":' || coalesce(CAST(to_json(anon_11.severest) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_3
FROM (SELECT anon_12.system AS system, anon_12.own AS own, anon_12.above AS above, anon_12.below AS below, anon_12.severest AS severest
FROM (SELECT anon_13.system AS system, min(anon_13.level) FILTER (WHERE anon_13.itself AND anon_13.path = division_5.path) AS own, min(anon_13.level) FILTER (WHERE (anon_13.path @> division_5.path) AND NOT (anon_13.itself AND anon_13.path = division_5.path)) AS above, min(anon_13.level) FILTER (WHERE (anon_13.path <@ division_5.path) AND anon_13.path != division_5.path) AS below, min(anon_13.level) AS severest
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
WHERE (response_3.period @> $5::TIMESTAMP WITH TIME ZONE) AND NOT response_3.drill) AS anon_13
WHERE anon_13.level IS NOT NULL AND ((anon_13.path @> division_5.path) OR (anon_13.path <@ division_5.path)) GROUP BY anon_13.system) AS anon_12 ORDER BY anon_12.system) AS anon_11) AS levels
FROM division AS division_5
WHERE division_5.code = $6::VARCHAR AND (daterange(division_5.valid_from, division_5.valid_to) @> CURRENT_DATE)) AS anon_10) AS county, (SELECT '{"levels":' || coalesce(anon_14.levels, 'null') || '}' AS one
FROM (SELECT (SELECT coalesce('[' || string_agg('{"system":' || coalesce(CAST(to_json(anon_15.system) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_4
FROM (SELECT anon_16.system AS system
FROM (SELECT anon_17.system AS system, min(anon_17.level) FILTER (WHERE anon_17.itself AND anon_17.path = division_7.path) AS own, min(anon_17.level) FILTER (WHERE (anon_17.path @> division_7.path) AND NOT (anon_17.itself AND anon_17.path = division_7.path)) AS above, min(anon_17.level) FILTER (WHERE (anon_17.path <@ division_7.path) AND anon_17.path != division_7.path) AS below, min(anon_17.level) AS severest
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
WHERE (response_4.period @> $7::TIMESTAMP WITH TIME ZONE) AND NOT response_4.drill) AS anon_17
WHERE anon_17.level IS NOT NULL AND ((anon_17.path @> division_7.path) OR (anon_17.path <@ division_7.path)) GROUP BY anon_17.system) AS anon_16 ORDER BY anon_16.system) AS anon_15) AS levels
FROM division AS division_7
WHERE division_7.code = $8::VARCHAR AND (daterange(division_7.valid_from, division_7.valid_to) @> CURRENT_DATE)) AS anon_14) AS before) AS data
