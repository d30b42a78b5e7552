-- Conditions of plans, what is observed beside readings, and what follows: recommendations (启动条件与建议).

CREATE TABLE trigger_condition (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    level_id BIGINT NOT NULL,
    way TEXT NOT NULL CONSTRAINT ck_trigger_condition_way CHECK ("way" IN ('ENTER', 'LEAVE')),
    parent_id BIGINT,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_trigger_condition_kind CHECK ("kind" IN ('ALL', 'ANY', 'AT_LEAST', 'GAUGE', 'FORECAST_LEVEL', 'RAIN', 'FORECAST_RAIN', 'UNITS', 'AFFECTED_AREA', 'AFFECTED_PEOPLE', 'STATEMENT')),
    at_least INTEGER CONSTRAINT ck_trigger_condition_at_least CHECK (at_least > 0),
    gauge_id BIGINT,
    division_id BIGINT,
    mark TEXT CONSTRAINT ck_trigger_condition_mark CHECK ("mark" IN ('FORTIFICATION', 'WARNING', 'GUARANTEE', 'FLOOD_LIMIT')),
    side TEXT CONSTRAINT ck_trigger_condition_side CHECK ("side" IN ('ABOVE', 'BELOW')),
    margin NUMERIC CONSTRAINT ck_trigger_condition_margin CHECK (margin BETWEEN 0 AND 100),
    for_minutes INTEGER CONSTRAINT ck_trigger_condition_for_minutes CHECK (for_minutes BETWEEN 1 AND 86400),
    trend TEXT CONSTRAINT ck_trigger_condition_trend CHECK ("trend" IN ('RISING', 'FALLING', 'STEADY')),
    clear_margin NUMERIC CONSTRAINT ck_trigger_condition_clear_margin CHECK (clear_margin BETWEEN 0 AND 100),
    clear_minutes INTEGER CONSTRAINT ck_trigger_condition_clear_minutes CHECK (clear_minutes BETWEEN 1 AND 86400),
    fresh_minutes INTEGER DEFAULT 720 NOT NULL CONSTRAINT ck_trigger_condition_fresh_minutes CHECK (fresh_minutes BETWEEN 1 AND 86400),
    amount NUMERIC CONSTRAINT ck_trigger_condition_amount CHECK (amount > 0),
    unit TEXT,
    over_minutes INTEGER CONSTRAINT ck_trigger_condition_over_minutes CHECK (over_minutes BETWEEN 1 AND 86400),
    system TEXT,
    severity TEXT CONSTRAINT ck_trigger_condition_severity CHECK ("severity" IN ('I', 'II', 'III', 'IV')),
    topic TEXT,
    basis TEXT NOT NULL CONSTRAINT ck_trigger_condition_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    source TEXT,
    CONSTRAINT pk_trigger_condition PRIMARY KEY (id),
    CONSTRAINT uq_trigger_condition_place UNIQUE (id, level_id, way),
    CONSTRAINT fk_trigger_condition_parent_id FOREIGN KEY(parent_id, level_id, way) REFERENCES trigger_condition (id, level_id, way),
    CONSTRAINT ck_trigger_condition_counted CHECK ((at_least IS NOT NULL) = kind IN ('AT_LEAST', 'UNITS')),
    CONSTRAINT ck_trigger_condition_marked CHECK (CASE WHEN kind IN ('GAUGE', 'FORECAST_LEVEL') THEN num_nulls(gauge_id, mark, side) = 0 ELSE num_nonnulls(mark, side, margin) = 0 END),
    CONSTRAINT ck_trigger_condition_lasting CHECK (kind = 'GAUGE' OR num_nonnulls(for_minutes, trend, clear_margin, clear_minutes) = 0),
    CONSTRAINT ck_trigger_condition_cleared CHECK (clear_margin IS NULL OR clear_minutes IS NOT NULL),
    CONSTRAINT ck_trigger_condition_measured CHECK (CASE WHEN kind IN ('RAIN', 'FORECAST_RAIN', 'AFFECTED_AREA', 'AFFECTED_PEOPLE') THEN num_nulls(amount, unit) = 0 AND ((kind = 'RAIN' AND unit IN ('mm')) OR (kind = 'FORECAST_LEVEL' AND unit IN ('m')) OR (kind = 'FORECAST_RAIN' AND unit IN ('mm')) OR (kind = 'AFFECTED_AREA' AND unit IN ('mu', 'hm2', 'km2')) OR (kind = 'AFFECTED_PEOPLE' AND unit IN ('person', 'wan'))) ELSE num_nonnulls(amount, unit) = 0 END),
    CONSTRAINT ck_trigger_condition_summed CHECK ((over_minutes IS NOT NULL) = kind IN ('RAIN', 'FORECAST_RAIN')),
    CONSTRAINT ck_trigger_condition_rolled CHECK ((severity IS NOT NULL) = (kind = 'UNITS') AND (kind = 'UNITS' OR system IS NULL)),
    CONSTRAINT ck_trigger_condition_stated CHECK ((topic IS NOT NULL) = (kind = 'STATEMENT')),
    CONSTRAINT ck_trigger_condition_looked_at CHECK (num_nonnulls(gauge_id, division_id) <= CASE WHEN kind IN ('ALL', 'ANY', 'AT_LEAST') THEN 0 ELSE 1 END),
    CONSTRAINT ck_trigger_condition_gauged CHECK (gauge_id IS NULL OR kind IN ('GAUGE', 'FORECAST_LEVEL') OR kind = 'RAIN'),
    CONSTRAINT fk_trigger_condition_level_id FOREIGN KEY(level_id) REFERENCES plan_level (id),
    CONSTRAINT fk_trigger_condition_gauge_id FOREIGN KEY(gauge_id) REFERENCES gauge (id),
    CONSTRAINT fk_trigger_condition_division_id FOREIGN KEY(division_id) REFERENCES division (id)
);

