-- Which transactions changed a table last. The set of those that are seen is the version of what is seen.
--
-- A transaction adds a row of its own, so writers never wait for each other here. It takes away the rows of
-- those that had finished before it began, so the set stays small; and since its own row is new, no set comes
-- twice: whoever no longer sees a row sees that of one who came later.

CREATE TABLE revision (
    relation TEXT NOT NULL,
    xid BIGINT NOT NULL,
    CONSTRAINT pk_revision PRIMARY KEY (relation, xid)
);

COMMENT ON TABLE revision IS 'Which transactions changed a table last; kept by triggers.';
COMMENT ON COLUMN revision.relation IS 'The table that was changed.';
COMMENT ON COLUMN revision.xid IS 'The transaction that changed it; older ones go when a newer one comes.';

-- The server may only read revisions, so this runs as the owner.
CREATE FUNCTION levee_revised() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    INSERT INTO revision (relation, xid) VALUES (TG_TABLE_NAME, pg_current_xact_id()::text::bigint)
    ON CONFLICT DO NOTHING;
    IF FOUND THEN
        DELETE FROM revision WHERE ctid IN (
            SELECT ctid FROM revision
            WHERE relation = TG_TABLE_NAME AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
            FOR UPDATE SKIP LOCKED
        );
    END IF;
    RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION levee_revised() FROM PUBLIC;

CREATE TRIGGER revised AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON basin_division
FOR EACH STATEMENT EXECUTE FUNCTION levee_revised();
ALTER TABLE basin_division ENABLE ALWAYS TRIGGER revised;

CREATE TRIGGER revised AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON division
FOR EACH STATEMENT EXECUTE FUNCTION levee_revised();
ALTER TABLE division ENABLE ALWAYS TRIGGER revised;

CREATE TRIGGER revised AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON gauge
FOR EACH STATEMENT EXECUTE FUNCTION levee_revised();
ALTER TABLE gauge ENABLE ALWAYS TRIGGER revised;

CREATE TRIGGER revised AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON hazard_site
FOR EACH STATEMENT EXECUTE FUNCTION levee_revised();
ALTER TABLE hazard_site ENABLE ALWAYS TRIGGER revised;

CREATE TRIGGER revised AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON reading
FOR EACH STATEMENT EXECUTE FUNCTION levee_revised();
ALTER TABLE reading ENABLE ALWAYS TRIGGER revised;

CREATE TRIGGER revised AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON resource
FOR EACH STATEMENT EXECUTE FUNCTION levee_revised();
ALTER TABLE resource ENABLE ALWAYS TRIGGER revised;

CREATE TRIGGER revised AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON response
FOR EACH STATEMENT EXECUTE FUNCTION levee_revised();
ALTER TABLE response ENABLE ALWAYS TRIGGER revised;

CREATE TRIGGER revised AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON response_transition
FOR EACH STATEMENT EXECUTE FUNCTION levee_revised();
ALTER TABLE response_transition ENABLE ALWAYS TRIGGER revised;

CREATE TRIGGER revised AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON risk_grade
FOR EACH STATEMENT EXECUTE FUNCTION levee_revised();
ALTER TABLE risk_grade ENABLE ALWAYS TRIGGER revised;

CREATE TRIGGER revised AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON stock
FOR EACH STATEMENT EXECUTE FUNCTION levee_revised();
ALTER TABLE stock ENABLE ALWAYS TRIGGER revised;

CREATE TRIGGER revised AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON supply_item
FOR EACH STATEMENT EXECUTE FUNCTION levee_revised();
ALTER TABLE supply_item ENABLE ALWAYS TRIGGER revised;

CREATE TRIGGER revised AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON threshold
FOR EACH STATEMENT EXECUTE FUNCTION levee_revised();
ALTER TABLE threshold ENABLE ALWAYS TRIGGER revised;

CREATE TRIGGER revised AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON water
FOR EACH STATEMENT EXECUTE FUNCTION levee_revised();
ALTER TABLE water ENABLE ALWAYS TRIGGER revised;
