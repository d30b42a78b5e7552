-- Responses and their transitions (应急响应).

CREATE TABLE response (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    code TEXT,
    system TEXT NOT NULL,
    plan_id BIGINT NOT NULL,
    division_id BIGINT,
    basin_id BIGINT,
    drill BOOLEAN NOT NULL,
    period TSTZRANGE NOT NULL,
    CONSTRAINT pk_response PRIMARY KEY (id),
    CONSTRAINT ck_response_scope CHECK (num_nonnulls(division_id, basin_id) = 1),
    CONSTRAINT response_overlap EXCLUDE USING gist (system WITH =, coalesce(division_id, -basin_id) WITH =, drill WITH =, period WITH &&),
    CONSTRAINT uq_response_code UNIQUE (code),
    CONSTRAINT fk_response_plan_id FOREIGN KEY(plan_id) REFERENCES plan (id),
    CONSTRAINT fk_response_division_id FOREIGN KEY(division_id) REFERENCES division (id),
    CONSTRAINT fk_response_basin_id FOREIGN KEY(basin_id) REFERENCES basin (id)
);

CREATE INDEX ix_response_basin_id ON response (basin_id);
CREATE INDEX ix_response_division_id ON response (division_id);
CREATE INDEX ix_response_plan_id ON response (plan_id);

COMMENT ON TABLE response IS 'One continuous response of one system in one scope, from its start to its end (应急响应).';
COMMENT ON COLUMN response.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN response.code IS 'Code in the register it was imported from (编号).';
COMMENT ON COLUMN response.system IS 'Response system, such as `flood` or `drought` (响应体系).';
COMMENT ON COLUMN response.plan_id IS 'The plan it is started under (依据预案).';
COMMENT ON COLUMN response.division_id IS 'The division it holds for; null when the scope is a basin (区划范围).';
COMMENT ON COLUMN response.basin_id IS 'The basin it holds for; null when the scope is a division (流域范围).';
COMMENT ON COLUMN response.drill IS 'Whether it is a drill, fixed at its start (演练).';
COMMENT ON COLUMN response.period IS 'From its start to its end, half-open; kept by a trigger.';

CREATE TABLE response_transition (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    response_id BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_response_transition_kind CHECK ("kind" IN ('START', 'RAISE', 'LOWER', 'END', 'CORRECT')),
    "from" TEXT CONSTRAINT ck_response_transition_from CHECK ("from" IN ('I', 'II', 'III', 'IV')),
    "to" TEXT CONSTRAINT ck_response_transition_to CHECK ("to" IN ('I', 'II', 'III', 'IV')),
    evidence_at TIMESTAMP WITH TIME ZONE,
    decided_at TIMESTAMP WITH TIME ZONE,
    effective_at TIMESTAMP WITH TIME ZONE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    effective_precision TEXT NOT NULL CONSTRAINT ck_response_transition_effective_precision CHECK ("effective_precision" IN ('MINUTE', 'HOUR', 'DAY', 'TEN_DAY', 'MONTH', 'YEAR', 'NONE')),
    effective_basis TEXT NOT NULL CONSTRAINT ck_response_transition_effective_basis CHECK ("effective_basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    reason TEXT,
    document_no TEXT,
    recorded_by TEXT,
    source TEXT,
    CONSTRAINT pk_response_transition PRIMARY KEY (id),
    CONSTRAINT ck_response_transition_walk CHECK ((kind = 'START' AND "from" IS NULL AND "to" IS NOT NULL)
        OR (kind IN ('RAISE', 'LOWER') AND "from" IS NOT NULL AND "to" IS NOT NULL)
        OR (kind = 'END' AND "from" IS NOT NULL AND "to" IS NULL)
        OR kind = 'CORRECT'),
    CONSTRAINT fk_response_transition_response_id FOREIGN KEY(response_id) REFERENCES response (id)
);

CREATE INDEX ix_response_transition_effective_at ON response_transition (effective_at);
CREATE UNIQUE INDEX ix_response_transition_one_end ON response_transition (response_id) WHERE kind = 'END';
CREATE UNIQUE INDEX ix_response_transition_one_start ON response_transition (response_id) WHERE kind = 'START';
CREATE INDEX ix_response_transition_response_id ON response_transition (response_id);
CREATE INDEX ix_response_transition_walk ON response_transition (response_id, effective_at, id);

COMMENT ON TABLE response_transition IS 'One change of a response''s level, never changed afterwards (响应变动).';
COMMENT ON COLUMN response_transition.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN response_transition.response_id IS 'The response it belongs to (所属应急响应).';
COMMENT ON COLUMN response_transition.kind IS 'What it does (变动类型).';
COMMENT ON COLUMN response_transition."from" IS 'The level before; null at a start (原级别).';
COMMENT ON COLUMN response_transition."to" IS 'The level after; null at an end (新级别).';
COMMENT ON COLUMN response_transition.evidence_at IS 'When the evidence was observed (依据时间).';
COMMENT ON COLUMN response_transition.decided_at IS 'When it was decided; null only where a source gave none (决定时间).';
COMMENT ON COLUMN response_transition.effective_at IS 'From when it holds (生效时间).';
COMMENT ON COLUMN response_transition.recorded_at IS 'When it was recorded here (记录时间).';
COMMENT ON COLUMN response_transition.effective_precision IS 'How exactly the source gave the effective time (生效时间精度).';
COMMENT ON COLUMN response_transition.effective_basis IS 'Where the effective time comes from (生效时间依据).';
COMMENT ON COLUMN response_transition.reason IS 'Why; null only where a source gave none (理由).';
COMMENT ON COLUMN response_transition.document_no IS 'Number of the document that announced it (文号).';
COMMENT ON COLUMN response_transition.recorded_by IS 'Who recorded it: the token''s subject, a post (记录岗位).';
COMMENT ON COLUMN response_transition.source IS 'Key of the fact it was imported from (来源).';
