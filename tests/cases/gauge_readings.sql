SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT anon_2.edges AS edges
FROM (SELECT coalesce(json_agg(anon_3."edge 1" ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER), '[]'::json) AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, (SELECT row_to_json(anon_5.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT gauge_1.name AS name, (SELECT row_to_json(anon_7.*) AS row_to_json_5
FROM (SELECT (SELECT count(*) AS count_1
FROM reading AS reading_1
WHERE reading_1.gauge_id = gauge_1.id) AS "totalCount", anon_8.edges AS edges
FROM (SELECT coalesce(json_agg(anon_9."edge 1" ORDER BY anon_9.place DESC) FILTER (WHERE anon_9.place <= $3::INTEGER), '[]'::json) AS edges, count(*) > $3::INTEGER AS "more of it", max(anon_9.mark) FILTER (WHERE anon_9.place = least(anon_9.found, $3::INTEGER)) AS "first mark", max(anon_9.mark) FILTER (WHERE anon_9.place = 1) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_10.observed_at DESC, anon_10.id DESC) AS place, count(*) OVER () AS found, levee_cursor($4::BYTEA, CAST(anon_10.observed_at AS TEXT), CAST(anon_10.id AS TEXT)) AS mark, (SELECT row_to_json(anon_11.*) AS row_to_json_6
FROM (SELECT (SELECT row_to_json(anon_12.*) AS row_to_json_7
FROM (SELECT reading_2.observed_at AS "observedAt", reading_2.level AS level, reading_2.trend AS trend, reading_2.basis AS basis) AS anon_12) AS node) AS anon_11) AS "edge 1"
FROM (SELECT reading_3.observed_at AS observed_at, reading_3.id AS id
FROM reading AS reading_3
WHERE reading_3.gauge_id = gauge_1.id ORDER BY reading_3.observed_at DESC, reading_3.id DESC
 LIMIT $3::INTEGER + 1) AS anon_10 JOIN reading AS reading_2 ON reading_2.id = anon_10.id) AS anon_9) AS anon_8) AS anon_7) AS readings) AS anon_6) AS node) AS anon_5) AS "edge 1"
FROM (SELECT gauge_2.id AS id
FROM gauge AS gauge_2 ORDER BY gauge_2.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN gauge AS gauge_1 ON gauge_1.id = anon_4.id) AS anon_3) AS anon_2) AS anon_1) AS gauges) AS data
