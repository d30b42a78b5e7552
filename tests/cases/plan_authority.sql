SELECT CAST(row_to_json(data.*) AS TEXT) AS row_to_json_1
FROM (SELECT (SELECT row_to_json(anon_1.*) AS row_to_json_2
FROM (SELECT anon_2.edges AS edges
FROM (SELECT coalesce(json_agg(anon_3."edge 1" ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER), '[]'::json) AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, (SELECT row_to_json(anon_5.*) AS row_to_json_3
FROM (SELECT (SELECT row_to_json(anon_6.*) AS row_to_json_4
FROM (SELECT (SELECT coalesce(json_agg(anon_7.*), '[]'::json) AS coalesce_1
FROM (SELECT tstzrange(plan_version_1.valid_from, plan_version_1.valid_to) @> $3::TIMESTAMP WITH TIME ZONE AS "inForce", (SELECT coalesce(json_agg(anon_8.*), '[]'::json) AS coalesce_2
FROM (SELECT authority_rule_1.level AS level, authority_rule_1.action AS action, authority_rule_1.proposer AS proposer, authority_rule_1.reviewer AS reviewer, authority_rule_1.approver AS approver, authority_rule_1.upper_consent AS "upperConsent", authority_rule_1.approval_required AS "approvalRequired"
FROM authority_rule AS authority_rule_1
WHERE authority_rule_1.version_id = plan_version_1.id ORDER BY authority_rule_1.level, authority_rule_1.action) AS anon_8) AS "authorityRules"
FROM plan_version AS plan_version_1
WHERE plan_version_1.plan_id = plan_1.id ORDER BY plan_version_1.valid_from) AS anon_7) AS versions) AS anon_6) AS node) AS anon_5) AS "edge 1"
FROM (SELECT plan_2.id AS id
FROM plan AS plan_2
WHERE plan_2.kind = ANY ($4::TEXT[]) ORDER BY plan_2.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN plan AS plan_1 ON plan_1.id = anon_4.id) AS anon_3) AS anon_2) AS anon_1) AS plans) AS data
