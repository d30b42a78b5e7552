WITH anon_4 AS
(SELECT anon_5.pattern AS pattern, anon_5.patterns AS patterns, anon_5.whole AS whole, anon_5.sound AS sound
FROM levee_asked($1::VARCHAR) AS anon_5),
anon_15 AS
(SELECT anon_16.pattern AS pattern, anon_16.patterns AS patterns, anon_16.whole AS whole, anon_16.sound AS sound
FROM levee_asked($3::VARCHAR) AS anon_16),
anon_33 AS
(SELECT anon_34.pattern AS pattern, anon_34.patterns AS patterns, anon_34.whole AS whole, anon_34.sound AS sound
FROM levee_asked($8::VARCHAR) AS anon_34)
 SELECT '{"gauges":' || coalesce(data.gauges, 'null') || ',"waters":' || coalesce(data.waters, 'null') || ',"divisions":' || coalesce(data.divisions, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"totalCount":' || coalesce(CAST(anon_3."totalCount" AS TEXT), 'null') || ',"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT (SELECT count(*) AS count_1
FROM gauge AS gauge_1
WHERE gauge_1.id IN (SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'gauge'::text AND search_entry_1.words LIKE CAST((SELECT anon_4.pattern
FROM anon_4) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_4.patterns
FROM anon_4) AS TEXT[])))) AS "totalCount", anon_6.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_7."edge 1", ',' ORDER BY anon_7.place) FILTER (WHERE anon_7.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_7.mark) FILTER (WHERE anon_7.place = 1) AS "first mark", max(anon_7.mark) FILTER (WHERE anon_7.place = least(anon_7.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_8.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_8.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_10.node, 'null') || '}' AS anon_9
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_12.code) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_12.name) AS TEXT), 'null') || '}' AS anon_11
FROM (SELECT gauge_2.code AS code, gauge_2.name AS name) AS anon_12) AS node) AS anon_10) AS "edge 1"
FROM (SELECT gauge_3.id AS id
FROM gauge AS gauge_3
WHERE gauge_3.id IN (SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'gauge'::text AND search_entry_2.words LIKE CAST((SELECT anon_4.pattern
FROM anon_4) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_4.patterns
FROM anon_4) AS TEXT[]))) ORDER BY gauge_3.id
 LIMIT 50 + 1) AS anon_8 JOIN gauge AS gauge_2 ON gauge_2.id = anon_8.id) AS anon_7) AS anon_6) AS anon_3) AS gauges, (SELECT '{"totalCount":' || coalesce(CAST(anon_14."totalCount" AS TEXT), 'null') || ',"edges":' || coalesce(anon_14.edges, 'null') || '}' AS anon_13
FROM (SELECT (SELECT count(*) AS count_2
FROM water AS water_1
WHERE water_1.id IN (SELECT search_entry_3.key
FROM search_entry AS search_entry_3
WHERE search_entry_3.source = 'water'::text AND search_entry_3.words LIKE CAST((SELECT anon_15.pattern
FROM anon_15) AS TEXT) AND levee_holds(search_entry_3.words, CAST((SELECT anon_15.patterns
FROM anon_15) AS TEXT[])))) AS "totalCount", anon_17.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_18."edge 1", ',' ORDER BY anon_18.place) FILTER (WHERE anon_18.place <= $4::INTEGER) || ']', '[]') AS edges, count(*) > $4::INTEGER AS "more of it", max(anon_18.mark) FILTER (WHERE anon_18.place = 1) AS "first mark", max(anon_18.mark) FILTER (WHERE anon_18.place = least(anon_18.found, $4::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_19.id) AS place, count(*) OVER () AS found, levee_cursor($5::BYTEA, CAST(anon_19.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_21.node, 'null') || '}' AS anon_20
FROM (SELECT (SELECT '{"name":' || coalesce(CAST(to_json(anon_23.name) AS TEXT), 'null') || '}' AS anon_22
FROM (SELECT water_2.name AS name) AS anon_23) AS node) AS anon_21) AS "edge 1"
FROM (SELECT water_3.id AS id
FROM water AS water_3
WHERE water_3.id IN (SELECT search_entry_4.key
FROM search_entry AS search_entry_4
WHERE search_entry_4.source = 'water'::text AND search_entry_4.words LIKE CAST((SELECT anon_15.pattern
FROM anon_15) AS TEXT) AND levee_holds(search_entry_4.words, CAST((SELECT anon_15.patterns
FROM anon_15) AS TEXT[]))) ORDER BY water_3.id
 LIMIT $4::INTEGER + 1) AS anon_19 JOIN water AS water_2 ON water_2.id = anon_19.id) AS anon_18) AS anon_17) AS anon_14) AS waters, (SELECT '{"edges":' || coalesce(anon_25.edges, 'null') || '}' AS anon_24
FROM (SELECT anon_26.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_27."edge 1", ',' ORDER BY anon_27.place) FILTER (WHERE anon_27.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_27.mark) FILTER (WHERE anon_27.place = 1) AS "first mark", max(anon_27.mark) FILTER (WHERE anon_27.place = least(anon_27.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_28.id) AS place, count(*) OVER () AS found, levee_cursor($6::BYTEA, CAST(anon_28.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_30.node, 'null') || '}' AS anon_29
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_32.code) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_32.name) AS TEXT), 'null') || '}' AS anon_31
FROM (SELECT division_1.code AS code, division_1.name AS name) AS anon_32) AS node) AS anon_30) AS "edge 1"
FROM (SELECT division_2.id AS id
FROM division AS division_2
WHERE division_2.level = ANY ($7::TEXT[]) AND division_2.id IN (SELECT search_entry_5.key
FROM search_entry AS search_entry_5
WHERE search_entry_5.source = 'division'::text AND search_entry_5.words LIKE CAST((SELECT anon_33.pattern
FROM anon_33) AS TEXT) AND levee_holds(search_entry_5.words, CAST((SELECT anon_33.patterns
FROM anon_33) AS TEXT[]))) ORDER BY division_2.id
 LIMIT 50 + 1) AS anon_28 JOIN division AS division_1 ON division_1.id = anon_28.id) AS anon_27) AS anon_26) AS anon_25) AS divisions) AS data
