-- A transition that no event tells of would be in force and on no screen: it is not committed, whoever writes it.
-- One that was imported (it has a source) is history, and nobody is told of it.
CREATE FUNCTION levee_require_event() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM event WHERE transition_id = NEW.id) THEN
        RAISE EXCEPTION 'A transition is not kept of which no event tells.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER require_event AFTER INSERT ON response_transition DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (NEW.source IS NULL) EXECUTE FUNCTION levee_require_event();
