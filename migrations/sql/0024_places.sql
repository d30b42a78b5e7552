-- The version of a table is kept in rows that are written over, not in rows that come and go: those that went had
-- to be passed by until the next vacuum, and within a minute of steady writing a change took thirty times as long.
--
-- A transaction writes over the row of one that is over already, and that nobody else is writing over; where there
-- is none it adds one. So there are as many rows as ever wrote at once, and nobody waits. No set comes twice, as
-- before: what is written is new, and whoever sees it sees what was done by the one that was written over.

ALTER TABLE revision RENAME TO revision_before;
ALTER TABLE revision_before RENAME CONSTRAINT pk_revision TO pk_revision_before;
-- A row is written over within its page, which is cleaned in passing when less than this share of it is free.
CREATE TABLE revision (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    relation TEXT NOT NULL,
    xid BIGINT NOT NULL,
    CONSTRAINT pk_revision PRIMARY KEY (id)
) WITH (fillfactor = 50);
INSERT INTO revision (relation, xid) SELECT relation, xid FROM revision_before;
DROP TABLE revision_before;
CREATE INDEX ix_revision_relation ON revision (relation);

COMMENT ON TABLE revision IS 'Which transactions changed a table last; kept by triggers.';
COMMENT ON COLUMN revision.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN revision.relation IS 'The table that was changed.';
COMMENT ON COLUMN revision.xid IS 'The transaction that changed it; a later one writes over it.';

CREATE OR REPLACE FUNCTION levee_revised() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    own CONSTANT bigint := pg_current_xact_id()::text::bigint;
BEGIN
    -- A row that was restored from elsewhere may bear the same number, and is older.
    IF EXISTS (SELECT FROM revision WHERE relation = TG_TABLE_NAME AND xid = own AND age(xmin) <= 0) THEN
        RETURN NULL;
    END IF;
    UPDATE revision SET xid = own WHERE id = (
        SELECT id FROM revision WHERE relation = TG_TABLE_NAME AND xid <> own LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
    );
    IF NOT FOUND THEN
        INSERT INTO revision (relation, xid) VALUES (TG_TABLE_NAME, own);
    END IF;
    RETURN NULL;
END
$$;
