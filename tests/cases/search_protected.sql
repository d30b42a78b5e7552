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
anon_30 AS
(SELECT anon_31.pattern AS pattern, anon_31.patterns AS patterns, anon_31.whole AS whole, anon_31.sound AS sound
FROM levee_asked($4::VARCHAR) AS anon_31),
anon_29 AS
(SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, levee_rank(search_entry.words, CAST((SELECT anon_30.whole
FROM anon_30) AS TEXT), search_entry.weight, search_entry.name) AS rank
FROM search_entry
WHERE search_entry.words LIKE CAST((SELECT anon_30.pattern
FROM anon_30) AS TEXT) AND levee_holds(search_entry.words, CAST((SELECT anon_30.patterns
FROM anon_30) AS TEXT[]))),
anon_39 AS
(SELECT anon_40.pattern AS pattern, anon_40.patterns AS patterns, anon_40.whole AS whole, anon_40.sound AS sound
FROM levee_asked($10::VARCHAR) AS anon_40)
 SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT coalesce(json_agg(anon_1.*), '[]'::json) AS coalesce_1
FROM (SELECT anon_2.kind AS kind, anon_2.name AS name
FROM (SELECT anon_3.kind AS kind, anon_3.key AS key, anon_3.name AS name, anon_3.name_en AS name_en, anon_3.location AS location, anon_3.rank AS rank, anon_3.distance AS distance
FROM (SELECT anon_4.kind AS kind, anon_4.key AS key, anon_4.name AS name, anon_4.name_en AS name_en, anon_4.location AS location, anon_4.rank AS rank, CAST(NULL AS DOUBLE PRECISION) AS distance
FROM (SELECT anon_5.kind AS kind, anon_5.key AS key, anon_5.name AS name, anon_5.name_en AS name_en, anon_5.location AS location, anon_5.rank AS rank
FROM anon_5 UNION ALL SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, CAST(anon_8.likeness AS DOUBLE PRECISION) AS rank
FROM levee_alike(CASE WHEN (NOT (EXISTS (SELECT anon_5.key
FROM anon_5))) THEN CAST((SELECT anon_6.sound
FROM anon_6) AS TEXT) ELSE NULL END) AS anon_8 JOIN search_entry ON search_entry.source = anon_8.source AND search_entry.key = anon_8.key
WHERE search_entry.kind = ANY ($2::TEXT[])) AS anon_4) AS anon_3 ORDER BY coalesce(anon_3.distance, 'Infinity'::float8), -anon_3.rank, anon_3.kind, anon_3.key
 LIMIT $3::INTEGER) AS anon_2 ORDER BY coalesce(anon_2.distance, 'Infinity'::float8), -anon_2.rank, anon_2.kind, anon_2.key) AS anon_1) AS search, (SELECT coalesce(json_agg(anon_9.*), '[]'::json) AS coalesce_2
FROM (SELECT anon_10.kind AS kind, anon_10.name AS name, CASE WHEN (anon_10.kind = 'DIVISION'::text) THEN (SELECT row_to_json(anon_11.*) AS one
FROM (SELECT
FROM division AS division_1
WHERE division_1.id = anon_10.key) AS anon_11) WHEN (anon_10.kind = 'BASIN'::text) THEN (SELECT row_to_json(anon_12.*) AS one
FROM (SELECT
FROM basin AS basin_1
WHERE basin_1.id = anon_10.key) AS anon_12) WHEN (anon_10.kind = 'PLAN'::text) THEN (SELECT row_to_json(anon_13.*) AS one
FROM (SELECT
FROM plan AS plan_1
WHERE plan_1.id = anon_10.key) AS anon_13) WHEN (anon_10.kind = 'PLAN_LEVEL'::text) THEN (SELECT row_to_json(anon_14.*) AS one
FROM (SELECT
FROM plan_level AS plan_level_1
WHERE plan_level_1.id = anon_10.key) AS anon_14) WHEN (anon_10.kind = 'HAZARD_SITE'::text) THEN (SELECT row_to_json(anon_15.*) AS one
FROM (SELECT
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.id = anon_10.key) AS anon_15) WHEN (anon_10.kind = 'PROTECTED_PLACE'::text) THEN (SELECT row_to_json(anon_16.*) AS one
FROM (SELECT protected_place_1.code AS code, protected_place_1.type AS type
FROM protected_place AS protected_place_1
WHERE protected_place_1.id = anon_10.key) AS anon_16) WHEN (anon_10.kind = 'DEPOT'::text) THEN (SELECT row_to_json(anon_17.*) AS one
FROM (SELECT
FROM resource AS resource_1
WHERE resource_1.id = anon_10.key) AS anon_17) WHEN (anon_10.kind = 'TEAM'::text) THEN (SELECT row_to_json(anon_18.*) AS one
FROM (SELECT
FROM resource AS resource_2
WHERE resource_2.id = anon_10.key) AS anon_18) WHEN (anon_10.kind = 'LABOUR'::text) THEN (SELECT row_to_json(anon_19.*) AS one
FROM (SELECT
FROM resource AS resource_3
WHERE resource_3.id = anon_10.key) AS anon_19) WHEN (anon_10.kind = 'EQUIPMENT'::text) THEN (SELECT row_to_json(anon_20.*) AS one
FROM (SELECT
FROM resource AS resource_4
WHERE resource_4.id = anon_10.key) AS anon_20) WHEN (anon_10.kind = 'SHELTER'::text) THEN (SELECT row_to_json(anon_21.*) AS one
FROM (SELECT
FROM resource AS resource_5
WHERE resource_5.id = anon_10.key) AS anon_21) WHEN (anon_10.kind = 'GAUGE'::text) THEN (SELECT row_to_json(anon_22.*) AS one
FROM (SELECT
FROM gauge AS gauge_1
WHERE gauge_1.id = anon_10.key) AS anon_22) WHEN (anon_10.kind = 'COMMAND_BODY'::text) THEN (SELECT row_to_json(anon_23.*) AS one
FROM (SELECT
FROM command_body AS command_body_1
WHERE command_body_1.id = anon_10.key) AS anon_23) WHEN (anon_10.kind = 'MEMBER_UNIT'::text) THEN (SELECT row_to_json(anon_24.*) AS one
FROM (SELECT
FROM member_unit AS member_unit_1
WHERE member_unit_1.id = anon_10.key) AS anon_24) WHEN (anon_10.kind = 'SUPPLY_ITEM'::text) THEN (SELECT row_to_json(anon_25.*) AS one
FROM (SELECT
FROM supply_item AS supply_item_1
WHERE supply_item_1.id = anon_10.key) AS anon_25) WHEN (anon_10.kind = 'WATER'::text) THEN (SELECT row_to_json(anon_26.*) AS one
FROM (SELECT
FROM water AS water_1
WHERE water_1.id = anon_10.key) AS anon_26) END AS node
FROM (SELECT anon_27.kind AS kind, anon_27.key AS key, anon_27.name AS name, anon_27.name_en AS name_en, anon_27.location AS location, anon_27.rank AS rank, anon_27.distance AS distance
FROM (SELECT anon_28.kind AS kind, anon_28.key AS key, anon_28.name AS name, anon_28.name_en AS name_en, anon_28.location AS location, anon_28.rank AS rank, CAST(NULL AS DOUBLE PRECISION) AS distance
FROM (SELECT anon_29.kind AS kind, anon_29.key AS key, anon_29.name AS name, anon_29.name_en AS name_en, anon_29.location AS location, anon_29.rank AS rank
FROM anon_29 UNION ALL SELECT search_entry.kind AS kind, search_entry.key AS key, search_entry.name AS name, search_entry.name_en AS name_en, search_entry.location AS location, CAST(anon_32.likeness AS DOUBLE PRECISION) AS rank
FROM levee_alike(CASE WHEN (NOT (EXISTS (SELECT anon_29.key
FROM anon_29))) THEN CAST((SELECT anon_30.sound
FROM anon_30) AS TEXT) ELSE NULL END) AS anon_32 JOIN search_entry ON search_entry.source = anon_32.source AND search_entry.key = anon_32.key) AS anon_28) AS anon_27 ORDER BY coalesce(anon_27.distance, 'Infinity'::float8), -anon_27.rank, anon_27.kind, anon_27.key
 LIMIT $5::INTEGER) AS anon_10 ORDER BY coalesce(anon_10.distance, 'Infinity'::float8), -anon_10.rank, anon_10.kind, anon_10.key) AS anon_9) AS search2, (SELECT row_to_json(anon_33.*) AS row_to_json_2
FROM (SELECT anon_34.edges AS edges
FROM (SELECT coalesce(json_agg(anon_35."edge 1" ORDER BY anon_35.place) FILTER (WHERE anon_35.place <= 50), '[]'::json) AS edges, count(*) > 50 AS "more of it", max(anon_35.mark) FILTER (WHERE anon_35.place = 1) AS "first mark", max(anon_35.mark) FILTER (WHERE anon_35.place = least(anon_35.found, 50)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_36.id) AS place, count(*) OVER () AS found, levee_cursor($6::BYTEA, CAST(anon_36.id AS TEXT)) AS mark, (SELECT row_to_json(anon_37.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_38.*) AS row_to_json_4
FROM (SELECT protected_place_2.name AS name) AS anon_38) AS node) AS anon_37) AS "edge 1"
FROM (SELECT protected_place_3.id AS id
FROM protected_place AS protected_place_3
WHERE (SELECT levee_division_path($7::VARCHAR, $8::VARCHAR) AS levee_division_path_1) IS NOT NULL AND protected_place_3.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($7::VARCHAR, $9::VARCHAR) AS levee_division_path_2)) AND protected_place_3.id IN (SELECT search_entry_1.key
FROM search_entry AS search_entry_1
WHERE search_entry_1.source = 'protected_place'::text AND search_entry_1.words LIKE CAST((SELECT anon_39.pattern
FROM anon_39) AS TEXT) AND levee_holds(search_entry_1.words, CAST((SELECT anon_39.patterns
FROM anon_39) AS TEXT[]))) ORDER BY protected_place_3.id
 LIMIT 50 + 1) AS anon_36 JOIN protected_place AS protected_place_2 ON protected_place_2.id = anon_36.id) AS anon_35) AS anon_34) AS anon_33) AS "protectedPlaces") AS data
