SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT (SELECT count(*) AS count_1
FROM warden AS warden_1) AS "totalCount") AS anon_1) AS wardens) AS data
