SELECT textsend('{"hazardSites":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_1
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.major_hazard IS false))::text, 'null') || '}' AS anon_1), 'null') || '}') AS textsend_1
