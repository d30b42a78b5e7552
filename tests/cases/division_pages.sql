SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS one
FROM (SELECT (SELECT row_to_json(anon_2.*) AS row_to_json_2
FROM (SELECT (SELECT count(*) AS count_1
FROM resource AS resource_1
WHERE resource_1.division_id = division_1.id) AS "totalCount", anon_3.edges AS edges
FROM (SELECT coalesce(json_agg(anon_4."edge 1" ORDER BY anon_4.place) FILTER (WHERE anon_4.place <= $1::INTEGER), '[]'::json) AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_4.mark) FILTER (WHERE anon_4.place = 1) AS "first mark", max(anon_4.mark) FILTER (WHERE anon_4.place = least(anon_4.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_5.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_5.id AS TEXT)) AS mark, (SELECT row_to_json(anon_6.*) AS row_to_json_3
FROM (SELECT CASE WHEN (resource_2.kind = 'DEPOT'::text) THEN (SELECT row_to_json(anon_7.*) AS row_to_json_4
FROM (SELECT resource_2.name AS name) AS anon_7) WHEN (resource_2.kind = 'TEAM'::text) THEN (SELECT row_to_json(anon_8.*) AS row_to_json_5
FROM (SELECT resource_2.name AS name) AS anon_8) WHEN (resource_2.kind = 'LABOUR'::text) THEN (SELECT row_to_json(anon_9.*) AS row_to_json_6
FROM (SELECT resource_2.name AS name) AS anon_9) WHEN (resource_2.kind = 'EQUIPMENT'::text) THEN (SELECT row_to_json(anon_10.*) AS row_to_json_7
FROM (SELECT resource_2.name AS name) AS anon_10) WHEN (resource_2.kind = 'SHELTER'::text) THEN (SELECT row_to_json(anon_11.*) AS row_to_json_8
FROM (SELECT resource_2.name AS name) AS anon_11) END AS node) AS anon_6) AS "edge 1"
FROM (SELECT resource_3.id AS id
FROM resource AS resource_3
WHERE resource_3.division_id = division_1.id ORDER BY resource_3.id
 LIMIT $1::INTEGER + 1) AS anon_5 JOIN resource AS resource_2 ON resource_2.id = anon_5.id) AS anon_4) AS anon_3) AS anon_2) AS resources, (SELECT row_to_json(anon_12.*) AS row_to_json_9
FROM (SELECT (SELECT count(*) AS count_2
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.division_id = division_1.id AND hazard_site_1.kind = ANY ($3::TEXT[])) AS "totalCount", anon_13.edges AS edges
FROM (SELECT coalesce(json_agg(anon_14."edge 1" ORDER BY anon_14.place) FILTER (WHERE anon_14.place <= $4::INTEGER), '[]'::json) AS edges, count(*) > $4::INTEGER AS "more of it", max(anon_14.mark) FILTER (WHERE anon_14.place = 1) AS "first mark", max(anon_14.mark) FILTER (WHERE anon_14.place = least(anon_14.found, $4::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_15.id) AS place, count(*) OVER () AS found, levee_cursor($5::BYTEA, CAST(anon_15.id AS TEXT)) AS mark, (SELECT row_to_json(anon_16.*) AS row_to_json_10
FROM (SELECT (SELECT row_to_json(anon_17.*) AS row_to_json_11
FROM (SELECT hazard_site_2.kind AS kind, hazard_site_2.name AS name) AS anon_17) AS node) AS anon_16) AS "edge 1"
FROM (SELECT hazard_site_3.id AS id
FROM hazard_site AS hazard_site_3
WHERE hazard_site_3.division_id = division_1.id AND hazard_site_3.kind = ANY ($6::TEXT[]) ORDER BY hazard_site_3.id
 LIMIT $4::INTEGER + 1) AS anon_15 JOIN hazard_site AS hazard_site_2 ON hazard_site_2.id = anon_15.id) AS anon_14) AS anon_13) AS anon_12) AS "hazardSites", (SELECT row_to_json(anon_18.*) AS row_to_json_12
FROM (SELECT (SELECT count(*) AS count_3
FROM warden AS warden_1
WHERE warden_1.division_id = division_1.id) AS "totalCount") AS anon_18) AS wardens
FROM division AS division_1
WHERE division_1.code = $7::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_1) AS division) AS data
