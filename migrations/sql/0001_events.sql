-- The event log, its head, and the keys of mutations (事件日志).

CREATE TABLE event_head (
    one BOOLEAN DEFAULT true NOT NULL CONSTRAINT ck_event_head_one CHECK (one),
    epoch UUID DEFAULT gen_random_uuid() NOT NULL,
    seq BIGINT DEFAULT 0 NOT NULL,
    kept_after BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT pk_event_head PRIMARY KEY (one)
);

COMMENT ON TABLE event_head IS 'The head of the event log; whoever emits takes its row last.';
COMMENT ON COLUMN event_head.one IS 'There is one head.';
COMMENT ON COLUMN event_head.epoch IS 'Changes when the database is restored.';
COMMENT ON COLUMN event_head.seq IS 'Position of the last event.';
COMMENT ON COLUMN event_head.kept_after IS 'Events up to here are no longer kept.';

CREATE TABLE mutation_key (
    subject TEXT NOT NULL,
    key TEXT NOT NULL,
    mutation TEXT NOT NULL,
    fingerprint BYTEA NOT NULL,
    result BIGINT,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_mutation_key PRIMARY KEY (subject, key)
);

CREATE INDEX ix_mutation_key_recorded_at ON mutation_key (recorded_at);

COMMENT ON TABLE mutation_key IS 'Which mutations have had their effect, so that a retry has none.';
COMMENT ON COLUMN mutation_key.subject IS 'Who asked: the token''s subject.';
COMMENT ON COLUMN mutation_key.key IS 'The idempotency key.';
COMMENT ON COLUMN mutation_key.mutation IS 'Which mutation.';
COMMENT ON COLUMN mutation_key.fingerprint IS 'SHA-256 of the coerced input.';
COMMENT ON COLUMN mutation_key.result IS 'Key of the row it made.';
COMMENT ON COLUMN mutation_key.recorded_at IS 'When; kept for 7 days.';

CREATE TABLE event (
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_event_kind CHECK ("kind" IN ('TRANSITION')),
    transition_id BIGINT,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_event PRIMARY KEY (seq),
    CONSTRAINT fk_event_transition_id FOREIGN KEY(transition_id) REFERENCES response_transition (id)
);

CREATE INDEX ix_event_transition_id ON event (transition_id);

COMMENT ON TABLE event IS 'What happened, once each, in commit order.';
COMMENT ON COLUMN event.seq IS 'Position, without holes, in commit order.';
COMMENT ON COLUMN event.kind IS 'What happened.';
COMMENT ON COLUMN event.transition_id IS 'The transition it tells of.';
COMMENT ON COLUMN event.recorded_at IS 'When it was written.';
