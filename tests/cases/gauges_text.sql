WITH anon_2 AS
(SELECT anon_3.pattern AS pattern, anon_3.patterns AS patterns, anon_3.whole AS whole, anon_3.sound AS sound
FROM levee_asked($1::VARCHAR) AS anon_3),
anon_10 AS
(SELECT anon_11.pattern AS pattern, anon_11.patterns AS patterns, anon_11.whole AS whole, anon_11.sound AS sound
FROM levee_asked($3::VARCHAR) AS anon_11),
anon_23 AS
(SELECT anon_24.pattern AS pattern, anon_24.patterns AS patterns, anon_24.whole AS whole, anon_24.sound AS sound
FROM levee_asked($8::VARCHAR) AS anon_24)
 SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT (SELECT count(*) AS count_1
FROM gauge AS gauge_1
WHERE gauge_1.id IN (SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'gauge'::text AND search_entry_1.words LIKE CAST((SELECT anon_2.pattern
FROM anon_2) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_2.patterns
FROM anon_2) AS TEXT[])))) AS "totalCount", anon_4.edges AS edges
FROM (SELECT coalesce(json_agg(anon_5."edge 1" ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_6.id AS TEXT)) AS mark, (SELECT row_to_json(anon_7.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_8.*) AS row_to_json_4
FROM (SELECT gauge_2.code AS code, gauge_2.name AS name) AS anon_8) AS node) AS anon_7) AS "edge 1"
FROM (SELECT gauge_3.id AS id
FROM gauge AS gauge_3
WHERE gauge_3.id IN (SELECT search_entry_2.key
FROM search_entry AS search_entry_2
WHERE search_entry_2.source = 'gauge'::text AND search_entry_2.words LIKE CAST((SELECT anon_2.pattern
FROM anon_2) AS TEXT) AND levee_holds(search_entry_2.words, CAST((SELECT anon_2.patterns
FROM anon_2) AS TEXT[]))) ORDER BY gauge_3.id
 LIMIT 50 + 1) AS anon_6 JOIN gauge AS gauge_2 ON gauge_2.id = anon_6.id) AS anon_5) AS anon_4) AS anon_1) AS gauges, (SELECT row_to_json(anon_9.*) AS row_to_json_5
FROM (SELECT (SELECT count(*) AS count_2
FROM water AS water_1
WHERE water_1.id IN (SELECT search_entry_3.key
FROM search_entry AS search_entry_3
WHERE search_entry_3.source = 'water'::text AND search_entry_3.words LIKE CAST((SELECT anon_10.pattern
FROM anon_10) AS TEXT) AND levee_holds(search_entry_3.words, CAST((SELECT anon_10.patterns
FROM anon_10) AS TEXT[])))) AS "totalCount", anon_12.edges AS edges
FROM (SELECT coalesce(json_agg(anon_13."edge 1" ORDER BY anon_13.place) FILTER (WHERE anon_13.place <= $4::INTEGER), '[]'::json) AS edges, count(*) > $4::INTEGER AS "more of it", max(anon_13.mark) FILTER (WHERE anon_13.place = 1) AS "first mark", max(anon_13.mark) FILTER (WHERE anon_13.place = least(anon_13.found, $4::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_14.id) AS place, count(*) OVER () AS found, levee_cursor($5::BYTEA, CAST(anon_14.id AS TEXT)) AS mark, (SELECT row_to_json(anon_15.*) AS row_to_json_6
FROM (SELECT (SELECT row_to_json(anon_16.*) AS row_to_json_7
FROM (SELECT water_2.name AS name) AS anon_16) AS node) AS anon_15) AS "edge 1"
FROM (SELECT water_3.id AS id
FROM water AS water_3
WHERE water_3.id IN (SELECT search_entry_4.key
FROM search_entry AS search_entry_4
WHERE search_entry_4.source = 'water'::text AND search_entry_4.words LIKE CAST((SELECT anon_10.pattern
FROM anon_10) AS TEXT) AND levee_holds(search_entry_4.words, CAST((SELECT anon_10.patterns
FROM anon_10) AS TEXT[]))) ORDER BY water_3.id
 LIMIT $4::INTEGER + 1) AS anon_14 JOIN water AS water_2 ON water_2.id = anon_14.id) AS anon_13) AS anon_12) AS anon_9) AS waters, (SELECT row_to_json(anon_17.*) AS row_to_json_8
FROM (SELECT anon_18.edges AS edges
FROM (SELECT coalesce(json_agg(anon_19."edge 1" ORDER BY anon_19.place) FILTER (WHERE anon_19.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_19.mark) FILTER (WHERE anon_19.place = 1) AS "first mark", max(anon_19.mark) FILTER (WHERE anon_19.place = least(anon_19.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_20.id) AS place, count(*) OVER () AS found, levee_cursor($6::BYTEA, CAST(anon_20.id AS TEXT)) AS mark, (SELECT row_to_json(anon_21.*) AS row_to_json_9
FROM (SELECT (SELECT row_to_json(anon_22.*) AS row_to_json_10
FROM (SELECT division_1.code AS code, division_1.name AS name) AS anon_22) AS node) AS anon_21) AS "edge 1"
FROM (SELECT division_2.id AS id
FROM division AS division_2
WHERE division_2.level = ANY ($7::TEXT[]) AND division_2.id IN (SELECT search_entry_5.key
FROM search_entry AS search_entry_5
WHERE search_entry_5.source = 'division'::text AND search_entry_5.words LIKE CAST((SELECT anon_23.pattern
FROM anon_23) AS TEXT) AND levee_holds(search_entry_5.words, CAST((SELECT anon_23.patterns
FROM anon_23) AS TEXT[]))) ORDER BY division_2.id
 LIMIT 50 + 1) AS anon_20 JOIN division AS division_1 ON division_1.id = anon_20.id) AS anon_19) AS anon_18) AS anon_17) AS divisions) AS data
