WITH anon_7 AS
(SELECT anon_8.pattern AS pattern, anon_8.patterns AS patterns, anon_8.whole AS whole, anon_8.sound AS sound
FROM levee_asked($1::VARCHAR) AS anon_8),
anon_6 AS
(SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, levee_rank(search_entry.words, CAST((SELECT anon_7.whole
FROM anon_7) AS TEXT), search_entry.weight, search_entry.name) AS rank
FROM search_entry
WHERE search_entry.words LIKE CAST((SELECT anon_7.pattern
FROM anon_7) AS TEXT) AND levee_holds(search_entry.words, CAST((SELECT anon_7.patterns
FROM anon_7) AS TEXT[])) AND search_entry.kind = ANY ($2::TEXT[])),
anon_15 AS
(SELECT anon_16.pattern AS pattern, anon_16.patterns AS patterns, anon_16.whole AS whole, anon_16.sound AS sound
FROM levee_asked($4::VARCHAR) AS anon_16),
anon_14 AS
(SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, levee_rank(search_entry.words, CAST((SELECT anon_15.whole
FROM anon_15) AS TEXT), search_entry.weight, search_entry.name) AS rank
FROM search_entry
WHERE search_entry.words LIKE CAST((SELECT anon_15.pattern
FROM anon_15) AS TEXT) AND levee_holds(search_entry.words, CAST((SELECT anon_15.patterns
FROM anon_15) AS TEXT[]))),
anon_22 AS
(SELECT anon_23.pattern AS pattern, anon_23.patterns AS patterns, anon_23.whole AS whole, anon_23.sound AS sound
FROM levee_asked($10::VARCHAR) AS anon_23)
 SELECT '{"search":' || coalesce((SELECT coalesce('[' || string_agg(anon_2.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"kind":' || coalesce(to_json(anon_3.kind)::text, 'null') || ',"name":' || coalesce(to_json(anon_3.name)::text, 'null') || '}' AS one
FROM (SELECT anon_4.kind AS kind, anon_4.key AS key, anon_4.name AS name, anon_4.name_en AS name_en, anon_4.location AS location, anon_4.rank AS rank, anon_4.distance AS distance
FROM (SELECT anon_5.kind AS kind, anon_5.key AS key, anon_5.name AS name, anon_5.name_en AS name_en, anon_5.location AS location, anon_5.rank AS rank, CAST(NULL AS DOUBLE PRECISION) AS distance
FROM (SELECT anon_6.kind AS kind, anon_6.key AS key, anon_6.name AS name, anon_6.name_en AS name_en, anon_6.location AS location, anon_6.rank AS rank
FROM anon_6 UNION ALL SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, CAST(anon_9.likeness AS DOUBLE PRECISION) AS rank
FROM levee_alike(CASE WHEN (NOT (EXISTS (SELECT anon_6.key
FROM anon_6))) THEN CAST((SELECT anon_7.sound
FROM anon_7) AS TEXT) ELSE NULL END) AS anon_9 JOIN search_entry ON search_entry.source = anon_9.source AND search_entry.key = anon_9.key
WHERE search_entry.kind = ANY ($2::TEXT[])) AS anon_5) AS anon_4 ORDER BY coalesce(anon_4.distance, 'Infinity'::float8), -anon_4.rank, anon_4.kind, anon_4.key
 LIMIT $3::INTEGER) AS anon_3 ORDER BY coalesce(anon_3.distance, 'Infinity'::float8), -anon_3.rank, anon_3.kind, anon_3.key) AS anon_2), 'null') || ',"search2":' || coalesce((SELECT coalesce('[' || string_agg(anon_10.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"kind":' || coalesce(to_json(anon_11.kind)::text, 'null') || ',"name":' || coalesce(to_json(anon_11.name)::text, 'null') || ',"node":' || coalesce(CASE WHEN (anon_11.kind = 'DIVISION'::text) THEN (SELECT '{}' AS one
FROM division AS division_1
WHERE division_1.id = anon_11.key) WHEN (anon_11.kind = 'BASIN'::text) THEN (SELECT '{}' AS one
FROM basin AS basin_1
WHERE basin_1.id = anon_11.key) WHEN (anon_11.kind = 'PLAN'::text) THEN (SELECT '{}' AS one
FROM plan AS plan_1
WHERE plan_1.id = anon_11.key) WHEN (anon_11.kind = 'PLAN_LEVEL'::text) THEN (SELECT '{}' AS one
FROM plan_level AS plan_level_1
WHERE plan_level_1.id = anon_11.key) WHEN (anon_11.kind = 'HAZARD_SITE'::text) THEN (SELECT '{}' AS one
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.id = anon_11.key) WHEN (anon_11.kind = 'PROTECTED_PLACE'::text) THEN (SELECT '{"code":' || coalesce(to_json(protected_place_1.code)::text, 'null') || ',"type":' || coalesce(to_json(protected_place_1.type)::text, 'null') || '}' AS one
FROM protected_place AS protected_place_1
WHERE protected_place_1.id = anon_11.key) WHEN (anon_11.kind = 'DEPOT'::text) THEN (SELECT '{}' AS one
FROM resource AS resource_1
WHERE resource_1.id = anon_11.key) WHEN (anon_11.kind = 'TEAM'::text) THEN (SELECT '{}' AS one
FROM resource AS resource_2
WHERE resource_2.id = anon_11.key) WHEN (anon_11.kind = 'LABOUR'::text) THEN (SELECT '{}' AS one
FROM resource AS resource_3
WHERE resource_3.id = anon_11.key) WHEN (anon_11.kind = 'EQUIPMENT'::text) THEN (SELECT '{}' AS one
FROM resource AS resource_4
WHERE resource_4.id = anon_11.key) WHEN (anon_11.kind = 'SHELTER'::text) THEN (SELECT '{}' AS one
FROM resource AS resource_5
WHERE resource_5.id = anon_11.key) WHEN (anon_11.kind = 'GAUGE'::text) THEN (SELECT '{}' AS one
FROM gauge AS gauge_1
WHERE gauge_1.id = anon_11.key) WHEN (anon_11.kind = 'COMMAND_BODY'::text) THEN (SELECT '{}' AS one
FROM command_body AS command_body_1
WHERE command_body_1.id = anon_11.key) WHEN (anon_11.kind = 'MEMBER_UNIT'::text) THEN (SELECT '{}' AS one
FROM member_unit AS member_unit_1
WHERE member_unit_1.id = anon_11.key) WHEN (anon_11.kind = 'SUPPLY_ITEM'::text) THEN (SELECT '{}' AS one
FROM supply_item AS supply_item_1
WHERE supply_item_1.id = anon_11.key) WHEN (anon_11.kind = 'WATER'::text) THEN (SELECT '{}' AS one
FROM water AS water_1
WHERE water_1.id = anon_11.key) END, 'null') || '}' AS one
FROM (SELECT anon_12.kind AS kind, anon_12.key AS key, anon_12.name AS name, anon_12.name_en AS name_en, anon_12.location AS location, anon_12.rank AS rank, anon_12.distance AS distance
FROM (SELECT anon_13.kind AS kind, anon_13.key AS key, anon_13.name AS name, anon_13.name_en AS name_en, anon_13.location AS location, anon_13.rank AS rank, CAST(NULL AS DOUBLE PRECISION) AS distance
FROM (SELECT anon_14.kind AS kind, anon_14.key AS key, anon_14.name AS name, anon_14.name_en AS name_en, anon_14.location AS location, anon_14.rank AS rank
FROM anon_14 UNION ALL SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, CAST(anon_17.likeness AS DOUBLE PRECISION) AS rank
FROM levee_alike(CASE WHEN (NOT (EXISTS (SELECT anon_14.key
FROM anon_14))) THEN CAST((SELECT anon_15.sound
FROM anon_15) AS TEXT) ELSE NULL END) AS anon_17 JOIN search_entry ON search_entry.source = anon_17.source AND search_entry.key = anon_17.key) AS anon_13) AS anon_12 ORDER BY coalesce(anon_12.distance, 'Infinity'::float8), -anon_12.rank, anon_12.kind, anon_12.key
 LIMIT $5::INTEGER) AS anon_11 ORDER BY coalesce(anon_11.distance, 'Infinity'::float8), -anon_11.rank, anon_11.kind, anon_11.key) AS anon_10), 'null') || ',"protectedPlaces":' || coalesce((SELECT '{"edges":' || coalesce(anon_19.edges, 'null') || '}' AS anon_18
FROM (SELECT coalesce('[' || string_agg(anon_20."edge 1", ',' ORDER BY anon_20.place) FILTER (WHERE anon_20.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_20.mark) FILTER (WHERE anon_20.place = 1) AS "first mark", max(anon_20.mark) FILTER (WHERE anon_20.place = least(anon_20.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_21.id) AS place, count(*) OVER () AS found, levee_cursor($6::BYTEA, CAST(anon_21.id AS TEXT)) AS mark, '{"node":' || '{"name":' || coalesce(to_json(protected_place_2.name)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT protected_place_3.id AS id
FROM protected_place AS protected_place_3
WHERE (SELECT levee_division_path($7::VARCHAR, $8::VARCHAR) AS levee_division_path_1) IS NOT NULL AND protected_place_3.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($7::VARCHAR, $9::VARCHAR) AS levee_division_path_2)) AND protected_place_3.id IN (SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'protected_place'::text AND search_entry_1.words LIKE CAST((SELECT anon_22.pattern
FROM anon_22) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_22.patterns
FROM anon_22) AS TEXT[]))) ORDER BY protected_place_3.id
 LIMIT 50 + 1) AS anon_21 JOIN protected_place AS protected_place_2 ON protected_place_2.id = anon_21.id) AS anon_20) AS anon_19), 'null') || '}' AS anon_1
