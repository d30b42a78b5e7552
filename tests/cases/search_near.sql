WITH anon_25 AS
(SELECT anon_26.pattern AS pattern, anon_26.patterns AS patterns, anon_26.whole AS whole, anon_26.sound AS sound
FROM levee_asked($3::VARCHAR) AS anon_26),
anon_24 AS
(SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, levee_rank(search_entry.words, CAST((SELECT anon_25.whole
FROM anon_25) AS TEXT), search_entry.weight, search_entry.name) AS rank
FROM search_entry
WHERE search_entry.words LIKE CAST((SELECT anon_25.pattern
FROM anon_25) AS TEXT) AND levee_holds(search_entry.words, CAST((SELECT anon_25.patterns
FROM anon_25) AS TEXT[])) AND search_entry.kind = ANY ($4::TEXT[]) AND (SELECT levee_division_path($5::VARCHAR, $6::VARCHAR) AS levee_division_path_1) IS NOT NULL AND search_entry.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($5::VARCHAR, $7::VARCHAR) AS levee_division_path_2)))
 SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT coalesce(json_agg(anon_1.*), '[]'::json) AS coalesce_1
FROM (SELECT anon_2.name AS name, anon_2.distance AS distance, CASE WHEN (anon_2.kind = 'DIVISION'::text) THEN (SELECT row_to_json(anon_3.*) AS one
FROM (SELECT levee_id('Division', division_1.id) AS id
FROM division AS division_1
WHERE division_1.id = anon_2.key) AS anon_3) WHEN (anon_2.kind = 'BASIN'::text) THEN (SELECT row_to_json(anon_4.*) AS one
FROM (SELECT levee_id('Basin', basin_1.id) AS id
FROM basin AS basin_1
WHERE basin_1.id = anon_2.key) AS anon_4) WHEN (anon_2.kind = 'PLAN'::text) THEN (SELECT row_to_json(anon_5.*) AS one
FROM (SELECT levee_id('Plan', plan_1.id) AS id
FROM plan AS plan_1
WHERE plan_1.id = anon_2.key) AS anon_5) WHEN (anon_2.kind = 'PLAN_LEVEL'::text) THEN (SELECT row_to_json(anon_6.*) AS one
FROM (SELECT levee_id('PlanLevel', plan_level_1.id) AS id
FROM plan_level AS plan_level_1
WHERE plan_level_1.id = anon_2.key) AS anon_6) WHEN (anon_2.kind = 'HAZARD_SITE'::text) THEN (SELECT row_to_json(anon_7.*) AS one
FROM (SELECT levee_id('HazardSite', hazard_site_1.id) AS id
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.id = anon_2.key) AS anon_7) WHEN (anon_2.kind = 'PROTECTED_PLACE'::text) THEN (SELECT row_to_json(anon_8.*) AS one
FROM (SELECT levee_id('ProtectedPlace', protected_place_1.id) AS id
FROM protected_place AS protected_place_1
WHERE protected_place_1.id = anon_2.key) AS anon_8) WHEN (anon_2.kind = 'DEPOT'::text) THEN (SELECT row_to_json(anon_9.*) AS one
FROM (SELECT levee_id('Depot', resource_1.id) AS id, (SELECT coalesce(json_agg(anon_10.*), '[]'::json) AS coalesce_2
FROM (SELECT anon_11.one AS item, stock_1.available AS available
FROM stock AS stock_1 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_12.*) AS one
FROM (SELECT supply_item_1.code AS code
FROM supply_item AS supply_item_1
WHERE supply_item_1.id = stock_1.item_id) AS anon_12) AS anon_11 ON true
WHERE stock_1.depot_id = resource_1.id ORDER BY stock_1.item_id) AS anon_10) AS stock
FROM resource AS resource_1
WHERE resource_1.id = anon_2.key) AS anon_9) WHEN (anon_2.kind = 'TEAM'::text) THEN (SELECT row_to_json(anon_13.*) AS one
FROM (SELECT levee_id('Team', resource_2.id) AS id
FROM resource AS resource_2
WHERE resource_2.id = anon_2.key) AS anon_13) WHEN (anon_2.kind = 'LABOUR'::text) THEN (SELECT row_to_json(anon_14.*) AS one
FROM (SELECT levee_id('Labour', resource_3.id) AS id
FROM resource AS resource_3
WHERE resource_3.id = anon_2.key) AS anon_14) WHEN (anon_2.kind = 'EQUIPMENT'::text) THEN (SELECT row_to_json(anon_15.*) AS one
FROM (SELECT levee_id('Equipment', resource_4.id) AS id
FROM resource AS resource_4
WHERE resource_4.id = anon_2.key) AS anon_15) WHEN (anon_2.kind = 'SHELTER'::text) THEN (SELECT row_to_json(anon_16.*) AS one
FROM (SELECT levee_id('Shelter', resource_5.id) AS id
FROM resource AS resource_5
WHERE resource_5.id = anon_2.key) AS anon_16) WHEN (anon_2.kind = 'GAUGE'::text) THEN (SELECT row_to_json(anon_17.*) AS one
FROM (SELECT levee_id('Gauge', gauge_1.id) AS id
FROM gauge AS gauge_1
WHERE gauge_1.id = anon_2.key) AS anon_17) WHEN (anon_2.kind = 'COMMAND_BODY'::text) THEN (SELECT row_to_json(anon_18.*) AS one
FROM (SELECT levee_id('CommandBody', command_body_1.id) AS id
FROM command_body AS command_body_1
WHERE command_body_1.id = anon_2.key) AS anon_18) WHEN (anon_2.kind = 'MEMBER_UNIT'::text) THEN (SELECT row_to_json(anon_19.*) AS one
FROM (SELECT levee_id('MemberUnit', member_unit_1.id) AS id
FROM member_unit AS member_unit_1
WHERE member_unit_1.id = anon_2.key) AS anon_19) WHEN (anon_2.kind = 'SUPPLY_ITEM'::text) THEN (SELECT row_to_json(anon_20.*) AS one
FROM (SELECT levee_id('SupplyItem', supply_item_2.id) AS id
FROM supply_item AS supply_item_2
WHERE supply_item_2.id = anon_2.key) AS anon_20) WHEN (anon_2.kind = 'WATER'::text) THEN (SELECT row_to_json(anon_21.*) AS one
FROM (SELECT levee_id('Water', water_1.id) AS id
FROM water AS water_1
WHERE water_1.id = anon_2.key) AS anon_21) END AS node
FROM (SELECT anon_22.kind AS kind, anon_22.key AS key, anon_22.name AS name, anon_22.name_en AS name_en, anon_22.location AS location, anon_22.rank AS rank, anon_22.distance AS distance
FROM (SELECT anon_23.kind AS kind, anon_23.key AS key, anon_23.name AS name, anon_23.name_en AS name_en, anon_23.location AS location, anon_23.rank AS rank, CAST(ST_Distance(anon_23.location, CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography)) AS DOUBLE PRECISION) AS distance
FROM (SELECT anon_24.kind AS kind, anon_24.key AS key, anon_24.name AS name, anon_24.name_en AS name_en, anon_24.location AS location, anon_24.rank AS rank
FROM anon_24 UNION ALL SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, CAST(anon_27.likeness AS DOUBLE PRECISION) AS rank
FROM levee_alike(CASE WHEN (NOT (EXISTS (SELECT anon_24.key
FROM anon_24))) THEN CAST((SELECT anon_25.sound
FROM anon_25) AS TEXT) ELSE NULL END) AS anon_27 JOIN search_entry ON search_entry.source = anon_27.source AND search_entry.key = anon_27.key
WHERE search_entry.kind = ANY ($4::TEXT[]) AND (SELECT levee_division_path($5::VARCHAR, $6::VARCHAR) AS levee_division_path_1) IS NOT NULL AND search_entry.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($5::VARCHAR, $7::VARCHAR) AS levee_division_path_2))) AS anon_23) AS anon_22 ORDER BY coalesce(anon_22.distance, 'Infinity'::float8), -anon_22.rank, anon_22.kind, anon_22.key
 LIMIT $8::INTEGER) AS anon_2 ORDER BY coalesce(anon_2.distance, 'Infinity'::float8), -anon_2.rank, anon_2.kind, anon_2.key) AS anon_1) AS search) AS data
