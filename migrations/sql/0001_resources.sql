-- Rescue resources and the stock they hold (应急资源、物资).

CREATE TABLE supply_item (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT,
    unit TEXT NOT NULL,
    CONSTRAINT pk_supply_item PRIMARY KEY (id),
    CONSTRAINT uq_supply_item_code UNIQUE (code)
);

COMMENT ON TABLE supply_item IS 'A kind of supply, counted in one unit (物资品目).';
COMMENT ON COLUMN supply_item.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN supply_item.code IS 'Code of the item, as in the stock register (物资代码).';
COMMENT ON COLUMN supply_item.name IS 'Chinese name (名称).';
COMMENT ON COLUMN supply_item.name_en IS 'English name (英文名).';
COMMENT ON COLUMN supply_item.unit IS 'Unit in which it is counted (计量单位).';

CREATE TABLE resource (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    kind TEXT NOT NULL CONSTRAINT ck_resource_kind CHECK ("kind" IN ('DEPOT', 'TEAM', 'LABOUR', 'EQUIPMENT', 'SHELTER')),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT,
    name_basis TEXT CONSTRAINT ck_resource_name_basis CHECK ("name_basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    division_id BIGINT NOT NULL,
    location geography(POINT,4326),
    basis TEXT NOT NULL CONSTRAINT ck_resource_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    keeper TEXT,
    reserve_mode TEXT CONSTRAINT ck_resource_reserve_mode CHECK ("reserve_mode" IN ('OWN', 'ENTRUSTED', 'AGREEMENT', 'REGISTERED', 'PRODUCTION')),
    type TEXT,
    line INTEGER CONSTRAINT ck_resource_line CHECK (line BETWEEN 1 AND 3),
    headcount INTEGER CONSTRAINT ck_resource_headcount CHECK (headcount >= 0),
    headcount_basis TEXT CONSTRAINT ck_resource_headcount_basis CHECK ("headcount_basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    capacity INTEGER CONSTRAINT ck_resource_capacity CHECK (capacity >= 0),
    status TEXT,
    available BOOLEAN DEFAULT true NOT NULL,
    source TEXT,
    note TEXT,
    cell BIGINT GENERATED ALWAYS AS (levee_cell(location::geometry)) STORED,
    CONSTRAINT pk_resource PRIMARY KEY (id),
    CONSTRAINT uq_resource_code UNIQUE (code),
    CONSTRAINT fk_resource_division_id FOREIGN KEY(division_id) REFERENCES division (id)
);

CREATE INDEX ix_resource_cell ON resource (cell) INCLUDE (id, kind, headcount, capacity);
CREATE INDEX ix_resource_division_id ON resource (division_id);
CREATE INDEX ix_resource_kind_available ON resource (kind, available, id);
CREATE INDEX ix_resource_location ON resource USING gist (location);
CREATE INDEX ix_resource_location_depot ON resource USING gist (location) WHERE kind = 'DEPOT';

COMMENT ON TABLE resource IS 'Whatever can be sent or opened in an emergency (应急资源).';
COMMENT ON COLUMN resource.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN resource.kind IS 'Kind of resource (类别).';
COMMENT ON COLUMN resource.code IS 'Code in its register (编号).';
COMMENT ON COLUMN resource.name IS 'Chinese name (名称).';
COMMENT ON COLUMN resource.name_en IS 'English name (英文名).';
COMMENT ON COLUMN resource.name_basis IS 'Where the name comes from, if not from where the position does (名称依据).';
COMMENT ON COLUMN resource.division_id IS 'The division it stands in (所在区划).';
COMMENT ON COLUMN resource.location IS 'Position, EPSG:4326; null where none is known (位置).';
COMMENT ON COLUMN resource.basis IS 'Where the position, or without one the record, comes from (位置依据).';
COMMENT ON COLUMN resource.keeper IS 'The post that keeps it, never a name (保管岗位).';
COMMENT ON COLUMN resource.reserve_mode IS 'How the reserve is held (储备方式).';
COMMENT ON COLUMN resource.type IS 'What kind of team, equipment or shelter it is, as in its register (类型).';
COMMENT ON COLUMN resource.line IS 'Line of levee labour, 1 to 3 (梯队).';
COMMENT ON COLUMN resource.headcount IS 'People (人数).';
COMMENT ON COLUMN resource.headcount_basis IS 'Where the headcount comes from (人数依据).';
COMMENT ON COLUMN resource.capacity IS 'People it can take in (可容纳人数).';
COMMENT ON COLUMN resource.status IS 'State as last reported (状态).';
COMMENT ON COLUMN resource.available IS 'Whether it can be called on now (可调用).';
COMMENT ON COLUMN resource.source IS 'Key of the fact it belongs to (来源).';
COMMENT ON COLUMN resource.note IS 'What a reader must know about this row (备注).';
COMMENT ON COLUMN resource.cell IS 'Cell of the grid of map tiles it lies in, in Z-order; null without a position.';

CREATE TABLE stock (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    depot_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    quantity NUMERIC NOT NULL CONSTRAINT ck_stock_quantity CHECK (quantity >= 0),
    reserved NUMERIC DEFAULT 0 NOT NULL,
    available NUMERIC GENERATED ALWAYS AS (quantity - reserved) STORED NOT NULL,
    quantity_basis TEXT NOT NULL CONSTRAINT ck_stock_quantity_basis CHECK ("quantity_basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    source TEXT,
    CONSTRAINT pk_stock PRIMARY KEY (id),
    CONSTRAINT ck_stock_reserved CHECK (reserved >= 0 AND reserved <= quantity),
    CONSTRAINT uq_stock_depot_id_item_id UNIQUE (depot_id, item_id),
    CONSTRAINT fk_stock_depot_id FOREIGN KEY(depot_id) REFERENCES resource (id),
    CONSTRAINT fk_stock_item_id FOREIGN KEY(item_id) REFERENCES supply_item (id)
);

CREATE INDEX ix_stock_depot_item ON stock (depot_id, item_id) INCLUDE (quantity, available);
CREATE INDEX ix_stock_item_available ON stock (item_id, available) INCLUDE (depot_id);

COMMENT ON TABLE stock IS 'One item in one depot (库存).';
COMMENT ON COLUMN stock.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN stock.depot_id IS 'The depot that holds it (储备库).';
COMMENT ON COLUMN stock.item_id IS 'What is held (物资).';
COMMENT ON COLUMN stock.quantity IS 'What lies in the depot, in the item''s unit (数量).';
COMMENT ON COLUMN stock.reserved IS 'What is promised already, in the item''s unit (已预留).';
COMMENT ON COLUMN stock.available IS 'Quantity less what is reserved, in the item''s unit (可用量).';
COMMENT ON COLUMN stock.quantity_basis IS 'Where the quantity comes from (数量依据).';
COMMENT ON COLUMN stock.source IS 'Key of the fact the quantity belongs to (来源).';
