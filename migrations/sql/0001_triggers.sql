-- What the tables keep by themselves: the period of a response follows its transitions,
-- and what has been recorded is never changed.

-- The server may only insert responses; their period moves with the transitions, so this runs as the owner.
CREATE FUNCTION levee_keep_period() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    UPDATE response
    SET period = CASE NEW.kind
        WHEN 'START' THEN tstzrange(NEW.effective_at, NULL)
        ELSE tstzrange(lower(period), NEW.effective_at)
    END
    WHERE id = NEW.response_id
      AND (NEW.kind = 'END' OR period IS DISTINCT FROM tstzrange(NEW.effective_at, NULL));
    RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION levee_keep_period() FROM PUBLIC;

CREATE TRIGGER keep_period AFTER INSERT ON response_transition
FOR EACH ROW WHEN (NEW.kind IN ('START', 'END'))
EXECUTE FUNCTION levee_keep_period();

CREATE FUNCTION levee_refuse_change() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'What % holds is never changed: only new rows are allowed.', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON response_transition
FOR EACH STATEMENT EXECUTE FUNCTION levee_refuse_change();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event
FOR EACH STATEMENT EXECUTE FUNCTION levee_refuse_change();

-- Every database has a history of its own from the first moment on.
INSERT INTO event_head DEFAULT VALUES;
