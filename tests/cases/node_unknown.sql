SELECT textsend('{"node":' || coalesce((SELECT '{"id":' || coalesce(to_json(levee_id('Depot', resource_1.id))::text, 'null') || '}' AS one
FROM resource AS resource_1
WHERE resource_1.id = $1::BIGINT AND resource_1.kind = 'DEPOT'::text), 'null') || '}') AS textsend_1
