SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT 'Query'::text AS __typename, (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT 'WardenConnection'::text AS __typename, anon_2.edges AS edges, (SELECT row_to_json(anon_3.*) AS row_to_json_3
FROM (SELECT 'PageInfo'::text AS __typename) AS anon_3) AS "pageInfo"
FROM (SELECT coalesce(json_agg(anon_4."edge 1" ORDER BY anon_4.place) FILTER (WHERE anon_4.place <= $1::INTEGER), '[]'::json) AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_4.mark) FILTER (WHERE anon_4.place = 1) AS "first mark", max(anon_4.mark) FILTER (WHERE anon_4.place = least(anon_4.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_5.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_5.id AS TEXT)) AS mark, (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT 'WardenEdge'::text AS __typename, (SELECT row_to_json(anon_7.*) AS row_to_json_5
FROM (SELECT 'Warden'::text AS __typename, (SELECT row_to_json(anon_8.*) AS one
FROM (SELECT 'Division'::text AS __typename
FROM division AS division_1
WHERE division_1.id = warden_1.division_id) AS anon_8) AS division) AS anon_7) AS node) AS anon_6) AS "edge 1"
FROM (SELECT warden_2.id AS id
FROM warden AS warden_2 ORDER BY warden_2.id
 LIMIT $1::INTEGER + 1) AS anon_5 JOIN warden AS warden_1 ON warden_1.id = anon_5.id) AS anon_4) AS anon_2) AS anon_1) AS wardens, (SELECT coalesce(json_agg(anon_9.*), '[]'::json) AS coalesce_1
FROM (SELECT 'SupplyTotal'::text AS __typename
FROM (SELECT stock_1.item_id AS item_id, supply_item_1.code AS code, sum(stock_1.quantity) AS quantity, sum(stock_1.available) AS available
FROM stock AS stock_1 JOIN resource AS resource_1 ON resource_1.id = stock_1.depot_id JOIN supply_item AS supply_item_1 ON supply_item_1.id = stock_1.item_id
WHERE (SELECT levee_division_path($3::VARCHAR, $4::VARCHAR) AS levee_division_path_1) IS NOT NULL AND resource_1.division_id IN (SELECT division_2.id
FROM division AS division_2
WHERE division_2.path <@ (SELECT levee_division_path($3::VARCHAR, $5::VARCHAR) AS levee_division_path_2)) GROUP BY stock_1.item_id, supply_item_1.code) AS anon_10 ORDER BY anon_10.code) AS anon_9) AS "supplyTotals") AS data
