-- What is asked by area, nearest first, or by division finds an index.

CREATE INDEX ix_resource_division_kind ON resource (division_id, kind, id);
DROP INDEX ix_resource_division_id;
CREATE INDEX ix_resource_unlocated ON resource (division_id, kind) WHERE location IS NULL;
CREATE INDEX ix_water_geography ON water USING gist ((geometry::geography));
CREATE INDEX ix_division_location ON division USING gist (location);
CREATE INDEX ix_division_geography ON division USING gist ((boundary::geography));
