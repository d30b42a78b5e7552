SELECT '{"plans":' || coalesce(data.plans, 'null') || '}' AS anon_1
FROM (SELECT (SELECT '{"edges":' || coalesce(anon_3.edges, 'null') || '}' AS anon_2
FROM (SELECT anon_4.edges AS edges
FROM (SELECT coalesce('[' || string_agg(anon_5."edge 1", ',' ORDER BY anon_5.place) FILTER (WHERE anon_5.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_5.mark) FILTER (WHERE anon_5.place = 1) AS "first mark", max(anon_5.mark) FILTER (WHERE anon_5.place = least(anon_5.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_6.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_6.id AS TEXT)) AS mark, (SELECT '{"node":' || coalesce(anon_8.node, 'null') || '}' AS anon_7
FROM (SELECT (SELECT '{"versions":' || coalesce(anon_10.versions, 'null') || '}' AS anon_9
FROM (SELECT (SELECT coalesce('[' || string_agg('{"inForce":' || coalesce(CAST(to_json(anon_11."inForce") AS TEXT), 'null') || ',"authorityRules":' || coalesce(anon_11."authorityRules", 'null') || '}', ',') || ']', '[]') AS coalesce_1
FROM (SELECT tstzrange(plan_version_1.valid_from, plan_version_1.valid_to) @> $3::TIMESTAMP WITH TIME ZONE AS "inForce", (SELECT coalesce('[' || string_agg('{"level":' || coalesce(CAST(to_json(anon_12.level) AS TEXT), 'null') || ',"action":' || coalesce(CAST(to_json(anon_12.action) AS TEXT), 'null') || ',"proposer":' || coalesce(CAST(to_json(anon_12.proposer) AS TEXT), 'null') || ',"reviewer":' || coalesce(CAST(to_json(anon_12.reviewer) AS TEXT), 'null') || ',"approver":' || coalesce(CAST(to_json(anon_12.approver) AS TEXT), 'null') || ',"upperConsent":' || coalesce(CAST(anon_12."upperConsent" AS TEXT), 'null') || ',"approvalRequired":' || coalesce(CAST(anon_12."approvalRequired" AS TEXT), 'null') || '}', ',') || ']', '[]') AS coalesce_2
FROM (SELECT authority_rule_1.level AS level, authority_rule_1.action AS action, authority_rule_1.proposer AS proposer, authority_rule_1.reviewer AS reviewer, authority_rule_1.approver AS approver, authority_rule_1.upper_consent AS "upperConsent", authority_rule_1.approval_required AS "approvalRequired"
FROM authority_rule AS authority_rule_1
WHERE authority_rule_1.version_id = plan_version_1.id ORDER BY authority_rule_1.level, authority_rule_1.action) AS anon_12) AS "authorityRules"
FROM plan_version AS plan_version_1
WHERE plan_version_1.plan_id = plan_1.id ORDER BY plan_version_1.valid_from) AS anon_11) AS versions) AS anon_10) AS node) AS anon_8) AS "edge 1"
FROM (SELECT plan_2.id AS id
FROM plan AS plan_2
WHERE plan_2.kind = ANY ($4::TEXT[]) ORDER BY plan_2.id
 LIMIT $1::INTEGER + 1) AS anon_6 JOIN plan AS plan_1 ON plan_1.id = anon_6.id) AS anon_5) AS anon_4) AS anon_3) AS plans) AS data
