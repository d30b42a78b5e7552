SELECT textsend('{"supplyItems":' || coalesce((SELECT '{"edges":' || coalesce(anon_2.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_3."edge 1", ',' ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.code, anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.code AS TEXT), CAST(anon_4.id AS TEXT)) AS mark, '{"node":' || '{"code":' || coalesce(to_json(supply_item_1.code)::text, 'null') || ',"unit":' || coalesce(to_json(supply_item_1.unit)::text, 'null') || ',"stock":' || coalesce((SELECT coalesce('[' || string_agg(anon_5.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"quantity":' || coalesce(to_json(stock_1.quantity)::text, 'null') || ',"quantityBasis":' || coalesce(to_json(stock_1.quantity_basis)::text, 'null') || ',"depot":' || coalesce(anon_6.one, 'null') || '}' AS one
FROM stock AS stock_1 LEFT OUTER JOIN LATERAL (SELECT '{"code":' || coalesce(to_json(resource_1.code)::text, 'null') || '}' AS one
FROM resource AS resource_1
WHERE resource_1.id = stock_1.depot_id) AS anon_6 ON true
WHERE stock_1.item_id = supply_item_1.id ORDER BY stock_1.depot_id) AS anon_5), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT supply_item_2.code AS code, supply_item_2.id AS id
FROM supply_item AS supply_item_2 ORDER BY supply_item_2.code, supply_item_2.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN supply_item AS supply_item_1 ON supply_item_1.id = anon_4.id) AS anon_3) AS anon_2), 'null') || '}') AS textsend_1
