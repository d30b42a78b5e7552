SELECT '{"division":' || coalesce(data.division, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"resources":' || coalesce(anon_2.resources, 'null') || ',"hazardSites":' || coalesce(anon_2."hazardSites", 'null') || ',"wardens":' || coalesce(anon_2.wardens, 'null') || '}' AS one
FROM (SELECT (SELECT '{"totalCount":' || coalesce(CAST(anon_4."totalCount" AS TEXT), 'null') || ',"edges":' || coalesce(anon_4.edges, 'null') || '}' AS anon_3
FROM (SELECT (SELECT count(*) AS count_1
FROM resource AS resource_1
WHERE resource_1.division_id = division_1.id) AS "totalCount", anon_5.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_6."edge 1", ',' ORDER BY anon_6.place) FILTER (WHERE anon_6.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_6.mark) FILTER (WHERE anon_6.place = 1) AS "first mark", max(anon_6.mark) FILTER (WHERE anon_6.place = least(anon_6.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_7.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_7.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_9.node, 'null') || '}' AS anon_8
FROM (SELECT CASE WHEN (resource_2.kind = 'DEPOT'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_11.name) AS TEXT), 'null') || '}' AS anon_10
FROM (SELECT resource_2.name AS name) AS anon_11) WHEN (resource_2.kind = 'TEAM'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_13.name) AS TEXT), 'null') || '}' AS anon_12
FROM (SELECT resource_2.name AS name) AS anon_13) WHEN (resource_2.kind = 'LABOUR'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_15.name) AS TEXT), 'null') || '}' AS anon_14
FROM (SELECT resource_2.name AS name) AS anon_15) WHEN (resource_2.kind = 'EQUIPMENT'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_17.name) AS TEXT), 'null') || '}' AS anon_16
FROM (SELECT resource_2.name AS name) AS anon_17) WHEN (resource_2.kind = 'SHELTER'::text) THEN (SELECT '{"name":' || coalesce(CAST(to_json(anon_19.name) AS TEXT), 'null') || '}' AS anon_18
FROM (SELECT resource_2.name AS name) AS anon_19) END AS node) AS anon_9) AS "edge 1"
FROM (SELECT resource_3.id AS id
FROM resource AS resource_3
WHERE resource_3.division_id = division_1.id ORDER BY resource_3.id
 LIMIT $1::INTEGER + 1) AS anon_7 JOIN resource AS resource_2 ON resource_2.id = anon_7.id) AS anon_6) AS anon_5) AS anon_4) AS resources, (SELECT '{"totalCount":' || coalesce(CAST(anon_21."totalCount" AS TEXT), 'null') || ',"edges":' || coalesce(anon_21.edges, 'null') || '}' AS anon_20
FROM (SELECT (SELECT count(*) AS count_2
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.division_id = division_1.id AND hazard_site_1.kind = ANY ($3::TEXT[])) AS "totalCount", anon_22.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_23."edge 1", ',' ORDER BY anon_23.place) FILTER (WHERE anon_23.place <= $4::INTEGER) || ']', '[]') AS edges, count(*) > $4::INTEGER AS "more of it", max(anon_23.mark) FILTER (WHERE anon_23.place = 1) AS "first mark", max(anon_23.mark) FILTER (WHERE anon_23.place = least(anon_23.found, $4::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_24.id) AS place, count(*) OVER () AS found, levee_cursor($5::BYTEA, CAST(anon_24.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_26.node, 'null') || '}' AS anon_25
FROM (SELECT (SELECT '{"kind":' || coalesce(CAST(to_json(anon_28.kind) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_28.name) AS TEXT), 'null') || '}' AS anon_27
FROM (SELECT hazard_site_2.kind AS kind, hazard_site_2.name AS name) AS anon_28) AS node) AS anon_26) AS "edge 1"
FROM (SELECT hazard_site_3.id AS id
FROM hazard_site AS hazard_site_3
WHERE hazard_site_3.division_id = division_1.id AND hazard_site_3.kind = ANY ($6::TEXT[]) ORDER BY hazard_site_3.id
 LIMIT $4::INTEGER + 1) AS anon_24 JOIN hazard_site AS hazard_site_2 ON hazard_site_2.id = anon_24.id) AS anon_23) AS anon_22) AS anon_21) AS "hazardSites", (SELECT '{"totalCount":' || coalesce(CAST(anon_30."totalCount" AS TEXT), 'null') || '}' AS anon_29
FROM (SELECT (SELECT count(*) AS count_3
FROM warden AS warden_1
WHERE warden_1.division_id = division_1.id) AS "totalCount") AS anon_30) AS wardens
FROM division AS division_1
WHERE division_1.code = $7::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)) AS anon_2) AS division) AS data