CREATE INDEX ix_trigger_condition_division_id ON trigger_condition (division_id);
CREATE INDEX ix_trigger_condition_gauge_id ON trigger_condition (gauge_id);
CREATE INDEX ix_trigger_condition_level_id ON trigger_condition (level_id);
CREATE INDEX ix_trigger_condition_parent_id ON trigger_condition (parent_id);
CREATE UNIQUE INDEX ix_trigger_condition_whole ON trigger_condition (level_id, way) WHERE parent_id IS NULL;

COMMENT ON TABLE trigger_condition IS 'A part of the condition of a level, as a tree (启动条件).';
COMMENT ON COLUMN trigger_condition.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN trigger_condition.level_id IS 'The level whose condition it is (所属响应级别).';
COMMENT ON COLUMN trigger_condition.way IS 'Whether it leads to the level or away from it (条件方向).';
COMMENT ON COLUMN trigger_condition.parent_id IS 'The condition it is a part of; null: the whole (上级条件).';
COMMENT ON COLUMN trigger_condition.seq IS 'Its place among the parts, from 1 (序号).';
COMMENT ON COLUMN trigger_condition.kind IS 'What it asks (条件类别).';
COMMENT ON COLUMN trigger_condition.at_least IS 'How many: parts of AT_LEAST, divisions of UNITS (至少几项).';
COMMENT ON COLUMN trigger_condition.gauge_id IS 'The gauge it looks at (测站).';
COMMENT ON COLUMN trigger_condition.division_id IS 'The division it looks at, without a gauge; null: that of the plan (区划).';
COMMENT ON COLUMN trigger_condition.mark IS 'The mark that a level is held against (特征水位).';
COMMENT ON COLUMN trigger_condition.side IS 'On which side of the mark (高于或低于).';
COMMENT ON COLUMN trigger_condition.margin IS 'By how much, in metres; null: 0 (超出幅度).';
COMMENT ON COLUMN trigger_condition.for_minutes IS 'For how long it must have been so, in minutes; null: the newest reading is enough (持续时间).';
COMMENT ON COLUMN trigger_condition.trend IS 'Which way the water must go; null: any (水势).';
COMMENT ON COLUMN trigger_condition.clear_margin IS 'How far back beyond the mark, in metres, before it counts as over; null: 0 (解除幅度).';
COMMENT ON COLUMN trigger_condition.clear_minutes IS 'For how long back beyond the mark, and not turning, in minutes, before it counts as over; null: the plan does not say when it is over (解除持续时间).';
COMMENT ON COLUMN trigger_condition.fresh_minutes IS 'How old the newest evidence may be, and how far apart two readings, in minutes (数据有效时间).';
COMMENT ON COLUMN trigger_condition.amount IS 'At least so much, in `unit`: rain, area or people (数量).';
COMMENT ON COLUMN trigger_condition.unit IS 'Unit of the amount: `mm`; `mu`, `hm2`, `km2`; `person`, `wan` (单位).';
COMMENT ON COLUMN trigger_condition.over_minutes IS 'Within how long the rain falls, in minutes (统计时段).';
COMMENT ON COLUMN trigger_condition.system IS 'Response system of the divisions below; null: that of the plan (响应体系).';
COMMENT ON COLUMN trigger_condition.severity IS 'The level they are at, or a worse one (级别).';
COMMENT ON COLUMN trigger_condition.topic IS 'What is stated, a word such as `dike_danger` (事项).';
COMMENT ON COLUMN trigger_condition.basis IS 'Where the condition comes from (依据).';
COMMENT ON COLUMN trigger_condition.source IS 'Which text it follows (来源).';

