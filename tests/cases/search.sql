WITH anon_23 AS
(SELECT anon_24.pattern AS pattern, anon_24.patterns AS patterns, anon_24.whole AS whole, anon_24.sound AS sound
FROM levee_asked($1::VARCHAR) AS anon_24),
anon_22 AS
(SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, levee_rank(search_entry.words, CAST((SELECT anon_23.whole
FROM anon_23) AS TEXT), search_entry.weight, search_entry.name) AS rank
FROM search_entry
WHERE search_entry.words LIKE CAST((SELECT anon_23.pattern
FROM anon_23) AS TEXT) AND levee_holds(search_entry.words, CAST((SELECT anon_23.patterns
FROM anon_23) AS TEXT[])))
 SELECT '{"search":' || coalesce(data.search, 'null') || '}' AS anon_1
FROM (SELECT (SELECT coalesce('[' || string_agg('{"kind":' || coalesce(CAST(to_json(anon_2.kind) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_2.name) AS TEXT), 'null') || ',"nameEn":' || coalesce(CAST(to_json(anon_2."nameEn") AS TEXT), 'null') || ',"rank":' || coalesce(CAST(to_json(anon_2.rank) AS TEXT), 'null') || ',"distance":' || coalesce(CAST(to_json(anon_2.distance) AS TEXT), 'null') || ',"node":' || coalesce(anon_2.node, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_3.kind AS kind, anon_3.name AS name, anon_3.name_en AS "nameEn", anon_3.rank AS rank, anon_3.distance AS distance, CASE WHEN (anon_3.kind = 'DIVISION'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_4.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_4.id) AS TEXT), 'null') || ',"code":' || coalesce(CAST(to_json(anon_4.code) AS TEXT), 'null') || ',"level":' || coalesce(CAST(to_json(anon_4.level) AS TEXT), 'null') || '}' AS one
FROM (SELECT 'Division'::text AS __typename, levee_id('Division', division_1.id) AS id, division_1.code AS code, division_1.level AS level
FROM division AS division_1
WHERE division_1.id = anon_3.key) AS anon_4) WHEN (anon_3.kind = 'BASIN'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_5.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_5.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT 'Basin'::text AS __typename, levee_id('Basin', basin_1.id) AS id
FROM basin AS basin_1
WHERE basin_1.id = anon_3.key) AS anon_5) WHEN (anon_3.kind = 'PLAN'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_6.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_6.id) AS TEXT), 'null') || ',"title":' || coalesce(CAST(to_json(anon_6.title) AS TEXT), 'null') || '}' AS one
FROM (SELECT 'Plan'::text AS __typename, levee_id('Plan', plan_1.id) AS id, plan_1.title AS title
FROM plan AS plan_1
WHERE plan_1.id = anon_3.key) AS anon_6) WHEN (anon_3.kind = 'PLAN_LEVEL'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_7.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_7.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT 'PlanLevel'::text AS __typename, levee_id('PlanLevel', plan_level_1.id) AS id
FROM plan_level AS plan_level_1
WHERE plan_level_1.id = anon_3.key) AS anon_7) WHEN (anon_3.kind = 'HAZARD_SITE'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_8.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_8.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT 'HazardSite'::text AS __typename, levee_id('HazardSite', hazard_site_1.id) AS id
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.id = anon_3.key) AS anon_8) WHEN (anon_3.kind = 'PROTECTED_PLACE'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_9.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_9.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT 'ProtectedPlace'::text AS __typename, levee_id('ProtectedPlace', protected_place_1.id) AS id
FROM protected_place AS protected_place_1
WHERE protected_place_1.id = anon_3.key) AS anon_9) WHEN (anon_3.kind = 'DEPOT'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_10.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_10.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT 'Depot'::text AS __typename, levee_id('Depot', resource_1.id) AS id
FROM resource AS resource_1
WHERE resource_1.id = anon_3.key) AS anon_10) WHEN (anon_3.kind = 'TEAM'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_11.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_11.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT 'Team'::text AS __typename, levee_id('Team', resource_2.id) AS id
FROM resource AS resource_2
WHERE resource_2.id = anon_3.key) AS anon_11) WHEN (anon_3.kind = 'LABOUR'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_12.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_12.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT 'Labour'::text AS __typename, levee_id('Labour', resource_3.id) AS id
FROM resource AS resource_3
WHERE resource_3.id = anon_3.key) AS anon_12) WHEN (anon_3.kind = 'EQUIPMENT'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_13.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_13.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT 'Equipment'::text AS __typename, levee_id('Equipment', resource_4.id) AS id
FROM resource AS resource_4
WHERE resource_4.id = anon_3.key) AS anon_13) WHEN (anon_3.kind = 'SHELTER'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_14.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_14.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT 'Shelter'::text AS __typename, levee_id('Shelter', resource_5.id) AS id
FROM resource AS resource_5
WHERE resource_5.id = anon_3.key) AS anon_14) WHEN (anon_3.kind = 'GAUGE'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_15.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_15.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT 'Gauge'::text AS __typename, levee_id('Gauge', gauge_1.id) AS id
FROM gauge AS gauge_1
WHERE gauge_1.id = anon_3.key) AS anon_15) WHEN (anon_3.kind = 'COMMAND_BODY'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_16.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_16.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT 'CommandBody'::text AS __typename, levee_id('CommandBody', command_body_1.id) AS id
FROM command_body AS command_body_1
WHERE command_body_1.id = anon_3.key) AS anon_16) WHEN (anon_3.kind = 'MEMBER_UNIT'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_17.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_17.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT 'MemberUnit'::text AS __typename, levee_id('MemberUnit', member_unit_1.id) AS id
FROM member_unit AS member_unit_1
WHERE member_unit_1.id = anon_3.key) AS anon_17) WHEN (anon_3.kind = 'SUPPLY_ITEM'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_18.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_18.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT 'SupplyItem'::text AS __typename, levee_id('SupplyItem', supply_item_1.id) AS id
FROM supply_item AS supply_item_1
WHERE supply_item_1.id = anon_3.key) AS anon_18) WHEN (anon_3.kind = 'WATER'::text) THEN (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_19.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_19.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT 'Water'::text AS __typename, levee_id('Water', water_1.id) AS id
FROM water AS water_1
WHERE water_1.id = anon_3.key) AS anon_19) END AS node
FROM (SELECT anon_20.kind AS kind, anon_20.key AS key, anon_20.name AS name, anon_20.name_en AS name_en, anon_20.location AS location, anon_20.rank AS rank, anon_20.distance AS distance
FROM (SELECT anon_21.kind AS kind, anon_21.key AS key, anon_21.name AS name, anon_21.name_en AS name_en, anon_21.location AS location, anon_21.rank AS rank, CAST(NULL AS DOUBLE PRECISION) AS distance
FROM (SELECT anon_22.kind AS kind, anon_22.key AS key, anon_22.name AS name, anon_22.name_en AS name_en, anon_22.location AS location, anon_22.rank AS rank
FROM anon_22 UNION ALL SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, CAST(anon_25.likeness AS DOUBLE PRECISION) AS rank
FROM levee_alike(CASE WHEN (NOT (EXISTS (SELECT anon_22.key
FROM anon_22))) THEN CAST((SELECT anon_23.sound
FROM anon_23) AS TEXT) ELSE NULL END) AS anon_25 JOIN search_entry ON search_entry.source = anon_25.source AND search_entry.key = anon_25.key) AS anon_21) AS anon_20 ORDER BY coalesce(anon_20.distance, 'Infinity'::float8), -anon_20.rank, anon_20.kind, anon_20.key
 LIMIT $2::INTEGER) AS anon_3 ORDER BY coalesce(anon_3.distance, 'Infinity'::float8), -anon_3.rank, anon_3.kind, anon_3.key) AS anon_2) AS search) AS data
