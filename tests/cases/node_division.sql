SELECT '{"node":' || coalesce(data.node, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"id":' || coalesce(CAST(to_json(anon_2.id) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_2.name) AS TEXT), 'null') || '}' AS one
FROM (SELECT levee_id('Division', division_1.id) AS id, division_1.name AS name
FROM division AS division_1
WHERE division_1.id = $1::BIGINT) AS anon_2) AS node) AS data
