WITH anon_24 AS
(SELECT anon_25.pattern AS pattern, anon_25.patterns AS patterns, anon_25.whole AS whole, anon_25.sound AS sound
FROM levee_asked($1::VARCHAR) AS anon_25),
anon_23 AS
(SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, levee_rank(search_entry.words, CAST((SELECT anon_24.whole
FROM anon_24) AS TEXT), search_entry.weight, search_entry.name) AS rank
FROM search_entry
WHERE search_entry.words LIKE CAST((SELECT anon_24.pattern
FROM anon_24) AS TEXT) AND levee_holds(search_entry.words, CAST((SELECT anon_24.patterns
FROM anon_24) AS TEXT[])))
 SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT coalesce(json_agg(anon_1.*), '[]'::json) AS coalesce_1
FROM (SELECT anon_2.kind AS kind, anon_2.name AS name, CASE WHEN (anon_2.kind = 'DIVISION'::text) THEN (SELECT row_to_json(anon_3.*) AS one
FROM (SELECT
FROM division AS division_1
WHERE division_1.id = anon_2.key) AS anon_3) WHEN (anon_2.kind = 'BASIN'::text) THEN (SELECT row_to_json(anon_4.*) AS one
FROM (SELECT
FROM basin AS basin_1
WHERE basin_1.id = anon_2.key) AS anon_4) WHEN (anon_2.kind = 'PLAN'::text) THEN (SELECT row_to_json(anon_5.*) AS one
FROM (SELECT
FROM plan AS plan_1
WHERE plan_1.id = anon_2.key) AS anon_5) WHEN (anon_2.kind = 'PLAN_LEVEL'::text) THEN (SELECT row_to_json(anon_6.*) AS one
FROM (SELECT plan_level_1.level AS level, plan_level_1.condition AS condition, (SELECT row_to_json(anon_7.*) AS one
FROM (SELECT (SELECT row_to_json(anon_8.*) AS one
FROM (SELECT plan_2.title AS title
FROM plan AS plan_2
WHERE plan_2.id = plan_version_1.plan_id) AS anon_8) AS plan
FROM plan_version AS plan_version_1
WHERE plan_version_1.id = plan_level_1.version_id) AS anon_7) AS version
FROM plan_level AS plan_level_1
WHERE plan_level_1.id = anon_2.key) AS anon_6) WHEN (anon_2.kind = 'HAZARD_SITE'::text) THEN (SELECT row_to_json(anon_9.*) AS one
FROM (SELECT
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.id = anon_2.key) AS anon_9) WHEN (anon_2.kind = 'PROTECTED_PLACE'::text) THEN (SELECT row_to_json(anon_10.*) AS one
FROM (SELECT
FROM protected_place AS protected_place_1
WHERE protected_place_1.id = anon_2.key) AS anon_10) WHEN (anon_2.kind = 'DEPOT'::text) THEN (SELECT row_to_json(anon_11.*) AS one
FROM (SELECT
FROM resource AS resource_1
WHERE resource_1.id = anon_2.key) AS anon_11) WHEN (anon_2.kind = 'TEAM'::text) THEN (SELECT row_to_json(anon_12.*) AS one
FROM (SELECT
FROM resource AS resource_2
WHERE resource_2.id = anon_2.key) AS anon_12) WHEN (anon_2.kind = 'LABOUR'::text) THEN (SELECT row_to_json(anon_13.*) AS one
FROM (SELECT
FROM resource AS resource_3
WHERE resource_3.id = anon_2.key) AS anon_13) WHEN (anon_2.kind = 'EQUIPMENT'::text) THEN (SELECT row_to_json(anon_14.*) AS one
FROM (SELECT
FROM resource AS resource_4
WHERE resource_4.id = anon_2.key) AS anon_14) WHEN (anon_2.kind = 'SHELTER'::text) THEN (SELECT row_to_json(anon_15.*) AS one
FROM (SELECT
FROM resource AS resource_5
WHERE resource_5.id = anon_2.key) AS anon_15) WHEN (anon_2.kind = 'GAUGE'::text) THEN (SELECT row_to_json(anon_16.*) AS one
FROM (SELECT
FROM gauge AS gauge_1
WHERE gauge_1.id = anon_2.key) AS anon_16) WHEN (anon_2.kind = 'COMMAND_BODY'::text) THEN (SELECT row_to_json(anon_17.*) AS one
FROM (SELECT
FROM command_body AS command_body_1
WHERE command_body_1.id = anon_2.key) AS anon_17) WHEN (anon_2.kind = 'MEMBER_UNIT'::text) THEN (SELECT row_to_json(anon_18.*) AS one
FROM (SELECT
FROM member_unit AS member_unit_1
WHERE member_unit_1.id = anon_2.key) AS anon_18) WHEN (anon_2.kind = 'SUPPLY_ITEM'::text) THEN (SELECT row_to_json(anon_19.*) AS one
FROM (SELECT
FROM supply_item AS supply_item_1
WHERE supply_item_1.id = anon_2.key) AS anon_19) WHEN (anon_2.kind = 'WATER'::text) THEN (SELECT row_to_json(anon_20.*) AS one
FROM (SELECT
FROM water AS water_1
WHERE water_1.id = anon_2.key) AS anon_20) END AS node
FROM (SELECT anon_21.kind AS kind, anon_21.key AS key, anon_21.name AS name, anon_21.name_en AS name_en, anon_21.location AS location, anon_21.rank AS rank, anon_21.distance AS distance
FROM (SELECT anon_22.kind AS kind, anon_22.key AS key, anon_22.name AS name, anon_22.name_en AS name_en, anon_22.location AS location, anon_22.rank AS rank, CAST(NULL AS DOUBLE PRECISION) AS distance
FROM (SELECT anon_23.kind AS kind, anon_23.key AS key, anon_23.name AS name, anon_23.name_en AS name_en, anon_23.location AS location, anon_23.rank AS rank
FROM anon_23 UNION ALL SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, CAST(anon_26.likeness AS DOUBLE PRECISION) AS rank
FROM levee_alike(CASE WHEN (NOT (EXISTS (SELECT anon_23.key
FROM anon_23))) THEN CAST((SELECT anon_24.sound
FROM anon_24) AS TEXT) ELSE NULL END) AS anon_26 JOIN search_entry ON search_entry.source = anon_26.source AND search_entry.key = anon_26.key) AS anon_22) AS anon_21 ORDER BY coalesce(anon_21.distance, 'Infinity'::float8), -anon_21.rank, anon_21.kind, anon_21.key
 LIMIT $2::INTEGER) AS anon_2 ORDER BY coalesce(anon_2.distance, 'Infinity'::float8), -anon_2.rank, anon_2.kind, anon_2.key) AS anon_1) AS search) AS data
