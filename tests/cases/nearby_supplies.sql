WITH anon_4 AS MATERIALIZED
(SELECT supply_item_1.id AS id, '{"name":' || coalesce(to_json(supply_item_1.name)::text, 'null') || '}' AS one
FROM supply_item AS supply_item_1)
 SELECT textsend('{"nearbySupplies":' || coalesce((SELECT coalesce('[' || string_agg(anon_1.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"distance":' || coalesce(to_json(anon_2.distance)::text, 'null') || ',"depot":' || coalesce((SELECT '{"id":' || coalesce(to_json(levee_id('Depot', resource_1.id))::text, 'null') || ',"name":' || coalesce(to_json(resource_1.name)::text, 'null') || ',"stock":' || coalesce((SELECT coalesce('[' || string_agg(anon_3.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"quantity":' || coalesce(to_json(stock_1.quantity)::text, 'null') || ',"item":' || coalesce(anon_4.one, 'null') || '}' AS one
FROM stock AS stock_1 LEFT OUTER JOIN anon_4 ON anon_4.id = stock_1.item_id
WHERE stock_1.depot_id = resource_1.id ORDER BY stock_1.item_id) AS anon_3), 'null') || '}' AS one
FROM resource AS resource_1
WHERE resource_1.ctid = anon_2.depot_id_spot), 'null') || '}' AS one
FROM (SELECT anon_5.distance AS distance, anon_5.id AS depot_id, anon_5.spot AS depot_id_spot
FROM (SELECT anon_6.id AS id, anon_6.distance AS distance, anon_6.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_7 JOIN LATERAL (SELECT anon_8.id AS id, anon_8.sphere AS sphere, anon_8.distance AS distance, anon_8.spot AS spot, anon_8.matches AS matches, anon_8.count AS count, anon_8.bound AS bound, count(*) FILTER (WHERE anon_8.sphere > anon_8.bound) OVER (ORDER BY anon_8.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_9.id AS id, anon_9.sphere AS sphere, anon_9.distance AS distance, anon_9.spot AS spot, anon_9.matches AS matches, anon_9.count AS count, least(anon_7.metres * 1.0057, min(anon_9.sphere) FILTER (WHERE anon_9.count >= $4::INTEGER) OVER (ORDER BY anon_9.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_10.id AS id, anon_10.sphere AS sphere, anon_10.distance AS distance, anon_10.spot AS spot, anon_10.matches AS matches, count(*) FILTER (WHERE anon_10.matches) OVER (ORDER BY anon_10.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_7.place AS sphere, ST_Distance(resource_2.location, anon_7.place) AS distance, true AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND resource_2.kind = 'DEPOT'::text ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_10) AS anon_9) AS anon_8) AS anon_6 ON true
WHERE anon_6.matches AND anon_6.beyond < 1 AND anon_6.distance <= anon_7.metres ORDER BY anon_6.distance, anon_6.id
 LIMIT $4::INTEGER) AS anon_5) AS anon_2 ORDER BY anon_2.distance, anon_2.depot_id) AS anon_1), 'null') || '}') AS textsend_1
