WITH anon_6 AS
(SELECT anon_7.pattern AS pattern, anon_7.patterns AS patterns, anon_7.whole AS whole, anon_7.sound AS sound
FROM levee_asked($1::VARCHAR) AS anon_7),
anon_5 AS
(SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, levee_rank(search_entry.words, CAST((SELECT anon_6.whole
FROM anon_6) AS TEXT), search_entry.weight, search_entry.name) AS rank
FROM search_entry
WHERE search_entry.words LIKE CAST((SELECT anon_6.pattern
FROM anon_6) AS TEXT) AND levee_holds(search_entry.words, CAST((SELECT anon_6.patterns
FROM anon_6) AS TEXT[])) AND search_entry.kind = ANY ($2::TEXT[])),
anon_14 AS
(SELECT anon_15.pattern AS pattern, anon_15.patterns AS patterns, anon_15.whole AS whole, anon_15.sound AS sound
FROM levee_asked($4::VARCHAR) AS anon_15),
anon_13 AS
(SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, levee_rank(search_entry.words, CAST((SELECT anon_14.whole
FROM anon_14) AS TEXT), search_entry.weight, search_entry.name) AS rank
FROM search_entry
WHERE search_entry.words LIKE CAST((SELECT anon_14.pattern
FROM anon_14) AS TEXT) AND levee_holds(search_entry.words, CAST((SELECT anon_14.patterns
FROM anon_14) AS TEXT[]))),
anon_21 AS
(SELECT anon_22.pattern AS pattern, anon_22.patterns AS patterns, anon_22.whole AS whole, anon_22.sound AS sound
FROM levee_asked($10::VARCHAR) AS anon_22)
 SELECT textsend('{"search":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"kind":' || coalesce(to_json(anon_2.kind)::text, 'null') || ',"name":' || coalesce(to_json(anon_2.name)::text, 'null') || '}' AS one
FROM (SELECT anon_3.kind AS kind, anon_3.key AS key, anon_3.name AS name, anon_3.name_en AS name_en, anon_3.location AS location, anon_3.rank AS rank, anon_3.distance AS distance
FROM (SELECT anon_4.kind AS kind, anon_4.key AS key, anon_4.name AS name, anon_4.name_en AS name_en, anon_4.location AS location, anon_4.rank AS rank, CAST(NULL AS DOUBLE PRECISION) AS distance
FROM (SELECT anon_5.kind AS kind, anon_5.key AS key, anon_5.name AS name, anon_5.name_en AS name_en, anon_5.location AS location, anon_5.rank AS rank
FROM anon_5 UNION ALL SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, CAST(anon_8.likeness AS DOUBLE PRECISION) AS rank
FROM levee_alike(CASE WHEN (NOT (EXISTS (SELECT anon_5.key
FROM anon_5))) THEN CAST((SELECT anon_6.sound
FROM anon_6) AS TEXT) ELSE NULL END) AS anon_8 JOIN search_entry ON search_entry.source = anon_8.source AND search_entry.key = anon_8.key
WHERE search_entry.kind = ANY ($2::TEXT[])) AS anon_4) AS anon_3 ORDER BY coalesce(anon_3.distance, 'Infinity'::float8), -anon_3.rank, anon_3.kind, anon_3.key
 LIMIT $3::INTEGER) AS anon_2 ORDER BY coalesce(anon_2.distance, 'Infinity'::float8), -anon_2.rank, anon_2.kind, anon_2.key) AS anon_1), 'null') || ',"search2":' || coalesce((SELECT coalesce('[' || string_agg(anon_9.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"kind":' || coalesce(to_json(anon_10.kind)::text, 'null') || ',"name":' || coalesce(to_json(anon_10.name)::text, 'null') || ',"node":' || coalesce(CASE WHEN (anon_10.kind = 'DIVISION'::text) THEN (SELECT '{}' AS one
FROM division AS division_1
WHERE division_1.id = anon_10.key) WHEN (anon_10.kind = 'BASIN'::text) THEN (SELECT '{}' AS one
FROM basin AS basin_1
WHERE basin_1.id = anon_10.key) WHEN (anon_10.kind = 'PLAN'::text) THEN (SELECT '{}' AS one
FROM plan AS plan_1
WHERE plan_1.id = anon_10.key) WHEN (anon_10.kind = 'PLAN_LEVEL'::text) THEN (SELECT '{}' AS one
FROM plan_level AS plan_level_1
WHERE plan_level_1.id = anon_10.key) WHEN (anon_10.kind = 'HAZARD_SITE'::text) THEN (SELECT '{}' AS one
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.id = anon_10.key) WHEN (anon_10.kind = 'PROTECTED_PLACE'::text) THEN (SELECT '{"code":' || coalesce(to_json(protected_place_1.code)::text, 'null') || ',"type":' || coalesce(to_json(protected_place_1.type)::text, 'null') || '}' AS one
FROM protected_place AS protected_place_1
WHERE protected_place_1.id = anon_10.key) WHEN (anon_10.kind = 'DEPOT'::text) THEN (SELECT '{}' AS one
FROM resource AS resource_1
WHERE resource_1.id = anon_10.key) WHEN (anon_10.kind = 'TEAM'::text) THEN (SELECT '{}' AS one
FROM resource AS resource_2
WHERE resource_2.id = anon_10.key) WHEN (anon_10.kind = 'LABOUR'::text) THEN (SELECT '{}' AS one
FROM resource AS resource_3
WHERE resource_3.id = anon_10.key) WHEN (anon_10.kind = 'EQUIPMENT'::text) THEN (SELECT '{}' AS one
FROM resource AS resource_4
WHERE resource_4.id = anon_10.key) WHEN (anon_10.kind = 'SHELTER'::text) THEN (SELECT '{}' AS one
FROM resource AS resource_5
WHERE resource_5.id = anon_10.key) WHEN (anon_10.kind = 'GAUGE'::text) THEN (SELECT '{}' AS one
FROM gauge AS gauge_1
WHERE gauge_1.id = anon_10.key) WHEN (anon_10.kind = 'COMMAND_BODY'::text) THEN (SELECT '{}' AS one
FROM command_body AS command_body_1
WHERE command_body_1.id = anon_10.key) WHEN (anon_10.kind = 'MEMBER_UNIT'::text) THEN (SELECT '{}' AS one
FROM member_unit AS member_unit_1
WHERE member_unit_1.id = anon_10.key) WHEN (anon_10.kind = 'SUPPLY_ITEM'::text) THEN (SELECT '{}' AS one
FROM supply_item AS supply_item_1
WHERE supply_item_1.id = anon_10.key) WHEN (anon_10.kind = 'WATER'::text) THEN (SELECT '{}' AS one
FROM water AS water_1
WHERE water_1.id = anon_10.key) END, 'null') || '}' AS one
FROM (SELECT anon_11.kind AS kind, anon_11.key AS key, anon_11.name AS name, anon_11.name_en AS name_en, anon_11.location AS location, anon_11.rank AS rank, anon_11.distance AS distance
FROM (SELECT anon_12.kind AS kind, anon_12.key AS key, anon_12.name AS name, anon_12.name_en AS name_en, anon_12.location AS location, anon_12.rank AS rank, CAST(NULL AS DOUBLE PRECISION) AS distance
FROM (SELECT anon_13.kind AS kind, anon_13.key AS key, anon_13.name AS name, anon_13.name_en AS name_en, anon_13.location AS location, anon_13.rank AS rank
FROM anon_13 UNION ALL SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, CAST(anon_16.likeness AS DOUBLE PRECISION) AS rank
FROM levee_alike(CASE WHEN (NOT (EXISTS (SELECT anon_13.key
FROM anon_13))) THEN CAST((SELECT anon_14.sound
FROM anon_14) AS TEXT) ELSE NULL END) AS anon_16 JOIN search_entry ON search_entry.source = anon_16.source AND search_entry.key = anon_16.key) AS anon_12) AS anon_11 ORDER BY coalesce(anon_11.distance, 'Infinity'::float8), -anon_11.rank, anon_11.kind, anon_11.key
 LIMIT $5::INTEGER) AS anon_10 ORDER BY coalesce(anon_10.distance, 'Infinity'::float8), -anon_10.rank, anon_10.kind, anon_10.key) AS anon_9), 'null') || ',"protectedPlaces":' || coalesce((SELECT '{"edges":' || coalesce(anon_18.edges, 'null') || '}' AS anon_17
FROM (SELECT coalesce('[' || string_agg(anon_19."edge 1", ',' ORDER BY anon_19.place) FILTER (WHERE anon_19.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_19.mark) FILTER (WHERE anon_19.place = 1) AS "first mark", max(anon_19.mark) FILTER (WHERE anon_19.place = least(anon_19.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_20.id) AS place, count(*) OVER () AS found, levee_cursor($6::BYTEA, CAST(anon_20.id AS TEXT)) AS mark, '{"node":' || '{"name":' || coalesce(to_json(protected_place_2.name)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT protected_place_3.id AS id
FROM protected_place AS protected_place_3
WHERE (SELECT levee_division_path($7::VARCHAR, $8::VARCHAR) AS levee_division_path_1) IS NOT NULL AND protected_place_3.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($7::VARCHAR, $9::VARCHAR) AS levee_division_path_2)) AND protected_place_3.id IN (SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'protected_place'::text AND search_entry_1.words LIKE CAST((SELECT anon_21.pattern
FROM anon_21) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_21.patterns
FROM anon_21) AS TEXT[]))) ORDER BY protected_place_3.id
 LIMIT 50 + 1) AS anon_20 JOIN protected_place AS protected_place_2 ON protected_place_2.id = anon_20.id) AS anon_19) AS anon_18), 'null') || '}') AS textsend_1
