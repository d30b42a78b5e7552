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
anon_31 AS
(SELECT anon_32.pattern AS pattern, anon_32.patterns AS patterns, anon_32.whole AS whole, anon_32.sound AS sound
FROM levee_asked($4::VARCHAR) AS anon_32),
anon_30 AS
(SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, levee_rank(search_entry.words, CAST((SELECT anon_31.whole
FROM anon_31) AS TEXT), search_entry.weight, search_entry.name) AS rank
FROM search_entry
WHERE search_entry.words LIKE CAST((SELECT anon_31.pattern
FROM anon_31) AS TEXT) AND levee_holds(search_entry.words, CAST((SELECT anon_31.patterns
FROM anon_31) AS TEXT[]))),
anon_43 AS
(SELECT anon_44.pattern AS pattern, anon_44.patterns AS patterns, anon_44.whole AS whole, anon_44.sound AS sound
FROM levee_asked($10::VARCHAR) AS anon_44)
 SELECT '{"search":' || coalesce(data.search, 'null') || ',"search2":' || coalesce(data.search2, 'null') || ',"protectedPlaces":' || coalesce(data."protectedPlaces", 'null') || '}' AS anon_1
FROM (SELECT (SELECT coalesce('[' || string_agg('{"kind":' || coalesce(CAST(to_json(anon_2.kind) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_2.name) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_3.kind AS kind, anon_3.name AS name
FROM (SELECT anon_4.kind AS kind, anon_4.key AS key, anon_4.name AS name, anon_4.name_en AS name_en, anon_4.location AS location, anon_4.rank AS rank, anon_4.distance AS distance
FROM (SELECT anon_5.kind AS kind, anon_5.key AS key, anon_5.name AS name, anon_5.name_en AS name_en, anon_5.location AS location, anon_5.rank AS rank, CAST(NULL AS DOUBLE PRECISION) AS distance
FROM (SELECT anon_6.kind AS kind, anon_6.key AS key, anon_6.name AS name, anon_6.name_en AS name_en, anon_6.location AS location, anon_6.rank AS rank
FROM anon_6 UNION ALL SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, CAST(anon_9.likeness AS DOUBLE PRECISION) AS rank
FROM levee_alike(CASE WHEN (NOT (EXISTS (SELECT anon_6.key
FROM anon_6))) THEN CAST((SELECT anon_7.sound
FROM anon_7) AS TEXT) ELSE NULL END) AS anon_9 JOIN search_entry ON search_entry.source = anon_9.source AND search_entry.key = anon_9.key
WHERE search_entry.kind = ANY ($2::TEXT[])) AS anon_5) AS anon_4 ORDER BY coalesce(anon_4.distance, 'Infinity'::float8), -anon_4.rank, anon_4.kind, anon_4.key
 LIMIT $3::INTEGER) AS anon_3 ORDER BY coalesce(anon_3.distance, 'Infinity'::float8), -anon_3.rank, anon_3.kind, anon_3.key) AS anon_2) AS search, (SELECT coalesce('[' || string_agg('{"kind":' || coalesce(CAST(to_json(anon_10.kind) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_10.name) AS TEXT), 'null') || ',"node":' || coalesce(anon_10.node, 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT anon_11.kind AS kind, anon_11.name AS name, CASE WHEN (anon_11.kind = 'DIVISION'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM division AS division_1
WHERE division_1.id = anon_11.key) AS anon_12) WHEN (anon_11.kind = 'BASIN'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM basin AS basin_1
WHERE basin_1.id = anon_11.key) AS anon_13) WHEN (anon_11.kind = 'PLAN'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM plan AS plan_1
WHERE plan_1.id = anon_11.key) AS anon_14) WHEN (anon_11.kind = 'PLAN_LEVEL'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM plan_level AS plan_level_1
WHERE plan_level_1.id = anon_11.key) AS anon_15) WHEN (anon_11.kind = 'HAZARD_SITE'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.id = anon_11.key) AS anon_16) WHEN (anon_11.kind = 'PROTECTED_PLACE'::text) THEN (SELECT '{"code":' || coalesce(CAST(to_json(anon_17.code) AS TEXT), 'null') || ',"type":' || coalesce(CAST(to_json(anon_17.type) AS TEXT), 'null') || '}' AS one
FROM (SELECT protected_place_1.code AS code, protected_place_1.type AS type
FROM protected_place AS protected_place_1
WHERE protected_place_1.id = anon_11.key) AS anon_17) WHEN (anon_11.kind = 'DEPOT'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM resource AS resource_1
WHERE resource_1.id = anon_11.key) AS anon_18) WHEN (anon_11.kind = 'TEAM'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM resource AS resource_2
WHERE resource_2.id = anon_11.key) AS anon_19) WHEN (anon_11.kind = 'LABOUR'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM resource AS resource_3
WHERE resource_3.id = anon_11.key) AS anon_20) WHEN (anon_11.kind = 'EQUIPMENT'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM resource AS resource_4
WHERE resource_4.id = anon_11.key) AS anon_21) WHEN (anon_11.kind = 'SHELTER'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM resource AS resource_5
WHERE resource_5.id = anon_11.key) AS anon_22) WHEN (anon_11.kind = 'GAUGE'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM gauge AS gauge_1
WHERE gauge_1.id = anon_11.key) AS anon_23) WHEN (anon_11.kind = 'COMMAND_BODY'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM command_body AS command_body_1
WHERE command_body_1.id = anon_11.key) AS anon_24) WHEN (anon_11.kind = 'MEMBER_UNIT'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM member_unit AS member_unit_1
WHERE member_unit_1.id = anon_11.key) AS anon_25) WHEN (anon_11.kind = 'SUPPLY_ITEM'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM supply_item AS supply_item_1
WHERE supply_item_1.id = anon_11.key) AS anon_26) WHEN (anon_11.kind = 'WATER'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM water AS water_1
WHERE water_1.id = anon_11.key) AS anon_27) END AS node
FROM (SELECT anon_28.kind AS kind, anon_28.key AS key, anon_28.name AS name, anon_28.name_en AS name_en, anon_28.location AS location, anon_28.rank AS rank, anon_28.distance AS distance
FROM (SELECT anon_29.kind AS kind, anon_29.key AS key, anon_29.name AS name, anon_29.name_en AS name_en, anon_29.location AS location, anon_29.rank AS rank, CAST(NULL AS DOUBLE PRECISION) AS distance
FROM (SELECT anon_30.kind AS kind, anon_30.key AS key, anon_30.name AS name, anon_30.name_en AS name_en, anon_30.location AS location, anon_30.rank AS rank
FROM anon_30 UNION ALL SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, CAST(anon_33.likeness AS DOUBLE PRECISION) AS rank
FROM levee_alike(CASE WHEN (NOT (EXISTS (SELECT anon_30.key
FROM anon_30))) THEN CAST((SELECT anon_31.sound
FROM anon_31) AS TEXT) ELSE NULL END) AS anon_33 JOIN search_entry ON search_entry.source = anon_33.source AND search_entry.key = anon_33.key) AS anon_29) AS anon_28 ORDER BY coalesce(anon_28.distance, 'Infinity'::float8), -anon_28.rank, anon_28.kind, anon_28.key
 LIMIT $5::INTEGER) AS anon_11 ORDER BY coalesce(anon_11.distance, 'Infinity'::float8), -anon_11.rank, anon_11.kind, anon_11.key) AS anon_10) AS search2, (SELECT '{"edges":' || coalesce(anon_35.edges, 'null') || '}' AS anon_34
FROM (SELECT anon_36.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_37."edge 1", ',' ORDER BY anon_37.place) FILTER (WHERE anon_37.place <= 50) || ']', '[]') AS edges, count(*) > 50 AS "more of it", max(anon_37.mark) FILTER (WHERE anon_37.place = 1) AS "first mark", max(anon_37.mark) FILTER (WHERE anon_37.place = least(anon_37.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_38.id) AS place, count(*) OVER () AS found, levee_cursor($6::BYTEA, CAST(anon_38.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_40.node, 'null') || '}' AS anon_39
FROM (SELECT (SELECT '{"name":' || coalesce(CAST(to_json(anon_42.name) AS TEXT), 'null') || '}' AS anon_41
FROM (SELECT protected_place_2.name AS name) AS anon_42) AS node) AS anon_40) AS "edge 1"
FROM (SELECT protected_place_3.id AS id
FROM protected_place AS protected_place_3
WHERE (SELECT levee_division_path($7::VARCHAR, $8::VARCHAR) AS levee_division_path_1) IS NOT NULL AND protected_place_3.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($7::VARCHAR, $9::VARCHAR) AS levee_division_path_2)) AND protected_place_3.id IN (SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'protected_place'::text AND search_entry_1.words LIKE CAST((SELECT anon_43.pattern
FROM anon_43) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_43.patterns
FROM anon_43) AS TEXT[]))) ORDER BY protected_place_3.id
 LIMIT 50 + 1) AS anon_38 JOIN protected_place AS protected_place_2 ON protected_place_2.id = anon_38.id) AS anon_37) AS anon_36) AS anon_35) AS "protectedPlaces") AS data
