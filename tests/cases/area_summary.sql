WITH anon_6 AS
(SELECT ST_GeomFromGeoJSON($1::VARCHAR) AS shape, _ST_Expand(CAST(ST_Segmentize(ST_Envelope(ST_GeomFromGeoJSON($1::VARCHAR)), 0.25) AS geography), 100) AS wide),
anon_5 AS
(SELECT resource_1.id AS id, resource_1.kind AS kind, resource_1.line AS line, resource_1.headcount AS headcount, resource_1.capacity AS capacity, resource_1.location IS NOT NULL AS located
FROM resource AS resource_1
WHERE (resource_1.location && CAST((SELECT anon_6.wide
FROM anon_6) AS geography)) AND ST_Intersects(CAST(resource_1.location AS geometry), CAST((SELECT anon_6.shape
FROM anon_6) AS geometry))),
anon_14 AS
(SELECT hazard_site_1.id AS id, hazard_site_1.kind AS kind, hazard_site_1.major_hazard AS major_hazard
FROM hazard_site AS hazard_site_1
WHERE ST_Intersects(hazard_site_1.geometry, CAST((SELECT anon_6.shape
FROM anon_6) AS geometry))),
anon_22 AS
(SELECT division_2.id AS id, division_2.path AS path
FROM division AS division_2
WHERE division_2.level = 'COUNTY'::text AND (daterange(division_2.valid_from, division_2.valid_to) @> CURRENT_DATE) AND ((division_2.location && CAST((SELECT anon_6.wide
FROM anon_6) AS geography)) AND ST_Intersects(CAST(division_2.location AS geometry), CAST((SELECT anon_6.shape
FROM anon_6) AS geometry)) OR ST_Intersects(division_2.boundary, CAST((SELECT anon_6.shape
FROM anon_6) AS geometry)))),
anon_30 AS
(SELECT resource_3.id AS id, resource_3.kind AS kind, resource_3.line AS line, resource_3.headcount AS headcount, resource_3.capacity AS capacity, resource_3.location IS NOT NULL AS located
FROM resource AS resource_3
WHERE (SELECT levee_division_path($2::VARCHAR, $3::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_3.division_id IN (SELECT division_6.id
FROM division AS division_6
WHERE division_6.path <@ (SELECT levee_division_path($2::VARCHAR, $4::VARCHAR) AS levee_division_path_2))),
anon_34 AS
(SELECT division_8.id AS id, division_8.path AS path
FROM division AS division_8
WHERE division_8.level = 'COUNTY'::text AND (daterange(division_8.valid_from, division_8.valid_to) @> CURRENT_DATE) AND ((division_8.path <@ (SELECT levee_division_path($2::VARCHAR, $5::VARCHAR) AS levee_division_path_3)) OR (division_8.path @> (SELECT levee_division_path($2::VARCHAR, $5::VARCHAR) AS levee_division_path_3)))),
anon_36 AS
(SELECT (SELECT levee_division_path($2::VARCHAR, $6::VARCHAR) AS levee_division_path_4) AS path),
anon_38 AS
(SELECT hazard_site_2.id AS id, hazard_site_2.kind AS kind, hazard_site_2.major_hazard AS major_hazard
FROM hazard_site AS hazard_site_2
WHERE (SELECT levee_division_path($2::VARCHAR, $7::VARCHAR) AS levee_division_path_5) IS NOT NULL AND hazard_site_2.division_id IN (SELECT division_10.id
FROM division AS division_10
WHERE division_10.path <@ (SELECT levee_division_path($2::VARCHAR, $8::VARCHAR) AS levee_division_path_6)))
 SELECT '{"areaSummary":' || coalesce(data."areaSummary", 'null') || ',"city":' || coalesce(data.city, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"resources":' || coalesce(anon_2.resources, 'null') || ',"supplies":' || coalesce(anon_2.supplies, 'null') || ',"labour":' || coalesce(anon_2.labour, 'null') || ',"hazardSites":' || coalesce(anon_2."hazardSites", 'null') || ',"riskGrades":' || coalesce(anon_2."riskGrades", 'null') || ',"majorHazards":' || coalesce(CAST(anon_2."majorHazards" AS TEXT), 'null') || ',"gauges":' || coalesce(CAST(anon_2.gauges AS TEXT), 'null') || ',"waters":' || coalesce(CAST(anon_2.waters AS TEXT), 'null') || ',"protectedPlaces":' || coalesce(anon_2."protectedPlaces", 'null') || ',"divisions":' || coalesce(anon_2.divisions, 'null') || ',"divisionCount":' || coalesce(CAST(anon_2."divisionCount" AS TEXT), 'null') || ',"responses":' || coalesce(anon_2.responses, 'null') || ',"undecided":' || coalesce(CAST(anon_2.undecided AS TEXT), 'null') || '}' AS one
FROM (SELECT (SELECT coalesce('[' || string_agg('{"kind":' || coalesce(CAST(to_json(anon_3.kind) AS TEXT), 'null') || ',"count":' || coalesce(CAST(anon_3.count AS TEXT), 'null') || ',"located":' || coalesce(CAST(anon_3.located AS TEXT), 'null') || ',"headcount":' || coalesce(CAST(anon_3.headcount AS TEXT), 'null') || ',"capacity":' || coalesce(CAST(anon_3.capacity AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_4.kind AS kind, anon_4.count AS count, anon_4.located AS located, anon_4.headcount AS headcount, anon_4.capacity AS capacity
FROM (SELECT anon_5.kind AS kind, count(*) AS count, count(*) FILTER (WHERE anon_5.located) AS located, sum(anon_5.headcount) AS headcount, sum(anon_5.capacity) AS capacity
FROM anon_5 GROUP BY anon_5.kind) AS anon_4 ORDER BY anon_4.kind) AS anon_3) AS resources, (SELECT coalesce('[' || string_agg('{"item":' || coalesce(anon_7.item, 'null') || ',"quantity":' || coalesce(CAST(to_json(anon_7.quantity) AS TEXT), 'null') || ',"available":' || coalesce(CAST(to_json(anon_7.available) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_8.code) AS TEXT), 'null') || ',"unit":' || coalesce(CAST(to_json(anon_8.unit) AS TEXT), 'null') || '}' AS one
FROM (SELECT supply_item_1.code AS code, supply_item_1.unit AS unit
FROM supply_item AS supply_item_1
WHERE supply_item_1.id = anon_9.item_id) AS anon_8) AS item, anon_9.quantity AS quantity, anon_9.available AS available
FROM (SELECT stock_1.item_id AS item_id, supply_item_2.code AS code, sum(stock_1.quantity) AS quantity, sum(stock_1.available) AS available
FROM stock AS stock_1 JOIN anon_5 ON anon_5.id = stock_1.depot_id JOIN supply_item AS supply_item_2 ON supply_item_2.id = stock_1.item_id GROUP BY stock_1.item_id, supply_item_2.code) AS anon_9 ORDER BY anon_9.code) AS anon_7) AS supplies, (SELECT coalesce('[' || string_agg('{"line":' || coalesce(CAST(anon_10.line AS TEXT), 'null') || ',"headcount":' || coalesce(CAST(anon_10.headcount AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_3
FROM (SELECT anon_11.line AS line, anon_11.headcount AS headcount
FROM (SELECT anon_5.line AS line, sum(anon_5.headcount) AS headcount
FROM anon_5
WHERE anon_5.kind = 'LABOUR'::text GROUP BY anon_5.line) AS anon_11 ORDER BY anon_11.line) AS anon_10) AS labour, (SELECT coalesce('[' || string_agg('{"kind":' || coalesce(CAST(to_json(anon_12.kind) AS TEXT), 'null') || ',"count":' || coalesce(CAST(anon_12.count AS TEXT), 'null') || ',"majorHazards":' || coalesce(CAST(anon_12."majorHazards" AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_4
FROM (SELECT anon_13.kind AS kind, anon_13.count AS count, anon_13.major_hazards AS "majorHazards"
FROM (SELECT anon_14.kind AS kind, count(*) AS count, count(*) FILTER (WHERE anon_14.major_hazard) AS major_hazards
FROM anon_14 GROUP BY anon_14.kind) AS anon_13 ORDER BY anon_13.kind) AS anon_12) AS "hazardSites", (SELECT coalesce('[' || string_agg('{"grade":' || coalesce(CAST(to_json(anon_15.grade) AS TEXT), 'null') || ',"count":' || coalesce(CAST(anon_15.count AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_5
FROM (SELECT anon_16.grade AS grade, anon_16.count AS count
FROM (SELECT anon_17.grade AS grade, count(*) AS count
FROM anon_14 LEFT OUTER JOIN (SELECT risk_grade_1.site_id AS site_id, risk_grade_1.grade AS grade
FROM risk_grade AS risk_grade_1
WHERE daterange(risk_grade_1.valid_from, risk_grade_1.valid_to) @> CURRENT_DATE) AS anon_17 ON anon_17.site_id = anon_14.id GROUP BY anon_17.grade) AS anon_16 ORDER BY anon_16.grade) AS anon_15) AS "riskGrades", anon_18.major_hazards AS "majorHazards", anon_18.gauges AS gauges, anon_18.waters AS waters, (SELECT coalesce('[' || string_agg('{"kind":' || coalesce(CAST(to_json(anon_19.kind) AS TEXT), 'null') || ',"count":' || coalesce(CAST(anon_19.count AS TEXT), 'null') || ',"people":' || coalesce(CAST(anon_19.people AS TEXT), 'null') || ',"uncounted":' || coalesce(CAST(anon_19.uncounted AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_6
FROM (SELECT anon_20.kind AS kind, anon_20.count AS count, anon_20.people AS people, anon_20.uncounted AS uncounted
FROM (SELECT protected_place_1.kind AS kind, count(*) AS count, sum(protected_place_1.people) AS people, count(*) FILTER (WHERE protected_place_1.people IS NULL) AS uncounted
FROM protected_place AS protected_place_1
WHERE ST_Intersects(protected_place_1.geometry, CAST((SELECT anon_6.shape
FROM anon_6) AS geometry)) GROUP BY protected_place_1.kind) AS anon_20 ORDER BY CASE WHEN (anon_20.kind = 'HOUSING'::text) THEN 0 WHEN (anon_20.kind = 'PUBLIC_FACILITY'::text) THEN 1 WHEN (anon_20.kind = 'DRINKING_WATER'::text) THEN 2 WHEN (anon_20.kind = 'TRANSPORT'::text) THEN 3 WHEN (anon_20.kind = 'FARMLAND'::text) THEN 4 WHEN (anon_20.kind = 'NATURE'::text) THEN 5 WHEN (anon_20.kind = 'MILITARY'::text) THEN 6 WHEN (anon_20.kind = 'OTHER'::text) THEN 7 END) AS anon_19) AS "protectedPlaces", (SELECT coalesce('[' || string_agg('{"code":' || coalesce(CAST(to_json(anon_21.code) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_21.name) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_7
FROM (SELECT division_1.code AS code, division_1.name AS name
FROM division AS division_1
WHERE division_1.id IN (SELECT anon_22.id
FROM anon_22) ORDER BY division_1.code, division_1.id
 LIMIT 200) AS anon_21) AS divisions, anon_18.division_count AS "divisionCount", (SELECT coalesce('[' || string_agg('{"system":' || coalesce(CAST(to_json(anon_23.system) AS TEXT), 'null') || ',"level":' || coalesce(CAST(to_json(anon_23.level) AS TEXT), 'null') || ',"division":' || coalesce(anon_23.division, 'null') || '}', ',') || ']', '[]') AS coalesce_8
FROM (SELECT response_1.system AS system, (SELECT response_transition_1."to"
FROM response_transition AS response_transition_1
WHERE response_transition_1.response_id = response_1.id AND response_transition_1.effective_at <= (SELECT clock_timestamp() AS clock_timestamp_1) ORDER BY response_transition_1.effective_at DESC, response_transition_1.id DESC
 LIMIT 1) AS level, (SELECT '{"code":' || coalesce(CAST(to_json(anon_24.code) AS TEXT), 'null') || '}' AS one
FROM (SELECT division_3.code AS code
FROM division AS division_3
WHERE division_3.id = response_1.division_id) AS anon_24) AS division
FROM response AS response_1
WHERE (response_1.period @> (SELECT clock_timestamp() AS clock_timestamp_1)) AND response_1.drill IS false AND (response_1.division_id IN (SELECT division_4.id
FROM division AS division_4
WHERE EXISTS (SELECT 1
FROM anon_22 AS anon_25
WHERE (division_4.path <@ anon_25.path) OR (division_4.path @> anon_25.path))) OR response_1.basin_id IN (SELECT basin_division_1.basin_id
FROM basin_division AS basin_division_1 JOIN division AS division_4 ON division_4.id = basin_division_1.division_id
WHERE EXISTS (SELECT 1
FROM anon_22 AS anon_25
WHERE (division_4.path <@ anon_25.path) OR (division_4.path @> anon_25.path)))) ORDER BY response_1.id) AS anon_23) AS responses, anon_18.undecided AS undecided
FROM (SELECT (SELECT count(*) AS count_1
FROM anon_14
WHERE anon_14.major_hazard) AS major_hazards, (SELECT count(*) AS count_2
FROM gauge AS gauge_1
WHERE (gauge_1.location && CAST((SELECT anon_6.wide
FROM anon_6) AS geography)) AND ST_Intersects(CAST(gauge_1.location AS geometry), CAST((SELECT anon_6.shape
FROM anon_6) AS geometry))) AS gauges, (SELECT count(*) AS count_3
FROM water AS water_1
WHERE ST_Intersects(water_1.geometry, CAST((SELECT anon_6.shape
FROM anon_6) AS geometry))) AS waters, (SELECT count(*) AS count_4
FROM anon_22) AS division_count, (SELECT count(*) AS count_5
FROM resource AS resource_2
WHERE resource_2.location IS NULL AND resource_2.division_id IN (SELECT division_5.id
FROM division AS division_5
WHERE EXISTS (SELECT 1
FROM anon_22 AS anon_26
WHERE (division_5.path <@ anon_26.path) OR (division_5.path @> anon_26.path)))) AS undecided) AS anon_18) AS anon_2) AS "areaSummary", (SELECT '{"resources":' || coalesce(anon_27.resources, 'null') || ',"labour":' || coalesce(anon_27.labour, 'null') || ',"divisions":' || coalesce(anon_27.divisions, 'null') || ',"responses":' || coalesce(anon_27.responses, 'null') || ',"undecided":' || coalesce(CAST(to_json(anon_27.undecided) AS TEXT), 'null') || ',"waters":' || coalesce(CAST(anon_27.waters AS TEXT), 'null') || '}' AS one
FROM (SELECT (SELECT coalesce('[' || string_agg('{"kind":' || coalesce(CAST(to_json(anon_28.kind) AS TEXT), 'null') || ',"count":' || coalesce(CAST(anon_28.count AS TEXT), 'null') || ',"located":' || coalesce(CAST(anon_28.located AS TEXT), 'null') || ',"headcount":' || coalesce(CAST(anon_28.headcount AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_9
FROM (SELECT anon_29.kind AS kind, anon_29.count AS count, anon_29.located AS located, anon_29.headcount AS headcount
FROM (SELECT anon_30.kind AS kind, count(*) AS count, count(*) FILTER (WHERE anon_30.located) AS located, sum(anon_30.headcount) AS headcount, sum(anon_30.capacity) AS capacity
FROM anon_30 GROUP BY anon_30.kind) AS anon_29 ORDER BY anon_29.kind) AS anon_28) AS resources, (SELECT coalesce('[' || string_agg('{"line":' || coalesce(CAST(anon_31.line AS TEXT), 'null') || ',"headcount":' || coalesce(CAST(anon_31.headcount AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_10
FROM (SELECT anon_32.line AS line, anon_32.headcount AS headcount
FROM (SELECT anon_30.line AS line, sum(anon_30.headcount) AS headcount
FROM anon_30
WHERE anon_30.kind = 'LABOUR'::text GROUP BY anon_30.line) AS anon_32 ORDER BY anon_32.line) AS anon_31) AS labour, (SELECT coalesce('[' || string_agg('{"code":' || coalesce(CAST(to_json(anon_33.code) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_11
FROM (SELECT division_7.code AS code
FROM division AS division_7
WHERE division_7.id IN (SELECT anon_34.id
FROM anon_34) ORDER BY division_7.code, division_7.id
 LIMIT 200) AS anon_33) AS divisions, (SELECT coalesce('[' || string_agg('{"system":' || coalesce(CAST(to_json(anon_35.system) AS TEXT), 'null') || ',"level":' || coalesce(CAST(to_json(anon_35.level) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_12
FROM (SELECT response_2.system AS system, (SELECT response_transition_2."to"
FROM response_transition AS response_transition_2
WHERE response_transition_2.response_id = response_2.id AND response_transition_2.effective_at <= (SELECT clock_timestamp() AS clock_timestamp_1) ORDER BY response_transition_2.effective_at DESC, response_transition_2.id DESC
 LIMIT 1) AS level
FROM response AS response_2
WHERE (response_2.period @> (SELECT clock_timestamp() AS clock_timestamp_1)) AND response_2.drill IS false AND (SELECT anon_36.path
FROM anon_36) IS NOT NULL AND (response_2.division_id IN (SELECT division_9.id
FROM division AS division_9
WHERE (division_9.path <@ (SELECT anon_36.path
FROM anon_36)) OR (division_9.path @> (SELECT anon_36.path
FROM anon_36))) OR response_2.basin_id IN (SELECT basin_division_2.basin_id
FROM basin_division AS basin_division_2 JOIN division AS division_9 ON division_9.id = basin_division_2.division_id
WHERE (division_9.path <@ (SELECT anon_36.path
FROM anon_36)) OR (division_9.path @> (SELECT anon_36.path
FROM anon_36)))) ORDER BY response_2.id) AS anon_35) AS responses, anon_37.undecided AS undecided, anon_37.waters AS waters
FROM (SELECT (SELECT count(*) AS count_6
FROM anon_38
WHERE anon_38.major_hazard) AS major_hazards, (SELECT count(*) AS count_7
FROM gauge AS gauge_2
WHERE (SELECT levee_division_path($2::VARCHAR, $9::VARCHAR) AS levee_division_path_7) IS NOT NULL AND gauge_2.division_id IN (SELECT division_11.id
FROM division AS division_11
WHERE division_11.path <@ (SELECT levee_division_path($2::VARCHAR, $10::VARCHAR) AS levee_division_path_8))) AS gauges, (SELECT count(*) AS count_8
FROM water AS water_2
WHERE (SELECT levee_division_path($2::VARCHAR, $11::VARCHAR) AS levee_division_path_9) IS NOT NULL AND (EXISTS (SELECT division_12.id
FROM division AS division_12
WHERE (division_12.path <@ (SELECT levee_division_path($2::VARCHAR, $12::VARCHAR) AS levee_division_path_10)) AND ST_Intersects(division_12.boundary, water_2.geometry)))) AS waters, (SELECT count(*) AS count_9
FROM anon_34) AS division_count, (SELECT 0
WHERE (SELECT levee_division_path($2::VARCHAR, $13::VARCHAR) AS levee_division_path_11) IS NOT NULL) AS undecided) AS anon_37) AS anon_27) AS city) AS data