CREATE TABLE reading_intake (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    received_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    received_by TEXT NOT NULL,
    received INTEGER NOT NULL,
    added INTEGER NOT NULL,
    CONSTRAINT pk_reading_intake PRIMARY KEY (id)
);


COMMENT ON TABLE reading_intake IS 'Readings that came in together (水位数据接收批次).';
COMMENT ON COLUMN reading_intake.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN reading_intake.received_at IS 'When they came in (接收时间).';
COMMENT ON COLUMN reading_intake.received_by IS 'Who sent them: the token''s subject, a post (报送岗位).';
COMMENT ON COLUMN reading_intake.received IS 'How many came (收到条数).';
COMMENT ON COLUMN reading_intake.added IS 'How many of them were new (新增条数).';

CREATE TABLE observation (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    kind TEXT NOT NULL CONSTRAINT ck_observation_kind CHECK ("kind" IN ('RAIN', 'FORECAST_LEVEL', 'FORECAST_RAIN', 'AFFECTED_AREA', 'AFFECTED_PEOPLE', 'STATEMENT')),
    gauge_id BIGINT,
    division_id BIGINT,
    observed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    valid_from TIMESTAMP WITH TIME ZONE,
    valid_to TIMESTAMP WITH TIME ZONE,
    value NUMERIC CONSTRAINT ck_observation_value CHECK (value >= -500),
    unit TEXT,
    datum TEXT,
    topic TEXT,
    holds BOOLEAN,
    issued_by TEXT NOT NULL,
    said TEXT,
    basis TEXT NOT NULL CONSTRAINT ck_observation_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    recorded_by TEXT NOT NULL,
    CONSTRAINT pk_observation PRIMARY KEY (id),
    CONSTRAINT ck_observation_subject CHECK (num_nonnulls(gauge_id, division_id) = 1),
    CONSTRAINT ck_observation_gauged CHECK ((gauge_id IS NULL) OR kind IN ('RAIN', 'FORECAST_LEVEL')),
    CONSTRAINT ck_observation_level CHECK (kind <> 'FORECAST_LEVEL' OR gauge_id IS NOT NULL),
    CONSTRAINT ck_observation_period CHECK (valid_to > valid_from),
    CONSTRAINT ck_observation_periodic CHECK (kind NOT IN ('RAIN', 'FORECAST_RAIN', 'FORECAST_LEVEL') OR num_nulls(valid_from, valid_to) = 0),
    CONSTRAINT ck_observation_measured CHECK (CASE kind WHEN 'STATEMENT' THEN num_nonnulls(value, unit) = 0 AND num_nulls(topic, holds) = 0 ELSE num_nonnulls(topic, holds) = 0 AND num_nulls(value, unit) = 0 AND ((kind = 'RAIN' AND unit IN ('mm')) OR (kind = 'FORECAST_LEVEL' AND unit IN ('m')) OR (kind = 'FORECAST_RAIN' AND unit IN ('mm')) OR (kind = 'AFFECTED_AREA' AND unit IN ('mu', 'hm2', 'km2')) OR (kind = 'AFFECTED_PEOPLE' AND unit IN ('person', 'wan'))) END),
    CONSTRAINT fk_observation_gauge_id FOREIGN KEY(gauge_id) REFERENCES gauge (id),
    CONSTRAINT fk_observation_division_id FOREIGN KEY(division_id) REFERENCES division (id)
);

