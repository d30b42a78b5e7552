SELECT textsend('{"division":' || coalesce((SELECT '{"resources":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_1
FROM resource AS resource_1
WHERE resource_1.division_id = division_1.id))::text, 'null') || ',"edges":' || coalesce(anon_2.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_3."edge 1", ',' ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, '{"node":' || coalesce(CASE WHEN (resource_2.kind = 'DEPOT'::text) THEN '{"name":' || coalesce(to_json(resource_2.name)::text, 'null') || '}' WHEN (resource_2.kind = 'TEAM'::text) THEN '{"name":' || coalesce(to_json(resource_2.name)::text, 'null') || '}' WHEN (resource_2.kind = 'LABOUR'::text) THEN '{"name":' || coalesce(to_json(resource_2.name)::text, 'null') || '}' WHEN (resource_2.kind = 'EQUIPMENT'::text) THEN '{"name":' || coalesce(to_json(resource_2.name)::text, 'null') || '}' WHEN (resource_2.kind = 'SHELTER'::text) THEN '{"name":' || coalesce(to_json(resource_2.name)::text, 'null') || '}' END, 'null') || '}' AS "edge 1"
FROM (SELECT resource_3.id AS id
FROM resource AS resource_3
WHERE resource_3.division_id = division_1.id ORDER BY resource_3.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN resource AS resource_2 ON resource_2.id = anon_4.id) AS anon_3) AS anon_2), 'null') || ',"hazardSites":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_2
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.division_id = division_1.id AND hazard_site_1.kind = ANY ($3::TEXT[])))::text, 'null') || ',"edges":' || coalesce(anon_6.edges, 'null') || '}' AS anon_5
FROM (SELECT coalesce('[' || string_agg(anon_7."edge 1", ',' ORDER BY anon_7.place) FILTER (WHERE anon_7.place <= $4::INTEGER) || ']', '[]') AS edges, count(*) > $4::INTEGER AS "more of it", max(anon_7.mark) FILTER (WHERE anon_7.place = 1) AS "first mark", max(anon_7.mark) FILTER (WHERE anon_7.place = least(anon_7.found, $4::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_8.id) AS place, count(*) OVER () AS found, levee_cursor($5::BYTEA, CAST(anon_8.id AS TEXT)) AS mark, '{"node":' || '{"kind":' || coalesce(to_json(hazard_site_2.kind)::text, 'null') || ',"name":' || coalesce(to_json(hazard_site_2.name)::text, 'null') || '}' || '}' AS "edge 1"
FROM (SELECT hazard_site_3.id AS id
FROM hazard_site AS hazard_site_3
WHERE hazard_site_3.division_id = division_1.id AND hazard_site_3.kind = ANY ($6::TEXT[]) ORDER BY hazard_site_3.id
 LIMIT $4::INTEGER + 1) AS anon_8 JOIN hazard_site AS hazard_site_2 ON hazard_site_2.id = anon_8.id) AS anon_7) AS anon_6), 'null') || ',"wardens":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_3
FROM warden AS warden_1
WHERE warden_1.division_id = division_1.id))::text, 'null') || '}' AS anon_9), 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.code = $7::VARCHAR AND (daterange(division_1.valid_from, division_1.valid_to) @> CURRENT_DATE)), 'null') || '}') AS textsend_1
