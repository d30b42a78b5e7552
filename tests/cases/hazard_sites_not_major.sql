SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT (SELECT count(*) AS count_1
FROM hazard_site AS hazard_site_1
WHERE hazard_site_1.major_hazard IS false) AS "totalCount") AS anon_1) AS "hazardSites") AS data