CREATE INDEX ix_observation_division_id ON observation (division_id);
CREATE INDEX ix_observation_division_id_kind ON observation (division_id, kind, observed_at);
CREATE INDEX ix_observation_gauge_id ON observation (gauge_id);
CREATE INDEX ix_observation_gauge_id_kind ON observation (gauge_id, kind, observed_at);

COMMENT ON TABLE observation IS 'What was observed, forecast or stated, beside readings of gauges (观测与研判).';
COMMENT ON COLUMN observation.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN observation.kind IS 'What was observed, forecast or stated (观测类别).';
COMMENT ON COLUMN observation.gauge_id IS 'The gauge it is about (测站).';
COMMENT ON COLUMN observation.division_id IS 'The division it is about (区划).';
COMMENT ON COLUMN observation.observed_at IS 'When it was observed, issued or stated (观测或发布时间).';
COMMENT ON COLUMN observation.valid_from IS 'From when the period it is about (时段起).';
COMMENT ON COLUMN observation.valid_to IS 'Up to when the period it is about (时段止).';
COMMENT ON COLUMN observation.value IS 'How much, in `unit` (数值).';
COMMENT ON COLUMN observation.unit IS 'Unit of the value: `mm`, `m`; `mu`, `hm2`, `km2`; `person`, `wan` (单位).';
COMMENT ON COLUMN observation.datum IS 'The datum of a level; null where none is named (高程基准).';
COMMENT ON COLUMN observation.topic IS 'What is stated, a word such as `dike_danger` (事项).';
COMMENT ON COLUMN observation.holds IS 'Whether it is stated to be so, or no longer (是否成立).';
COMMENT ON COLUMN observation.issued_by IS 'The post or body that says so (发布单位).';
COMMENT ON COLUMN observation.said IS 'What it says, in words (内容).';
COMMENT ON COLUMN observation.basis IS 'Where it comes from (依据).';
COMMENT ON COLUMN observation.recorded_at IS 'When it was recorded here (记录时间).';
COMMENT ON COLUMN observation.recorded_by IS 'Who recorded it: the token''s subject, a post (记录岗位).';

CREATE TABLE recommendation (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    plan_id BIGINT NOT NULL,
    version_id BIGINT NOT NULL,
    system TEXT NOT NULL,
    division_id BIGINT,
    basin_id BIGINT,
    response_id BIGINT,
    kind TEXT NOT NULL CONSTRAINT ck_recommendation_kind CHECK ("kind" IN ('START', 'RAISE', 'LOWER', 'END', 'CORRECT')),
    "from" TEXT CONSTRAINT ck_recommendation_from CHECK ("from" IN ('I', 'II', 'III', 'IV')),
    "to" TEXT CONSTRAINT ck_recommendation_to CHECK ("to" IN ('I', 'II', 'III', 'IV')),
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    evidence_at TIMESTAMP WITH TIME ZONE,
    reason TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT ck_recommendation_state CHECK ("state" IN ('OPEN', 'ACCEPTED', 'CHANGED', 'DISMISSED', 'SUPERSEDED')),
    settled_at TIMESTAMP WITH TIME ZONE,
    settled_by TEXT,
    settled_reason TEXT,
    transition_id BIGINT,
    lapsed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_recommendation PRIMARY KEY (id),
    CONSTRAINT ck_recommendation_scope CHECK (num_nonnulls(division_id, basin_id) = 1),
    CONSTRAINT ck_recommendation_recommended CHECK (kind <> 'CORRECT'),
    CONSTRAINT ck_recommendation_settled CHECK ((state = 'OPEN') = (settled_at IS NULL)),
    CONSTRAINT ck_recommendation_dismissed CHECK (state <> 'DISMISSED' OR settled_reason IS NOT NULL),
    CONSTRAINT ck_recommendation_lapsed CHECK (state IN ('OPEN', 'DISMISSED') OR lapsed_at IS NOT NULL),
    CONSTRAINT fk_recommendation_plan_id FOREIGN KEY(plan_id) REFERENCES plan (id),
    CONSTRAINT fk_recommendation_version_id FOREIGN KEY(version_id) REFERENCES plan_version (id),
    CONSTRAINT fk_recommendation_division_id FOREIGN KEY(division_id) REFERENCES division (id),
    CONSTRAINT fk_recommendation_basin_id FOREIGN KEY(basin_id) REFERENCES basin (id),
    CONSTRAINT fk_recommendation_response_id FOREIGN KEY(response_id) REFERENCES response (id),
    CONSTRAINT fk_recommendation_transition_id FOREIGN KEY(transition_id) REFERENCES response_transition (id)
);

