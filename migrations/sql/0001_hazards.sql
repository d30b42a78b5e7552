-- Hazard sites and their risk grades (风险隐患点).

CREATE TABLE hazard_site (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT,
    name_basis TEXT CONSTRAINT ck_hazard_site_name_basis CHECK ("name_basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    division_id BIGINT NOT NULL,
    parent_id BIGINT,
    geometry geometry(GEOMETRY,4326) NOT NULL CONSTRAINT ck_hazard_site_geometry_valid CHECK (ST_IsValid(geometry)),
    basis TEXT NOT NULL CONSTRAINT ck_hazard_site_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    major_hazard BOOLEAN,
    status TEXT,
    source TEXT,
    note TEXT,
    cell BIGINT GENERATED ALWAYS AS (levee_cell(geometry)) STORED,
    CONSTRAINT pk_hazard_site PRIMARY KEY (id),
    CONSTRAINT uq_hazard_site_code UNIQUE (code),
    CONSTRAINT fk_hazard_site_division_id FOREIGN KEY(division_id) REFERENCES division (id),
    CONSTRAINT fk_hazard_site_parent_id FOREIGN KEY(parent_id) REFERENCES hazard_site (id)
);

CREATE INDEX ix_hazard_site_cell ON hazard_site (cell) INCLUDE (id, major_hazard);
CREATE INDEX ix_hazard_site_division_id ON hazard_site (division_id);
CREATE INDEX ix_hazard_site_geography ON hazard_site USING gist ((geometry::geography));
CREATE INDEX ix_hazard_site_geometry ON hazard_site USING gist (geometry);
CREATE INDEX ix_hazard_site_kind ON hazard_site (kind);
CREATE INDEX ix_hazard_site_parent_id ON hazard_site (parent_id);

COMMENT ON TABLE hazard_site IS 'A place that may bring harm, or that must hold when the water comes (风险隐患点).';
COMMENT ON COLUMN hazard_site.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN hazard_site.code IS 'Code in its register (编号).';
COMMENT ON COLUMN hazard_site.kind IS 'Kind of site, such as `reservoir` or `enterprise` (类别).';
COMMENT ON COLUMN hazard_site.name IS 'Chinese name (名称).';
COMMENT ON COLUMN hazard_site.name_en IS 'English name (英文名).';
COMMENT ON COLUMN hazard_site.name_basis IS 'Where the name comes from, if not from where the position does (名称依据).';
COMMENT ON COLUMN hazard_site.division_id IS 'The division it lies in (所在区划).';
COMMENT ON COLUMN hazard_site.parent_id IS 'The site it is part of, such as an enterprise''s park (所属场所).';
COMMENT ON COLUMN hazard_site.geometry IS 'Where it is: a point, line or area, EPSG:4326 (空间位置).';
COMMENT ON COLUMN hazard_site.basis IS 'Where the position comes from (位置依据).';
COMMENT ON COLUMN hazard_site.major_hazard IS 'Whether it is a major hazard installation; null where that is not asked (重大危险源).';
COMMENT ON COLUMN hazard_site.status IS 'State as last reported, such as `running` (状态).';
COMMENT ON COLUMN hazard_site.source IS 'Key of the fact it belongs to (来源).';
COMMENT ON COLUMN hazard_site.note IS 'What a reader must know about this row (备注).';
COMMENT ON COLUMN hazard_site.cell IS 'Cell of the grid of map tiles it lies in, in Z-order; null without a position.';

CREATE TABLE risk_grade (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    site_id BIGINT NOT NULL,
    grade TEXT NOT NULL CONSTRAINT ck_risk_grade_grade CHECK ("grade" IN ('RED', 'ORANGE', 'YELLOW', 'BLUE')),
    valid_from DATE NOT NULL,
    valid_to DATE,
    basis TEXT NOT NULL CONSTRAINT ck_risk_grade_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    CONSTRAINT pk_risk_grade PRIMARY KEY (id),
    CONSTRAINT ck_risk_grade_validity CHECK (valid_to > valid_from),
    CONSTRAINT risk_grade_overlap EXCLUDE USING gist (site_id WITH =, daterange(valid_from, valid_to) WITH &&),
    CONSTRAINT fk_risk_grade_site_id FOREIGN KEY(site_id) REFERENCES hazard_site (id)
);

CREATE INDEX ix_risk_grade_site_id ON risk_grade (site_id);

COMMENT ON TABLE risk_grade IS 'The risk grade of a site for a time (风险等级记录).';
COMMENT ON COLUMN risk_grade.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN risk_grade.site_id IS 'The site (所属风险点).';
COMMENT ON COLUMN risk_grade.grade IS 'The grade (风险等级).';
COMMENT ON COLUMN risk_grade.valid_from IS 'First day of the grade (生效日期).';
COMMENT ON COLUMN risk_grade.valid_to IS 'First day on which it no longer holds (失效日期).';
COMMENT ON COLUMN risk_grade.basis IS 'Where the grade comes from (依据).';
