SELECT textsend('{"wardens":' || coalesce((SELECT '{"totalCount":' || coalesce(((SELECT count(*) AS count_1
FROM warden AS warden_1))::text, 'null') || '}' AS anon_1), 'null') || '}') AS textsend_1
