SELECT textsend('{"city":' || coalesce((SELECT '{"name":' || coalesce(to_json(division_1.name)::text, 'null') || ',"levels":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"system":' || coalesce(to_json(anon_2.system)::text, 'null') || ',"own":' || coalesce(to_json(anon_2.own)::text, 'null') || ',"above":' || coalesce(to_json(anon_2.above)::text, 'null') || ',"below":' || coalesce(to_json(anon_2.below)::text, 'null') || ',"severest":' || coalesce(to_json(anon_2.severest)::text, 'null') || '}' AS one
FROM (SELECT anon_3.system AS system, min(anon_3.level) FILTER (WHERE anon_3.itself AND anon_3.path = division_1.path) AS own, min(anon_3.level) FILTER (WHERE (anon_3.path @> division_1.path) AND NOT (anon_3.itself AND anon_3.path = division_1.path)) AS above, min(anon_3.level) FILTER (WHERE (anon_3.path <@ division_1.path) AND anon_3.path != division_1.path) AS below, min(anon_3.level) AS severest
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
WHERE (response_1.period @> $1::TIMESTAMP WITH TIME ZONE) AND NOT response_1.drill) AS anon_3
WHERE anon_3.level IS NOT NULL AND ((anon_3.path @> division_1.path) OR (anon_3.path <@ division_1.path)) GROUP BY anon_3.system) AS anon_2 ORDER BY anon_2.system) AS anon_1), 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.code = $2::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)), 'null') || ',"province":' || coalesce((SELECT '{"levels":' || coalesce((SELECT coalesce('[' || string_agg(anon_4.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"system":' || coalesce(to_json(anon_5.system)::text, 'null') || ',"own":' || coalesce(to_json(anon_5.own)::text, 'null') || ',"above":' || coalesce(to_json(anon_5.above)::text, 'null') || ',"below":' || coalesce(to_json(anon_5.below)::text, 'null') || ',"severest":' || coalesce(to_json(anon_5.severest)::text, 'null') || '}' AS one
FROM (SELECT anon_6.system AS system, min(anon_6.level) FILTER (WHERE anon_6.itself AND anon_6.path = division_3.path) AS own, min(anon_6.level) FILTER (WHERE (anon_6.path @> division_3.path) AND NOT (anon_6.itself AND anon_6.path = division_3.path)) AS above, min(anon_6.level) FILTER (WHERE (anon_6.path <@ division_3.path) AND anon_6.path != division_3.path) AS below, min(anon_6.level) AS severest
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
WHERE (response_2.period @> $3::TIMESTAMP WITH TIME ZONE) AND NOT response_2.drill) AS anon_6
WHERE anon_6.level IS NOT NULL AND ((anon_6.path @> division_3.path) OR (anon_6.path <@ division_3.path)) GROUP BY anon_6.system) AS anon_5 ORDER BY anon_5.system) AS anon_4), 'null') || '}' AS one
FROM division AS division_3
WHERE division_3.code = $4::VARCHAR AND (daterange(division_3.valid_from, division_3.valid_to) @> CURRENT_DATE)), 'null') || ',"county":' || coalesce((SELECT '{"levels":' || coalesce((SELECT coalesce('[' || string_agg(anon_7.one, ',') || ']', '[]') AS coalesce_3
FROM (SELECT '{"system":' || coalesce(to_json(anon_8.system)::text, 'null') || ',"own":' || coalesce(to_json(anon_8.own)::text, 'null') || ',"above":' || coalesce(to_json(anon_8.above)::text, 'null') || ',"below":' || coalesce(to_json(anon_8.below)::text, 'null') || ',"severest":' || coalesce(to_json(anon_8.severest)::text, 'null') || '}' AS one
FROM (SELECT anon_9.system AS system, min(anon_9.level) FILTER (WHERE anon_9.itself AND anon_9.path = division_5.path) AS own, min(anon_9.level) FILTER (WHERE (anon_9.path @> division_5.path) AND NOT (anon_9.itself AND anon_9.path = division_5.path)) AS above, min(anon_9.level) FILTER (WHERE (anon_9.path <@ division_5.path) AND anon_9.path != division_5.path) AS below, min(anon_9.level) AS severest
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
WHERE (response_3.period @> $5::TIMESTAMP WITH TIME ZONE) AND NOT response_3.drill) AS anon_9
WHERE anon_9.level IS NOT NULL AND ((anon_9.path @> division_5.path) OR (anon_9.path <@ division_5.path)) GROUP BY anon_9.system) AS anon_8 ORDER BY anon_8.system) AS anon_7), 'null') || '}' AS one
FROM division AS division_5
WHERE division_5.code = $6::VARCHAR AND (daterange(division_5.valid_from, division_5.valid_to) @> CURRENT_DATE)), 'null') || ',"before":' || coalesce((SELECT '{"levels":' || coalesce((SELECT coalesce('[' || string_agg(anon_10.one, ',') || ']', '[]') AS coalesce_4
FROM (SELECT '{"system":' || coalesce(to_json(anon_11.system)::text, 'null') || '}' AS one
FROM (SELECT anon_12.system AS system, min(anon_12.level) FILTER (WHERE anon_12.itself AND anon_12.path = division_7.path) AS own, min(anon_12.level) FILTER (WHERE (anon_12.path @> division_7.path) AND NOT (anon_12.itself AND anon_12.path = division_7.path)) AS above, min(anon_12.level) FILTER (WHERE (anon_12.path <@ division_7.path) AND anon_12.path != division_7.path) AS below, min(anon_12.level) AS severest
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
WHERE (response_4.period @> $7::TIMESTAMP WITH TIME ZONE) AND NOT response_4.drill) AS anon_12
WHERE anon_12.level IS NOT NULL AND ((anon_12.path @> division_7.path) OR (anon_12.path <@ division_7.path)) GROUP BY anon_12.system) AS anon_11 ORDER BY anon_11.system) AS anon_10), 'null') || '}' AS one
FROM division AS division_7
WHERE division_7.code = $8::VARCHAR AND (daterange(division_7.valid_from, division_7.valid_to) @> CURRENT_DATE)), 'null') || '}') AS textsend_1
