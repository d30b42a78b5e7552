SELECT textsend('{"node":' || coalesce((SELECT '{"__typename":' || coalesce(to_json('Team'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('Team', resource_1.id))::text, 'null') || '}' AS one
FROM resource AS resource_1
WHERE resource_1.id = $1::BIGINT AND resource_1.kind = 'TEAM'::text), 'null') || '}') AS textsend_1