CREATE INDEX ix_recommendation_basin_id ON recommendation (basin_id);
CREATE INDEX ix_recommendation_division_id ON recommendation (division_id);
CREATE UNIQUE INDEX ix_recommendation_one ON recommendation (plan_id) WHERE lapsed_at IS NULL;
CREATE INDEX ix_recommendation_plan_id ON recommendation (plan_id);

COMMENT ON TABLE recommendation IS 'A level that the conditions of a plan call for, until somebody decides (响应建议).';
COMMENT ON COLUMN recommendation.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN recommendation.plan_id IS 'The plan (依据预案).';
COMMENT ON COLUMN recommendation.version_id IS 'The version of the plan in force (依据预案版本).';
COMMENT ON COLUMN recommendation.system IS 'Response system, such as `flood` (响应体系).';
COMMENT ON COLUMN recommendation.division_id IS 'The division of the response (区划范围).';
COMMENT ON COLUMN recommendation.basin_id IS 'The basin of the response (流域范围).';
COMMENT ON COLUMN recommendation.response_id IS 'The response it is about; null: a new one (应急响应).';
COMMENT ON COLUMN recommendation.kind IS 'What it recommends: START, RAISE, LOWER or END (建议事项).';
COMMENT ON COLUMN recommendation."from" IS 'The level decided last; null at a start (原级别).';
COMMENT ON COLUMN recommendation."to" IS 'The level it recommends; null at an end (建议级别).';
COMMENT ON COLUMN recommendation.made_at IS 'When it appeared (提出时间).';
COMMENT ON COLUMN recommendation.evidence_at IS 'When the newest evidence for it was observed (依据时间).';
COMMENT ON COLUMN recommendation.reason IS 'Why, in Chinese (理由).';
COMMENT ON COLUMN recommendation.reason_en IS 'Why, in English (理由英文).';
COMMENT ON COLUMN recommendation.state IS 'What has become of it (状态).';
COMMENT ON COLUMN recommendation.settled_at IS 'When it was accepted, changed, dismissed or superseded (处理时间).';
COMMENT ON COLUMN recommendation.settled_by IS 'Who did so: the token''s subject, a post; null: the evidence (处理岗位).';
COMMENT ON COLUMN recommendation.settled_reason IS 'Why it was changed or dismissed (处理理由).';
COMMENT ON COLUMN recommendation.transition_id IS 'What was decided (所作决定).';
COMMENT ON COLUMN recommendation.lapsed_at IS 'When the evidence stopped saying so; null while it does (失效时间).';

CREATE TABLE recommendation_ground (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    recommendation_id BIGINT NOT NULL,
    condition_id BIGINT NOT NULL,
    verdict TEXT NOT NULL CONSTRAINT ck_recommendation_ground_verdict CHECK ("verdict" IN ('HOLDS', 'FAILS', 'UNKNOWN')),
    doubt TEXT CONSTRAINT ck_recommendation_ground_doubt CHECK ("doubt" IN ('NO_EVIDENCE', 'STALE', 'NO_MARK', 'DATUM', 'TOO_SHORT', 'GAP', 'NO_TREND', 'NO_RULE', 'PERIOD')),
    reading_id BIGINT,
    threshold_id BIGINT,
    observation_id BIGINT,
    observed_at TIMESTAMP WITH TIME ZONE,
    value NUMERIC,
    "limit" NUMERIC,
    difference NUMERIC,
    says TEXT NOT NULL,
    says_en TEXT NOT NULL,
    CONSTRAINT pk_recommendation_ground PRIMARY KEY (id),
    CONSTRAINT fk_recommendation_ground_recommendation_id FOREIGN KEY(recommendation_id) REFERENCES recommendation (id),
    CONSTRAINT fk_recommendation_ground_condition_id FOREIGN KEY(condition_id) REFERENCES trigger_condition (id),
    CONSTRAINT fk_recommendation_ground_reading_id FOREIGN KEY(reading_id) REFERENCES reading (id),
    CONSTRAINT fk_recommendation_ground_threshold_id FOREIGN KEY(threshold_id) REFERENCES threshold (id),
    CONSTRAINT fk_recommendation_ground_observation_id FOREIGN KEY(observation_id) REFERENCES observation (id)
);

