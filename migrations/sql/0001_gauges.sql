-- Gauges, their thresholds and readings (水文测站).

CREATE TABLE gauge (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT,
    kind TEXT NOT NULL,
    water TEXT NOT NULL,
    water_en TEXT,
    division_id BIGINT NOT NULL,
    location geography(POINT,4326),
    basis TEXT CONSTRAINT ck_gauge_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    position_note TEXT,
    position_error_km NUMERIC CONSTRAINT ck_gauge_position_error_km CHECK (position_error_km >= 0),
    cell BIGINT GENERATED ALWAYS AS (levee_cell(location::geometry)) STORED,
    CONSTRAINT pk_gauge PRIMARY KEY (id),
    CONSTRAINT ck_gauge_located CHECK ((location IS NULL) = (basis IS NULL)),
    CONSTRAINT uq_gauge_code UNIQUE (code),
    CONSTRAINT fk_gauge_division_id FOREIGN KEY(division_id) REFERENCES division (id)
);

CREATE INDEX ix_gauge_cell ON gauge (cell);
CREATE INDEX ix_gauge_division_id ON gauge (division_id);
CREATE INDEX ix_gauge_location ON gauge USING gist (location);

COMMENT ON TABLE gauge IS 'A station where the level of a water is measured (水文测站).';
COMMENT ON COLUMN gauge.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN gauge.code IS 'Code in its register (编号).';
COMMENT ON COLUMN gauge.name IS 'Chinese name (名称).';
COMMENT ON COLUMN gauge.name_en IS 'English name (英文名).';
COMMENT ON COLUMN gauge.kind IS 'On what it stands: `river`, `lake`, `reservoir` (类别).';
COMMENT ON COLUMN gauge.water IS 'The river or lake, in Chinese (水体).';
COMMENT ON COLUMN gauge.water_en IS 'The river or lake, in English (水体英文名).';
COMMENT ON COLUMN gauge.division_id IS 'The division it stands in (所在区划).';
COMMENT ON COLUMN gauge.location IS 'Position, EPSG:4326; null where none is known (位置).';
COMMENT ON COLUMN gauge.basis IS 'Where the position comes from; null without one (位置依据).';
COMMENT ON COLUMN gauge.position_note IS 'How the position was found, or why there is none (位置说明).';
COMMENT ON COLUMN gauge.position_error_km IS 'How far the true position may lie from this one, in kilometres (位置误差).';
COMMENT ON COLUMN gauge.cell IS 'Cell of the grid of map tiles it lies in, in Z-order; null without a position.';

CREATE TABLE reading (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    gauge_id BIGINT NOT NULL,
    observed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    level NUMERIC NOT NULL,
    flow NUMERIC,
    trend TEXT CONSTRAINT ck_reading_trend CHECK ("trend" IN ('RISING', 'FALLING', 'STEADY')),
    basis TEXT NOT NULL CONSTRAINT ck_reading_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    CONSTRAINT pk_reading PRIMARY KEY (id),
    CONSTRAINT uq_reading_gauge_id_observed_at UNIQUE (gauge_id, observed_at),
    CONSTRAINT fk_reading_gauge_id FOREIGN KEY(gauge_id) REFERENCES gauge (id)
);

COMMENT ON TABLE reading IS 'What a gauge showed at an instant (水位观测值).';
COMMENT ON COLUMN reading.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN reading.gauge_id IS 'The gauge (测站).';
COMMENT ON COLUMN reading.observed_at IS 'When it was observed (观测时间).';
COMMENT ON COLUMN reading.level IS 'The level, in metres (水位).';
COMMENT ON COLUMN reading.flow IS 'The discharge, in cubic metres a second (流量).';
COMMENT ON COLUMN reading.trend IS 'Which way the level goes (水势).';
COMMENT ON COLUMN reading.basis IS 'Where the reading comes from (依据).';

CREATE TABLE threshold (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    gauge_id BIGINT NOT NULL,
    mark TEXT NOT NULL CONSTRAINT ck_threshold_mark CHECK ("mark" IN ('FORTIFICATION', 'WARNING', 'GUARANTEE', 'FLOOD_LIMIT')),
    value NUMERIC NOT NULL,
    datum TEXT,
    as_of DATE NOT NULL,
    as_of_precision TEXT NOT NULL CONSTRAINT ck_threshold_as_of_precision CHECK ("as_of_precision" IN ('MINUTE', 'HOUR', 'DAY', 'TEN_DAY', 'MONTH', 'YEAR', 'NONE')),
    derivation TEXT,
    source TEXT,
    CONSTRAINT pk_threshold PRIMARY KEY (id),
    CONSTRAINT fk_threshold_gauge_id FOREIGN KEY(gauge_id) REFERENCES gauge (id)
);

CREATE INDEX ix_threshold_gauge_id_mark_as_of ON threshold (gauge_id, mark, as_of);

COMMENT ON TABLE threshold IS 'A mark of a gauge as a source gave it at a date (特征水位).';
COMMENT ON COLUMN threshold.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN threshold.gauge_id IS 'The gauge (测站).';
COMMENT ON COLUMN threshold.mark IS 'Which mark (特征水位类别).';
COMMENT ON COLUMN threshold.value IS 'The level, in metres (水位值).';
COMMENT ON COLUMN threshold.datum IS 'The datum of the height; null where the source names none (高程基准).';
COMMENT ON COLUMN threshold.as_of IS 'The date for which a source gives it (数据日期).';
COMMENT ON COLUMN threshold.as_of_precision IS 'How exactly that date is known (日期精度).';
COMMENT ON COLUMN threshold.derivation IS 'How the value follows from what was reported (推算方式).';
COMMENT ON COLUMN threshold.source IS 'Where it was reported (来源).';
