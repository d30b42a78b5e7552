SELECT textsend('{"__typename":' || coalesce(to_json('Query'::text)::text, 'null') || ',"wardens":' || coalesce((SELECT '{"__typename":' || coalesce(to_json('WardenConnection'::text)::text, 'null') || ',"edges":' || coalesce(anon_2.edges, 'null') || ',"pageInfo":' || '{"__typename":' || coalesce(to_json('PageInfo'::text)::text, 'null') || '}' || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_3."edge 1", ',' ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, '{"__typename":' || coalesce(to_json('WardenEdge'::text)::text, 'null') || ',"node":' || '{"__typename":' || coalesce(to_json('Warden'::text)::text, 'null') || ',"division":' || coalesce((SELECT '{"__typename":' || coalesce(to_json('Division'::text)::text, 'null') || '}' AS one
FROM division AS division_1
WHERE division_1.id = warden_1.division_id), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT warden_2.id AS id
FROM warden AS warden_2 ORDER BY warden_2.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN warden AS warden_1 ON warden_1.id = anon_4.id) AS anon_3) AS anon_2), 'null') || ',"supplyTotals":' || coalesce((SELECT coalesce('[' || string_agg(anon_5.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"__typename":' || coalesce(to_json('SupplyTotal'::text)::text, 'null') || '}' AS one
FROM (SELECT stock_1.item_id AS item_id, supply_item_1.code AS code, sum(stock_1.quantity) AS quantity, sum(stock_1.available) AS available
FROM stock AS stock_1 JOIN resource AS resource_1 ON resource_1.id = stock_1.depot_id JOIN supply_item AS supply_item_1 ON supply_item_1.id = stock_1.item_id
WHERE (SELECT levee_division_path($3::VARCHAR, $4::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_1.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($3::VARCHAR, $5::VARCHAR) AS levee_division_path_2)) GROUP BY stock_1.item_id, supply_item_1.code) AS anon_6 ORDER BY anon_6.code) AS anon_5), 'null') || '}') AS textsend_1
