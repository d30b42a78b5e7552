SELECT '{"supplyItems":' || coalesce(data."supplyItems", 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT anon_4.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_5."edge 1", ',' ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.code, anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_6.code AS TEXT), CAST(anon_6.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_8.node, 'null') || '}' AS anon_7
FROM (SELECT (SELECT '{"code":' || coalesce(CAST(to_json(anon_10.code) AS TEXT), 'null') || ',"unit":' || coalesce(CAST(to_json(anon_10.unit) AS TEXT), 'null') || ',"stock":' || coalesce(anon_10.stock, 'null') || '}' AS anon_9
FROM (SELECT supply_item_1.code AS code, supply_item_1.unit AS unit, (SELECT coalesce('[' || string_agg('{"quantity":' || coalesce(CAST(to_json(anon_11.quantity) AS TEXT), 'null') || ',"quantityBasis":' || coalesce(CAST(to_json(anon_11."quantityBasis") AS TEXT), 'null') || ',"depot":' || coalesce(anon_11.depot, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT stock_1.quantity AS quantity, stock_1.quantity_basis AS "quantityBasis", anon_12.one AS depot
FROM stock AS stock_1 LEFT OUTER JOIN LATERAL (SELECT '{"code":' || coalesce(CAST(to_json(anon_13.code) AS TEXT), 'null') || '}' AS one
FROM (SELECT resource_1.code AS code
FROM resource AS resource_1
WHERE resource_1.id = stock_1.depot_id) AS anon_13) AS anon_12 ON true
WHERE stock_1.item_id = supply_item_1.id ORDER BY stock_1.depot_id) AS anon_11) AS stock) AS anon_10) AS node) AS anon_8) AS "edge 1"
FROM (SELECT supply_item_2.code AS code, supply_item_2.id AS id
FROM supply_item AS supply_item_2 ORDER BY supply_item_2.code, supply_item_2.id
 LIMIT $1::INTEGER + 1) AS anon_6 JOIN supply_item AS supply_item_1 ON supply_item_1.id = anon_6.id) AS anon_5) AS anon_4) AS anon_3) AS "supplyItems") AS data
