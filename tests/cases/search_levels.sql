WITH anon_25 AS
(SELECT anon_26.pattern AS pattern, anon_26.patterns AS patterns, anon_26.whole AS whole, anon_26.sound AS sound
FROM levee_asked($1::VARCHAR) AS anon_26),
anon_24 AS
(SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, levee_rank(search_entry.words, CAST((SELECT anon_25.whole
FROM anon_25) AS TEXT), search_entry.weight, search_entry.name) AS rank
FROM search_entry
WHERE search_entry.words LIKE CAST((SELECT anon_25.pattern
FROM anon_25) AS TEXT) AND levee_holds(search_entry.words, CAST((SELECT anon_25.patterns
FROM anon_25) AS TEXT[])))
 SELECT '{"search":' || coalesce(data.search, 'null') || '}' AS anon_1
FROM (SELECT (SELECT coalesce('[' || string_agg('{"kind":' || coalesce(CAST(to_json(anon_2.kind) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_2.name) AS TEXT), 'null') || ',"node":' || coalesce(anon_2.node, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_3.kind AS kind, anon_3.name AS name, CASE WHEN (anon_3.kind = 'DIVISION'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM division AS division_1
WHERE division_1.id = anon_3.key) AS anon_4) WHEN (anon_3.kind = 'BASIN'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM basin AS basin_1
WHERE basin_1.id = anon_3.key) AS anon_5) WHEN (anon_3.kind = 'PLAN'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM plan AS plan_1
WHERE plan_1.id = anon_3.key) AS anon_6) WHEN (anon_3.kind = 'PLAN_LEVEL'::text) THEN (SELECT '{"level":' || coalesce(CAST(to_json(anon_7.level) AS TEXT), 'null') || ',"condition":' || coalesce(CAST(to_json(anon_7.condition) AS TEXT), 'null') || ',"version":' || coalesce(anon_7.version, 'null') || '}' AS one
FROM (SELECT plan_level_1.level AS level, plan_level_1.condition AS condition, (SELECT '{"plan":' || coalesce(anon_8.plan, 'null') || '}' AS one
FROM (SELECT (SELECT '{"title":' || coalesce(CAST(to_json(anon_9.title) AS TEXT), 'null') || '}' AS one
FROM (SELECT plan_2.title AS title
FROM plan AS plan_2
WHERE plan_2.id = plan_version_1.plan_id) AS anon_9) AS plan
FROM plan_version AS plan_version_1
WHERE plan_version_1.id = plan_level_1.version_id) AS anon_8) AS version
FROM plan_level AS plan_level_1
WHERE plan_level_1.id = anon_3.key) AS anon_7) WHEN (anon_3.kind = 'HAZARD_SITE'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.id = anon_3.key) AS anon_10) WHEN (anon_3.kind = 'PROTECTED_PLACE'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM protected_place AS protected_place_1
WHERE protected_place_1.id = anon_3.key) AS anon_11) WHEN (anon_3.kind = 'DEPOT'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM resource AS resource_1
WHERE resource_1.id = anon_3.key) AS anon_12) WHEN (anon_3.kind = 'TEAM'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM resource AS resource_2
WHERE resource_2.id = anon_3.key) AS anon_13) WHEN (anon_3.kind = 'LABOUR'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM resource AS resource_3
WHERE resource_3.id = anon_3.key) AS anon_14) WHEN (anon_3.kind = 'EQUIPMENT'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM resource AS resource_4
WHERE resource_4.id = anon_3.key) AS anon_15) WHEN (anon_3.kind = 'SHELTER'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM resource AS resource_5
WHERE resource_5.id = anon_3.key) AS anon_16) WHEN (anon_3.kind = 'GAUGE'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM gauge AS gauge_1
WHERE gauge_1.id = anon_3.key) AS anon_17) WHEN (anon_3.kind = 'COMMAND_BODY'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM command_body AS command_body_1
WHERE command_body_1.id = anon_3.key) AS anon_18) WHEN (anon_3.kind = 'MEMBER_UNIT'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM member_unit AS member_unit_1
WHERE member_unit_1.id = anon_3.key) AS anon_19) WHEN (anon_3.kind = 'SUPPLY_ITEM'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM supply_item AS supply_item_1
WHERE supply_item_1.id = anon_3.key) AS anon_20) WHEN (anon_3.kind = 'WATER'::text) THEN (SELECT '{}' AS one
FROM (SELECT
FROM water AS water_1
WHERE water_1.id = anon_3.key) AS anon_21) END AS node
FROM (SELECT anon_22.kind AS kind, anon_22.key AS key, anon_22.name AS name, anon_22.name_en AS name_en, anon_22.location AS location, anon_22.rank AS rank, anon_22.distance AS distance
FROM (SELECT anon_23.kind AS kind, anon_23.key AS key, anon_23.name AS name, anon_23.name_en AS name_en, anon_23.location AS location, anon_23.rank AS rank, CAST(NULL AS DOUBLE PRECISION) AS distance
FROM (SELECT anon_24.kind AS kind, anon_24.key AS key, anon_24.name AS name, anon_24.name_en AS name_en, anon_24.location AS location, anon_24.rank AS rank
FROM anon_24 UNION ALL SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, CAST(anon_27.likeness AS DOUBLE PRECISION) AS rank
FROM levee_alike(CASE WHEN (NOT (EXISTS (SELECT anon_24.key
FROM anon_24))) THEN CAST((SELECT anon_25.sound
FROM anon_25) AS TEXT) ELSE NULL END) AS anon_27 JOIN search_entry ON search_entry.source = anon_27.source AND search_entry.key = anon_27.key) AS anon_23) AS anon_22 ORDER BY coalesce(anon_22.distance, 'Infinity'::float8), -anon_22.rank, anon_22.kind, anon_22.key
 LIMIT $2::INTEGER) AS anon_3 ORDER BY coalesce(anon_3.distance, 'Infinity'::float8), -anon_3.rank, anon_3.kind, anon_3.key) AS anon_2) AS search) AS data
