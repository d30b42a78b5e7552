WITH anon_4 AS MATERIALIZED
(SELECT supply_item_1.id AS id, '{"code":' || coalesce(to_json(supply_item_1.code)::text, 'null') || '}' AS one
FROM supply_item AS supply_item_1),
anon_8 AS
(SELECT anon_9.pattern AS pattern, anon_9.patterns AS patterns, anon_9.whole AS whole, anon_9.sound AS sound
FROM levee_asked($3::VARCHAR) AS anon_9),
anon_7 AS
(SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, levee_rank(search_entry.words, CAST((SELECT anon_8.whole
FROM anon_8) AS TEXT), search_entry.weight, search_entry.name) AS rank
FROM search_entry
WHERE search_entry.words LIKE CAST((SELECT anon_8.pattern
FROM anon_8) AS TEXT) AND levee_holds(search_entry.words, CAST((SELECT anon_8.patterns
FROM anon_8) AS TEXT[])) AND search_entry.kind = ANY ($4::TEXT[]) AND (SELECT levee_division_path($5::VARCHAR, $6::VARCHAR) AS levee_division_path_1) IS NOT NULL AND search_entry.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($5::VARCHAR, $7::VARCHAR) AS levee_division_path_2)))
 SELECT textsend('{"search":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"name":' || coalesce(to_json(anon_2.name)::text, 'null') || ',"distance":' || coalesce(to_json(anon_2.distance)::text, 'null') || ',"node":' || coalesce(CASE WHEN (anon_2.kind = 'DIVISION'::text) THEN (SELECT '{"id":' || coalesce(to_json(levee_id('Division', division_1.id))::text, 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.id = anon_2.key) WHEN (anon_2.kind = 'BASIN'::text) THEN (SELECT '{"id":' || coalesce(to_json(levee_id('Basin', basin_1.id))::text, 'null') || '}' AS one
FROM basin AS basin_1
WHERE basin_1.id = anon_2.key) WHEN (anon_2.kind = 'PLAN'::text) THEN (SELECT '{"id":' || coalesce(to_json(levee_id('Plan', plan_1.id))::text, 'null') || '}' AS one
FROM plan AS plan_1
WHERE plan_1.id = anon_2.key) WHEN (anon_2.kind = 'PLAN_LEVEL'::text) THEN (SELECT '{"id":' || coalesce(to_json(levee_id('PlanLevel', plan_level_1.id))::text, 'null') || '}' AS one
FROM plan_level AS plan_level_1
WHERE plan_level_1.id = anon_2.key) WHEN (anon_2.kind = 'HAZARD_SITE'::text) THEN (SELECT '{"id":' || coalesce(to_json(levee_id('HazardSite', hazard_site_1.id))::text, 'null') || '}' AS one
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.id = anon_2.key) WHEN (anon_2.kind = 'PROTECTED_PLACE'::text) THEN (SELECT '{"id":' || coalesce(to_json(levee_id('ProtectedPlace', protected_place_1.id))::text, 'null') || '}' AS one
FROM protected_place AS protected_place_1
WHERE protected_place_1.id = anon_2.key) WHEN (anon_2.kind = 'DEPOT'::text) THEN (SELECT '{"id":' || coalesce(to_json(levee_id('Depot', resource_1.id))::text, 'null') || ',"stock":' || coalesce((SELECT coalesce('[' || string_agg(anon_3.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"item":' || coalesce(anon_4.one, 'null') || ',"available":' || coalesce(to_json(stock_1.available)::text, 'null') || '}' AS one
FROM stock AS stock_1 LEFT OUTER JOIN anon_4 ON anon_4.id = stock_1.item_id
WHERE stock_1.depot_id = resource_1.id ORDER BY stock_1.item_id) AS anon_3), 'null') || '}' AS one
FROM resource AS resource_1
WHERE resource_1.id = anon_2.key) WHEN (anon_2.kind = 'TEAM'::text) THEN (SELECT '{"id":' || coalesce(to_json(levee_id('Team', resource_2.id))::text, 'null') || '}' AS one
FROM resource AS resource_2
WHERE resource_2.id = anon_2.key) WHEN (anon_2.kind = 'LABOUR'::text) THEN (SELECT '{"id":' || coalesce(to_json(levee_id('Labour', resource_3.id))::text, 'null') || '}' AS one
FROM resource AS resource_3
WHERE resource_3.id = anon_2.key) WHEN (anon_2.kind = 'EQUIPMENT'::text) THEN (SELECT '{"id":' || coalesce(to_json(levee_id('Equipment', resource_4.id))::text, 'null') || '}' AS one
FROM resource AS resource_4
WHERE resource_4.id = anon_2.key) WHEN (anon_2.kind = 'SHELTER'::text) THEN (SELECT '{"id":' || coalesce(to_json(levee_id('Shelter', resource_5.id))::text, 'null') || '}' AS one
FROM resource AS resource_5
WHERE resource_5.id = anon_2.key) WHEN (anon_2.kind = 'GAUGE'::text) THEN (SELECT '{"id":' || coalesce(to_json(levee_id('Gauge', gauge_1.id))::text, 'null') || '}' AS one
FROM gauge AS gauge_1
WHERE gauge_1.id = anon_2.key) WHEN (anon_2.kind = 'COMMAND_BODY'::text) THEN (SELECT '{"id":' || coalesce(to_json(levee_id('CommandBody', command_body_1.id))::text, 'null') || '}' AS one
FROM command_body AS command_body_1
WHERE command_body_1.id = anon_2.key) WHEN (anon_2.kind = 'MEMBER_UNIT'::text) THEN (SELECT '{"id":' || coalesce(to_json(levee_id('MemberUnit', member_unit_1.id))::text, 'null') || '}' AS one
FROM member_unit AS member_unit_1
WHERE member_unit_1.id = anon_2.key) WHEN (anon_2.kind = 'SUPPLY_ITEM'::text) THEN (SELECT '{"id":' || coalesce(to_json(levee_id('SupplyItem', supply_item_2.id))::text, 'null') || '}' AS one
FROM supply_item AS supply_item_2
WHERE supply_item_2.id = anon_2.key) WHEN (anon_2.kind = 'WATER'::text) THEN (SELECT '{"id":' || coalesce(to_json(levee_id('Water', water_1.id))::text, 'null') || '}' AS one
FROM water AS water_1
WHERE water_1.id = anon_2.key) END, 'null') || '}' AS one
FROM (SELECT anon_5.kind AS kind, anon_5.key AS key, anon_5.name AS name, anon_5.name_en AS name_en, anon_5.location AS location, anon_5.rank AS rank, anon_5.distance AS distance
FROM (SELECT anon_6.kind AS kind, anon_6.key AS key, anon_6.name AS name, anon_6.name_en AS name_en, anon_6.location AS location, anon_6.rank AS rank, CAST(ST_Distance(anon_6.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS DOUBLE PRECISION) AS distance
FROM (SELECT anon_7.kind AS kind, anon_7.key AS key, anon_7.name AS name, anon_7.name_en AS name_en, anon_7.location AS location, anon_7.rank AS rank
FROM anon_7 UNION ALL SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, CAST(anon_10.likeness AS DOUBLE PRECISION) AS rank
FROM levee_alike(CASE WHEN (NOT (EXISTS (SELECT anon_7.key
FROM anon_7))) THEN CAST((SELECT anon_8.sound
FROM anon_8) AS TEXT) ELSE NULL END) AS anon_10 JOIN search_entry ON search_entry.source = anon_10.source AND search_entry.key = anon_10.key
WHERE search_entry.kind = ANY ($4::TEXT[]) AND (SELECT levee_division_path($5::VARCHAR, $6::VARCHAR) AS levee_division_path_1) IS NOT NULL AND search_entry.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($5::VARCHAR, $7::VARCHAR) AS levee_division_path_2))) AS anon_6) AS anon_5 ORDER BY coalesce(anon_5.distance, 'Infinity'::float8), -anon_5.rank, anon_5.kind, anon_5.key
 LIMIT $8::INTEGER) AS anon_2 ORDER BY coalesce(anon_2.distance, 'Infinity'::float8), -anon_2.rank, anon_2.kind, anon_2.key) AS anon_1), 'null') || '}') AS textsend_1
