SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS one
FROM (SELECT 'Team'::text AS __typename, levee_id('Team', resource_1.id) AS id
FROM resource AS resource_1
WHERE resource_1.id = $1::BIGINT AND resource_1.kind = 'TEAM'::text) AS anon_1) AS node) AS data
