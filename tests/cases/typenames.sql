SELECT '{"__typename":' || coalesce(CAST(to_json(data.__typename) AS TEXT), 'null') || ',"wardens":' || coalesce(data.wardens, 'null') || ',"supplyTotals":' || coalesce(data."supplyTotals", 'null') || '}' AS anon_1
FROM (SELECT 'Query'::text AS __typename, (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_3.__typename) AS TEXT), 'null') || ',"edges":' || coalesce(anon_3.edges, 'null') || ',"pageInfo":' || coalesce(anon_3."pageInfo", 'null') || '}' AS anon_2
FROM (SELECT 'WardenConnection'::text AS __typename, anon_4.edges AS edges, (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_6.__typename) AS TEXT), 'null') || '}' AS anon_5
FROM (SELECT 'PageInfo'::text AS __typename) AS anon_6) AS "pageInfo"
FROM (SELECT coalesce('[' || string_agg(anon_7."edge 1", ',' ORDER BY anon_7.place) FILTER (WHERE anon_7.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_7.mark) FILTER (WHERE anon_7.place = 1) AS "first mark", max(anon_7.mark) FILTER (WHERE anon_7.place = least(anon_7.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_8.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_8.id AS TEXT)) AS mark, (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_10.__typename) AS TEXT), 'null') || ',"node":' || coalesce(anon_10.node, 'null') || '}' AS anon_9
FROM (SELECT 'WardenEdge'::text AS __typename, (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_12.__typename) AS TEXT), 'null') || ',"division":' || coalesce(anon_12.division, 'null') || '}' AS anon_11
FROM (SELECT 'Warden'::text AS __typename, (SELECT '{"__typename":' || coalesce(CAST(to_json(anon_13.__typename) AS TEXT), 'null') || '}' AS one
FROM (SELECT 'Division'::text AS __typename
FROM division AS division_1
WHERE division_1.id = warden_1.division_id) AS anon_13) AS division) AS anon_12) AS node) AS anon_10) AS "edge 1"
FROM (SELECT warden_2.id AS id
FROM warden AS warden_2 ORDER BY warden_2.id
 LIMIT $1::INTEGER + 1) AS anon_8 JOIN warden AS warden_1 ON warden_1.id = anon_8.id) AS anon_7) AS anon_4) AS anon_3) AS wardens, (SELECT coalesce('[' || string_agg('{"__typename":' || coalesce(CAST(to_json(anon_14.__typename) AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT 'SupplyTotal'::text AS __typename
FROM (SELECT stock_1.item_id AS item_id, supply_item_1.code AS code, sum(stock_1.quantity) AS quantity, sum(stock_1.available) AS available
FROM stock AS stock_1 JOIN resource AS resource_1 ON resource_1.id = stock_1.depot_id JOIN supply_item AS supply_item_1 ON supply_item_1.id = stock_1.item_id
WHERE (SELECT levee_division_path($3::VARCHAR, $4::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_1.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($3::VARCHAR, $5::VARCHAR) AS levee_division_path_2)) GROUP BY stock_1.item_id, supply_item_1.code) AS anon_15 ORDER BY anon_15.code) AS anon_14) AS "supplyTotals") AS data
