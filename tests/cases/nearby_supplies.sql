SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT coalesce(json_agg(anon_1.*), '[]'::json) AS coalesce_1
FROM (SELECT anon_2.distance AS distance, (SELECT row_to_json(anon_3.*) AS one
FROM (SELECT levee_id('Depot', resource_1.id) AS id, resource_1.name AS name, (SELECT coalesce(json_agg(anon_4.*), '[]'::json) AS coalesce_2
FROM (SELECT stock_1.quantity AS quantity, anon_5.one AS item
FROM stock AS stock_1 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_6.*) AS one
FROM (SELECT supply_item_1.name AS name
FROM supply_item AS supply_item_1
WHERE supply_item_1.id = stock_1.item_id) AS anon_6) AS anon_5 ON true
WHERE stock_1.depot_id = resource_1.id ORDER BY stock_1.item_id) AS anon_4) AS stock
FROM resource AS resource_1
WHERE resource_1.ctid = anon_2.depot_id_spot) AS anon_3) AS depot
FROM (SELECT anon_7.distance AS distance, anon_7.id AS depot_id, anon_7.spot AS depot_id_spot
FROM (SELECT anon_8.id AS id, anon_8.distance AS distance, anon_8.spot AS spot
FROM (SELECT CAST(ST_SetSRID(ST_MakePoint($1::FLOAT, $2::FLOAT), 4326) AS geography) AS place, $3::FLOAT AS metres
 LIMIT ALL OFFSET 0) AS anon_9 JOIN LATERAL (SELECT anon_10.id AS id, anon_10.sphere AS sphere, anon_10.distance AS distance, anon_10.spot AS spot, anon_10.matches AS matches, anon_10.count AS count, anon_10.bound AS bound, count(*) FILTER (WHERE anon_10.sphere > anon_10.bound) OVER (ORDER BY anon_10.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS beyond
FROM (SELECT anon_11.id AS id, anon_11.sphere AS sphere, anon_11.distance AS distance, anon_11.spot AS spot, anon_11.matches AS matches, anon_11.count AS count, least(anon_9.metres * 1.0057, min(anon_11.sphere) FILTER (WHERE anon_11.count >= $4::INTEGER) OVER (ORDER BY anon_11.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) * 1.0102) AS bound
FROM (SELECT anon_12.id AS id, anon_12.sphere AS sphere, anon_12.distance AS distance, anon_12.spot AS spot, anon_12.matches AS matches, count(*) FILTER (WHERE anon_12.matches) OVER (ORDER BY anon_12.sphere ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS count
FROM (SELECT resource_2.id AS id, resource_2.location <-> anon_9.place AS sphere, ST_Distance(resource_2.location, anon_9.place) AS distance, true AS matches, resource_2.ctid AS spot
FROM resource AS resource_2
WHERE resource_2.location IS NOT NULL AND resource_2.kind = 'DEPOT'::text ORDER BY sphere
 LIMIT (SELECT 9223372036854775807)) AS anon_12) AS anon_11) AS anon_10) AS anon_8 ON true
WHERE anon_8.matches AND anon_8.beyond < 1 AND anon_8.distance <= anon_9.metres ORDER BY anon_8.distance, anon_8.id
 LIMIT $4::INTEGER) AS anon_7) AS anon_2 ORDER BY anon_2.distance, anon_2.depot_id) AS anon_1) AS "nearbySupplies") AS data
