WITH anon_12 AS MATERIALIZED
(SELECT supply_item_1.id AS id, (SELECT '{"code":' || coalesce(CAST(to_json(anon_14.code) AS TEXT), 'null') || '}' AS anon_13
FROM (SELECT supply_item_1.code AS code) AS anon_14) AS one
FROM supply_item AS supply_item_1),
anon_27 AS
(SELECT anon_28.pattern AS pattern, anon_28.patterns AS patterns, anon_28.whole AS whole, anon_28.sound AS sound
FROM levee_asked($3::VARCHAR) AS anon_28),
anon_26 AS
(SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, levee_rank(search_entry.words, CAST((SELECT anon_27.whole
FROM anon_27) AS TEXT), search_entry.weight, search_entry.name) AS rank
FROM search_entry
WHERE search_entry.words LIKE CAST((SELECT anon_27.pattern
FROM anon_27) AS TEXT) AND levee_holds(search_entry.words, CAST((SELECT anon_27.patterns
FROM anon_27) AS TEXT[])) AND search_entry.kind = ANY ($4::TEXT[]) AND (SELECT levee_division_path($5::VARCHAR, $6::VARCHAR) AS levee_division_path_1) IS NOT NULL AND search_entry.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($5::VARCHAR, $7::VARCHAR) AS levee_division_path_2)))
 SELECT '{"search":' || coalesce(data.search, 'null') || '}' AS anon_1
