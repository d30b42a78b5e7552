WITH anon_2 AS
(SELECT (SELECT levee_division_path($1::VARCHAR, $2::VARCHAR) AS levee_division_path_1) AS path),
anon_9 AS
(SELECT (SELECT levee_division_path($1::VARCHAR, $6::VARCHAR) AS levee_division_path_2) AS path)
 SELECT textsend('{"recommendations":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_1
FROM recommendation AS recommendation_1
WHERE (SELECT anon_2.path
FROM anon_2) IS NOT NULL AND (recommendation_1.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE (division_1.path <@ (SELECT anon_2.path
FROM anon_2)) OR (division_1.path @> (SELECT anon_2.path
FROM anon_2))) OR recommendation_1.basin_id IN (SELECT basin_division_1.basin_id
FROM basin_division AS basin_division_1 JOIN division AS division_1 ON division_1.id = basin_division_1.division_id
WHERE (division_1.path <@ (SELECT anon_2.path
FROM anon_2)) OR (division_1.path @> (SELECT anon_2.path
FROM anon_2)))) AND recommendation_1.system = ANY ($3::TEXT[]) AND recommendation_1.state = ANY ($4::TEXT[])))::text, 'null') || ',"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_4."edge 1", ',' ORDER BY anon_4.place) FILTER (WHERE anon_4.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_4.mark) FILTER (WHERE anon_4.place = 1) AS "first mark", max(anon_4.mark) FILTER (WHERE anon_4.place = least(anon_4.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_5.made_at DESC, anon_5.id DESC) AS place, count(*) OVER () AS found, levee_cursor($5::BYTEA, CAST(anon_5.made_at AS TEXT), CAST(anon_5.id AS TEXT)) AS mark, '{"node":' || '{"id":' || coalesce(to_json(levee_id('Recommendation', recommendation_2.id))::text, 'null') || ',"kind":' || coalesce(to_json(recommendation_2.kind)::text, 'null') || ',"from":' || coalesce(to_json(recommendation_2."from")::text, 'null') || ',"to":' || coalesce(to_json(recommendation_2."to")::text, 'null') || ',"reason":' || coalesce(to_json(recommendation_2.reason)::text, 'null') || ',"grounds":' || coalesce((SELECT coalesce('[' || string_agg(anon_6.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"verdict":' || coalesce(to_json(recommendation_ground_1.verdict)::text, 'null') || ',"doubt":' || coalesce(to_json(recommendation_ground_1.doubt)::text, 'null') || ',"says":' || coalesce(to_json(recommendation_ground_1.says)::text, 'null') || ',"condition":' || coalesce(anon_7.one, 'null') || ',"reading":' || coalesce(anon_8.one, 'null') || '}' AS one
FROM recommendation_ground AS recommendation_ground_1 LEFT OUTER JOIN LATERAL (SELECT '{"kind":' || coalesce(to_json(trigger_condition_1.kind)::text, 'null') || '}' AS one
FROM trigger_condition AS trigger_condition_1
WHERE trigger_condition_1.id = recommendation_ground_1.condition_id) AS anon_7 ON true LEFT OUTER JOIN LATERAL (SELECT '{"level":' || coalesce(to_json(reading_1.level)::text, 'null') || '}' AS one
FROM reading AS reading_1
WHERE reading_1.id = recommendation_ground_1.reading_id) AS anon_8 ON true
WHERE recommendation_ground_1.recommendation_id = recommendation_2.id ORDER BY recommendation_ground_1.id) AS anon_6), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT recommendation_3.made_at AS made_at, recommendation_3.id AS id
FROM recommendation AS recommendation_3
WHERE (SELECT anon_9.path
FROM anon_9) IS NOT NULL AND (recommendation_3.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE (division_2.path <@ (SELECT anon_9.path
FROM anon_9)) OR (division_2.path @> (SELECT anon_9.path
FROM anon_9))) OR recommendation_3.basin_id IN (SELECT basin_division_2.basin_id
FROM basin_division AS basin_division_2 JOIN division AS division_2 ON division_2.id = basin_division_2.division_id
WHERE (division_2.path <@ (SELECT anon_9.path
FROM anon_9)) OR (division_2.path @> (SELECT anon_9.path
FROM anon_9)))) AND recommendation_3.system = ANY ($7::TEXT[]) AND recommendation_3.state = ANY ($8::TEXT[]) ORDER BY recommendation_3.made_at DESC, recommendation_3.id DESC
 LIMIT 50 + 1) AS anon_5 JOIN recommendation AS recommendation_2 ON recommendation_2.id = anon_5.id) AS anon_4) AS anon_3), 'null') || ',"observations":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_2
FROM observation AS observation_1
WHERE (SELECT levee_division_path($9::VARCHAR, $10::VARCHAR) AS levee_division_path_3) IS NOT NULL AND observation_1.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($9::VARCHAR, $11::VARCHAR) AS levee_division_path_4)) AND observation_1.kind = ANY ($12::TEXT[])))::text, 'null') || ',"edges":' || coalesce(anon_11.edges, 'null') || '}' AS anon_10
FROM (SELECT coalesce('[' || string_agg(anon_12."edge 1", ',' ORDER BY anon_12.place) FILTER (WHERE anon_12.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_12.mark) FILTER (WHERE anon_12.place = 1) AS "first mark", max(anon_12.mark) FILTER (WHERE anon_12.place = least(anon_12.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_13.id) AS place, count(*) OVER () AS found, levee_cursor($13::BYTEA, CAST(anon_13.id AS TEXT)) AS mark, '{"node":' || '{"kind":' || coalesce(to_json(observation_2.kind)::text, 'null') || ',"value":' || coalesce(to_json(observation_2.value)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT observation_3.id AS id
FROM observation AS observation_3
WHERE (SELECT levee_division_path($9::VARCHAR, $14::VARCHAR) AS levee_division_path_5) IS NOT NULL AND observation_3.division_id IN (SELECT division_4.id
FROM division AS division_4
WHERE division_4.path <@ (SELECT levee_division_path($9::VARCHAR, $15::VARCHAR) AS levee_division_path_6)) AND observation_3.kind = ANY ($16::TEXT[]) ORDER BY observation_3.id
 LIMIT 50 + 1) AS anon_13 JOIN observation AS observation_2 ON observation_2.id = anon_13.id) AS anon_12) AS anon_11), 'null') || '}') AS textsend_1
