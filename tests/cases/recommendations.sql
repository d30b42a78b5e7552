WITH anon_2 AS
(SELECT (SELECT levee_division_path($1::VARCHAR, $2::VARCHAR) AS levee_division_path_1) AS path),
anon_13 AS
(SELECT (SELECT levee_division_path($1::VARCHAR, $6::VARCHAR) AS levee_division_path_2) AS path)
 SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT (SELECT count(*) AS count_1
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
FROM anon_2)))) AND recommendation_1.system = ANY ($3::TEXT[]) AND recommendation_1.state = ANY ($4::TEXT[])) AS "totalCount", anon_3.edges AS edges
FROM (SELECT coalesce(json_agg(anon_4."edge 1" ORDER BY anon_4.place) FILTER (WHERE anon_4.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_4.mark) FILTER (WHERE anon_4.place = 1) AS "first mark", max(anon_4.mark) FILTER (WHERE anon_4.place = least(anon_4.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_5.made_at DESC, anon_5.id DESC) AS place, count(*) OVER () AS found, levee_cursor($5::BYTEA, CAST(anon_5.made_at AS TEXT), CAST(anon_5.id AS TEXT)) AS mark, (SELECT row_to_json(anon_6.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_7.*) AS row_to_json_4
FROM (SELECT levee_id('Recommendation', recommendation_2.id) AS id, recommendation_2.kind AS kind, recommendation_2."from" AS "from", recommendation_2."to" AS "to", recommendation_2.reason AS reason, (SELECT coalesce(json_agg(anon_8.*), '[]'::json) AS coalesce_1
FROM (SELECT recommendation_ground_1.verdict AS verdict, recommendation_ground_1.doubt AS doubt, recommendation_ground_1.says AS says, anon_9.one AS condition, anon_10.one AS reading
FROM recommendation_ground AS recommendation_ground_1 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_11.*) AS one
FROM (SELECT trigger_condition_1.kind AS kind
FROM trigger_condition AS trigger_condition_1
WHERE trigger_condition_1.id = recommendation_ground_1.condition_id) AS anon_11) AS anon_9 ON true LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_12.*) AS one
FROM (SELECT reading_1.level AS level
FROM reading AS reading_1
WHERE reading_1.id = recommendation_ground_1.reading_id) AS anon_12) AS anon_10 ON true
WHERE recommendation_ground_1.recommendation_id = recommendation_2.id ORDER BY recommendation_ground_1.id) AS anon_8) AS grounds) AS anon_7) AS node) AS anon_6) AS "edge 1"
FROM (SELECT recommendation_3.made_at AS made_at, recommendation_3.id AS id
FROM recommendation AS recommendation_3
WHERE (SELECT anon_13.path
FROM anon_13) IS NOT NULL AND (recommendation_3.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE (division_2.path <@ (SELECT anon_13.path
FROM anon_13)) OR (division_2.path @> (SELECT anon_13.path
FROM anon_13))) OR recommendation_3.basin_id IN (SELECT basin_division_2.basin_id
FROM basin_division AS basin_division_2 JOIN division AS division_2 ON division_2.id = basin_division_2.division_id
WHERE (division_2.path <@ (SELECT anon_13.path
FROM anon_13)) OR (division_2.path @> (SELECT anon_13.path
FROM anon_13)))) AND recommendation_3.system = ANY ($7::TEXT[]) AND recommendation_3.state = ANY ($8::TEXT[]) ORDER BY recommendation_3.made_at DESC, recommendation_3.id DESC
 LIMIT 50 + 1) AS anon_5 JOIN recommendation AS recommendation_2 ON recommendation_2.id = anon_5.id) AS anon_4) AS anon_3) AS anon_1) AS recommendations, (SELECT row_to_json(anon_14.*) AS row_to_json_5
FROM (SELECT (SELECT count(*) AS count_2
FROM observation AS observation_1
WHERE (SELECT levee_division_path($9::VARCHAR, $10::VARCHAR) AS levee_division_path_3) IS NOT NULL AND observation_1.division_id IN (SELECT division_3.id
FROM division AS division_3
WHERE division_3.path <@ (SELECT levee_division_path($9::VARCHAR, $11::VARCHAR) AS levee_division_path_4)) AND observation_1.kind = ANY ($12::TEXT[])) AS "totalCount", anon_15.edges AS edges
FROM (SELECT coalesce(json_agg(anon_16."edge 1" ORDER BY anon_16.place) FILTER (WHERE anon_16.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_16.mark) FILTER (WHERE anon_16.place = 1) AS "first mark", max(anon_16.mark) FILTER (WHERE anon_16.place = least(anon_16.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_17.id) AS place, count(*) OVER () AS found, levee_cursor($13::BYTEA, CAST(anon_17.id AS TEXT)) AS mark, (SELECT row_to_json(anon_18.*) AS row_to_json_6
FROM (SELECT (SELECT row_to_json(anon_19.*) AS row_to_json_7
FROM (SELECT observation_2.kind AS kind, observation_2.value AS value) AS anon_19) AS node) AS anon_18) AS "edge 1"
FROM (SELECT observation_3.id AS id
FROM observation AS observation_3
WHERE (SELECT levee_division_path($9::VARCHAR, $14::VARCHAR) AS levee_division_path_5) IS NOT NULL AND observation_3.division_id IN (SELECT division_4.id
FROM division AS division_4
WHERE division_4.path <@ (SELECT levee_division_path($9::VARCHAR, $15::VARCHAR) AS levee_division_path_6)) AND observation_3.kind = ANY ($16::TEXT[]) ORDER BY observation_3.id
 LIMIT 50 + 1) AS anon_17 JOIN observation AS observation_2 ON observation_2.id = anon_17.id) AS anon_16) AS anon_15) AS anon_14) AS observations) AS data
