SELECT '{"hazardSites":' || coalesce(data."hazardSites", 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT anon_4.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_5."edge 1", ',' ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_6.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_8.node, 'null') || '}' AS anon_7
FROM (SELECT (SELECT '{"name":' || coalesce(CAST(to_json(anon_10.name) AS TEXT), 'null') || ',"riskGradings":' || coalesce(anon_10."riskGradings", 'null') || ',"children":' || coalesce(anon_10.children, 'null') || '}' AS anon_9
FROM (SELECT hazard_site_1.name AS name, (SELECT coalesce('[' || string_agg('{"grade":' || coalesce(CAST(to_json(anon_11.grade) AS TEXT), 'null') || ',"validFrom":' || coalesce(CAST(to_json(anon_11."validFrom") AS TEXT), 'null') || ',"validTo":' || coalesce(CAST(to_json(anon_11."validTo") AS TEXT), 'null') || ',"basis":' || coalesce(CAST(to_json(anon_11.basis) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT risk_grade_1.grade AS grade, risk_grade_1.valid_from AS "validFrom", risk_grade_1.valid_to AS "validTo", risk_grade_1.basis AS basis
FROM risk_grade AS risk_grade_1
WHERE risk_grade_1.site_id = hazard_site_1.id ORDER BY risk_grade_1.valid_from) AS anon_11) AS "riskGradings", (SELECT coalesce('[' || string_agg('{"code":' || coalesce(CAST(to_json(anon_12.code) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT hazard_site_2.code AS code
FROM hazard_site AS hazard_site_2
WHERE hazard_site_2.parent_id = hazard_site_1.id ORDER BY hazard_site_2.code) AS anon_12) AS children) AS anon_10) AS node) AS anon_8) AS "edge 1"
FROM (SELECT hazard_site_3.id AS id
FROM hazard_site AS hazard_site_3
WHERE hazard_site_3.kind = ANY ($3::TEXT[]) ORDER BY hazard_site_3.id
 LIMIT $1::INTEGER + 1) AS anon_6 JOIN hazard_site AS hazard_site_1 ON hazard_site_1.id = anon_6.id) AS anon_5) AS anon_4) AS anon_3) AS "hazardSites") AS data
