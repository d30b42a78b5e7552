SELECT '{"hazardSites":' || coalesce(data."hazardSites", 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"totalCount":' || coalesce(CAST(anon_3."totalCount" AS TEXT), 'null') || '}' AS anon_2
FROM (SELECT (SELECT count(*) AS count_1
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.major_hazard IS false) AS "totalCount") AS anon_3) AS "hazardSites") AS data
