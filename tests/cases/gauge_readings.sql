SELECT textsend('{"gauges":' || coalesce((SELECT '{"edges":' || coalesce(anon_2.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_3."edge 1", ',' ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, '{"node":' || '{"name":' || coalesce(to_json(gauge_1.name)::text, 'null') || ',"readings":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_1
FROM reading AS reading_1
WHERE reading_1.gauge_id = gauge_1.id))::text, 'null') || ',"edges":' || coalesce(anon_6.edges, 'null') || '}' AS anon_5
FROM (SELECT coalesce('[' || string_agg(anon_7."edge 1", ',' ORDER BY anon_7.place DESC) FILTER (WHERE anon_7.place <= $3::INTEGER) || ']', '[]') AS edges, count(*) > $3::INTEGER AS "more of it", max(anon_7.mark) FILTER (WHERE anon_7.place = least(anon_7.found, $3::INTEGER)) AS "first mark", max(anon_7.mark) FILTER (WHERE anon_7.place = 1) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_8.observed_at DESC, anon_8.id DESC) AS place, count(*) OVER () AS found, levee_cursor($4::BYTEA, CAST(anon_8.observed_at AS TEXT), CAST(anon_8.id AS TEXT)) AS mark, '{"node":' || '{"observedAt":' || coalesce(to_json(reading_2.observed_at)::text, 'null') || ',"level":' || coalesce(to_json(reading_2.level)::text, 'null') || ',"trend":' || coalesce(to_json(reading_2.trend)::text, 'null') || ',"basis":' || coalesce(to_json(reading_2.basis)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT reading_3.observed_at AS observed_at, reading_3.id AS id
FROM reading AS reading_3
WHERE reading_3.gauge_id = gauge_1.id ORDER BY reading_3.observed_at DESC, reading_3.id DESC
 LIMIT $3::INTEGER + 1) AS anon_8 JOIN reading AS reading_2 ON reading_2.id = anon_8.id) AS anon_7) AS anon_6), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT gauge_2.id AS id
FROM gauge AS gauge_2 ORDER BY gauge_2.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN gauge AS gauge_1 ON gauge_1.id = anon_4.id) AS anon_3) AS anon_2), 'null') || '}') AS textsend_1
