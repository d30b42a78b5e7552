SELECT '{"gauges":' || coalesce(data.gauges, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT anon_4.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_5."edge 1", ',' ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.code, anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_6.code AS TEXT), CAST(anon_6.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_8.node, 'null') || '}' AS anon_7
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_10.code) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_10.name) AS TEXT), 'null') || ',"water":' || coalesce(CAST(to_json(anon_10.water) AS TEXT), 'null') || ',"location":' || coalesce(CAST(to_json(anon_10.location) AS TEXT), 'null') || ',"basis":' || coalesce(CAST(to_json(anon_10.basis) AS TEXT), 'null') || ',"positionErrorKm":' || coalesce(CAST(to_json(anon_10."positionErrorKm") AS TEXT), 'null') || ',"thresholds":' || coalesce(anon_10.thresholds, 'null') || '}' AS anon_9
FROM (SELECT gauge_1.code AS code, gauge_1.name AS name, gauge_1.water AS water, CAST(ST_AsGeoJSON(gauge_1.location, 7, 0) AS JSON) AS location, gauge_1.basis AS basis, gauge_1.position_error_km AS "positionErrorKm", (SELECT coalesce('[' || string_agg('{"mark":' || coalesce(CAST(to_json(anon_11.mark) AS TEXT), 'null') || ',"value":' || coalesce(CAST(to_json(anon_11.value) AS TEXT), 'null') || ',"datum":' || coalesce(CAST(to_json(anon_11.datum) AS TEXT), 'null') || ',"asOf":' || coalesce(CAST(to_json(anon_11."asOf") AS TEXT), 'null') || ',"asOfPrecision":' || coalesce(CAST(to_json(anon_11."asOfPrecision") AS TEXT), 'null') || ',"derivation":' || coalesce(CAST(to_json(anon_11.derivation) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT threshold_1.mark AS mark, threshold_1.value AS value, threshold_1.datum AS datum, threshold_1.as_of AS "asOf", threshold_1.as_of_precision AS "asOfPrecision", threshold_1.derivation AS derivation
FROM threshold AS threshold_1
WHERE threshold_1.gauge_id = gauge_1.id ORDER BY threshold_1.mark, threshold_1.as_of, threshold_1.id) AS anon_11) AS thresholds) AS anon_10) AS node) AS anon_8) AS "edge 1"
FROM (SELECT gauge_2.code AS code, gauge_2.id AS id
FROM gauge AS gauge_2
WHERE (SELECT levee_division_path($3::VARCHAR, $4::VARCHAR) AS levee_division_path_1) IS NOT NULL AND gauge_2.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE division_1.path <@ (SELECT levee_division_path($3::VARCHAR, $5::VARCHAR) AS levee_division_path_2)) ORDER BY gauge_2.code, gauge_2.id
 LIMIT $1::INTEGER + 1) AS anon_6 JOIN gauge AS gauge_1 ON gauge_1.id = anon_6.id) AS anon_5) AS anon_4) AS anon_3) AS gauges) AS data
