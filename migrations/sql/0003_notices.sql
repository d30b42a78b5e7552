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
