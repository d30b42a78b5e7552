SELECT textsend('{"hazardSites":' || coalesce((SELECT '{"edges":' || coalesce(anon_2.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_3."edge 1", ',' ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, '{"node":' || '{"name":' || coalesce(to_json(hazard_site_1.name)::text, 'null') || ',"riskGradings":' || coalesce((SELECT coalesce('[' || string_agg(anon_5.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"grade":' || coalesce(to_json(risk_grade_1.grade)::text, 'null') || ',"validFrom":' || coalesce(to_json(risk_grade_1.valid_from)::text, 'null') || ',"validTo":' || coalesce(to_json(risk_grade_1.valid_to)::text, 'null') || ',"basis":' || coalesce(to_json(risk_grade_1.basis)::text, 'null') || '}' AS one
FROM risk_grade AS risk_grade_1
WHERE risk_grade_1.site_id = hazard_site_1.id ORDER BY risk_grade_1.valid_from) AS anon_5), 'null') || ',"children":' || coalesce((SELECT coalesce('[' || string_agg(anon_6.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"code":' || coalesce(to_json(hazard_site_2.code)::text, 'null') || '}' AS one
FROM hazard_site AS hazard_site_2
WHERE hazard_site_2.parent_id = hazard_site_1.id ORDER BY hazard_site_2.code) AS anon_6), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT hazard_site_3.id AS id
FROM hazard_site AS hazard_site_3
WHERE hazard_site_3.kind = ANY ($3::TEXT[]) ORDER BY hazard_site_3.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN hazard_site AS hazard_site_1 ON hazard_site_1.id = anon_4.id) AS anon_3) AS anon_2), 'null') || '}') AS textsend_1
