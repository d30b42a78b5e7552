WITH anon_3 AS
(SELECT anon_4.pattern AS pattern, anon_4.patterns AS patterns, anon_4.whole AS whole, anon_4.sound AS sound
FROM levee_asked($1::VARCHAR) AS anon_4),
anon_9 AS
(SELECT anon_10.pattern AS pattern, anon_10.patterns AS patterns, anon_10.whole AS whole, anon_10.sound AS sound
FROM levee_asked($3::VARCHAR) AS anon_10),
anon_18 AS
(SELECT anon_19.pattern AS pattern, anon_19.patterns AS patterns, anon_19.whole AS whole, anon_19.sound AS sound
FROM levee_asked($8::VARCHAR) AS anon_19)
 SELECT '{"gauges":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_1
FROM gauge AS gauge_1
WHERE gauge_1.id IN (SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'gauge'::text AND search_entry_1.words LIKE CAST((SELECT anon_3.pattern
FROM anon_3) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_3.patterns
FROM anon_3) AS TEXT[])))))::text, 'null') || ',"edges":' || coalesce(anon_5.edges, 'null') || '}' AS anon_2
FROM (SELECT coalesce('[' || string_agg(anon_6."edge 1", ',' ORDER BY anon_6.place) FILTER (WHERE anon_6.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_6.mark) FILTER (WHERE anon_6.place = 1) AS "first mark", max(anon_6.mark) FILTER (WHERE anon_6.place = least(anon_6.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_7.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_7.id AS TEXT)) AS mark, '{"node":' || '{"code":' || coalesce(to_json(gauge_2.code)::text, 'null') || ',"name":' || coalesce(to_json(gauge_2.name)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT gauge_3.id AS id
FROM gauge AS gauge_3
WHERE gauge_3.id IN (SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'gauge'::text AND search_entry_2.words LIKE CAST((SELECT anon_3.pattern
FROM anon_3) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_3.patterns
FROM anon_3) AS TEXT[]))) ORDER BY gauge_3.id
 LIMIT 50 + 1) AS anon_7 JOIN gauge AS gauge_2 ON gauge_2.id = anon_7.id) AS anon_6) AS anon_5), 'null') || ',"waters":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_2
FROM water AS water_1
WHERE water_1.id IN (SELECT search_entry_3.key
FROM search_entry AS search_entry_3
WHERE search_entry_3.source = 'water'::text AND search_entry_3.words LIKE CAST((SELECT anon_9.pattern
FROM anon_9) AS TEXT) AND levee_holds(search_entry_3.words, CAST((SELECT anon_9.patterns
FROM anon_9) AS TEXT[])))))::text, 'null') || ',"edges":' || coalesce(anon_11.edges, 'null') || '}' AS anon_8
FROM (SELECT coalesce('[' || string_agg(anon_12."edge 1", ',' ORDER BY anon_12.place) FILTER (WHERE anon_12.place <= $4::INTEGER) || ']', '[]') AS edges, count(*) > $4::INTEGER AS "more of it", max(anon_12.mark) FILTER (WHERE anon_12.place = 1) AS "first mark", max(anon_12.mark) FILTER (WHERE anon_12.place = least(anon_12.found, $4::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_13.id) AS place, count(*) OVER () AS found, levee_cursor($5::BYTEA, CAST(anon_13.id AS TEXT)) AS mark, '{"node":' || '{"name":' || coalesce(to_json(water_2.name)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT water_3.id AS id
FROM water AS water_3
WHERE water_3.id IN (SELECT search_entry_4.key
FROM search_entry AS search_entry_4
WHERE search_entry_4.source = 'water'::text AND search_entry_4.words LIKE CAST((SELECT anon_9.pattern
FROM anon_9) AS TEXT) AND levee_holds(search_entry_4.words, CAST((SELECT anon_9.patterns
FROM anon_9) AS TEXT[]))) ORDER BY water_3.id
 LIMIT $4::INTEGER + 1) AS anon_13 JOIN water AS water_2 ON water_2.id = anon_13.id) AS anon_12) AS anon_11), 'null') || ',"divisions":' || coalesce((SELECT '{"edges":' || coalesce(anon_15.edges, 'null') || '}' AS anon_14
FROM (SELECT coalesce('[' || string_agg(anon_16."edge 1", ',' ORDER BY anon_16.place) FILTER (WHERE anon_16.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_16.mark) FILTER (WHERE anon_16.place = 1) AS "first mark", max(anon_16.mark) FILTER (WHERE anon_16.place = least(anon_16.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_17.id) AS place, count(*) OVER () AS found, levee_cursor($6::BYTEA, CAST(anon_17.id AS TEXT)) AS mark, '{"node":' || '{"code":' || coalesce(to_json(division_1.code)::text, 'null') || ',"name":' || coalesce(to_json(division_1.name)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT division_2.id AS id
FROM division AS division_2
WHERE division_2.level = ANY ($7::TEXT[]) AND division_2.id IN (SELECT search_entry_5.key
FROM search_entry AS search_entry_5
WHERE search_entry_5.source = 'division'::text AND search_entry_5.words LIKE CAST((SELECT anon_18.pattern
FROM anon_18) AS TEXT) AND levee_holds(search_entry_5.words, CAST((SELECT anon_18.patterns
FROM anon_18) AS TEXT[]))) ORDER BY division_2.id
 LIMIT 50 + 1) AS anon_17 JOIN division AS division_1 ON division_1.id = anon_17.id) AS anon_16) AS anon_15), 'null') || '}' AS anon_1
