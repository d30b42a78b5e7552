WITH anon_4 AS MATERIALIZED
(SELECT supply_item_1.id AS id, (SELECT '{"code":' || coalesce(CAST(to_json(anon_6.code) AS TEXT), 'null') || '}' AS anon_5
FROM (SELECT supply_item_1.code AS code) AS anon_6) AS one
FROM supply_item AS supply_item_1)
 SELECT '{"node":' || coalesce(data.node, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_2.__typename) AS TEXT), 'null') || ',"id":' || coalesce(CAST(to_json(anon_2.id) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_2.name) AS TEXT), 'null') || ',"stock":' || coalesce(anon_2.stock, 'null') || '}' AS one
FROM (SELECT 'Depot'::text AS __typename, levee_id('Depot', resource_1.id) AS id, resource_1.name AS name, (SELECT coalesce('[' || string_agg('{"item":' || coalesce(anon_3.item, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_4.one AS item
FROM stock AS stock_1 LEFT OUTER JOIN anon_4 ON anon_4.id = stock_1.item_id
WHERE stock_1.depot_id = resource_1.id ORDER BY stock_1.item_id) AS anon_3) AS stock
FROM resource AS resource_1
WHERE resource_1.id = $1::BIGINT AND resource_1.kind = 'DEPOT'::text) AS anon_2) AS node) AS data
