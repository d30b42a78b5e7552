SELECT '{"node":' || coalesce(data.node, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"id":' || coalesce(CAST(to_json(anon_2.id) AS TEXT), 'null') || '}' AS one
FROM (SELECT levee_id('Depot', resource_1.id) AS id
FROM resource AS resource_1
WHERE resource_1.id = $1::BIGINT AND resource_1.kind = 'DEPOT'::text) AS anon_2) AS node) AS data
