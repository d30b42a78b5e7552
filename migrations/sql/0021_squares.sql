-- What lies in each square of the map, counted as it is written.

ALTER TABLE stock DROP CONSTRAINT ck_stock_quantity;
ALTER TABLE stock ADD CONSTRAINT ck_stock_quantity CHECK (quantity >= 0 AND quantity < 'Infinity');
ALTER TABLE stock ADD COLUMN cell BIGINT;
UPDATE stock SET cell = resource.cell FROM resource WHERE resource.id = depot_id;
CREATE INDEX ix_stock_item_cell ON stock (item_id, cell) INCLUDE (available, depot_id);
COMMENT ON COLUMN stock.cell IS 'Cell of its depot on the grid of map tiles; kept by triggers.';

CREATE TABLE square (
    level INTEGER NOT NULL,
    at BIGINT NOT NULL,
    count BIGINT DEFAULT 0 NOT NULL,
    one BIGINT DEFAULT 0 NOT NULL,
    depots BIGINT DEFAULT 0 NOT NULL,
    teams BIGINT DEFAULT 0 NOT NULL,
    labour BIGINT DEFAULT 0 NOT NULL,
    equipment BIGINT DEFAULT 0 NOT NULL,
    shelters BIGINT DEFAULT 0 NOT NULL,
    headcount BIGINT DEFAULT 0 NOT NULL,
    capacity BIGINT DEFAULT 0 NOT NULL,
    x BIGINT DEFAULT 0 NOT NULL,
    y BIGINT DEFAULT 0 NOT NULL,
    stock JSONB DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_square PRIMARY KEY (level, at)
);

COMMENT ON TABLE square IS 'What resources lie in each square of the map; kept by triggers, with square_change.';
COMMENT ON COLUMN square.level IS 'Zoom at which it is a tile.';
COMMENT ON COLUMN square.at IS 'Its number, in Z-order.';
COMMENT ON COLUMN square.count IS 'Resources.';
COMMENT ON COLUMN square.one IS 'Sum of their keys: where there is one alone, its key.';
COMMENT ON COLUMN square.depots IS 'Depots.';
COMMENT ON COLUMN square.teams IS 'Teams.';
COMMENT ON COLUMN square.labour IS 'Pools of labour.';
COMMENT ON COLUMN square.equipment IS 'Pieces of equipment.';
COMMENT ON COLUMN square.shelters IS 'Shelters.';
COMMENT ON COLUMN square.headcount IS 'People, where known.';
COMMENT ON COLUMN square.capacity IS 'People they can take in, where known.';
COMMENT ON COLUMN square.x IS 'Sum of the cells'' columns.';
COMMENT ON COLUMN square.y IS 'Sum of the cells'' rows.';
COMMENT ON COLUMN square.stock IS 'What is available of each item, as a tile names it; nothing is said of none.';

CREATE TABLE square_change (
    cell BIGINT NOT NULL,
    count BIGINT,
    one BIGINT,
    depots BIGINT,
    teams BIGINT,
    labour BIGINT,
    equipment BIGINT,
    shelters BIGINT,
    headcount BIGINT,
    capacity BIGINT,
    item_id BIGINT,
    available NUMERIC
);

CREATE INDEX ix_square_change_cell ON square_change (cell);

COMMENT ON TABLE square_change IS 'What was changed in a cell since the squares were counted.';
COMMENT ON COLUMN square_change.cell IS 'The cell that was changed.';
COMMENT ON COLUMN square_change.count IS 'Resources.';
COMMENT ON COLUMN square_change.one IS 'Sum of their keys: where there is one alone, its key.';
COMMENT ON COLUMN square_change.depots IS 'Depots.';
COMMENT ON COLUMN square_change.teams IS 'Teams.';
COMMENT ON COLUMN square_change.labour IS 'Pools of labour.';
COMMENT ON COLUMN square_change.equipment IS 'Pieces of equipment.';
COMMENT ON COLUMN square_change.shelters IS 'Shelters.';
COMMENT ON COLUMN square_change.headcount IS 'People, where known.';
COMMENT ON COLUMN square_change.capacity IS 'People they can take in, where known.';
COMMENT ON COLUMN square_change.item_id IS 'The item, where stock was changed.';
COMMENT ON COLUMN square_change.available IS 'How much more of it is available.';

