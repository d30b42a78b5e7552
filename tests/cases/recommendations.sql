WITH anon_4 AS
(SELECT (SELECT levee_division_path($1::VARCHAR, $2::VARCHAR) AS levee_division_path_1) AS path),
anon_17 AS
(SELECT (SELECT levee_division_path($1::VARCHAR, $6::VARCHAR) AS levee_division_path_2) AS path)
 SELECT '{"recommendations":' || coalesce(data.recommendations, 'null') || ',"observations":' || coalesce(data.observations, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"totalCount":' || coalesce(CAST(anon_3."totalCount" AS TEXT), 'null') || ',"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT (SELECT count(*) AS count_1
FROM recommendation AS recommendation_1
WHERE (SELECT anon_4.path
FROM anon_4) IS NOT NULL AND (recommendation_1.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE (division_1.path <@ (SELECT anon_4.path
FROM anon_4)) OR (division_1.path @> (SELECT anon_4.path
FROM anon_4))) OR recommendation_1.basin_id IN (SELECT basin_division_1.basin_id
FROM basin_division AS basin_division_1 JOIN division AS division_1 ON division_1.id = basin_division_1.division_id
WHERE (division_1.path <@ (SELECT anon_4.path
FROM anon_4)) OR (division_1.path @> (SELECT anon_4.path
FROM anon_4)))) AND recommendation_1.system = ANY ($3::TEXT[]) AND recommendation_1.state = ANY ($4::TEXT[])) AS "totalCount", anon_5.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_6."edge 1", ',' ORDER BY anon_6.place) FILTER (WHERE anon_6.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_6.mark) FILTER (WHERE anon_6.place = 1) AS "first mark", max(anon_6.mark) FILTER (WHERE anon_6.place = least(anon_6.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_7.made_at DESC, anon_7.id DESC) AS place, count(*) OVER () AS found, levee_cursor($5::BYTEA, CAST(anon_7.made_at AS TEXT), CAST(anon_7.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_9.node, 'null') || '}' AS anon_8
FROM (SELECT (SELECT '{"id":' || coalesce(CAST(to_json(anon_11.id) AS TEXT), 'null') || ',"kind":' || coalesce(CAST(to_json(anon_11.kind) AS TEXT), 'null') || ',"from":' || coalesce(CAST(to_json(anon_11."from") AS TEXT), 'null') || ',"to":' || coalesce(CAST(to_json(anon_11."to") AS TEXT), 'null') || ',"reason":' || coalesce(CAST(to_json(anon_11.reason) AS TEXT), 'null') || ',"grounds":' || coalesce(anon_11.grounds, 'null') || '}' AS anon_10
FROM (SELECT levee_id('Recommendation', recommendation_2.id) AS id, recommendation_2.kind AS kind, recommendation_2."from" AS "from", recommendation_2."to" AS "to", recommendation_2.reason AS reason, (SELECT coalesce('[' || string_agg('{"verdict":' || coalesce(CAST(to_json(anon_12.verdict) AS TEXT), 'null') || ',"doubt":' || coalesce(CAST(to_json(anon_12.doubt) AS TEXT), 'null') || ',"says":' || coalesce(CAST(to_json(anon_12.says) AS TEXT), 'null') || ',"condition":' || coalesce(anon_12.condition, 'null') || ',"reading":' || coalesce(anon_12.reading, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT recommendation_ground_1.verdict AS verdict, recommendation_ground_1.doubt AS doubt, recommendation_ground_1.says AS says, anon_13.one AS condition, anon_14.one AS reading
FROM recommendation_ground AS recommendation_ground_1 LEFT OUTER JOIN LATERAL (SELECT '{"kind":' || coalesce(CAST(to_json(anon_15.kind) AS TEXT), 'null') || '}' AS one
FROM (SELECT trigger_condition_1.kind AS kind
FROM trigger_condition AS trigger_condition_1
WHERE trigger_condition_1.id = recommendation_ground_1.condition_id) AS anon_15) AS anon_13 ON true LEFT OUTER JOIN LATERAL (SELECT '{"level":' || coalesce(CAST(to_json(anon_16.level) AS TEXT), 'null') || '}' AS one
FROM (SELECT reading_1.level AS level
FROM reading AS reading_1
WHERE reading_1.id = recommendation_ground_1.reading_id) AS anon_16) AS anon_14 ON true
WHERE recommendation_ground_1.recommendation_id = recommendation_2.id ORDER BY recommendation_ground_1.id) AS anon_12) AS grounds) AS anon_11) AS node) AS anon_9) AS "edge 1"
FROM (SELECT recommendation_3.made_at AS made_at, recommendation_3.id AS id
FROM recommendation AS recommendation_3
WHERE (SELECT anon_17.path
FROM anon_17) IS NOT NULL AND (recommendation_3.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE (division_2.path <@ (SELECT anon_17.path
FROM anon_17)) OR (division_2.path @> (SELECT anon_17.path
FROM anon_17))) OR recommendation_3.basin_id IN (SELECT basin_division_2.basin_id
FROM basin_division AS basin_division_2 JOIN division AS division_2 ON division_2.id = basin_division_2.division_id
WHERE (division_2.path <@ (SELECT anon_17.path
FROM anon_17)) OR (division_2.path @> (SELECT anon_17.path
FROM anon_17)))) AND recommendation_3.system = ANY ($7::TEXT[]) AND recommendation_3.state = ANY ($8::TEXT[]) ORDER BY recommendation_3.made_at DESC, recommendation_3.id DESC
 LIMIT 50 + 1) AS anon_7 JOIN recommendation AS recommendation_2 ON recommendation_2.id = anon_7.id) AS anon_6) AS anon_5) AS anon_3) AS recommendations, (SELECT '{"totalCount":' || coalesce(CAST(anon_19."totalCount" AS TEXT), 'null') || ',"edges":' || coalesce(anon_19.edges, 'null') || '}' AS anon_18
FROM (SELECT (SELECT count(*) AS count_2
FROM observation AS observation_1
WHERE (SELECT levee_division_path($9::VARCHAR, $10::VARCHAR) AS levee_division_path_3) IS NOT NULL AND observation_1.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($9::VARCHAR, $11::VARCHAR) AS levee_division_path_4)) AND observation_1.kind = ANY ($12::TEXT[])) AS "totalCount", anon_20.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_21."edge 1", ',' ORDER BY anon_21.place) FILTER (WHERE anon_21.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_21.mark) FILTER (WHERE anon_21.place = 1) AS "first mark", max(anon_21.mark) FILTER (WHERE anon_21.place = least(anon_21.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_22.id) AS place, count(*) OVER () AS found, levee_cursor($13::BYTEA, CAST(anon_22.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_24.node, 'null') || '}' AS anon_23
FROM (SELECT (SELECT '{"kind":' || coalesce(CAST(to_json(anon_26.kind) AS TEXT), 'null') || ',"value":' || coalesce(CAST(to_json(anon_26.value) AS TEXT), 'null') || '}' AS anon_25
FROM (SELECT observation_2.kind AS kind, observation_2.value AS value) AS anon_26) AS node) AS anon_24) AS "edge 1"
FROM (SELECT observation_3.id AS id
FROM observation AS observation_3
WHERE (SELECT levee_division_path($9::VARCHAR, $14::VARCHAR) AS levee_division_path_5) IS NOT NULL AND observation_3.division_id IN (SELECT division_4.id
FROM division AS division_4
WHERE division_4.path <@ (SELECT levee_division_path($9::VARCHAR, $15::VARCHAR) AS levee_division_path_6)) AND observation_3.kind = ANY ($16::TEXT[]) ORDER BY observation_3.id
 LIMIT 50 + 1) AS anon_22 JOIN observation AS observation_2 ON observation_2.id = anon_22.id) AS anon_21) AS anon_20) AS anon_19) AS observations) AS data
