-- Places from which major hazards keep their distance (敏感目标).

CREATE TABLE protected_place (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    code TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_protected_place_kind CHECK ("kind" IN ('HOUSING', 'PUBLIC_FACILITY', 'DRINKING_WATER', 'TRANSPORT', 'FARMLAND', 'NATURE', 'MILITARY', 'OTHER')),
    type TEXT,
    name TEXT NOT NULL,
    name_en TEXT,
    division_id BIGINT NOT NULL,
    geometry geometry(GEOMETRY,4326) NOT NULL CONSTRAINT ck_protected_place_geometry_valid CHECK (ST_IsValid(geometry)),
    people INTEGER CONSTRAINT ck_protected_place_people CHECK (people >= 0),
    basis TEXT NOT NULL CONSTRAINT ck_protected_place_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    source TEXT,
    note TEXT,
    CONSTRAINT pk_protected_place PRIMARY KEY (id),
    CONSTRAINT uq_protected_place_code UNIQUE (code),
    CONSTRAINT fk_protected_place_division_id FOREIGN KEY(division_id) REFERENCES division (id)
);

CREATE INDEX ix_protected_place_division_id ON protected_place (division_id);
CREATE INDEX ix_protected_place_geography ON protected_place USING gist ((geometry::geography));
CREATE INDEX ix_protected_place_geometry ON protected_place USING gist (geometry);
CREATE INDEX ix_protected_place_kind ON protected_place (kind);

COMMENT ON TABLE protected_place IS 'A place from which a major hazard must keep its distance (敏感目标).';
COMMENT ON COLUMN protected_place.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN protected_place.code IS 'Code in its register (编号).';
COMMENT ON COLUMN protected_place.kind IS 'Which of the eight kinds of the law it is (类别).';
COMMENT ON COLUMN protected_place.type IS 'What it is, more exactly, such as `school` or `hospital` (细类).';
COMMENT ON COLUMN protected_place.name IS 'Chinese name (名称).';
COMMENT ON COLUMN protected_place.name_en IS 'English name (英文名).';
COMMENT ON COLUMN protected_place.division_id IS 'The division it lies in (所在区划).';
COMMENT ON COLUMN protected_place.geometry IS 'Where it is: a point, line or area, EPSG:4326 (空间位置).';
COMMENT ON COLUMN protected_place.people IS 'How many people are there as a rule; null where that is not known (人数).';
COMMENT ON COLUMN protected_place.basis IS 'Where name, position and number come from (依据).';
COMMENT ON COLUMN protected_place.source IS 'Where it was recorded (来源).';
COMMENT ON COLUMN protected_place.note IS 'What a reader must know about this row (备注).';

ALTER TABLE search_entry DROP CONSTRAINT ck_search_entry_kind;
ALTER TABLE search_entry ADD CONSTRAINT ck_search_entry_kind CHECK ("kind" IN ('DIVISION', 'BASIN', 'PLAN', 'PLAN_LEVEL', 'HAZARD_SITE', 'PROTECTED_PLACE', 'DEPOT', 'TEAM', 'LABOUR', 'EQUIPMENT', 'SHELTER', 'GAUGE', 'COMMAND_BODY', 'MEMBER_UNIT', 'SUPPLY_ITEM', 'WATER'));

-- A branch more of the view, whatever branches it has.
DO $$
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW search_source AS ' || rtrim(pg_get_viewdef('search_source'::regclass), ';') || '
    UNION ALL
    SELECT ''protected_place'', id, ''PROTECTED_PLACE'', name, name_en, division_id, geometry::geography, 5,
           ARRAY[name], ARRAY[name_en], code FROM protected_place';
END
$$;

CREATE TRIGGER entries_inserted AFTER INSERT ON protected_place REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION levee_keep_entries();
CREATE TRIGGER entries_updated AFTER UPDATE ON protected_place REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION levee_keep_entries();
CREATE TRIGGER entries_deleted AFTER DELETE ON protected_place REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION levee_keep_entries();
CREATE TRIGGER entries_truncated AFTER TRUNCATE ON protected_place
FOR EACH STATEMENT EXECUTE FUNCTION levee_keep_entries();
