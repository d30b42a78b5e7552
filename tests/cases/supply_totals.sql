SELECT '{"supplyTotals":' || coalesce(data."supplyTotals", 'null') || ',"county":' || coalesce(data.county, 'null') || '}' AS anon_1
FROM (SELECT (SELECT coalesce('[' || string_agg('{"item":' || coalesce(anon_2.item, 'null') || ',"quantity":' || coalesce(CAST(to_json(anon_2.quantity) AS TEXT), 'null') || ',"available":' || coalesce(CAST(to_json(anon_2.available) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_3.code) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_3.name) AS TEXT), 'null') || ',"unit":' || coalesce(CAST(to_json(anon_3.unit) AS TEXT), 'null') || '}' AS one
FROM (SELECT supply_item_1.code AS code, supply_item_1.name AS name, supply_item_1.unit AS unit
FROM supply_item AS supply_item_1
WHERE supply_item_1.id = anon_4.item_id) AS anon_3) AS item, anon_4.quantity AS quantity, anon_4.available AS available
FROM (SELECT stock_1.item_id AS item_id, supply_item_2.code AS code, sum(stock_1.quantity) AS quantity, sum(stock_1.available) AS available
FROM stock AS stock_1 JOIN resource AS resource_1 ON resource_1.id = stock_1.depot_id JOIN supply_item AS supply_item_2 ON supply_item_2.id = stock_1.item_id
WHERE (SELECT levee_division_path($1::VARCHAR, $2::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_1.division_id IN (SELECT division_1.id
FROM division AS division_1
WHERE division_1.path <@ (SELECT levee_division_path($1::VARCHAR, $3::VARCHAR) AS levee_division_path_2)) GROUP BY stock_1.item_id, supply_item_2.code) AS anon_4 ORDER BY anon_4.code) AS anon_2) AS "supplyTotals", (SELECT coalesce('[' || string_agg('{"item":' || coalesce(anon_5.item, 'null') || ',"quantity":' || coalesce(CAST(to_json(anon_5.quantity) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_6.code) AS TEXT), 'null') || '}' AS one
FROM (SELECT supply_item_3.code AS code
FROM supply_item AS supply_item_3
WHERE supply_item_3.id = anon_7.item_id) AS anon_6) AS item, anon_7.quantity AS quantity
FROM (SELECT stock_2.item_id AS item_id, supply_item_4.code AS code, sum(stock_2.quantity) AS quantity, sum(stock_2.available) AS available
FROM stock AS stock_2 JOIN resource AS resource_2 ON resource_2.id = stock_2.depot_id JOIN supply_item AS supply_item_4 ON supply_item_4.id = stock_2.item_id
WHERE (SELECT levee_division_path($4::VARCHAR, $5::VARCHAR) AS levee_division_path_3) IS NOT NULL AND resource_2.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($4::VARCHAR, $6::VARCHAR) AS levee_division_path_4)) GROUP BY stock_2.item_id, supply_item_4.code) AS anon_7 ORDER BY anon_7.code) AS anon_5) AS county) AS data
