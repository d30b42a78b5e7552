WITH anon_6 AS
(SELECT anon_7.pattern AS pattern, anon_7.patterns AS patterns, anon_7.whole AS whole, anon_7.sound AS sound
FROM levee_asked($1::VARCHAR) AS anon_7),
anon_5 AS
(SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, levee_rank(search_entry.words, CAST((SELECT anon_6.whole
FROM anon_6) AS TEXT), search_entry.weight, search_entry.name) AS rank
FROM search_entry
WHERE search_entry.words LIKE CAST((SELECT anon_6.pattern
FROM anon_6) AS TEXT) AND levee_holds(search_entry.words, CAST((SELECT anon_6.patterns
FROM anon_6) AS TEXT[])))
 SELECT textsend('{"search":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"kind":' || coalesce(to_json(anon_2.kind)::text, 'null') || ',"name":' || coalesce(to_json(anon_2.name)::text, 'null') || ',"nameEn":' || coalesce(to_json(anon_2.name_en)::text, 'null') || ',"rank":' || coalesce(to_json(anon_2.rank)::text, 'null') || ',"distance":' || coalesce(to_json(anon_2.distance)::text, 'null') || ',"node":' || coalesce(CASE WHEN (anon_2.kind = 'DIVISION'::text) THEN (SELECT '{"__typename":' || coalesce(to_json('Division'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('Division', division_1.id))::text, 'null') || ',"code":' || coalesce(to_json(division_1.code)::text, 'null') || ',"level":' || coalesce(to_json(division_1.level)::text, 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.id = anon_2.key) WHEN (anon_2.kind = 'BASIN'::text) THEN (SELECT '{"__typename":' || coalesce(to_json('Basin'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('Basin', basin_1.id))::text, 'null') || '}' AS one
FROM basin AS basin_1
WHERE basin_1.id = anon_2.key) WHEN (anon_2.kind = 'PLAN'::text) THEN (SELECT '{"__typename":' || coalesce(to_json('Plan'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('Plan', plan_1.id))::text, 'null') || ',"title":' || coalesce(to_json(plan_1.title)::text, 'null') || '}' AS one
FROM plan AS plan_1
WHERE plan_1.id = anon_2.key) WHEN (anon_2.kind = 'PLAN_LEVEL'::text) THEN (SELECT '{"__typename":' || coalesce(to_json('PlanLevel'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('PlanLevel', plan_level_1.id))::text, 'null') || '}' AS one
FROM plan_level AS plan_level_1
WHERE plan_level_1.id = anon_2.key) WHEN (anon_2.kind = 'HAZARD_SITE'::text) THEN (SELECT '{"__typename":' || coalesce(to_json('HazardSite'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('HazardSite', hazard_site_1.id))::text, 'null') || '}' AS one
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.id = anon_2.key) WHEN (anon_2.kind = 'PROTECTED_PLACE'::text) THEN (SELECT '{"__typename":' || coalesce(to_json('ProtectedPlace'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('ProtectedPlace', protected_place_1.id))::text, 'null') || '}' AS one
FROM protected_place AS protected_place_1
WHERE protected_place_1.id = anon_2.key) WHEN (anon_2.kind = 'DEPOT'::text) THEN (SELECT '{"__typename":' || coalesce(to_json('Depot'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('Depot', resource_1.id))::text, 'null') || '}' AS one
FROM resource AS resource_1
WHERE resource_1.id = anon_2.key) WHEN (anon_2.kind = 'TEAM'::text) THEN (SELECT '{"__typename":' || coalesce(to_json('Team'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('Team', resource_2.id))::text, 'null') || '}' AS one
FROM resource AS resource_2
WHERE resource_2.id = anon_2.key) WHEN (anon_2.kind = 'LABOUR'::text) THEN (SELECT '{"__typename":' || coalesce(to_json('Labour'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('Labour', resource_3.id))::text, 'null') || '}' AS one
FROM resource AS resource_3
WHERE resource_3.id = anon_2.key) WHEN (anon_2.kind = 'EQUIPMENT'::text) THEN (SELECT '{"__typename":' || coalesce(to_json('Equipment'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('Equipment', resource_4.id))::text, 'null') || '}' AS one
FROM resource AS resource_4
WHERE resource_4.id = anon_2.key) WHEN (anon_2.kind = 'SHELTER'::text) THEN (SELECT '{"__typename":' || coalesce(to_json('Shelter'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('Shelter', resource_5.id))::text, 'null') || '}' AS one
FROM resource AS resource_5
WHERE resource_5.id = anon_2.key) WHEN (anon_2.kind = 'GAUGE'::text) THEN (SELECT '{"__typename":' || coalesce(to_json('Gauge'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('Gauge', gauge_1.id))::text, 'null') || '}' AS one
FROM gauge AS gauge_1
WHERE gauge_1.id = anon_2.key) WHEN (anon_2.kind = 'COMMAND_BODY'::text) THEN (SELECT '{"__typename":' || coalesce(to_json('CommandBody'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('CommandBody', command_body_1.id))::text, 'null') || '}' AS one
FROM command_body AS command_body_1
WHERE command_body_1.id = anon_2.key) WHEN (anon_2.kind = 'MEMBER_UNIT'::text) THEN (SELECT '{"__typename":' || coalesce(to_json('MemberUnit'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('MemberUnit', member_unit_1.id))::text, 'null') || '}' AS one
FROM member_unit AS member_unit_1
WHERE member_unit_1.id = anon_2.key) WHEN (anon_2.kind = 'SUPPLY_ITEM'::text) THEN (SELECT '{"__typename":' || coalesce(to_json('SupplyItem'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('SupplyItem', supply_item_1.id))::text, 'null') || '}' AS one
FROM supply_item AS supply_item_1
WHERE supply_item_1.id = anon_2.key) WHEN (anon_2.kind = 'WATER'::text) THEN (SELECT '{"__typename":' || coalesce(to_json('Water'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('Water', water_1.id))::text, 'null') || '}' AS one
FROM water AS water_1
WHERE water_1.id = anon_2.key) END, 'null') || '}' AS one
FROM (SELECT anon_3.kind AS kind, anon_3.key AS key, anon_3.name AS name, anon_3.name_en AS name_en, anon_3.location AS location, anon_3.rank AS rank, anon_3.distance AS distance
FROM (SELECT anon_4.kind AS kind, anon_4.key AS key, anon_4.name AS name, anon_4.name_en AS name_en, anon_4.location AS location, anon_4.rank AS rank, CAST(NULL AS DOUBLE PRECISION) AS distance
FROM (SELECT anon_5.kind AS kind, anon_5.key AS key, anon_5.name AS name, anon_5.name_en AS name_en, anon_5.location AS location, anon_5.rank AS rank
FROM anon_5 UNION ALL SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, CAST(anon_8.likeness AS DOUBLE PRECISION) AS rank
FROM levee_alike(CASE WHEN (NOT (EXISTS (SELECT anon_5.key
FROM anon_5))) THEN CAST((SELECT anon_6.sound
FROM anon_6) AS TEXT) ELSE NULL END) AS anon_8 JOIN search_entry ON search_entry.source = anon_8.source AND search_entry.key = anon_8.key) AS anon_4) AS anon_3 ORDER BY coalesce(anon_3.distance, 'Infinity'::float8), -anon_3.rank, anon_3.kind, anon_3.key
 LIMIT $2::INTEGER) AS anon_2 ORDER BY coalesce(anon_2.distance, 'Infinity'::float8), -anon_2.rank, anon_2.kind, anon_2.key) AS anon_1), 'null') || '}') AS textsend_1