-- The column of a cell; of one shifted by a digit, its row.
CREATE FUNCTION levee_column(cell bigint) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    x bigint := cell & 6148914691236517205;
BEGIN
    x := (x | (x >> 1)) & 3689348814741910323;
    x := (x | (x >> 2)) & 1085102592571150095;
    x := (x | (x >> 4)) & 71777214294589695;
    x := (x | (x >> 8)) & 281470681808895;
    RETURN (x | (x >> 16)) & 4294967295;
END
$$;

-- Two stocks by item added up; nothing is said of none.
CREATE FUNCTION levee_summed(one jsonb, other jsonb) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN (
        SELECT coalesce(jsonb_object_agg(key, total) FILTER (WHERE total <> 0), '{}')
          FROM (SELECT key, sum(value::numeric) AS total
                  FROM (SELECT * FROM jsonb_each_text(one) UNION ALL SELECT * FROM jsonb_each_text(other)) AS each
                 GROUP BY key) AS summed
    );
END
$$;

-- What the resources and the lines of stock add to their cells: rows as in square_change.
CREATE FUNCTION levee_cells(sign integer, relation text, rows text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN format(CASE relation
    WHEN 'resource' THEN
        'SELECT cell, %1$s AS count, %1$s * id AS one, CASE kind WHEN ''DEPOT'' THEN %1$s ELSE 0 END AS depots, '
        'CASE kind WHEN ''TEAM'' THEN %1$s ELSE 0 END AS teams, CASE kind WHEN ''LABOUR'' THEN %1$s ELSE 0 END AS labour, '
        'CASE kind WHEN ''EQUIPMENT'' THEN %1$s ELSE 0 END AS equipment, '
        'CASE kind WHEN ''SHELTER'' THEN %1$s ELSE 0 END AS shelters, '
        '%1$s * headcount::bigint AS headcount, %1$s * capacity::bigint AS capacity, '
        'NULL::bigint AS item_id, NULL::numeric AS available FROM %2$s WHERE cell IS NOT NULL'
    ELSE
        'SELECT cell, NULL::integer AS count, NULL::bigint AS one, NULL::integer AS depots, NULL::integer AS teams, '
        'NULL::integer AS labour, NULL::integer AS equipment, NULL::integer AS shelters, '
        'NULL::bigint AS headcount, NULL::bigint AS capacity, '
        'item_id, %1$s * available AS available FROM %2$s WHERE cell IS NOT NULL'
    END, sign, rows);

-- A statement that adds up changes square by square, from the finest level to the coarsest, each from the one below.
-- `changes` is a query of them or takes them away as it tells them; `head` says what is done with the squares.
CREATE FUNCTION levee_adding(changes text, head text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'WITH changes AS (' || changes || '), c15 AS (
    SELECT cell >> 18 AS at, sum(count) AS count, sum(one) AS one, sum(depots) AS depots, sum(teams) AS teams,
           sum(labour) AS labour, sum(equipment) AS equipment, sum(shelters) AS shelters,
           sum(headcount) AS headcount, sum(capacity) AS capacity,
           sum(count * levee_column(cell)) AS x, sum(count * levee_column(cell >> 1)) AS y
      FROM changes WHERE item_id IS NULL GROUP BY 1
), s15 AS (
    SELECT cell >> 18 AS at, item_id, sum(available) AS available
      FROM changes WHERE item_id IS NOT NULL GROUP BY 1, 2
), ' || (SELECT string_agg(format('c%1$s AS (
    SELECT at >> 2 AS at, sum(count) AS count, sum(one) AS one, sum(depots) AS depots, sum(teams) AS teams,
           sum(labour) AS labour, sum(equipment) AS equipment, sum(shelters) AS shelters,
           sum(headcount) AS headcount, sum(capacity) AS capacity, sum(x) AS x, sum(y) AS y
      FROM c%2$s GROUP BY 1
), s%1$s AS (
    SELECT at >> 2 AS at, item_id, sum(available) AS available FROM s%2$s GROUP BY 1, 2
)', level, level + 1), ', ' ORDER BY level DESC) FROM generate_series(5, 14) AS level) || ', counts AS (
    ' || (SELECT string_agg(format('SELECT %1$s AS level, * FROM c%1$s', level), ' UNION ALL ')
            FROM generate_series(5, 15) AS level) || '
), stocks AS (
    SELECT level, at, jsonb_object_agg(''stock_'' || code, available) AS stock
      FROM (' || (SELECT string_agg(format('SELECT %1$s AS level, * FROM s%1$s', level), ' UNION ALL ')
                    FROM generate_series(5, 15) AS level) || ') AS every
      JOIN supply_item ON supply_item.id = item_id
     WHERE available <> 0 GROUP BY level, at
) ' || head || ' SELECT level, at, coalesce(count, 0)::bigint AS count, coalesce(one, 0)::bigint AS one,
       coalesce(depots, 0)::bigint AS depots, coalesce(teams, 0)::bigint AS teams, coalesce(labour, 0)::bigint AS labour,
       coalesce(equipment, 0)::bigint AS equipment, coalesce(shelters, 0)::bigint AS shelters,
       coalesce(headcount, 0)::bigint AS headcount, coalesce(capacity, 0)::bigint AS capacity,
       coalesce(x, 0)::bigint AS x, coalesce(y, 0)::bigint AS y, coalesce(stock, ''{}'') AS stock
  FROM counts FULL JOIN stocks USING (level, at)';

