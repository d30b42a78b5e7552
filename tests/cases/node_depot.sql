WITH anon_2 AS MATERIALIZED
(SELECT supply_item_1.id AS id, '{"code":' || coalesce(to_json(supply_item_1.code)::text, 'null') || '}' AS one
FROM supply_item AS supply_item_1)
 SELECT textsend('{"node":' || coalesce((SELECT '{"__typename":' || coalesce(to_json('Depot'::text)::text, 'null') || ',"id":' || coalesce(to_json(levee_id('Depot', resource_1.id))::text, 'null') || ',"name":' || coalesce(to_json(resource_1.name)::text, 'null') || ',"stock":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"item":' || coalesce(anon_2.one, 'null') || '}' AS one
FROM stock AS stock_1 LEFT OUTER JOIN anon_2 ON anon_2.id = stock_1.item_id
WHERE stock_1.depot_id = resource_1.id ORDER BY stock_1.item_id) AS anon_1), 'null') || '}' AS one
FROM resource AS resource_1
WHERE resource_1.id = $1::BIGINT AND resource_1.kind = 'DEPOT'::text), 'null') || '}') AS textsend_1
