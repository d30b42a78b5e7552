-- The notice of a change of level: a raise says what is added, any other change all that is asked for.

-- Whom an action calls out, as a notice says it.
CREATE FUNCTION levee_called_said(calls text, line integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE calls WHEN 'WARDENS' THEN '防汛抗旱责任人' ELSE levee_counted(line) || '线抢险劳力' END;

CREATE VIEW notice AS
WITH told AS (
    SELECT t.*, r.system, r.drill, r.plan_id, p.title AS plan_title,
           coalesce(d.name, b.name) AS scope,
           coalesce(d.name, b.name) || levee_system_said(r.system) AS matter,
           (SELECT body.name FROM command_body AS body
             WHERE body.kind IN ('HEADQUARTERS', 'OFFICE') AND (body.system = r.system OR body.system IS NULL)
               AND (body.division_id IN (r.division_id, p.division_id) OR body.basin_id = r.basin_id)
             ORDER BY body.basin_id IS NULL, body.division_id IS DISTINCT FROM r.division_id, body.system IS NULL, body.kind, body.id LIMIT 1) AS body,
           (SELECT v.id FROM plan_version AS v
             WHERE v.plan_id = r.plan_id AND tstzrange(v.valid_from, v.valid_to) @> t.effective_at) AS version_id
      FROM response_transition AS t
      JOIN response AS r ON r.id = t.response_id
      JOIN plan AS p ON p.id = r.plan_id
      LEFT JOIN division AS d ON d.id = r.division_id
      LEFT JOIN basin AS b ON b.id = r.basin_id
), said AS (
    SELECT told.*, coalesce(body, scope) AS issuer,
           CASE kind
               WHEN 'START' THEN '启动' || matter || levee_level_said("to") || '应急响应'
               WHEN 'RAISE' THEN '将' || matter || '应急响应由' || levee_level_said("from") || '提升至' || levee_level_said("to")
               WHEN 'LOWER' THEN '将' || matter || '应急响应由' || levee_level_said("from") || '降低至' || levee_level_said("to")
               WHEN 'END' THEN '终止' || matter || levee_level_said("from") || '应急响应'
               ELSE coalesce('更正' || matter || '应急响应为' || levee_level_said("to"), '撤销误发的' || matter || '应急响应')
           END AS does,
           (SELECT string_agg(
                '　　' || levee_counted(n::int) || '、' || who || '：' || task
                || coalesce('（' || levee_within_said(within_minutes) || '）', '') || '。', E'\n' ORDER BY n)
              FROM (SELECT row_number() OVER (ORDER BY levee_severity(l.level) DESC, a.seq) AS n, a.task, a.within_minutes,
                           coalesce(u.name, levee_called_said(a.calls, a.line)) AS who
                      FROM plan_level AS l JOIN plan_action AS a ON a.level_id = l.id
                      LEFT JOIN member_unit AS u ON u.id = a.unit_id
                     WHERE l.version_id = told.version_id AND levee_severity(l.level) >= levee_severity(told."to")
                       AND (kind <> 'RAISE' OR levee_severity(l.level) < levee_severity(told."from"))
                       AND told."to" IS NOT NULL) AS actions) AS measures
      FROM told
)
SELECT id,
       CASE WHEN drill THEN '【演练】' ELSE '' END || '关于' || does || '的通知' AS title,
       document_no,
       issuer,
       scope,
       matter || '应急响应' AS matter,
       "to" AS level,
       effective_at,
       expected_until,
       measures,
       concat_ws(E'\n',
           CASE WHEN drill THEN '【演练】' ELSE '' END || '关于' || does || '的通知',
           document_no,
           '',
           '各成员单位：',
           '　　' || coalesce(rtrim(reason, '。；， ') || '。', '') || '根据《' || plan_title || '》，决定自'
               || levee_said(effective_at, effective_precision) || '起' || does || '。'
               || CASE WHEN "to" IS NULL THEN ''
                  ELSE coalesce('预计持续至' || levee_said(expected_until, 'MINUTE') || '。', '持续时间视情另行通知。') END
               || CASE WHEN kind = 'CORRECT' THEN '此前相应通知同时作废。' ELSE '' END,
           CASE WHEN measures IS NOT NULL THEN '　　请按预案落实以下措施：' END,
           measures,
           CASE WHEN drill THEN '　　本通知仅用于演练。' END,
           '',
           issuer,
           levee_said(decided_at, 'DAY')
       ) AS text
  FROM said;

COMMENT ON VIEW notice IS 'What a change of a level is announced with (响应通知).';
