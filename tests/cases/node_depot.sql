SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS one
FROM (SELECT 'Depot'::text AS __typename, levee_id('Depot', resource_1.id) AS id, resource_1.name AS name, (SELECT coalesce(json_agg(anon_2.*), '[]'::json) AS coalesce_1
FROM (SELECT anon_3.one AS item
FROM stock AS stock_1 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_4.*) AS one
FROM (SELECT supply_item_1.code AS code
FROM supply_item AS supply_item_1
WHERE supply_item_1.id = stock_1.item_id) AS anon_4) AS anon_3 ON true
WHERE stock_1.depot_id = resource_1.id ORDER BY stock_1.item_id) AS anon_2) AS stock
FROM resource AS resource_1
WHERE resource_1.id = $1::BIGINT AND resource_1.kind = 'DEPOT'::text) AS anon_1) AS node) AS data
