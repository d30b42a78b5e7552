-- What takes effect by itself: kept while it lies ahead, told of on the event log when its time comes.

CREATE TABLE due (
    transition_id BIGINT NOT NULL,
    effective_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_due PRIMARY KEY (transition_id),
    CONSTRAINT fk_due_transition_id FOREIGN KEY(transition_id) REFERENCES response_transition (id)
);

CREATE INDEX ix_due_effective_at ON due (effective_at);

COMMENT ON TABLE due IS 'Transitions that lay ahead when they were recorded; a trigger keeps it. Told of, they leave.';
COMMENT ON COLUMN due.transition_id IS 'The transition.';
COMMENT ON COLUMN due.effective_at IS 'When it takes effect.';

ALTER TABLE event DROP CONSTRAINT ck_event_kind;
ALTER TABLE event ADD CONSTRAINT ck_event_kind CHECK ("kind" IN ('TRANSITION', 'PROPOSAL', 'OVERRIDE', 'TOOK_EFFECT'));

-- Nothing takes effect twice, whoever writes it.
CREATE UNIQUE INDEX ix_event_took_effect ON event (transition_id) WHERE kind = 'TOOK_EFFECT';

-- The server may only take away, so this runs as the owner. What an import says of the past lies ahead of its
-- recording perhaps, but not of now.
CREATE FUNCTION levee_keep_due() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    INSERT INTO due (transition_id, effective_at) VALUES (NEW.id, NEW.effective_at);
    RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION levee_keep_due() FROM PUBLIC;

CREATE TRIGGER keep_due AFTER INSERT ON response_transition
FOR EACH ROW WHEN (NEW.effective_at > NEW.recorded_at AND NEW.effective_at > now())
EXECUTE FUNCTION levee_keep_due();

INSERT INTO due (transition_id, effective_at)
SELECT id, effective_at FROM response_transition WHERE effective_at > now();