CREATE FUNCTION levee_folding(changes text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN levee_adding(changes, 'INSERT INTO square AS held') || '
ON CONFLICT (level, at) DO UPDATE SET
    count = held.count + excluded.count, one = held.one + excluded.one, depots = held.depots + excluded.depots,
    teams = held.teams + excluded.teams, labour = held.labour + excluded.labour,
    equipment = held.equipment + excluded.equipment, shelters = held.shelters + excluded.shelters,
    headcount = held.headcount + excluded.headcount, capacity = held.capacity + excluded.capacity,
    x = held.x + excluded.x, y = held.y + excluded.y,
    stock = CASE ''{}''::jsonb WHEN excluded.stock THEN held.stock WHEN held.stock THEN excluded.stock
            ELSE levee_summed(held.stock, excluded.stock) END';

-- Whether this transaction may fold: one at a time, to its end. Others go on and leave their rows for the next.
CREATE FUNCTION levee_may_fold() RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    RETURN current_setting('transaction_isolation') = 'read committed' AND pg_try_advisory_xact_lock(378451);
END
$$;

-- After a statement: its changes are written as rows beside the squares. Many at once are counted at once.
CREATE FUNCTION levee_counted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    changes CONSTANT text := concat_ws(' UNION ALL ',
        CASE WHEN TG_OP <> 'INSERT' THEN levee_cells(-1, TG_TABLE_NAME, 'gone') END,
        CASE WHEN TG_OP <> 'DELETE' THEN levee_cells(1, TG_TABLE_NAME, 'added') END);
    many boolean;
BEGIN
    EXECUTE format('SELECT count(*) > 10000 FROM (SELECT FROM %I LIMIT 10001) AS one',
                   CASE TG_OP WHEN 'DELETE' THEN 'gone' ELSE 'added' END) INTO many;
    IF many AND levee_may_fold() THEN
        EXECUTE levee_folding(changes);
        RETURN NULL;
    END IF;
    EXECUTE 'INSERT INTO square_change
        SELECT cell, sum(count), sum(one), sum(depots), sum(teams), sum(labour), sum(equipment), sum(shelters),
               sum(headcount), sum(capacity), item_id, sum(available)
          FROM (' || changes || ') AS changes GROUP BY cell, item_id
        HAVING sum(count) <> 0 OR sum(one) <> 0 OR sum(depots) <> 0 OR sum(teams) <> 0 OR sum(labour) <> 0
            OR sum(equipment) <> 0 OR sum(shelters) <> 0 OR sum(headcount) <> 0 OR sum(capacity) <> 0
            OR sum(available) <> 0';
    IF (SELECT count(*) > 256 FROM (SELECT FROM square_change LIMIT 257) AS one) AND levee_may_fold() THEN
        EXECUTE levee_folding('DELETE FROM square_change RETURNING *');
    END IF;
    RETURN NULL;
END
$$;

-- A line of stock lies where its depot does. The depot is held until the end: it does not move meanwhile.
CREATE FUNCTION levee_placed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    NEW.cell := NULL;
    SELECT cell INTO NEW.cell FROM resource WHERE id = NEW.depot_id FOR SHARE;
    RETURN NEW;
END
$$;

CREATE FUNCTION levee_moved() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    EXECUTE 'UPDATE stock SET cell = added.cell FROM added JOIN gone USING (id)
              WHERE stock.depot_id = added.id AND added.cell IS DISTINCT FROM gone.cell';  -- planned for as many as came
    RETURN NULL;
END
$$;

-- All squares counted anew; nobody writes meanwhile.
CREATE FUNCTION levee_count_squares() RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    counted bigint;
BEGIN
    LOCK TABLE resource, stock IN SHARE ROW EXCLUSIVE MODE;
    PERFORM pg_advisory_xact_lock(378451);
    DELETE FROM square_change;
    DELETE FROM square;
    EXECUTE levee_folding(levee_cells(1, 'resource', 'resource') || ' UNION ALL ' || levee_cells(1, 'stock', 'stock'));
    GET DIAGNOSTICS counted = ROW_COUNT;
    RETURN counted;
END
$$;

-- The squares that are not what a count of the tables makes; one statement, so of one snapshot.
CREATE FUNCTION levee_miscounted() RETURNS TABLE (level integer, at bigint)
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY EXECUTE 'SELECT level, at FROM ('
        || levee_adding(levee_cells(1, 'resource', 'resource') || ' UNION ALL ' || levee_cells(1, 'stock', 'stock'), '')
        || ') AS real FULL JOIN (
            SELECT level, at, sum(count) AS count, sum(one) AS one, sum(depots) AS depots, sum(teams) AS teams,
                   sum(labour) AS labour, sum(equipment) AS equipment, sum(shelters) AS shelters,
                   sum(headcount) AS headcount, sum(capacity) AS capacity, sum(x) AS x, sum(y) AS y,
                   CASE count(*) WHEN 1 THEN (array_agg(stock))[1]
                   ELSE levee_summed((array_agg(stock))[1], (array_agg(stock))[2]) END AS stock
              FROM (SELECT level, at, count, one, depots, teams, labour, equipment, shelters, headcount, capacity,
                           x, y, stock FROM square
                    UNION ALL SELECT * FROM (' || levee_adding('SELECT * FROM square_change', '') || ') AS waiting) AS kept
             GROUP BY level, at
        ) AS kept USING (level, at)
        WHERE (coalesce(real.count, 0), coalesce(real.one, 0), coalesce(real.depots, 0), coalesce(real.teams, 0),
               coalesce(real.labour, 0), coalesce(real.equipment, 0), coalesce(real.shelters, 0),
               coalesce(real.headcount, 0), coalesce(real.capacity, 0), coalesce(real.x, 0), coalesce(real.y, 0),
               coalesce(real.stock, ''{}''))
           IS DISTINCT FROM
              (coalesce(kept.count, 0), coalesce(kept.one, 0), coalesce(kept.depots, 0), coalesce(kept.teams, 0),
               coalesce(kept.labour, 0), coalesce(kept.equipment, 0), coalesce(kept.shelters, 0),
               coalesce(kept.headcount, 0), coalesce(kept.capacity, 0), coalesce(kept.x, 0), coalesce(kept.y, 0),
               coalesce(kept.stock, ''{}''))
        ORDER BY level, at';
