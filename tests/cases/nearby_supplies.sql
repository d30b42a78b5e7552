WITH anon_6 AS MATERIALIZED
(SELECT supply_item_1.id AS id, (SELECT '{"name":' || coalesce(CAST(to_json(anon_8.name) AS TEXT), 'null') || '}' AS anon_7
FROM (SELECT supply_item_1.name AS name) AS anon_8) AS one
FROM supply_item AS supply_item_1)
 SELECT '{"nearbySupplies":' || coalesce(data."nearbySupplies", 'null') || '}' AS anon_1
FROM (SELECT (SELECT coalesce('[' || string_agg('{"distance":' || coalesce(CAST(to_json(anon_2.distance) AS TEXT), 'null') || ',"depot":' || coalesce(anon_2.depot, 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT anon_3.distance AS distance, (SELECT '{"id":' || coalesce(CAST(to_json(anon_4.id) AS TEXT), 'null') || ',"name":' || coalesce(CAST(to_json(anon_4.name) AS TEXT), 'null') || ',"stock":' || coalesce(anon_4.stock, 'null') || '}' AS one
FROM (SELECT levee_id('Depot', resource_1.id) AS id, resource_1.name AS name, (SELECT coalesce('[' || string_agg('{"quantity":' || coalesce(CAST(to_json(anon_5.quantity) AS TEXT), 'null') || ',"item":' || coalesce(anon_5.item, 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT stock_1.quantity AS quantity, anon_6.one AS item
FROM stock AS stock_1 LEFT OUTER JOIN anon_6 ON anon_6.id = stock_1.item_id
WHERE stock_1.depot_id = resource_1.id ORDER BY stock_1.item_id) AS anon_5) AS stock
FROM resource AS resource_1
WHERE resource_1.ctid = anon_3.depot_id_spot) AS anon_4) AS depot
FROM (SELECT anon_9.distance AS distance, anon_9.id AS depot_id, anon_9.spot AS depot_id_spot
FROM (SELECT anon_10.id AS id, anon_10.distance AS distance, anon_10.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_11 JOIN LATERAL (SELECT anon_12.id AS id, anon_12.sphere AS sphere, anon_12.distance AS distance, anon_12.spot AS spot, anon_12.matches AS matches, anon_12.count AS count, anon_12.bound AS bound, count(*) FILTER (WHERE anon_12.sphere > anon_12.bound) OVER (ORDER BY anon_12.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_13.id AS id, anon_13.sphere AS sphere, anon_13.distance AS distance, anon_13.spot AS spot, anon_13.matches AS matches, anon_13.count AS count, least(anon_11.metres * 1.0057, min(anon_13.sphere) FILTER (WHERE anon_13.count >= $4::INTEGER) OVER (ORDER BY anon_13.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_14.id AS id, anon_14.sphere AS sphere, anon_14.distance AS distance, anon_14.spot AS spot, anon_14.matches AS matches, count(*) FILTER (WHERE anon_14.matches) OVER (ORDER BY anon_14.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_11.place AS sphere, ST_Distance(resource_2.location, anon_11.place) AS distance, true AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND resource_2.kind = 'DEPOT'::text ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_14) AS anon_13) AS anon_12) AS anon_10 ON true
WHERE anon_10.matches AND anon_10.beyond < 1 AND anon_10.distance <= anon_11.metres ORDER BY anon_10.distance, anon_10.id
 LIMIT $4::INTEGER) AS anon_9) AS anon_3 ORDER BY anon_3.distance, anon_3.depot_id) AS anon_2) AS "nearbySupplies") AS data
