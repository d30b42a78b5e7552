SELECT textsend('{"gauges":' || coalesce((SELECT '{"edges":' || coalesce(anon_2.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_3."edge 1", ',' ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.code, anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.code AS TEXT), CAST(anon_4.id AS TEXT)) AS mark, '{"node":' || '{"code":' || coalesce(to_json(gauge_1.code)::text, 'null') || ',"name":' || coalesce(to_json(gauge_1.name)::text, 'null') || ',"water":' || coalesce(to_json(gauge_1.water)::text, 'null') || ',"location":' || coalesce(to_json(CAST(ST_AsGeoJSON(gauge_1.location, 7, 0) AS JSON))::text, 'null') || ',"basis":' || coalesce(to_json(gauge_1.basis)::text, 'null') || ',"positionErrorKm":' || coalesce(to_json(gauge_1.position_error_km)::text, 'null') || ',"thresholds":' || coalesce((SELECT coalesce('[' || string_agg(anon_5.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"mark":' || coalesce(to_json(threshold_1.mark)::text, 'null') || ',"value":' || coalesce(to_json(threshold_1.value)::text, 'null') || ',"datum":' || coalesce(to_json(threshold_1.datum)::text, 'null') || ',"asOf":' || coalesce(to_json(threshold_1.as_of)::text, 'null') || ',"asOfPrecision":' || coalesce(to_json(threshold_1.as_of_precision)::text, 'null') || ',"derivation":' || coalesce(to_json(threshold_1.derivation)::text, 'null') || '}' AS one
FROM threshold AS threshold_1
WHERE threshold_1.gauge_id = gauge_1.id ORDER BY threshold_1.mark, threshold_1.as_of, threshold_1.id) AS anon_5), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT gauge_2.code AS code, gauge_2.id AS id
FROM gauge AS gauge_2
WHERE (SELECT levee_division_path($3::VARCHAR, $4::VARCHAR) AS levee_division_path_1) IS NOT NULL AND gauge_2.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE division_1.path <@ (SELECT levee_division_path($3::VARCHAR, $5::VARCHAR) AS levee_division_path_2)) ORDER BY gauge_2.code, gauge_2.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN gauge AS gauge_1 ON gauge_1.id = anon_4.id) AS anon_3) AS anon_2), 'null') || '}') AS textsend_1