END
$$;

-- The table was emptied, or an item has another code: seldom, so all is counted anew.
CREATE FUNCTION levee_recount() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    PERFORM levee_count_squares();
    RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION levee_counted(), levee_placed(), levee_moved(), levee_recount() FROM PUBLIC;

CREATE TRIGGER placed BEFORE INSERT OR UPDATE OF depot_id, cell ON stock
FOR EACH ROW EXECUTE FUNCTION levee_placed();
ALTER TABLE stock ENABLE ALWAYS TRIGGER placed;

CREATE TRIGGER moved AFTER UPDATE ON resource REFERENCING OLD TABLE AS gone NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION levee_moved();
ALTER TABLE resource ENABLE ALWAYS TRIGGER moved;

CREATE TRIGGER counted_insert AFTER INSERT ON resource REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION levee_counted();
ALTER TABLE resource ENABLE ALWAYS TRIGGER counted_insert;

CREATE TRIGGER counted_update AFTER UPDATE ON resource REFERENCING OLD TABLE AS gone NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION levee_counted();
ALTER TABLE resource ENABLE ALWAYS TRIGGER counted_update;

CREATE TRIGGER counted_delete AFTER DELETE ON resource REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION levee_counted();
ALTER TABLE resource ENABLE ALWAYS TRIGGER counted_delete;

CREATE TRIGGER counted_truncate AFTER TRUNCATE ON resource
FOR EACH STATEMENT EXECUTE FUNCTION levee_recount();
ALTER TABLE resource ENABLE ALWAYS TRIGGER counted_truncate;

