-- Command bodies, their member units, and wardens: posts, never persons (指挥机构、责任人).

CREATE TABLE command_body (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    code TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_command_body_kind CHECK ("kind" IN ('HEADQUARTERS', 'OFFICE', 'COMMITTEE')),
    name TEXT NOT NULL,
    name_en TEXT,
    system TEXT,
    parent_id BIGINT,
    division_id BIGINT,
    basin_id BIGINT,
    basis TEXT NOT NULL CONSTRAINT ck_command_body_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    CONSTRAINT pk_command_body PRIMARY KEY (id),
    CONSTRAINT ck_command_body_scope CHECK (num_nonnulls(division_id, basin_id) = 1),
    CONSTRAINT uq_command_body_code UNIQUE (code),
    CONSTRAINT fk_command_body_parent_id FOREIGN KEY(parent_id) REFERENCES command_body (id),
    CONSTRAINT fk_command_body_division_id FOREIGN KEY(division_id) REFERENCES division (id),
    CONSTRAINT fk_command_body_basin_id FOREIGN KEY(basin_id) REFERENCES basin (id)
);

CREATE INDEX ix_command_body_basin_id ON command_body (basin_id);
CREATE INDEX ix_command_body_division_id ON command_body (division_id);
CREATE INDEX ix_command_body_parent_id ON command_body (parent_id);

COMMENT ON TABLE command_body IS 'A headquarters, office or committee (指挥机构).';
COMMENT ON COLUMN command_body.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN command_body.code IS 'Code in its register (编号).';
COMMENT ON COLUMN command_body.kind IS 'Kind of body (类别).';
COMMENT ON COLUMN command_body.name IS 'Chinese name (名称).';
COMMENT ON COLUMN command_body.name_en IS 'English name (英文名).';
COMMENT ON COLUMN command_body.system IS 'Response system it commands; null where it commands many (响应体系).';
COMMENT ON COLUMN command_body.parent_id IS 'The body it works for (上级机构).';
COMMENT ON COLUMN command_body.division_id IS 'The division it is for; null when it is for a basin (区划范围).';
COMMENT ON COLUMN command_body.basin_id IS 'The basin it is for; null when it is for a division (流域范围).';
COMMENT ON COLUMN command_body.basis IS 'Where the body comes from (依据).';

CREATE TABLE member_unit (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT,
    division_id BIGINT NOT NULL,
    basis TEXT NOT NULL CONSTRAINT ck_member_unit_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    CONSTRAINT pk_member_unit PRIMARY KEY (id),
    CONSTRAINT uq_member_unit_code UNIQUE (code),
    CONSTRAINT fk_member_unit_division_id FOREIGN KEY(division_id) REFERENCES division (id)
);

CREATE INDEX ix_member_unit_division_id ON member_unit (division_id);

COMMENT ON TABLE member_unit IS 'A unit that serves on command bodies and does the actions of plans (成员单位).';
COMMENT ON COLUMN member_unit.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN member_unit.code IS 'Code in its register (编号).';
COMMENT ON COLUMN member_unit.name IS 'Chinese name (名称).';
COMMENT ON COLUMN member_unit.name_en IS 'English name (英文名).';
COMMENT ON COLUMN member_unit.division_id IS 'The division it belongs to (所属区划).';
COMMENT ON COLUMN member_unit.basis IS 'Where the unit comes from (依据).';

CREATE TABLE warden (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    code TEXT NOT NULL,
    role TEXT NOT NULL,
    role_en TEXT,
    division_id BIGINT NOT NULL,
    basis TEXT NOT NULL CONSTRAINT ck_warden_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    source TEXT,
    CONSTRAINT pk_warden PRIMARY KEY (id),
    CONSTRAINT uq_warden_code UNIQUE (code),
    CONSTRAINT fk_warden_division_id FOREIGN KEY(division_id) REFERENCES division (id)
);

CREATE INDEX ix_warden_division_id ON warden (division_id);

COMMENT ON TABLE warden IS 'A post that answers for a township in flood and drought (防汛抗旱责任人).';
COMMENT ON COLUMN warden.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN warden.code IS 'Code in its register (编号).';
COMMENT ON COLUMN warden.role IS 'The post, in Chinese; never a name (岗位).';
COMMENT ON COLUMN warden.role_en IS 'The post, in English (岗位英文).';
COMMENT ON COLUMN warden.division_id IS 'The township it is for (责任区划).';
COMMENT ON COLUMN warden.basis IS 'Where the assignment to the township comes from (依据).';
COMMENT ON COLUMN warden.source IS 'Key of the fact it belongs to (来源).';

CREATE TABLE membership (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    body_id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    duty TEXT NOT NULL,
    duty_en TEXT,
    basis TEXT NOT NULL CONSTRAINT ck_membership_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    CONSTRAINT pk_membership PRIMARY KEY (id),
    CONSTRAINT uq_membership_body_id_unit_id UNIQUE (body_id, unit_id),
    CONSTRAINT fk_membership_body_id FOREIGN KEY(body_id) REFERENCES command_body (id),
    CONSTRAINT fk_membership_unit_id FOREIGN KEY(unit_id) REFERENCES member_unit (id)
);

CREATE INDEX ix_membership_unit_id ON membership (unit_id);

COMMENT ON TABLE membership IS 'A unit''s seat on a command body, with its duty (成员职责).';
COMMENT ON COLUMN membership.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN membership.body_id IS 'The body (指挥机构).';
COMMENT ON COLUMN membership.unit_id IS 'The unit (成员单位).';
COMMENT ON COLUMN membership.duty IS 'What the unit does there, in Chinese (职责).';
COMMENT ON COLUMN membership.duty_en IS 'What the unit does there, in English (职责英文).';
COMMENT ON COLUMN membership.basis IS 'Where the duty comes from (依据).';
