SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT anon_2.edges AS edges
FROM (SELECT coalesce(json_agg(anon_3."edge 1" ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER), '[]'::json) AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.code, anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.code AS TEXT), CAST(anon_4.id AS TEXT)) AS mark, (SELECT row_to_json(anon_5.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT supply_item_1.code AS code, supply_item_1.unit AS unit, (SELECT coalesce(json_agg(anon_7.*), '[]'::json) AS coalesce_1
FROM (SELECT stock_1.quantity AS quantity, stock_1.quantity_basis AS "quantityBasis", anon_8.one AS depot
FROM stock AS stock_1 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_9.*) AS one
FROM (SELECT resource_1.code AS code
FROM resource AS resource_1
WHERE resource_1.id = stock_1.depot_id) AS anon_9) AS anon_8 ON true
WHERE stock_1.item_id = supply_item_1.id ORDER BY stock_1.depot_id) AS anon_7) AS stock) AS anon_6) AS node) AS anon_5) AS "edge 1"
FROM (SELECT supply_item_2.code AS code, supply_item_2.id AS id
FROM supply_item AS supply_item_2 ORDER BY supply_item_2.code, supply_item_2.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN supply_item AS supply_item_1 ON supply_item_1.id = anon_4.id) AS anon_3) AS anon_2) AS anon_1) AS "supplyItems") AS data