CREATE TRIGGER counted_insert AFTER INSERT ON stock REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION levee_counted();
ALTER TABLE stock ENABLE ALWAYS TRIGGER counted_insert;

CREATE TRIGGER counted_update AFTER UPDATE ON stock REFERENCING OLD TABLE AS gone NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION levee_counted();
ALTER TABLE stock ENABLE ALWAYS TRIGGER counted_update;

CREATE TRIGGER counted_delete AFTER DELETE ON stock REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION levee_counted();
ALTER TABLE stock ENABLE ALWAYS TRIGGER counted_delete;

CREATE TRIGGER counted_truncate AFTER TRUNCATE ON stock
FOR EACH STATEMENT EXECUTE FUNCTION levee_recount();
ALTER TABLE stock ENABLE ALWAYS TRIGGER counted_truncate;

CREATE TRIGGER renamed AFTER UPDATE OF code ON supply_item
FOR EACH STATEMENT EXECUTE FUNCTION levee_recount();
ALTER TABLE supply_item ENABLE ALWAYS TRIGGER renamed;

-- The squares of a level between two cells, with what was changed since they were counted.
CREATE FUNCTION levee_squares(wanted integer, low bigint, high bigint) RETURNS TABLE (
    at bigint, count bigint, one bigint, depots bigint, teams bigint, labour bigint, equipment bigint, shelters bigint,
    headcount bigint, capacity bigint, middle double precision[], stock jsonb
)
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
#variable_conflict use_column
DECLARE
    digits CONSTANT integer := 2 * (24 - wanted);
    changed CONSTANT bigint[] := ARRAY(
        SELECT DISTINCT cell >> digits FROM square_change WHERE cell BETWEEN low AND high
    );
BEGIN
    RETURN QUERY SELECT s.at, s.count, s.one, s.depots, s.teams, s.labour, s.equipment, s.shelters, s.headcount,
        s.capacity, ARRAY[(0.5 + s.x::float8 / s.count) / 16777216, (0.5 + s.y::float8 / s.count) / 16777216], s.stock
      FROM square AS s
     WHERE s.level = wanted AND s.at BETWEEN low >> digits AND high >> digits AND s.count > 0 AND s.at <> ALL (changed);
    IF changed = '{}' THEN
        RETURN;
    END IF;
    RETURN QUERY WITH waiting AS (
        SELECT cell >> digits AS at, cell, count, one, depots, teams, labour, equipment, shelters, headcount, capacity,
               item_id, available
          FROM square_change WHERE cell BETWEEN low AND high
    ), held AS (
        SELECT * FROM square WHERE level = wanted AND at = ANY (changed)
    ), counts AS (
        SELECT at, sum(count) AS count, sum(one) AS one, sum(depots) AS depots, sum(teams) AS teams,
               sum(labour) AS labour, sum(equipment) AS equipment, sum(shelters) AS shelters,
               sum(headcount) AS headcount, sum(capacity) AS capacity, sum(x) AS x, sum(y) AS y
          FROM (SELECT at, count, one, depots, teams, labour, equipment, shelters, headcount, capacity, x, y FROM held
                UNION ALL
                SELECT at, count, one, depots, teams, labour, equipment, shelters, headcount, capacity,
                       count * levee_column(cell), count * levee_column(cell >> 1) FROM waiting) AS each
         GROUP BY at HAVING sum(count) > 0
    ), stocks AS (
        SELECT at, jsonb_object_agg(key, total) AS stock
          FROM (SELECT at, key, sum(value) AS total
                  FROM (SELECT at, key, value::numeric FROM held, jsonb_each_text(held.stock)
                        UNION ALL
                        SELECT at, 'stock_' || code, available FROM waiting JOIN supply_item ON id = item_id) AS each
                 GROUP BY at, key HAVING sum(value) <> 0) AS summed
         GROUP BY at
    )
    SELECT at, count::bigint, one::bigint, depots::bigint, teams::bigint, labour::bigint, equipment::bigint,
           shelters::bigint, headcount::bigint, capacity::bigint,
           ARRAY[(0.5 + (x / count)::float8) / 16777216, (0.5 + (y / count)::float8) / 16777216],
           coalesce(stock, '{}')
      FROM counts LEFT JOIN stocks USING (at);
END
$$;

SELECT levee_count_squares();
