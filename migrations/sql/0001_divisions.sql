-- Administrative divisions and river basins (行政区划、流域).

CREATE TABLE basin (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT,
    basis TEXT NOT NULL CONSTRAINT ck_basin_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    CONSTRAINT pk_basin PRIMARY KEY (id),
    CONSTRAINT uq_basin_code UNIQUE (code)
);

COMMENT ON TABLE basin IS 'A river basin that can have a response of its own (流域).';
COMMENT ON COLUMN basin.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN basin.code IS 'Short code of the basin (流域代码).';
COMMENT ON COLUMN basin.name IS 'Chinese name (名称).';
COMMENT ON COLUMN basin.name_en IS 'English name (英文名).';
COMMENT ON COLUMN basin.basis IS 'Where the basin''s extent comes from (依据).';

CREATE TABLE division (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    code TEXT NOT NULL,
    level TEXT NOT NULL CONSTRAINT ck_division_level CHECK ("level" IN ('COUNTRY', 'PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWNSHIP', 'VILLAGE', 'FUNCTIONAL_AREA')),
    name TEXT NOT NULL,
    name_en TEXT,
    parent_id BIGINT,
    path ltree NOT NULL,
    official BOOLEAN NOT NULL,
    valid_from DATE,
    valid_to DATE,
    validity_basis TEXT CONSTRAINT ck_division_validity_basis CHECK ("validity_basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    successor_id BIGINT,
    location geography(POINT,4326),
    basis TEXT CONSTRAINT ck_division_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    boundary geometry(MULTIPOLYGON,4326) CONSTRAINT ck_division_boundary_valid CHECK (ST_IsValid(boundary)),
    source TEXT,
    note TEXT,
    boundary_far geometry(MULTIPOLYGON,4326) GENERATED ALWAYS AS (levee_far(boundary)) STORED,
    boundary_middling geometry(MULTIPOLYGON,4326) GENERATED ALWAYS AS (levee_middling(boundary)) STORED,
    CONSTRAINT pk_division PRIMARY KEY (id),
    CONSTRAINT division_code_validity EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_to) WITH &&),
    CONSTRAINT fk_division_parent_id FOREIGN KEY(parent_id) REFERENCES division (id),
    CONSTRAINT fk_division_successor_id FOREIGN KEY(successor_id) REFERENCES division (id)
);

CREATE INDEX ix_division_boundary ON division USING gist (boundary);
CREATE INDEX ix_division_boundary_county ON division USING gist (boundary) WHERE level = 'COUNTY';
CREATE INDEX ix_division_code ON division (code);
CREATE INDEX ix_division_parent_id ON division (parent_id);
CREATE INDEX ix_division_path ON division USING gist (path);
CREATE INDEX ix_division_successor_id ON division (successor_id);

COMMENT ON TABLE division IS 'A division of the country, valid for a time (行政区划).';
COMMENT ON COLUMN division.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN division.code IS 'GB/T 2260 code, or a local code for a zone (区划代码).';
COMMENT ON COLUMN division.level IS 'Level of the division (级别).';
COMMENT ON COLUMN division.name IS 'Chinese name (名称).';
COMMENT ON COLUMN division.name_en IS 'English name (英文名).';
COMMENT ON COLUMN division.parent_id IS 'The division above (上级区划).';
COMMENT ON COLUMN division.path IS 'Keys from the country down to this division.';
COMMENT ON COLUMN division.official IS 'Whether the code is a GB/T 2260 or GB/T 10114 one (国家标准代码).';
COMMENT ON COLUMN division.valid_from IS 'First day of validity, if known (生效日期).';
COMMENT ON COLUMN division.valid_to IS 'First day on which it is no longer valid (失效日期).';
COMMENT ON COLUMN division.validity_basis IS 'How the days of validity are known (有效期依据).';
COMMENT ON COLUMN division.successor_id IS 'The division that took its place (承继区划).';
COMMENT ON COLUMN division.location IS 'A point inside the division, EPSG:4326 (位置).';
COMMENT ON COLUMN division.basis IS 'Where the point comes from (位置依据).';
COMMENT ON COLUMN division.boundary IS 'The boundary as an area, EPSG:4326 (边界).';
COMMENT ON COLUMN division.source IS 'Where name, code and boundary come from (来源).';
COMMENT ON COLUMN division.note IS 'What a reader must know about this row (备注).';
COMMENT ON COLUMN division.boundary_far IS 'The boundary as drawn on maps of a country.';
COMMENT ON COLUMN division.boundary_middling IS 'The boundary as drawn on maps of a province.';

CREATE TABLE basin_division (
    basin_id BIGINT NOT NULL,
    division_id BIGINT NOT NULL,
    CONSTRAINT pk_basin_division PRIMARY KEY (basin_id, division_id),
    CONSTRAINT fk_basin_division_basin_id FOREIGN KEY(basin_id) REFERENCES basin (id),
    CONSTRAINT fk_basin_division_division_id FOREIGN KEY(division_id) REFERENCES division (id)
);

CREATE INDEX ix_basin_division_division_id ON basin_division (division_id);

COMMENT ON TABLE basin_division IS 'Which divisions a basin covers (流域范围).';
COMMENT ON COLUMN basin_division.basin_id IS 'The basin (流域).';
COMMENT ON COLUMN basin_division.division_id IS 'A division that lies in it, whole or in part (行政区划).';
