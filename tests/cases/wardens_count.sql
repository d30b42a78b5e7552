SELECT '{"wardens":' || coalesce(data.wardens, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"totalCount":' || coalesce(CAST(anon_3."totalCount" AS TEXT), 'null') || '}' AS anon_2
FROM (SELECT (SELECT count(*) AS count_1
FROM warden AS warden_1) AS "totalCount") AS anon_3) AS wardens) AS data
