SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT anon_2.edges AS edges
FROM (SELECT coalesce(json_agg(anon_3."edge 1" ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER), '[]'::json) AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.code, anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.code AS TEXT), CAST(anon_4.id AS TEXT)) AS mark, (SELECT row_to_json(anon_5.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT gauge_1.code AS code, gauge_1.name AS name, gauge_1.water AS water, CAST(ST_AsGeoJSON(gauge_1.location, 7, 0) AS JSON) AS location, gauge_1.basis AS basis, gauge_1.position_error_km AS "positionErrorKm", (SELECT coalesce(json_agg(anon_7.*), '[]'::json) AS coalesce_1
FROM (SELECT threshold_1.mark AS mark, threshold_1.value AS value, threshold_1.datum AS datum, threshold_1.as_of AS "asOf", threshold_1.as_of_precision AS "asOfPrecision", threshold_1.derivation AS derivation
FROM threshold AS threshold_1
WHERE threshold_1.gauge_id = gauge_1.id ORDER BY threshold_1.mark, threshold_1.as_of, threshold_1.id) AS anon_7) AS thresholds) AS anon_6) AS node) AS anon_5) AS "edge 1"
FROM (SELECT gauge_2.code AS code, gauge_2.id AS id
FROM gauge AS gauge_2
WHERE (SELECT levee_division_path($3::VARCHAR, $4::VARCHAR) AS levee_division_path_1) IS NOT NULL AND gauge_2.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE division_1.path <@ (SELECT levee_division_path($3::VARCHAR, $5::VARCHAR) AS levee_division_path_2)) ORDER BY gauge_2.code, gauge_2.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN gauge AS gauge_1 ON gauge_1.id = anon_4.id) AS anon_3) AS anon_2) AS anon_1) AS gauges) AS data
