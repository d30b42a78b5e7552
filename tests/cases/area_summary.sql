WITH anon_4 AS
(SELECT ST_GeomFromGeoJSON($1::VARCHAR) AS shape, _ST_Expand(CAST(ST_Segmentize(ST_Envelope(ST_GeomFromGeoJSON($1::VARCHAR)), 0.25) AS geography), 100) AS wide),
anon_3 AS
(SELECT resource_1.id AS id, resource_1.kind AS kind, resource_1.line AS line, resource_1.headcount AS headcount, resource_1.capacity AS capacity, resource_1.location IS NOT NULL AS located
FROM resource AS resource_1
WHERE (resource_1.location && CAST((SELECT anon_4.wide
FROM anon_4) AS geography)) AND ST_Intersects(CAST(resource_1.location AS geometry), CAST((SELECT anon_4.shape
FROM anon_4) AS geometry))),
anon_11 AS
(SELECT hazard_site_1.id AS id, hazard_site_1.kind AS kind, hazard_site_1.major_hazard AS major_hazard
FROM hazard_site AS hazard_site_1
WHERE ST_Intersects(hazard_site_1.geometry, CAST((SELECT anon_4.shape
FROM anon_4) AS geometry))),
anon_19 AS
(SELECT division_2.id AS id, division_2.path AS path
FROM division AS division_2
WHERE division_2.level = 'COUNTY'::text AND (daterange(division_2.valid_from, division_2.valid_to) @> CURRENT_DATE) AND ((division_2.location && CAST((SELECT anon_4.wide
FROM anon_4) AS geography)) AND ST_Intersects(CAST(division_2.location AS geometry), CAST((SELECT anon_4.shape
FROM anon_4) AS geometry)) OR ST_Intersects(division_2.boundary, CAST((SELECT anon_4.shape
FROM anon_4) AS geometry)))),
anon_25 AS
(SELECT resource_3.id AS id, resource_3.kind AS kind, resource_3.line AS line, resource_3.headcount AS headcount, resource_3.capacity AS capacity, resource_3.location IS NOT NULL AS located
FROM resource AS resource_3
WHERE (SELECT levee_division_path($2::VARCHAR, $3::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_3.division_id IN (SELECT division_6.id
FROM division AS division_6
WHERE division_6.path <@ (SELECT levee_division_path($2::VARCHAR, $4::VARCHAR) AS levee_division_path_2))),
anon_29 AS
(SELECT division_8.id AS id, division_8.path AS path
FROM division AS division_8
WHERE division_8.level = 'COUNTY'::text AND (daterange(division_8.valid_from, division_8.valid_to) @> CURRENT_DATE) AND ((division_8.path <@ (SELECT levee_division_path($2::VARCHAR, $5::VARCHAR) AS levee_division_path_3)) OR (division_8.path @> (SELECT levee_division_path($2::VARCHAR, $5::VARCHAR) AS levee_division_path_3)))),
anon_31 AS
(SELECT (SELECT levee_division_path($2::VARCHAR, $6::VARCHAR) AS levee_division_path_4) AS path),
anon_33 AS
(SELECT hazard_site_2.id AS id, hazard_site_2.kind AS kind, hazard_site_2.major_hazard AS major_hazard
FROM hazard_site AS hazard_site_2
WHERE (SELECT levee_division_path($2::VARCHAR, $7::VARCHAR) AS levee_division_path_5) IS NOT NULL AND hazard_site_2.division_id IN (SELECT division_10.id
FROM division AS division_10
WHERE division_10.path <@ (SELECT levee_division_path($2::VARCHAR, $8::VARCHAR) AS levee_division_path_6)))
 SELECT textsend('{"areaSummary":' || coalesce((SELECT '{"resources":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"kind":' || coalesce(to_json(anon_2.kind)::text, 'null') || ',"count":' || coalesce((anon_2.count)::text, 'null') || ',"located":' || coalesce((anon_2.located)::text, 'null') || ',"headcount":' || coalesce((anon_2.headcount)::text, 'null') || ',"capacity":' || coalesce((anon_2.capacity)::text, 'null') || '}' AS one
FROM (SELECT anon_3.kind AS kind, count(*) AS count, count(*) FILTER (WHERE anon_3.located) AS located, sum(anon_3.headcount) AS headcount, sum(anon_3.capacity) AS capacity
FROM anon_3 GROUP BY anon_3.kind) AS anon_2 ORDER BY anon_2.kind) AS anon_1), 'null') || ',"supplies":' || coalesce((SELECT coalesce('[' || string_agg(anon_5.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"item":' || coalesce((SELECT '{"code":' || coalesce(to_json(supply_item_1.code)::text, 'null') || ',"unit":' || coalesce(to_json(supply_item_1.unit)::text, 'null') || '}' AS one
FROM supply_item AS supply_item_1
WHERE supply_item_1.id = anon_6.item_id), 'null') || ',"quantity":' || coalesce(to_json(anon_6.quantity)::text, 'null') || ',"available":' || coalesce(to_json(anon_6.available)::text, 'null') || '}' AS one
FROM (SELECT stock_1.item_id AS item_id, supply_item_2.code AS code, sum(stock_1.quantity) AS quantity, sum(stock_1.available) AS available
FROM stock AS stock_1 JOIN anon_3 ON anon_3.id = stock_1.depot_id JOIN supply_item AS supply_item_2 ON supply_item_2.id = stock_1.item_id GROUP BY stock_1.item_id, supply_item_2.code) AS anon_6 ORDER BY anon_6.code) AS anon_5), 'null') || ',"labour":' || coalesce((SELECT coalesce('[' || string_agg(anon_7.one, ',') || ']', '[]') AS coalesce_3
FROM (SELECT '{"line":' || coalesce((anon_8.line)::text, 'null') || ',"headcount":' || coalesce((anon_8.headcount)::text, 'null') || '}' AS one
FROM (SELECT anon_3.line AS line, sum(anon_3.headcount) AS headcount
FROM anon_3
WHERE anon_3.kind = 'LABOUR'::text GROUP BY anon_3.line) AS anon_8 ORDER BY anon_8.line) AS anon_7), 'null') || ',"hazardSites":' || coalesce((SELECT coalesce('[' || string_agg(anon_9.one, ',') || ']', '[]') AS coalesce_4
FROM (SELECT '{"kind":' || coalesce(to_json(anon_10.kind)::text, 'null') || ',"count":' || coalesce((anon_10.count)::text, 'null') || ',"majorHazards":' || coalesce((anon_10.major_hazards)::text, 'null') || '}' AS one
FROM (SELECT anon_11.kind AS kind, count(*) AS count, count(*) FILTER (WHERE anon_11.major_hazard) AS major_hazards
FROM anon_11 GROUP BY anon_11.kind) AS anon_10 ORDER BY anon_10.kind) AS anon_9), 'null') || ',"riskGrades":' || coalesce((SELECT coalesce('[' || string_agg(anon_12.one, ',') || ']', '[]') AS coalesce_5
FROM (SELECT '{"grade":' || coalesce(to_json(anon_13.grade)::text, 'null') || ',"count":' || coalesce((anon_13.count)::text, 'null') || '}' AS one
FROM (SELECT anon_14.grade AS grade, count(*) AS count
FROM anon_11 LEFT OUTER JOIN (SELECT risk_grade_1.site_id AS site_id, risk_grade_1.grade AS grade
FROM risk_grade AS risk_grade_1
WHERE daterange(risk_grade_1.valid_from, risk_grade_1.valid_to) @> CURRENT_DATE) AS anon_14 ON anon_14.site_id = anon_11.id GROUP BY anon_14.grade) AS anon_13 ORDER BY anon_13.grade) AS anon_12), 'null') || ',"majorHazards":' || coalesce((anon_15.major_hazards)::text, 'null') || ',"gauges":' || coalesce((anon_15.gauges)::text, 'null') || ',"waters":' || coalesce((anon_15.waters)::text, 'null') || ',"protectedPlaces":' || coalesce((SELECT coalesce('[' || string_agg(anon_16.one, ',') || ']', '[]') AS coalesce_6
FROM (SELECT '{"kind":' || coalesce(to_json(anon_17.kind)::text, 'null') || ',"count":' || coalesce((anon_17.count)::text, 'null') || ',"people":' || coalesce((anon_17.people)::text, 'null') || ',"uncounted":' || coalesce((anon_17.uncounted)::text, 'null') || '}' AS one
FROM (SELECT protected_place_1.kind AS kind, count(*) AS count, sum(protected_place_1.people) AS people, count(*) FILTER (WHERE protected_place_1.people IS NULL) AS uncounted
FROM protected_place AS protected_place_1
WHERE ST_Intersects(protected_place_1.geometry, CAST((SELECT anon_4.shape
FROM anon_4) AS geometry)) GROUP BY protected_place_1.kind) AS anon_17 ORDER BY CASE WHEN (anon_17.kind = 'HOUSING'::text) THEN 0 WHEN (anon_17.kind = 'PUBLIC_FACILITY'::text) THEN 1 WHEN (anon_17.kind = 'DRINKING_WATER'::text) THEN 2 WHEN (anon_17.kind = 'TRANSPORT'::text) THEN 3 WHEN (anon_17.kind = 'FARMLAND'::text) THEN 4 WHEN (anon_17.kind = 'NATURE'::text) THEN 5 WHEN (anon_17.kind = 'MILITARY'::text) THEN 6 WHEN (anon_17.kind = 'OTHER'::text) THEN 7 END) AS anon_16), 'null') || ',"divisions":' || coalesce((SELECT coalesce('[' || string_agg(anon_18.one, ',') || ']', '[]') AS coalesce_7
FROM (SELECT '{"code":' || coalesce(to_json(division_1.code)::text, 'null') || ',"name":' || coalesce(to_json(division_1.name)::text, 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.id IN (SELECT anon_19.id
FROM anon_19) ORDER BY division_1.code, division_1.id
 LIMIT 200) AS anon_18), 'null') || ',"divisionCount":' || coalesce((anon_15.division_count)::text, 'null') || ',"responses":' || coalesce((SELECT coalesce('[' || string_agg(anon_20.one, ',') || ']', '[]') AS coalesce_8
FROM (SELECT '{"system":' || coalesce(to_json(response_1.system)::text, 'null') || ',"level":' || coalesce(to_json((SELECT response_transition_1."to"
FROM response_transition AS response_transition_1
WHERE response_transition_1.response_id = response_1.id AND response_transition_1.effective_at <= (SELECT clock_timestamp() AS clock_timestamp_1) ORDER BY response_transition_1.effective_at DESC, response_transition_1.id DESC
 LIMIT 1))::text, 'null') || ',"division":' || coalesce((SELECT '{"code":' || coalesce(to_json(division_3.code)::text, 'null') || '}' AS one
FROM division AS division_3
WHERE division_3.id = response_1.division_id), 'null') || '}' AS one
FROM response AS response_1
WHERE (response_1.period @> (SELECT clock_timestamp() AS clock_timestamp_1)) AND response_1.drill IS false AND (response_1.division_id IN (SELECT division_4.id
FROM division AS division_4
WHERE EXISTS (SELECT 1
FROM anon_19 AS anon_21
WHERE (division_4.path <@ anon_21.path) OR (division_4.path @> anon_21.path))) OR response_1.basin_id IN (SELECT basin_division_1.basin_id
FROM basin_division AS basin_division_1 JOIN division AS division_4 ON division_4.id = basin_division_1.division_id
WHERE EXISTS (SELECT 1
FROM anon_19 AS anon_21
WHERE (division_4.path <@ anon_21.path) OR (division_4.path @> anon_21.path)))) ORDER BY response_1.id) AS anon_20), 'null') || ',"undecided":' || coalesce((anon_15.undecided)::text, 'null') || '}' AS one
FROM (SELECT (SELECT count(*) AS count_1
FROM anon_11
WHERE anon_11.major_hazard) AS major_hazards, (SELECT count(*) AS count_2
FROM gauge AS gauge_1
WHERE (gauge_1.location && CAST((SELECT anon_4.wide
FROM anon_4) AS geography)) AND ST_Intersects(CAST(gauge_1.location AS geometry), CAST((SELECT anon_4.shape
FROM anon_4) AS geometry))) AS gauges, (SELECT count(*) AS count_3
FROM water AS water_1
WHERE ST_Intersects(water_1.geometry, CAST((SELECT anon_4.shape
FROM anon_4) AS geometry))) AS waters, (SELECT count(*) AS count_4
FROM anon_19) AS division_count, (SELECT count(*) AS count_5
FROM resource AS resource_2
WHERE resource_2.location IS NULL AND resource_2.division_id IN (SELECT division_5.id
FROM division AS division_5
WHERE EXISTS (SELECT 1
FROM anon_19 AS anon_22
WHERE (division_5.path <@ anon_22.path) OR (division_5.path @> anon_22.path)))) AS undecided) AS anon_15), 'null') || ',"city":' || coalesce((SELECT '{"resources":' || coalesce((SELECT coalesce('[' || string_agg(anon_23.one, ',') || ']', '[]') AS coalesce_9
FROM (SELECT '{"kind":' || coalesce(to_json(anon_24.kind)::text, 'null') || ',"count":' || coalesce((anon_24.count)::text, 'null') || ',"located":' || coalesce((anon_24.located)::text, 'null') || ',"headcount":' || coalesce((anon_24.headcount)::text, 'null') || '}' AS one
FROM (SELECT anon_25.kind AS kind, count(*) AS count, count(*) FILTER (WHERE anon_25.located) AS located, sum(anon_25.headcount) AS headcount, sum(anon_25.capacity) AS capacity
FROM anon_25 GROUP BY anon_25.kind) AS anon_24 ORDER BY anon_24.kind) AS anon_23), 'null') || ',"labour":' || coalesce((SELECT coalesce('[' || string_agg(anon_26.one, ',') || ']', '[]') AS coalesce_10
FROM (SELECT '{"line":' || coalesce((anon_27.line)::text, 'null') || ',"headcount":' || coalesce((anon_27.headcount)::text, 'null') || '}' AS one
FROM (SELECT anon_25.line AS line, sum(anon_25.headcount) AS headcount
FROM anon_25
WHERE anon_25.kind = 'LABOUR'::text GROUP BY anon_25.line) AS anon_27 ORDER BY anon_27.line) AS anon_26), 'null') || ',"divisions":' || coalesce((SELECT coalesce('[' || string_agg(anon_28.one, ',') || ']', '[]') AS coalesce_11
FROM (SELECT '{"code":' || coalesce(to_json(division_7.code)::text, 'null') || '}' AS one
FROM division AS division_7
WHERE division_7.id IN (SELECT anon_29.id
FROM anon_29) ORDER BY division_7.code, division_7.id
 LIMIT 200) AS anon_28), 'null') || ',"responses":' || coalesce((SELECT coalesce('[' || string_agg(anon_30.one, ',') || ']', '[]') AS coalesce_12
FROM (SELECT '{"system":' || coalesce(to_json(response_2.system)::text, 'null') || ',"level":' || coalesce(to_json((SELECT response_transition_2."to"
FROM response_transition AS response_transition_2
WHERE response_transition_2.response_id = response_2.id AND response_transition_2.effective_at <= (SELECT clock_timestamp() AS clock_timestamp_1) ORDER BY response_transition_2.effective_at DESC, response_transition_2.id DESC
 LIMIT 1))::text, 'null') || '}' AS one
FROM response AS response_2
WHERE (response_2.period @> (SELECT clock_timestamp() AS clock_timestamp_1)) AND response_2.drill IS false AND (SELECT anon_31.path
FROM anon_31) IS NOT NULL AND (response_2.division_id IN (SELECT division_9.id
FROM division AS division_9
WHERE (division_9.path <@ (SELECT anon_31.path
FROM anon_31)) OR (division_9.path @> (SELECT anon_31.path
FROM anon_31))) OR response_2.basin_id IN (SELECT basin_division_2.basin_id
FROM basin_division AS basin_division_2 JOIN division AS division_9 ON division_9.id = basin_division_2.division_id
WHERE (division_9.path <@ (SELECT anon_31.path
FROM anon_31)) OR (division_9.path @> (SELECT anon_31.path
FROM anon_31)))) ORDER BY response_2.id) AS anon_30), 'null') || ',"undecided":' || coalesce(to_json(anon_32.undecided)::text, 'null') || ',"waters":' || coalesce((anon_32.waters)::text, 'null') || '}' AS one
FROM (SELECT (SELECT count(*) AS count_6
FROM anon_33
WHERE anon_33.major_hazard) AS major_hazards, (SELECT count(*) AS count_7
FROM gauge AS gauge_2
WHERE (SELECT levee_division_path($2::VARCHAR, $9::VARCHAR) AS levee_division_path_7) IS NOT NULL AND gauge_2.division_id IN (SELECT division_11.id
FROM division AS division_11
WHERE division_11.path <@ (SELECT levee_division_path($2::VARCHAR, $10::VARCHAR) AS levee_division_path_8))) AS gauges, (SELECT count(*) AS count_8
FROM water AS water_2
WHERE (SELECT levee_division_path($2::VARCHAR, $11::VARCHAR) AS levee_division_path_9) IS NOT NULL AND (EXISTS (SELECT division_12.id
FROM division AS division_12
WHERE (division_12.path <@ (SELECT levee_division_path($2::VARCHAR, $12::VARCHAR) AS levee_division_path_10)) AND ST_Intersects(division_12.boundary, water_2.geometry)))) AS waters, (SELECT count(*) AS count_9
FROM anon_29) AS division_count, (SELECT 0
WHERE (SELECT levee_division_path($2::VARCHAR, $13::VARCHAR) AS levee_division_path_11) IS NOT NULL) AS undecided) AS anon_32), 'null') || '}') AS textsend_1