FROM (SELECT (SELECT coalesce('[' || string_agg('{"name":' || coalesce(CAST(to_json(anon_2.name) AS TEXT), 'null') || ',"distance":' || coalesce(CAST(to_json(anon_2.distance) AS TEXT), 'null') || ',"node":' || coalesce(anon_2.node, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_3.name AS name, anon_3.distance AS distance, CASE WHEN (anon_3.kind = 'DIVISION'::text) THEN (SELECT '{"id":' || coalesce(CAST(to_json(anon_4.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT levee_id('Division', division_1.id) AS id
FROM division AS division_1
WHERE division_1.id = anon_3.key) AS anon_4) WHEN (anon_3.kind = 'BASIN'::text) THEN (SELECT '{"id":' || coalesce(CAST(to_json(anon_5.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT levee_id('Basin', basin_1.id) AS id
FROM basin AS basin_1
WHERE basin_1.id = anon_3.key) AS anon_5) WHEN (anon_3.kind = 'PLAN'::text) THEN (SELECT '{"id":' || coalesce(CAST(to_json(anon_6.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT levee_id('Plan', plan_1.id) AS id
FROM plan AS plan_1
WHERE plan_1.id = anon_3.key) AS anon_6) WHEN (anon_3.kind = 'PLAN_LEVEL'::text) THEN (SELECT '{"id":' || coalesce(CAST(to_json(anon_7.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT levee_id('PlanLevel', plan_level_1.id) AS id
FROM plan_level AS plan_level_1
WHERE plan_level_1.id = anon_3.key) AS anon_7) WHEN (anon_3.kind = 'HAZARD_SITE'::text) THEN (SELECT '{"id":' || coalesce(CAST(to_json(anon_8.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT levee_id('HazardSite', hazard_site_1.id) AS id
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.id = anon_3.key) AS anon_8) WHEN (anon_3.kind = 'PROTECTED_PLACE'::text) THEN (SELECT '{"id":' || coalesce(CAST(to_json(anon_9.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT levee_id('ProtectedPlace', protected_place_1.id) AS id
FROM protected_place AS protected_place_1
WHERE protected_place_1.id = anon_3.key) AS anon_9) WHEN (anon_3.kind = 'DEPOT'::text) THEN (SELECT '{"id":' || coalesce(CAST(to_json(anon_10.id) AS TEXT), 'null') || ',"stock":' || coalesce(anon_10.stock, 'null') || '}' AS one
FROM (SELECT levee_id('Depot', resource_1.id) AS id, (SELECT coalesce('[' || string_agg('{"item":' || coalesce(anon_11.item, 'null') || ',"available":' || coalesce(CAST(to_json(anon_11.available) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT anon_12.one AS item, stock_1.available AS available
FROM stock AS stock_1 LEFT OUTER JOIN anon_12 ON anon_12.id = stock_1.item_id
WHERE stock_1.depot_id = resource_1.id ORDER BY stock_1.item_id) AS anon_11) AS stock
FROM resource AS resource_1
WHERE resource_1.id = anon_3.key) AS anon_10) WHEN (anon_3.kind = 'TEAM'::text) THEN (SELECT '{"id":' || coalesce(CAST(to_json(anon_15.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT levee_id('Team', resource_2.id) AS id
FROM resource AS resource_2
WHERE resource_2.id = anon_3.key) AS anon_15) WHEN (anon_3.kind = 'LABOUR'::text) THEN (SELECT '{"id":' || coalesce(CAST(to_json(anon_16.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT levee_id('Labour', resource_3.id) AS id
FROM resource AS resource_3
WHERE resource_3.id = anon_3.key) AS anon_16) WHEN (anon_3.kind = 'EQUIPMENT'::text) THEN (SELECT '{"id":' || coalesce(CAST(to_json(anon_17.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT levee_id('Equipment', resource_4.id) AS id
FROM resource AS resource_4
WHERE resource_4.id = anon_3.key) AS anon_17) WHEN (anon_3.kind = 'SHELTER'::text) THEN (SELECT '{"id":' || coalesce(CAST(to_json(anon_18.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT levee_id('Shelter', resource_5.id) AS id
FROM resource AS resource_5
WHERE resource_5.id = anon_3.key) AS anon_18) WHEN (anon_3.kind = 'GAUGE'::text) THEN (SELECT '{"id":' || coalesce(CAST(to_json(anon_19.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT levee_id('Gauge', gauge_1.id) AS id
FROM gauge AS gauge_1
WHERE gauge_1.id = anon_3.key) AS anon_19) WHEN (anon_3.kind = 'COMMAND_BODY'::text) THEN (SELECT '{"id":' || coalesce(CAST(to_json(anon_20.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT levee_id('CommandBody', command_body_1.id) AS id
FROM command_body AS command_body_1
WHERE command_body_1.id = anon_3.key) AS anon_20) WHEN (anon_3.kind = 'MEMBER_UNIT'::text) THEN (SELECT '{"id":' || coalesce(CAST(to_json(anon_21.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT levee_id('MemberUnit', member_unit_1.id) AS id
FROM member_unit AS member_unit_1
WHERE member_unit_1.id = anon_3.key) AS anon_21) WHEN (anon_3.kind = 'SUPPLY_ITEM'::text) THEN (SELECT '{"id":' || coalesce(CAST(to_json(anon_22.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT levee_id('SupplyItem', supply_item_2.id) AS id
FROM supply_item AS supply_item_2
WHERE supply_item_2.id = anon_3.key) AS anon_22) WHEN (anon_3.kind = 'WATER'::text) THEN (SELECT '{"id":' || coalesce(CAST(to_json(anon_23.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT levee_id('Water', water_1.id) AS id
FROM water AS water_1
WHERE water_1.id = anon_3.key) AS anon_23) END AS node
FROM (SELECT anon_24.kind AS kind, anon_24.key AS key, anon_24.name AS name, anon_24.name_en AS name_en, anon_24.location AS location, anon_24.rank AS rank, anon_24.distance AS distance
FROM (SELECT anon_25.kind AS kind, anon_25.key AS key, anon_25.name AS name, anon_25.name_en AS name_en, anon_25.location AS location, anon_25.rank AS rank, CAST(ST_Distance(anon_25.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS DOUBLE PRECISION) AS distance
FROM (SELECT anon_26.kind AS kind, anon_26.key AS key, anon_26.name AS name, anon_26.name_en AS name_en, anon_26.location AS location, anon_26.rank AS rank
FROM anon_26 UNION ALL SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, CAST(anon_29.likeness AS DOUBLE PRECISION) AS rank
FROM levee_alike(CASE WHEN (NOT (EXISTS (SELECT anon_26.key
FROM anon_26))) THEN CAST((SELECT anon_27.sound
FROM anon_27) AS TEXT) ELSE NULL END) AS anon_29 JOIN search_entry ON search_entry.source = anon_29.source AND search_entry.key = anon_29.key
WHERE search_entry.kind = ANY ($4::TEXT[]) AND (SELECT levee_division_path($5::VARCHAR, $6::VARCHAR) AS levee_division_path_1) IS NOT NULL AND search_entry.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($5::VARCHAR, $7::VARCHAR) AS levee_division_path_2))) AS anon_25) AS anon_24 ORDER BY coalesce(anon_24.distance, 'Infinity'::float8), -anon_24.rank, anon_24.kind, anon_24.key
 LIMIT $8::INTEGER) AS anon_3 ORDER BY coalesce(anon_3.distance, 'Infinity'::float8), -anon_3.rank, anon_3.kind, anon_3.key) AS anon_2) AS search) AS data
