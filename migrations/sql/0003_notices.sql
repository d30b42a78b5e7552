-- What a change of a level is announced with, in the form of a Chinese official notice.

ALTER TABLE response_transition ADD COLUMN expected_until TIMESTAMP WITH TIME ZONE;
ALTER TABLE response_transition ADD CONSTRAINT ck_response_transition_expected CHECK (expected_until > effective_at);
COMMENT ON COLUMN response_transition.expected_until IS
    'Until when the level is expected to hold; null where that was not said (预计持续至).';

-- A moment as a notice says it, in the zone of the session, as exactly as it is known.
CREATE FUNCTION levee_said(moment timestamptz, exactness text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE exactness
    WHEN 'YEAR' THEN to_char(moment, 'FMYYYY"年"')
    WHEN 'MONTH' THEN to_char(moment, 'FMYYYY"年"FMMM"月"')
    WHEN 'TEN_DAY' THEN to_char(moment, 'FMYYYY"年"FMMM"月"')
        || (ARRAY['上旬', '中旬', '下旬'])[least(3, 1 + (extract(day FROM moment)::int - 1) / 10)]
    WHEN 'DAY' THEN to_char(moment, 'FMYYYY"年"FMMM"月"FMDD"日"')
    ELSE to_char(moment, 'FMYYYY"年"FMMM"月"FMDD"日"FMHH24"时"')
        || CASE WHEN extract(minute FROM moment) = 0 THEN '' ELSE to_char(moment, 'MI"分"') END
END;

-- The number of an item as notices count, for 1 to 99: 一, 十, 十一, 二十.
CREATE FUNCTION levee_counted(number integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN number >= 20 THEN (string_to_array('一,二,三,四,五,六,七,八,九', ','))[number / 10] ELSE '' END
    || CASE WHEN number >= 10 THEN '十' ELSE '' END
    || coalesce((string_to_array('一,二,三,四,五,六,七,八,九', ','))[number % 10], '');

CREATE FUNCTION levee_level_said(level text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (ARRAY['Ⅰ级', 'Ⅱ级', 'Ⅲ级', 'Ⅳ级'])[array_position(ARRAY['I', 'II', 'III', 'IV'], level)];

-- What a response of a system is called; a system that is not listed is called by its own word.
CREATE FUNCTION levee_system_said(system text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE system WHEN 'flood' THEN '防汛' WHEN 'drought' THEN '抗旱' WHEN 'chemical' THEN '危险化学品事故'
    WHEN 'forest-fire' THEN '森林防火' WHEN 'earthquake' THEN '抗震救灾' WHEN 'relief' THEN '救灾' ELSE system END;

-- A duration in minutes as a notice says it: 30分钟内, 2小时内, 1天内.
CREATE FUNCTION levee_within_said(minutes integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN minutes % 1440 = 0 THEN minutes / 1440 || '天内' WHEN minutes % 60 = 0 THEN minutes / 60 || '小时内'
    ELSE minutes || '分钟内' END;

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
                '　　' || levee_counted(n::int) || '、' || unit || '：' || task
                || coalesce('（' || levee_within_said(within_minutes) || '）', '') || '。', E'\n' ORDER BY n)
              FROM (SELECT row_number() OVER (ORDER BY a.seq) AS n, u.name AS unit, a.task, a.within_minutes
                      FROM plan_level AS l JOIN plan_action AS a ON a.level_id = l.id
                      JOIN member_unit AS u ON u.id = a.unit_id
                     WHERE l.version_id = told.version_id AND l.level = told."to") AS actions) AS measures
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
