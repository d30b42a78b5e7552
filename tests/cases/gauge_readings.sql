SELECT '{"gauges":' || coalesce(data.gauges, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT anon_4.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_5."edge 1", ',' ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_6.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_8.node, 'null') || '}' AS anon_7
FROM (SELECT (SELECT '{"name":' || coalesce(CAST(to_json(anon_10.name) AS TEXT), 'null') || ',"readings":' || coalesce(anon_10.readings, 'null') || '}' AS anon_9
FROM (SELECT gauge_1.name AS name, (SELECT '{"totalCount":' || coalesce(CAST(anon_12."totalCount" AS TEXT), 'null') || ',"edges":' || coalesce(anon_12.edges, 'null') || '}' AS anon_11
FROM (SELECT (SELECT count(*) AS count_1
FROM reading AS reading_1
WHERE reading_1.gauge_id = gauge_1.id) AS "totalCount", anon_13.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_14."edge 1", ',' ORDER BY anon_14.place DESC) FILTER (WHERE anon_14.place <= $3::INTEGER) || ']', '[]') AS edges, count(*) > $3::INTEGER AS "more of it", max(anon_14.mark) FILTER (WHERE anon_14.place = least(anon_14.found, $3::INTEGER)) AS "first mark", max(anon_14.mark) FILTER (WHERE anon_14.place = 1) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_15.observed_at DESC, anon_15.id DESC) AS place, count(*) OVER () AS found, levee_cursor($4::BYTEA, CAST(anon_15.observed_at AS TEXT), CAST(anon_15.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_17.node, 'null') || '}' AS anon_16
FROM (SELECT (SELECT '{"observedAt":' || coalesce(CAST(to_json(anon_19."observedAt") AS TEXT), 'null') || ',"level":' || coalesce(CAST(to_json(anon_19.level) AS TEXT), 'null') || ',"trend":' || coalesce(CAST(to_json(anon_19.trend) AS TEXT), 'null') || ',"basis":' || coalesce(CAST(to_json(anon_19.basis) AS TEXT), 'null') || '}' AS anon_18
FROM (SELECT reading_2.observed_at AS "observedAt", reading_2.level AS level, reading_2.trend AS trend, reading_2.basis AS basis) AS anon_19) AS node) AS anon_17) AS "edge 1"
FROM (SELECT reading_3.observed_at AS observed_at, reading_3.id AS id
FROM reading AS reading_3
WHERE reading_3.gauge_id = gauge_1.id ORDER BY reading_3.observed_at DESC, reading_3.id DESC
 LIMIT $3::INTEGER + 1) AS anon_15 JOIN reading AS reading_2 ON reading_2.id = anon_15.id) AS anon_14) AS anon_13) AS anon_12) AS readings) AS anon_10) AS node) AS anon_8) AS "edge 1"
FROM (SELECT gauge_2.id AS id
FROM gauge AS gauge_2 ORDER BY gauge_2.id
 LIMIT $1::INTEGER + 1) AS anon_6 JOIN gauge AS gauge_1 ON gauge_1.id = anon_6.id) AS anon_5) AS anon_4) AS anon_3) AS gauges) AS data
