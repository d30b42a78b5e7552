WITH anon_5 AS MATERIALIZED
(SELECT supply_item_1.id AS id, '{"name":' || coalesce(to_json(supply_item_1.name)::text, 'null') || '}' AS one
FROM supply_item AS supply_item_1)
 SELECT '{"nearbySupplies":' || coalesce((SELECT coalesce('[' || string_agg(anon_2.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"distance":' || coalesce(to_json(anon_3.distance)::text, 'null') || ',"depot":' || coalesce((SELECT '{"id":' || coalesce(to_json(levee_id('Depot', resource_1.id))::text, 'null') || ',"name":' || coalesce(to_json(resource_1.name)::text, 'null') || ',"stock":' || coalesce((SELECT coalesce('[' || string_agg(anon_4.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"quantity":' || coalesce(to_json(stock_1.quantity)::text, 'null') || ',"item":' || coalesce(anon_5.one, 'null') || '}' AS one
FROM stock AS stock_1 LEFT OUTER JOIN anon_5 ON anon_5.id = stock_1.item_id
WHERE stock_1.depot_id = resource_1.id ORDER BY stock_1.item_id) AS anon_4), 'null') || '}' AS one
FROM resource AS resource_1
WHERE resource_1.ctid = anon_3.depot_id_spot), 'null') || '}' AS one
FROM (SELECT anon_6.distance AS distance, anon_6.id AS depot_id, anon_6.spot AS depot_id_spot
FROM (SELECT anon_7.id AS id, anon_7.distance AS distance, anon_7.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_8 JOIN LATERAL (SELECT anon_9.id AS id, anon_9.sphere AS sphere, anon_9.distance AS distance, anon_9.spot AS spot, anon_9.matches AS matches, anon_9.count AS count, anon_9.bound AS bound, count(*) FILTER (WHERE anon_9.sphere > anon_9.bound) OVER (ORDER BY anon_9.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_10.id AS id, anon_10.sphere AS sphere, anon_10.distance AS distance, anon_10.spot AS spot, anon_10.matches AS matches, anon_10.count AS count, least(anon_8.metres * 1.0057, min(anon_10.sphere) FILTER (WHERE anon_10.count >= $4::INTEGER) OVER (ORDER BY anon_10.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_11.id AS id, anon_11.sphere AS sphere, anon_11.distance AS distance, anon_11.spot AS spot, anon_11.matches AS matches, count(*) FILTER (WHERE anon_11.matches) OVER (ORDER BY anon_11.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_8.place AS sphere, ST_Distance(resource_2.location, anon_8.place) AS distance, true AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND resource_2.kind = 'DEPOT'::text ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_11) AS anon_10) AS anon_9) AS anon_7 ON true
WHERE anon_7.matches AND anon_7.beyond < 1 AND anon_7.distance <= anon_8.metres ORDER BY anon_7.distance, anon_7.id
 LIMIT $4::INTEGER) AS anon_6) AS anon_3 ORDER BY anon_3.distance, anon_3.depot_id) AS anon_2), 'null') || '}' AS anon_1
