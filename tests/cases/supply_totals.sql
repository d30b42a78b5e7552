SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT coalesce(json_agg(anon_1.*), '[]'::json) AS coalesce_1
FROM (SELECT (SELECT row_to_json(anon_2.*) AS one
FROM (SELECT supply_item_1.code AS code, supply_item_1.name AS name, supply_item_1.unit AS unit
FROM supply_item AS supply_item_1
WHERE supply_item_1.id = anon_3.item_id) AS anon_2) AS item, anon_3.quantity AS quantity, anon_3.available AS available
FROM (SELECT stock_1.item_id AS item_id, supply_item_2.code AS code, sum(stock_1.quantity) AS quantity, sum(stock_1.available) AS available
FROM stock AS stock_1 JOIN resource AS resource_1 ON resource_1.id = stock_1.depot_id JOIN supply_item AS supply_item_2 ON supply_item_2.id = stock_1.item_id
WHERE (SELECT levee_division_path($1::VARCHAR, $2::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_1.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE division_1.path <@ (SELECT levee_division_path($1::VARCHAR, $3::VARCHAR) AS levee_division_path_2)) GROUP BY stock_1.item_id, supply_item_2.code) AS anon_3 ORDER BY anon_3.code) AS anon_1) AS "supplyTotals", (SELECT coalesce(json_agg(anon_4.*), '[]'::json) AS coalesce_2
FROM (SELECT (SELECT row_to_json(anon_5.*) AS one
FROM (SELECT supply_item_3.code AS code
FROM supply_item AS supply_item_3
WHERE supply_item_3.id = anon_6.item_id) AS anon_5) AS item, anon_6.quantity AS quantity
FROM (SELECT stock_2.item_id AS item_id, supply_item_4.code AS code, sum(stock_2.quantity) AS quantity, sum(stock_2.available) AS available
FROM stock AS stock_2 JOIN resource AS resource_2 ON resource_2.id = stock_2.depot_id JOIN supply_item AS supply_item_4 ON supply_item_4.id = stock_2.item_id
WHERE (SELECT levee_division_path($4::VARCHAR, $5::VARCHAR) AS levee_division_path_3) IS NOT NULL AND resource_2.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($4::VARCHAR, $6::VARCHAR) AS levee_division_path_4)) GROUP BY stock_2.item_id, supply_item_4.code) AS anon_6 ORDER BY anon_6.code) AS anon_4) AS county) AS data
