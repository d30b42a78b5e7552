SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT anon_2.edges AS edges
FROM (SELECT coalesce(json_agg(anon_3."edge 1" ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER), '[]'::json) AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, (SELECT row_to_json(anon_5.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT command_body_1.code AS code, command_body_1.kind AS kind, command_body_1.name AS name, command_body_1.system AS system, (SELECT row_to_json(anon_7.*) AS one
FROM (SELECT division_1.code AS code
FROM division AS division_1
WHERE division_1.id = command_body_1.division_id) AS anon_7) AS division, (SELECT row_to_json(anon_8.*) AS one
FROM (SELECT basin_1.code AS code, (SELECT coalesce(json_agg(anon_9.*), '[]'::json) AS coalesce_1
FROM (SELECT division_2.code AS code
FROM division AS division_2
WHERE division_2.id IN (SELECT basin_division_1.division_id
FROM basin_division AS basin_division_1
WHERE basin_division_1.basin_id = basin_1.id) ORDER BY division_2.id) AS anon_9) AS divisions
FROM basin AS basin_1
WHERE basin_1.id = command_body_1.basin_id) AS anon_8) AS basin, (SELECT row_to_json(anon_10.*) AS one
FROM (SELECT command_body_2.code AS code
FROM command_body AS command_body_2
WHERE command_body_2.id = command_body_1.parent_id) AS anon_10) AS parent, (SELECT coalesce(json_agg(anon_11.*), '[]'::json) AS coalesce_2
FROM (SELECT membership_1.duty AS duty, anon_12.one AS unit
FROM membership AS membership_1 LEFT OUTER JOIN LATERAL (SELECT row_to_json(anon_13.*) AS one
FROM (SELECT member_unit_1.name AS name
FROM member_unit AS member_unit_1
WHERE member_unit_1.id = membership_1.unit_id) AS anon_13) AS anon_12 ON true
WHERE membership_1.body_id = command_body_1.id ORDER BY membership_1.id) AS anon_11) AS members) AS anon_6) AS node) AS anon_5) AS "edge 1"
FROM (SELECT command_body_3.id AS id
FROM command_body AS command_body_3 ORDER BY command_body_3.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN command_body AS command_body_1 ON command_body_1.id = anon_4.id) AS anon_3) AS anon_2) AS anon_1) AS "commandBodies") AS data
