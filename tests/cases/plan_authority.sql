SELECT textsend('{"plans":' || coalesce((SELECT '{"edges":' || coalesce(anon_2.edges, 'null') || '}' AS anon_1
FROM (SELECT coalesce('[' || string_agg(anon_3."edge 1", ',' ORDER BY anon_3.place) FILTER (WHERE anon_3.place <= $1::INTEGER) || ']', '[]') AS edges, count(*) > $1::INTEGER AS "more of it", max(anon_3.mark) FILTER (WHERE anon_3.place = 1) AS "first mark", max(anon_3.mark) FILTER (WHERE anon_3.place = least(anon_3.found, $1::INTEGER)) AS "last mark"
FROM (SELECT row_number() OVER (ORDER BY anon_4.id) AS place, count(*) OVER () AS found, levee_cursor($2::BYTEA, CAST(anon_4.id AS TEXT)) AS mark, '{"node":' || '{"versions":' || coalesce((SELECT coalesce('[' || string_agg(anon_5.one, ',') || ']', '[]') AS coalesce_1
FROM (SELECT '{"inForce":' || coalesce(to_json(tstzrange(plan_version_1.valid_from, plan_version_1.valid_to) @> $3::TIMESTAMP WITH TIME ZONE)::text, 'null') || ',"authorityRules":' || coalesce((SELECT coalesce('[' || string_agg(anon_6.one, ',') || ']', '[]') AS coalesce_2
FROM (SELECT '{"level":' || coalesce(to_json(authority_rule_1.level)::text, 'null') || ',"action":' || coalesce(to_json(authority_rule_1.action)::text, 'null') || ',"proposer":' || coalesce(to_json(authority_rule_1.proposer)::text, 'null') || ',"reviewer":' || coalesce(to_json(authority_rule_1.reviewer)::text, 'null') || ',"approver":' || coalesce(to_json(authority_rule_1.approver)::text, 'null') || ',"upperConsent":' || coalesce((authority_rule_1.upper_consent)::text, 'null') || ',"approvalRequired":' || coalesce((authority_rule_1.approval_required)::text, 'null') || '}' AS one
FROM authority_rule AS authority_rule_1
WHERE authority_rule_1.version_id = plan_version_1.id ORDER BY authority_rule_1.level, authority_rule_1.action) AS anon_6), 'null') || '}' AS one
FROM plan_version AS plan_version_1
WHERE plan_version_1.plan_id = plan_1.id ORDER BY plan_version_1.valid_from) AS anon_5), 'null') || '}' || '}' AS "edge 1"
FROM (SELECT plan_2.id AS id
FROM plan AS plan_2
WHERE plan_2.kind = ANY ($4::TEXT[]) ORDER BY plan_2.id
 LIMIT $1::INTEGER + 1) AS anon_4 JOIN plan AS plan_1 ON plan_1.id = anon_4.id) AS anon_3) AS anon_2), 'null') || '}') AS textsend_1
