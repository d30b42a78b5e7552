WITH anon_2 AS
(SELECT anon_3.pattern AS pattern, anon_3.patterns AS patterns, anon_3.whole AS whole, anon_3.sound AS sound
FROM levee_asked($1::VARCHAR) AS anon_3),
anon_8 AS
(SELECT anon_9.pattern AS pattern, anon_9.patterns AS patterns, anon_9.whole AS whole, anon_9.sound AS sound
FROM levee_asked($3::VARCHAR) AS anon_9),
anon_17 AS
(SELECT anon_18.pattern AS pattern, anon_18.patterns AS patterns, anon_18.whole AS whole, anon_18.sound AS sound
FROM levee_asked($8::VARCHAR) AS anon_18)
 SELECT textsend('{"gauges":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_1
FROM gauge AS gauge_1
WHERE gauge_1.id IN (SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'gauge'::text AND search_entry_1.words LIKE CAST((SELECT anon_2.pattern
FROM anon_2) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_2.patterns
FROM anon_2) AS TEXT[])))))::text, 'null') || ',"edges":' || coalesce(anon_4.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_5."edge 1", ',' ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_6.id AS TEXT)) AS mark, '{"node":' || '{"code":' || coalesce(to_json(gauge_2.code)::text, 'null') || ',"name":' || coalesce(to_json(gauge_2.name)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT gauge_3.id AS id
FROM gauge AS gauge_3
WHERE gauge_3.id IN (SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'gauge'::text AND search_entry_2.words LIKE CAST((SELECT anon_2.pattern
FROM anon_2) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_2.patterns
FROM anon_2) AS TEXT[]))) ORDER BY gauge_3.id
 LIMIT 50 + 1) AS anon_6 JOIN gauge AS gauge_2 ON gauge_2.id = anon_6.id) AS anon_5) AS anon_4), 'null') || ',"waters":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_2
FROM water AS water_1
WHERE water_1.id IN (SELECT search_entry_3.key
FROM search_entry AS search_entry_3
WHERE search_entry_3.source = 'water'::text AND search_entry_3.words LIKE CAST((SELECT anon_8.pattern
FROM anon_8) AS TEXT) AND levee_holds(search_entry_3.words, CAST((SELECT anon_8.patterns
FROM anon_8) AS TEXT[])))))::text, 'null') || ',"edges":' || coalesce(anon_10.edges, 'null') || '}' AS anon_7
FROM (SELECT coalesce('[' || string_agg(anon_11."edge 1", ',' ORDER BY anon_11.place) FILTER (WHERE anon_11.place <= $4::INTEGER) || ']', '[]') AS edges, count(*) > $4::INTEGER AS "more of it", max(anon_11.mark) FILTER (WHERE anon_11.place = 1) AS "first mark", max(anon_11.mark) FILTER (WHERE anon_11.place = least(anon_11.found, $4::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_12.id) AS place, count(*) OVER () AS found, levee_cursor($5::BYTEA, CAST(anon_12.id AS TEXT)) AS mark, '{"node":' || '{"name":' || coalesce(to_json(water_2.name)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT water_3.id AS id
FROM water AS water_3
WHERE water_3.id IN (SELECT search_entry_4.key
FROM search_entry AS search_entry_4
WHERE search_entry_4.source = 'water'::text AND search_entry_4.words LIKE CAST((SELECT anon_8.pattern
FROM anon_8) AS TEXT) AND levee_holds(search_entry_4.words, CAST((SELECT anon_8.patterns
FROM anon_8) AS TEXT[]))) ORDER BY water_3.id
 LIMIT $4::INTEGER + 1) AS anon_12 JOIN water AS water_2 ON water_2.id = anon_12.id) AS anon_11) AS anon_10), 'null') || ',"divisions":' || coalesce((SELECT '{"edges":' || coalesce(anon_14.edges, 'null') || '}' AS anon_13
FROM (SELECT coalesce('[' || string_agg(anon_15."edge 1", ',' ORDER BY anon_15.place) FILTER (WHERE anon_15.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_15.mark) FILTER (WHERE anon_15.place = 1) AS "first mark", max(anon_15.mark) FILTER (WHERE anon_15.place = least(anon_15.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_16.id) AS place, count(*) OVER () AS found, levee_cursor($6::BYTEA, CAST(anon_16.id AS TEXT)) AS mark, '{"node":' || '{"code":' || coalesce(to_json(division_1.code)::text, 'null') || ',"name":' || coalesce(to_json(division_1.name)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT division_2.id AS id
FROM division AS division_2
WHERE division_2.level = ANY ($7::TEXT[]) AND division_2.id IN (SELECT search_entry_5.key
FROM search_entry AS search_entry_5
WHERE search_entry_5.source = 'division'::text AND search_entry_5.words LIKE CAST((SELECT anon_17.pattern
FROM anon_17) AS TEXT) AND levee_holds(search_entry_5.words, CAST((SELECT anon_17.patterns
FROM anon_17) AS TEXT[]))) ORDER BY division_2.id
 LIMIT 50 + 1) AS anon_16 JOIN division AS division_1 ON division_1.id = anon_16.id) AS anon_15) AS anon_14), 'null') || '}') AS textsend_1
