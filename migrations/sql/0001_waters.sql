-- Rivers and lakes (水系).

CREATE TABLE water (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    code TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_water_kind CHECK ("kind" IN ('RIVER', 'LAKE', 'RESERVOIR')),
    name TEXT,
    name_en TEXT,
    rank INTEGER NOT NULL CONSTRAINT ck_water_rank CHECK (rank BETWEEN 0 AND 12),
    geometry geometry(GEOMETRY,4326) NOT NULL CONSTRAINT ck_water_geometry_valid CHECK (ST_IsValid(geometry)),
    basis TEXT NOT NULL CONSTRAINT ck_water_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    source TEXT,
    cell BIGINT GENERATED ALWAYS AS (levee_cell(geometry)) STORED,
    CONSTRAINT pk_water PRIMARY KEY (id),
    CONSTRAINT uq_water_code UNIQUE (code)
);

CREATE INDEX ix_water_cell ON water (cell) INCLUDE (rank);
CREATE INDEX ix_water_geometry ON water USING gist (geometry);

COMMENT ON TABLE water IS 'A river, lake or reservoir, or a part of one (水体).';
COMMENT ON COLUMN water.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN water.code IS 'Code in its register (编号).';
COMMENT ON COLUMN water.kind IS 'Kind of water (类别).';
COMMENT ON COLUMN water.name IS 'Chinese name; null where none is known (名称).';
COMMENT ON COLUMN water.name_en IS 'English name; null where none is known (英文名).';
COMMENT ON COLUMN water.rank IS 'From 0, the greatest, to 12: how far in a map must be to draw it (等级).';
COMMENT ON COLUMN water.geometry IS 'Its line or area, EPSG:4326 (空间位置).';
COMMENT ON COLUMN water.basis IS 'Where the geometry comes from (位置依据).';
COMMENT ON COLUMN water.source IS 'Where name and geometry come from (来源).';
COMMENT ON COLUMN water.cell IS 'Cell of the grid of map tiles it lies in, in Z-order; null without a position.';
