SELECT textsend('{"node":' || coalesce((SELECT '{"id":' || coalesce(to_json(levee_id('Division', division_1.id))::text, 'null') || ',"name":' || coalesce(to_json(division_1.name)::text, 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.id = $1::BIGINT), 'null') || '}') AS textsend_1
