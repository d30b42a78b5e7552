WITH anon_5 AS
(SELECT ST_GeomFromGeoJSON($1::VARCHAR) AS shape, _ST_Expand(CAST(ST_Segmentize(ST_Envelope(ST_GeomFromGeoJSON($1::VARCHAR)), 0.25) AS geography), 100) AS wide),
anon_4 AS
(SELECT resource_1.id AS id, resource_1.kind AS kind, resource_1.line AS line, resource_1.headcount AS headcount, resource_1.capacity AS capacity, resource_1.location IS NOT NULL AS located
FROM resource AS resource_1
WHERE (resource_1.location && CAST((SELECT anon_5.wide
FROM anon_5) AS geography)) AND ST_Intersects(CAST(resource_1.location AS geometry), CAST((SELECT anon_5.shape
FROM anon_5) AS geometry))),
anon_13 AS
(SELECT hazard_site_1.id AS id, hazard_site_1.kind AS kind, hazard_site_1.major_hazard AS major_hazard
FROM hazard_site AS hazard_site_1
WHERE ST_Intersects(hazard_site_1.geometry, CAST((SELECT anon_5.shape
FROM anon_5) AS geometry))),
anon_21 AS
(SELECT division_2.id AS id, division_2.path AS path
FROM division AS division_2
WHERE division_2.level = 'COUNTY'::text AND (daterange(division_2.valid_from, division_2.valid_to) @> CURRENT_DATE) AND ((division_2.location && CAST((SELECT anon_5.wide
FROM anon_5) AS geography)) AND ST_Intersects(CAST(division_2.location AS geometry), CAST((SELECT anon_5.shape
FROM anon_5) AS geometry)) OR ST_Intersects(division_2.boundary, CAST((SELECT anon_5.shape
FROM anon_5) AS geometry)))),
anon_29 AS
(SELECT resource_3.id AS id, resource_3.kind AS kind, resource_3.line AS line, resource_3.headcount AS headcount, resource_3.capacity AS capacity, resource_3.location IS NOT NULL AS located
FROM resource AS resource_3
WHERE (SELECT levee_division_path($2::VARCHAR, $3::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_3.division_id IN (SELECT division_6.id
FROM division AS division_6
WHERE division_6.path <@ (SELECT levee_division_path($2::VARCHAR, $4::VARCHAR) AS levee_division_path_2))),
anon_33 AS
(SELECT division_8.id AS id, division_8.path AS path
FROM division AS division_8
WHERE division_8.level = 'COUNTY'::text AND (daterange(division_8.valid_from, division_8.valid_to) @> CURRENT_DATE) AND ((division_8.path <@ (SELECT levee_division_path($2::VARCHAR, $5::VARCHAR) AS levee_division_path_3)) OR (division_8.path @> (SELECT levee_division_path($2::VARCHAR, $5::VARCHAR) AS levee_division_path_3)))),
anon_35 AS
(SELECT (SELECT levee_division_path($2::VARCHAR, $6::VARCHAR) AS levee_division_path_4) AS path),
anon_37 AS
(SELECT hazard_site_2.id AS id, hazard_site_2.kind AS kind, hazard_site_2.major_hazard AS major_hazard
FROM hazard_site AS hazard_site_2
WHERE (SELECT levee_division_path($2::VARCHAR, $7::VARCHAR) AS levee_division_path_5) IS NOT NULL AND hazard_site_2.division_id IN (SELECT division_10.id
FROM division AS division_10
WHERE division_10.path <@ (SELECT levee_division_path($2::VARCHAR, $8::VARCHAR) AS levee_division_path_6)))
 SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS one
FROM (SELECT (SELECT coalesce(json_agg(anon_2.*), '[]'::json) AS coalesce_1
FROM (SELECT anon_3.kind AS kind, anon_3.count AS count, anon_3.located AS located, anon_3.headcount AS headcount, anon_3.capacity AS capacity
FROM (SELECT anon_4.kind AS kind, count(*) AS count, count(*) FILTER (WHERE anon_4.located) AS located, sum(anon_4.headcount) AS headcount, sum(anon_4.capacity) AS capacity
FROM anon_4 GROUP BY anon_4.kind) AS anon_3 ORDER BY anon_3.kind) AS anon_2) AS resources, (SELECT coalesce(json_agg(anon_6.*), '[]'::json) AS coalesce_2
FROM (SELECT (SELECT row_to_json(anon_7.*) AS one
FROM (SELECT supply_item_1.code AS code, supply_item_1.unit AS unit
FROM supply_item AS supply_item_1
WHERE supply_item_1.id = anon_8.item_id) AS anon_7) AS item, anon_8.quantity AS quantity, anon_8.available AS available
FROM (SELECT stock_1.item_id AS item_id, supply_item_2.code AS code, sum(stock_1.quantity) AS quantity, sum(stock_1.available) AS available
FROM stock AS stock_1 JOIN anon_4 ON anon_4.id = stock_1.depot_id JOIN supply_item AS supply_item_2 ON supply_item_2.id = stock_1.item_id GROUP BY stock_1.item_id, supply_item_2.code) AS anon_8 ORDER BY anon_8.code) AS anon_6) AS supplies, (SELECT coalesce(json_agg(anon_9.*), '[]'::json) AS coalesce_3
FROM (SELECT anon_10.line AS line, anon_10.headcount AS headcount
FROM (SELECT anon_4.line AS line, sum(anon_4.headcount) AS headcount
FROM anon_4
WHERE anon_4.kind = 'LABOUR'::text GROUP BY anon_4.line) AS anon_10 ORDER BY anon_10.line) AS anon_9) AS labour, (SELECT coalesce(json_agg(anon_11.*), '[]'::json) AS coalesce_4
FROM (SELECT anon_12.kind AS kind, anon_12.count AS count, anon_12.major_hazards AS "majorHazards"
FROM (SELECT anon_13.kind AS kind, count(*) AS count, count(*) FILTER (WHERE anon_13.major_hazard) AS major_hazards
FROM anon_13 GROUP BY anon_13.kind) AS anon_12 ORDER BY anon_12.kind) AS anon_11) AS "hazardSites", (SELECT coalesce(json_agg(anon_14.*), '[]'::json) AS coalesce_5
FROM (SELECT anon_15.grade AS grade, anon_15.count AS count
FROM (SELECT anon_16.grade AS grade, count(*) AS count
FROM anon_13 LEFT OUTER JOIN (SELECT risk_grade_1.site_id AS site_id, risk_grade_1.grade AS grade
FROM risk_grade AS risk_grade_1
WHERE daterange(risk_grade_1.valid_from, risk_grade_1.valid_to) @> CURRENT_DATE) AS anon_16 ON anon_16.site_id = anon_13.id GROUP BY anon_16.grade) AS anon_15 ORDER BY anon_15.grade) AS anon_14) AS "riskGrades", anon_17.major_hazards AS "majorHazards", anon_17.gauges AS gauges, anon_17.waters AS waters, (SELECT coalesce(json_agg(anon_18.*), '[]'::json) AS coalesce_6
FROM (SELECT anon_19.kind AS kind, anon_19.count AS count, anon_19.people AS people, anon_19.uncounted AS uncounted
FROM (SELECT protected_place_1.kind AS kind, count(*) AS count, sum(protected_place_1.people) AS people, count(*) FILTER (WHERE protected_place_1.people IS NULL) AS uncounted
FROM protected_place AS protected_place_1
WHERE ST_Intersects(protected_place_1.geometry, CAST((SELECT anon_5.shape
FROM anon_5) AS geometry)) GROUP BY protected_place_1.kind) AS anon_19 ORDER BY CASE WHEN (anon_19.kind = 'HOUSING'::text) THEN 0 WHEN (anon_19.kind = 'PUBLIC_FACILITY'::text) THEN 1 WHEN (anon_19.kind = 'DRINKING_WATER'::text) THEN 2 WHEN (anon_19.kind = 'TRANSPORT'::text) THEN 3 WHEN (anon_19.kind = 'FARMLAND'::text) THEN 4 WHEN (anon_19.kind = 'NATURE'::text) THEN 5 WHEN (anon_19.kind = 'MILITARY'::text) THEN 6 WHEN (anon_19.kind = 'OTHER'::text) THEN 7 END) AS anon_18) AS "protectedPlaces", (SELECT coalesce(json_agg(anon_20.*), '[]'::json) AS coalesce_7
FROM (SELECT division_1.code AS code, division_1.name AS name
FROM division AS division_1
WHERE division_1.id IN (SELECT anon_21.id
FROM anon_21) ORDER BY division_1.code, division_1.id
 LIMIT 200) AS anon_20) AS divisions, anon_17.division_count AS "divisionCount", (SELECT coalesce(json_agg(anon_22.*), '[]'::json) AS coalesce_8
FROM (SELECT response_1.system AS system, (SELECT response_transition_1."to"
FROM response_transition AS response_transition_1
WHERE response_transition_1.response_id = response_1.id AND response_transition_1.effective_at <= (SELECT clock_timestamp() AS clock_timestamp_1) ORDER BY response_transition_1.effective_at DESC, response_transition_1.id DESC
 LIMIT 1) AS level, (SELECT row_to_json(anon_23.*) AS one
FROM (SELECT division_3.code AS code
FROM division AS division_3
WHERE division_3.id = response_1.division_id) AS anon_23) AS division
FROM response AS response_1
WHERE (response_1.period @> (SELECT clock_timestamp() AS clock_timestamp_1)) AND response_1.drill IS false AND (response_1.division_id IN (SELECT division_4.id
FROM division AS division_4
WHERE EXISTS (SELECT 1
FROM anon_21 AS anon_24
WHERE (division_4.path <@ anon_24.path) OR (division_4.path @> anon_24.path))) OR response_1.basin_id IN (SELECT basin_division_1.basin_id
FROM basin_division AS basin_division_1 JOIN division AS division_4 ON division_4.id = basin_division_1.division_id
WHERE EXISTS (SELECT 1
FROM anon_21 AS anon_24
WHERE (division_4.path <@ anon_24.path) OR (division_4.path @> anon_24.path)))) ORDER BY response_1.id) AS anon_22) AS responses, anon_17.undecided AS undecided
FROM (SELECT (SELECT count(*) AS count_1
FROM anon_13
WHERE anon_13.major_hazard) AS major_hazards, (SELECT count(*) AS count_2
FROM gauge AS gauge_1
WHERE (gauge_1.location && CAST((SELECT anon_5.wide
FROM anon_5) AS geography)) AND ST_Intersects(CAST(gauge_1.location AS geometry), CAST((SELECT anon_5.shape
FROM anon_5) AS geometry))) AS gauges, (SELECT count(*) AS count_3
FROM water AS water_1
WHERE ST_Intersects(water_1.geometry, CAST((SELECT anon_5.shape
FROM anon_5) AS geometry))) AS waters, (SELECT count(*) AS count_4
FROM anon_21) AS division_count, (SELECT count(*) AS count_5
FROM resource AS resource_2
WHERE resource_2.location IS NULL AND resource_2.division_id IN (SELECT division_5.id
FROM division AS division_5
WHERE EXISTS (SELECT 1
FROM anon_21 AS anon_25
WHERE (division_5.path <@ anon_25.path) OR (division_5.path @> anon_25.path)))) AS undecided) AS anon_17) AS anon_1) AS "areaSummary", (SELECT row_to_json(anon_26.*) AS one
FROM (SELECT (SELECT coalesce(json_agg(anon_27.*), '[]'::json) AS coalesce_9
FROM (SELECT anon_28.kind AS kind, anon_28.count AS count, anon_28.located AS located, anon_28.headcount AS headcount
FROM (SELECT anon_29.kind AS kind, count(*) AS count, count(*) FILTER (WHERE anon_29.located) AS located, sum(anon_29.headcount) AS headcount, sum(anon_29.capacity) AS capacity
FROM anon_29 GROUP BY anon_29.kind) AS anon_28 ORDER BY anon_28.kind) AS anon_27) AS resources, (SELECT coalesce(json_agg(anon_30.*), '[]'::json) AS coalesce_10
FROM (SELECT anon_31.line AS line, anon_31.headcount AS headcount
FROM (SELECT anon_29.line AS line, sum(anon_29.headcount) AS headcount
FROM anon_29
WHERE anon_29.kind = 'LABOUR'::text GROUP BY anon_29.line) AS anon_31 ORDER BY anon_31.line) AS anon_30) AS labour, (SELECT coalesce(json_agg(anon_32.*), '[]'::json) AS coalesce_11
FROM (SELECT division_7.code AS code
FROM division AS division_7
WHERE division_7.id IN (SELECT anon_33.id
FROM anon_33) ORDER BY division_7.code, division_7.id
 LIMIT 200) AS anon_32) AS divisions, (SELECT coalesce(json_agg(anon_34.*), '[]'::json) AS coalesce_12
FROM (SELECT response_2.system AS system, (SELECT response_transition_2."to"
FROM response_transition AS response_transition_2
WHERE response_transition_2.response_id = response_2.id AND response_transition_2.effective_at <= (SELECT clock_timestamp() AS clock_timestamp_1) ORDER BY response_transition_2.effective_at DESC, response_transition_2.id DESC
 LIMIT 1) AS level
FROM response AS response_2
WHERE (response_2.period @> (SELECT clock_timestamp() AS clock_timestamp_1)) AND response_2.drill IS false AND (SELECT anon_35.path
FROM anon_35) IS NOT NULL AND (response_2.division_id IN (SELECT division_9.id
FROM division AS division_9
WHERE (division_9.path <@ (SELECT anon_35.path
FROM anon_35)) OR (division_9.path @> (SELECT anon_35.path
FROM anon_35))) OR response_2.basin_id IN (SELECT basin_division_2.basin_id
FROM basin_division AS basin_division_2 JOIN division AS division_9 ON division_9.id = basin_division_2.division_id
WHERE (division_9.path <@ (SELECT anon_35.path
FROM anon_35)) OR (division_9.path @> (SELECT anon_35.path
FROM anon_35)))) ORDER BY response_2.id) AS anon_34) AS responses, anon_36.undecided AS undecided, anon_36.waters AS waters
FROM (SELECT (SELECT count(*) AS count_6
FROM anon_37
WHERE anon_37.major_hazard) AS major_hazards, (SELECT count(*) AS count_7
FROM gauge AS gauge_2
WHERE (SELECT levee_division_path($2::VARCHAR, $9::VARCHAR) AS levee_division_path_7) IS NOT NULL AND gauge_2.division_id IN (SELECT division_11.id
FROM division AS division_11
WHERE division_11.path <@ (SELECT levee_division_path($2::VARCHAR, $10::VARCHAR) AS levee_division_path_8))) AS gauges, (SELECT count(*) AS count_8
FROM water AS water_2
WHERE (SELECT levee_division_path($2::VARCHAR, $11::VARCHAR) AS levee_division_path_9) IS NOT NULL AND (EXISTS (SELECT division_12.id
FROM division AS division_12
WHERE (division_12.path <@ (SELECT levee_division_path($2::VARCHAR, $12::VARCHAR) AS levee_division_path_10)) AND ST_Intersects(division_12.boundary, water_2.geometry)))) AS waters, (SELECT count(*) AS count_9
FROM anon_33) AS division_count, (SELECT 0
WHERE (SELECT levee_division_path($2::VARCHAR, $13::VARCHAR) AS levee_division_path_11) IS NOT NULL) AS undecided) AS anon_36) AS anon_26) AS city) AS data