CREATE INDEX ix_recommendation_ground_recommendation_id ON recommendation_ground (recommendation_id);

COMMENT ON TABLE recommendation_ground IS 'What one condition found when a recommendation was made (建议依据).';
COMMENT ON COLUMN recommendation_ground.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN recommendation_ground.recommendation_id IS 'The recommendation (所属建议).';
COMMENT ON COLUMN recommendation_ground.condition_id IS 'The condition that was looked at (条件).';
COMMENT ON COLUMN recommendation_ground.verdict IS 'Whether it held (判定).';
COMMENT ON COLUMN recommendation_ground.doubt IS 'Why it could not be told (无法判定的原因).';
COMMENT ON COLUMN recommendation_ground.reading_id IS 'The reading that decided (水位观测值).';
COMMENT ON COLUMN recommendation_ground.threshold_id IS 'The mark it was held against, valid at that time (特征水位).';
COMMENT ON COLUMN recommendation_ground.observation_id IS 'The observation that decided (观测).';
COMMENT ON COLUMN recommendation_ground.observed_at IS 'When that was observed (观测时间).';
COMMENT ON COLUMN recommendation_ground.value IS 'What was found: metres, mm, mu, persons, or a count (实测值).';
COMMENT ON COLUMN recommendation_ground."limit" IS 'What it was held against, margin included (比较值).';
COMMENT ON COLUMN recommendation_ground.difference IS 'Value less limit (差值).';
COMMENT ON COLUMN recommendation_ground.says IS 'The same in a Chinese sentence (说明).';
COMMENT ON COLUMN recommendation_ground.says_en IS 'The same in an English sentence (说明英文).';

ALTER TABLE plan ADD COLUMN basin_id BIGINT;
ALTER TABLE plan ADD CONSTRAINT fk_plan_basin_id FOREIGN KEY(basin_id) REFERENCES basin (id);
CREATE INDEX ix_plan_basin_id ON plan (basin_id);
COMMENT ON COLUMN plan.basin_id IS 'The basin whose response it is for; null: its division''s (所属流域).';

ALTER TABLE reading ADD COLUMN datum TEXT;
COMMENT ON COLUMN reading.datum IS 'The datum of the height; null where the sender names none (高程基准).';

ALTER TABLE reading ADD COLUMN intake_id BIGINT;
ALTER TABLE reading ADD CONSTRAINT fk_reading_intake_id FOREIGN KEY(intake_id) REFERENCES reading_intake (id);
CREATE INDEX ix_reading_intake_id ON reading (intake_id);
COMMENT ON COLUMN reading.intake_id IS 'With which others it came in (接收批次).';

ALTER TABLE event ADD COLUMN recommendation_id BIGINT;
ALTER TABLE event ADD CONSTRAINT fk_event_recommendation_id FOREIGN KEY(recommendation_id) REFERENCES recommendation (id);
CREATE INDEX ix_event_recommendation_id ON event (recommendation_id);
COMMENT ON COLUMN event.recommendation_id IS 'The recommendation it tells of.';

ALTER TABLE event DROP CONSTRAINT ck_event_kind;
ALTER TABLE event ADD CONSTRAINT ck_event_kind CHECK ("kind" IN ('TRANSITION', 'PROPOSAL', 'OVERRIDE', 'TOOK_EFFECT', 'RECOMMENDATION'));
