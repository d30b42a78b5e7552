-- Plans, their versions, levels, actions and rules of authority (应急预案).

CREATE TABLE plan (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    title_en TEXT,
    title_basis TEXT NOT NULL CONSTRAINT ck_plan_title_basis CHECK ("title_basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    kind TEXT NOT NULL CONSTRAINT ck_plan_kind CHECK ("kind" IN ('OVERALL', 'SPECIAL', 'DEPARTMENT', 'ON_SITE', 'DEVELOPMENT')),
    system TEXT,
    parent_id BIGINT,
    division_id BIGINT NOT NULL,
    source TEXT,
    CONSTRAINT pk_plan PRIMARY KEY (id),
    CONSTRAINT ck_plan_overall CHECK (kind <> 'OVERALL' OR system IS NULL),
    CONSTRAINT uq_plan_code UNIQUE (code),
    CONSTRAINT fk_plan_parent_id FOREIGN KEY(parent_id) REFERENCES plan (id),
    CONSTRAINT fk_plan_division_id FOREIGN KEY(division_id) REFERENCES division (id)
);

CREATE INDEX ix_plan_division_id ON plan (division_id);
CREATE INDEX ix_plan_parent_id ON plan (parent_id);
CREATE INDEX ix_plan_system ON plan (system);

COMMENT ON TABLE plan IS 'What a division has decided to do in an emergency (应急预案).';
COMMENT ON COLUMN plan.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN plan.code IS 'Code in its register (编号).';
COMMENT ON COLUMN plan.title IS 'Chinese title (名称).';
COMMENT ON COLUMN plan.title_en IS 'English title (英文名).';
COMMENT ON COLUMN plan.title_basis IS 'Where the title comes from (名称依据).';
COMMENT ON COLUMN plan.kind IS 'Kind of plan (类别).';
COMMENT ON COLUMN plan.system IS 'Response system it is for, such as `flood`; null for an overall plan (响应体系).';
COMMENT ON COLUMN plan.parent_id IS 'The plan it belongs under (上级预案).';
COMMENT ON COLUMN plan.division_id IS 'The division whose plan it is (所属区划).';
COMMENT ON COLUMN plan.source IS 'Key of the fact its title comes from (来源).';

CREATE TABLE plan_version (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    plan_id BIGINT NOT NULL,
    label TEXT NOT NULL,
    valid_from TIMESTAMP WITH TIME ZONE NOT NULL,
    valid_to TIMESTAMP WITH TIME ZONE,
    basis TEXT NOT NULL CONSTRAINT ck_plan_version_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    document_no TEXT,
    note TEXT,
    CONSTRAINT pk_plan_version PRIMARY KEY (id),
    CONSTRAINT ck_plan_version_validity CHECK (valid_to > valid_from),
    CONSTRAINT plan_version_overlap EXCLUDE USING gist (plan_id WITH =, tstzrange(valid_from, valid_to) WITH &&),
    CONSTRAINT fk_plan_version_plan_id FOREIGN KEY(plan_id) REFERENCES plan (id)
);

CREATE INDEX ix_plan_version_plan_id ON plan_version (plan_id);

COMMENT ON TABLE plan_version IS 'One version of a plan, in force for a time (预案版本).';
COMMENT ON COLUMN plan_version.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN plan_version.plan_id IS 'The plan (所属预案).';
COMMENT ON COLUMN plan_version.label IS 'What the version is called (版本).';
COMMENT ON COLUMN plan_version.valid_from IS 'From when it is in force (生效时间).';
COMMENT ON COLUMN plan_version.valid_to IS 'From when it is no longer in force; null while it is (失效时间).';
COMMENT ON COLUMN plan_version.basis IS 'Where the version comes from (依据).';
COMMENT ON COLUMN plan_version.document_no IS 'Number of the document that issued it (文号).';
COMMENT ON COLUMN plan_version.note IS 'What a reader must know about this version (备注).';

CREATE TABLE authority_rule (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    version_id BIGINT NOT NULL,
    level TEXT NOT NULL CONSTRAINT ck_authority_rule_level CHECK ("level" IN ('I', 'II', 'III', 'IV')),
    action TEXT NOT NULL CONSTRAINT ck_authority_rule_action CHECK ("action" IN ('START', 'RAISE', 'LOWER', 'END', 'CORRECT')),
    proposer TEXT NOT NULL,
    reviewer TEXT,
    approver TEXT NOT NULL,
    upper_consent BOOLEAN NOT NULL,
    approval_required BOOLEAN DEFAULT false NOT NULL,
    basis TEXT NOT NULL CONSTRAINT ck_authority_rule_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    CONSTRAINT pk_authority_rule PRIMARY KEY (id),
    CONSTRAINT ck_authority_rule_decided CHECK (action <> 'CORRECT'),
    CONSTRAINT uq_authority_rule_version_id_level_action UNIQUE (version_id, level, action),
    CONSTRAINT fk_authority_rule_version_id FOREIGN KEY(version_id) REFERENCES plan_version (id)
);

COMMENT ON TABLE authority_rule IS 'Who may start, change or end a level under a version of a plan (启动权限).';
COMMENT ON COLUMN authority_rule.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN authority_rule.version_id IS 'The version of the plan (所属预案版本).';
COMMENT ON COLUMN authority_rule.level IS 'The level after the change, or the one that ends (级别).';
COMMENT ON COLUMN authority_rule.action IS 'What is decided: START, RAISE, LOWER or END (事项).';
COMMENT ON COLUMN authority_rule.proposer IS 'The post or body that proposes it (提出).';
COMMENT ON COLUMN authority_rule.reviewer IS 'The post or body that reviews it, if any (审核).';
COMMENT ON COLUMN authority_rule.approver IS 'The post or body that approves it (批准).';
COMMENT ON COLUMN authority_rule.upper_consent IS 'Whether the office above must agree first (须报上级同意).';
COMMENT ON COLUMN authority_rule.approval_required IS 'Whether it needs an approval recorded here before it takes effect (须经审批).';
COMMENT ON COLUMN authority_rule.basis IS 'Where the rule comes from (依据).';

CREATE TABLE plan_level (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    version_id BIGINT NOT NULL,
    level TEXT NOT NULL CONSTRAINT ck_plan_level_level CHECK ("level" IN ('I', 'II', 'III', 'IV')),
    condition TEXT NOT NULL,
    basis TEXT NOT NULL CONSTRAINT ck_plan_level_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    CONSTRAINT pk_plan_level PRIMARY KEY (id),
    CONSTRAINT uq_plan_level_version_id_level UNIQUE (version_id, level),
    CONSTRAINT fk_plan_level_version_id FOREIGN KEY(version_id) REFERENCES plan_version (id)
);

COMMENT ON TABLE plan_level IS 'One level of a version of a plan (预案响应级别).';
COMMENT ON COLUMN plan_level.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN plan_level.version_id IS 'The version of the plan (所属预案版本).';
COMMENT ON COLUMN plan_level.level IS 'Level of the response (响应级别).';
COMMENT ON COLUMN plan_level.condition IS 'When this level is called for (启动条件).';
COMMENT ON COLUMN plan_level.basis IS 'Where the condition comes from (依据).';

CREATE TABLE plan_action (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    level_id BIGINT NOT NULL,
    seq INTEGER NOT NULL CONSTRAINT ck_plan_action_seq CHECK (seq > 0),
    unit_id BIGINT NOT NULL,
    task TEXT NOT NULL,
    task_en TEXT,
    within_minutes INTEGER CONSTRAINT ck_plan_action_within_minutes CHECK (within_minutes > 0),
    basis TEXT NOT NULL CONSTRAINT ck_plan_action_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    CONSTRAINT pk_plan_action PRIMARY KEY (id),
    CONSTRAINT uq_plan_action_level_id_seq UNIQUE (level_id, seq),
    CONSTRAINT fk_plan_action_level_id FOREIGN KEY(level_id) REFERENCES plan_level (id),
    CONSTRAINT fk_plan_action_unit_id FOREIGN KEY(unit_id) REFERENCES member_unit (id)
);

CREATE INDEX ix_plan_action_unit_id ON plan_action (unit_id);

COMMENT ON TABLE plan_action IS 'What a unit has to do at a level (响应行动).';
COMMENT ON COLUMN plan_action.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN plan_action.level_id IS 'The level at which it is due (所属响应级别).';
COMMENT ON COLUMN plan_action.seq IS 'Its place among the actions of the level, from 1 (序号).';
COMMENT ON COLUMN plan_action.unit_id IS 'Who does it (责任单位).';
COMMENT ON COLUMN plan_action.task IS 'What is to be done, in Chinese (任务).';
COMMENT ON COLUMN plan_action.task_en IS 'What is to be done, in English (任务英文).';
COMMENT ON COLUMN plan_action.within_minutes IS 'Minutes after the level takes effect; null where the plan sets no limit (完成时限).';
COMMENT ON COLUMN plan_action.basis IS 'Where the action comes from (依据).';
