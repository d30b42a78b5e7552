-- The audit (审计) and the chains: what was done and told can be held against what was seen of it.

CREATE TABLE audit (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_audit_kind CHECK ("kind" IN ('WRITE', 'REVEAL', 'REFUSAL', 'SIGN_IN', 'SIGN_OUT', 'OPERATION')),
    subject TEXT,
    session TEXT,
    action TEXT NOT NULL,
    type TEXT,
    key BIGINT,
    outcome TEXT NOT NULL,
    request TEXT,
    times INTEGER DEFAULT 1 NOT NULL CONSTRAINT ck_audit_times CHECK (times > 0),
    CONSTRAINT pk_audit PRIMARY KEY (id)
);

COMMENT ON TABLE audit IS 'Every write, reveal, refusal and sign-in, never changed afterwards (审计记录).';
COMMENT ON COLUMN audit.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN audit.at IS 'When, by the database''s clock (时间).';
COMMENT ON COLUMN audit.kind IS 'What it was (类别).';
COMMENT ON COLUMN audit.subject IS 'Who: the token''s subject, a post; null for strangers (主体).';
COMMENT ON COLUMN audit.session IS 'In which session, where there are sessions (会话).';
COMMENT ON COLUMN audit.action IS 'Which mutation, or what else was done (操作).';
COMMENT ON COLUMN audit.type IS 'Type of what was written or shown (对象类型).';
COMMENT ON COLUMN audit.key IS 'Key of what was written or shown (对象键).';
COMMENT ON COLUMN audit.outcome IS 'DONE, or the code of the refusal (结果).';
COMMENT ON COLUMN audit.request IS 'Joins what one request did (请求标识).';
COMMENT ON COLUMN audit.times IS 'How often, where equal refusals were counted (次数).';

CREATE TABLE audit_unsealed (
    id BIGINT NOT NULL,
    CONSTRAINT pk_audit_unsealed PRIMARY KEY (id)
);

COMMENT ON TABLE audit_unsealed IS 'Entries of the audit that no seal covers yet.';
COMMENT ON COLUMN audit_unsealed.id IS 'Key of the entry.';

CREATE TABLE audit_seal (
    number BIGINT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    form SMALLINT NOT NULL,
    ids INT8MULTIRANGE NOT NULL,
    digests BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    CONSTRAINT pk_audit_seal PRIMARY KEY (number)
);

COMMENT ON TABLE audit_seal IS 'What seals the audit, batch by batch, each hanging on the one before (审计封存).';
COMMENT ON COLUMN audit_seal.number IS 'Number, without holes (封存序号).';
COMMENT ON COLUMN audit_seal.at IS 'When it was sealed (封存时间).';
COMMENT ON COLUMN audit_seal.form IS 'Which columns of an entry it is over.';
COMMENT ON COLUMN audit_seal.ids IS 'Keys of the entries that it covers.';
COMMENT ON COLUMN audit_seal.digests IS 'SHA-256 of each entry, by their keys.';
COMMENT ON COLUMN audit_seal.hash IS 'SHA-256 over the hash before it, this row and the digests.';

CREATE FUNCTION levee_note(kind text, subject text, session text, action text, type text, key bigint,
                           outcome text, request text, times integer) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    made bigint;
BEGIN
    INSERT INTO audit (kind, subject, session, action, type, key, outcome, request, times)
    VALUES (kind, subject, session, action, type, key, outcome, request, times)
    RETURNING id INTO made;
    PERFORM set_config('levee.audit', made::text, true);
    RETURN made;
END
$$;

CREATE FUNCTION levee_chain_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    before bytea;
    sealed bytea;
    subject json;
BEGIN
    -- Where the one before was taken away, a decision is still recorded: the hole is found by who verifies.
    SELECT hash INTO before FROM event WHERE seq < NEW.seq ORDER BY seq DESC LIMIT 1;
    before := coalesce(before, decode('0000000000000000000000000000000000000000000000000000000000000000', 'hex'));
    NEW.audit_id := nullif(current_setting('levee.audit', true), '');
    IF NEW.audit_id IS NULL THEN
        NEW.audit_id := levee_note('WRITE', session_user, NULL, NEW.kind, NULL, NULL, 'DONE', NULL, 1);
    END IF;
    SELECT number, hash INTO NEW.seal, sealed FROM audit_seal ORDER BY number DESC LIMIT 1;
    NEW.form := 1;
    CASE NEW.kind
    WHEN 'TRANSITION', 'TOOK_EFFECT' THEN
        subject := (SELECT json_build_array(json_build_array(one."id"::text, one."response_id"::text, one."kind"::text, one."from"::text, one."to"::text, extract(epoch FROM one."evidence_at")::text, extract(epoch FROM one."decided_at")::text, extract(epoch FROM one."effective_at")::text, extract(epoch FROM one."recorded_at")::text, one."effective_precision"::text, one."effective_basis"::text, one."reason"::text, one."document_no"::text, one."recorded_by"::text, one."source"::text, extract(epoch FROM one."expected_until")::text, one."corrects_id"::text, one."override_reason"::text), json_build_array(whole."id"::text, whole."code"::text, whole."system"::text, whole."plan_id"::text, whole."division_id"::text, whole."basin_id"::text, whole."drill"::text)) FROM response_transition AS one JOIN response AS whole ON whole.id = one.response_id WHERE one.id = NEW.transition_id);
    WHEN 'PROPOSAL' THEN
        subject := (SELECT json_build_array(json_build_array(one."id"::text, one."proposal_id"::text, one."act"::text, one."by"::text, one."reason"::text, extract(epoch FROM one."at")::text, one."transition_id"::text), json_build_array(whole."id"::text, whole."kind"::text, whole."plan_id"::text, whole."rule_id"::text, whole."level_id"::text, whole."response_id"::text, whole."last_transition_id"::text, whole."corrects_id"::text, whole."division_id"::text, whole."basin_id"::text, whole."system"::text, whole."drill"::text, whole."from"::text, whole."to"::text, extract(epoch FROM whole."evidence_at")::text, extract(epoch FROM whole."decided_at")::text, extract(epoch FROM whole."effective_at")::text, extract(epoch FROM whole."expected_until")::text, whole."reason"::text, whole."document_no"::text, whole."text"::text, whole."text_en"::text, whole."digest"::text, whole."supersedes_id"::text, extract(epoch FROM whole."proposed_at")::text, extract(epoch FROM whole."expires_at")::text)) FROM proposal_step AS one JOIN proposal AS whole ON whole.id = one.proposal_id WHERE one.id = NEW.proposal_step_id);
    WHEN 'OVERRIDE' THEN
        subject := (SELECT json_build_array(json_build_array(one."id"::text, one."response_id"::text, one."kind"::text, one."from"::text, one."to"::text, extract(epoch FROM one."evidence_at")::text, extract(epoch FROM one."decided_at")::text, extract(epoch FROM one."effective_at")::text, extract(epoch FROM one."recorded_at")::text, one."effective_precision"::text, one."effective_basis"::text, one."reason"::text, one."document_no"::text, one."recorded_by"::text, one."source"::text, extract(epoch FROM one."expected_until")::text, one."corrects_id"::text, one."override_reason"::text), json_build_array(whole."id"::text, whole."code"::text, whole."system"::text, whole."plan_id"::text, whole."division_id"::text, whole."basin_id"::text, whole."drill"::text)) FROM response_transition AS one JOIN response AS whole ON whole.id = one.response_id WHERE one.id = NEW.override_id);
    WHEN 'RECOMMENDATION' THEN
        subject := (SELECT json_build_array(json_build_array(one."id"::text, one."plan_id"::text, one."version_id"::text, one."system"::text, one."division_id"::text, one."basin_id"::text, one."response_id"::text, one."kind"::text, one."from"::text, one."to"::text, extract(epoch FROM one."made_at")::text, extract(epoch FROM one."evidence_at")::text, one."reason"::text, one."reason_en"::text), (SELECT json_agg(json_build_array(part."id"::text, part."recommendation_id"::text, part."condition_id"::text, part."verdict"::text, part."doubt"::text, part."reading_id"::text, part."threshold_id"::text, part."observation_id"::text, extract(epoch FROM part."observed_at")::text, part."value"::text, part."limit"::text, part."difference"::text, part."says"::text, part."says_en"::text) ORDER BY part.id) FROM recommendation_ground AS part WHERE part.recommendation_id = one.id)) FROM recommendation AS one WHERE one.id = NEW.recommendation_id);
    WHEN 'TASK_STEP' THEN
        subject := (SELECT json_build_array(json_build_array(one."id"::text, one."task_id"::text, one."kind"::text, one."reason"::text, extract(epoch FROM one."recorded_at")::text, one."recorded_by"::text), json_build_array(whole."id"::text, whole."response_id"::text, whole."transition_id"::text, whole."action_id"::text, whole."unit_id"::text, whole."warden_id"::text, whole."labour_id"::text, whole."division_id"::text, extract(epoch FROM whole."due_at")::text)) FROM task_step AS one JOIN task AS whole ON whole.id = one.task_id WHERE one.id = NEW.task_step_id);
    END CASE;
    NEW.hash := sha256(before || convert_to(json_build_array('1', json_build_array(NEW."seq"::text, NEW."kind"::text, extract(epoch FROM NEW."recorded_at")::text, NEW."audit_id"::text, NEW."transition_id"::text, NEW."proposal_step_id"::text, NEW."override_id"::text, NEW."recommendation_id"::text, NEW."task_step_id"::text), subject, encode(sealed, 'hex'))::text, 'UTF8'));
    RETURN NEW;
END
$$;

CREATE FUNCTION levee_seal() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    before bytea;
    made audit_seal;
    covered integer;
BEGIN
    IF NOT EXISTS (SELECT FROM audit_unsealed) OR NOT pg_try_advisory_xact_lock(24225) THEN
        RETURN 0;
    END IF;
    SELECT number, hash INTO made.number, before FROM audit_seal ORDER BY number DESC LIMIT 1;
    WITH due AS (
        DELETE FROM audit_unsealed WHERE id IN (SELECT id FROM audit_unsealed ORDER BY id LIMIT 1000)
        RETURNING id
    )
    SELECT count(*), range_agg(int8range(due.id, due.id + 1)),
           string_agg(sha256(convert_to(json_build_array('1', json_build_array(entry."id"::text, extract(epoch FROM entry."at")::text, entry."kind"::text, entry."subject"::text, entry."session"::text, entry."action"::text, entry."type"::text, entry."key"::text, entry."outcome"::text, entry."request"::text, entry."times"::text))::text, 'UTF8')), ''::bytea ORDER BY due.id)
      INTO covered, made.ids, made.digests
      FROM due LEFT JOIN audit AS entry ON entry.id = due.id;
    IF covered = 0 THEN
        RETURN 0;
    END IF;
    before := coalesce(before, decode('0000000000000000000000000000000000000000000000000000000000000000', 'hex'));
    made.number := coalesce(made.number, 0) + 1;
    made.form := 1;
    made.at := clock_timestamp();
    made.hash := sha256(before || convert_to(json_build_array('1', json_build_array(made."number"::text, extract(epoch FROM made."at")::text, made."ids"::text))::text, 'UTF8') || made.digests);
    INSERT INTO audit_seal VALUES (made.*);
    RETURN covered;
END
$$;

CREATE FUNCTION levee_unsealed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.at := clock_timestamp();
    INSERT INTO audit_unsealed VALUES (NEW.id);
    RETURN NEW;
END
$$;

CREATE FUNCTION levee_account_mutation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM levee_note('WRITE', NEW.subject, NEW.session, NEW.mutation, NEW.type, NEW.result, 'DONE',
                       NEW.request, 1);
    RETURN NEW;
END
$$;

CREATE FUNCTION levee_require_result() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM mutation_key WHERE subject = NEW.subject AND key = NEW.key AND result IS NULL) THEN
        RAISE EXCEPTION 'A mutation without a result is not kept.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION levee_chain_event(), levee_unsealed(), levee_account_mutation(), levee_require_result() FROM PUBLIC;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION levee_refuse_change();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
FOR EACH STATEMENT EXECUTE FUNCTION levee_refuse_change();

CREATE TRIGGER unsealed BEFORE INSERT ON audit
FOR EACH ROW EXECUTE FUNCTION levee_unsealed();

-- Every mutation has its entry, in its own transaction: it comes with the result, and without one nothing is kept.
ALTER TABLE mutation_key
    ADD COLUMN type TEXT,
    ADD COLUMN session TEXT,
    ADD COLUMN request TEXT;

COMMENT ON COLUMN mutation_key.type IS 'Type of the row it made.';
COMMENT ON COLUMN mutation_key.session IS 'In which session it was asked for, where there are sessions.';
COMMENT ON COLUMN mutation_key.request IS 'In which request.';

CREATE TRIGGER account BEFORE UPDATE OF result ON mutation_key
FOR EACH ROW WHEN (OLD.result IS NULL AND NEW.result IS NOT NULL) EXECUTE FUNCTION levee_account_mutation();

CREATE TRIGGER account_at_once AFTER INSERT ON mutation_key
FOR EACH ROW WHEN (NEW.result IS NOT NULL) EXECUTE FUNCTION levee_account_mutation();

CREATE CONSTRAINT TRIGGER require_result AFTER INSERT OR UPDATE OF result ON mutation_key DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (NEW.result IS NULL) EXECUTE FUNCTION levee_require_result();

-- Every event hangs on the one before. Those that are there are chained now, in their order.
ALTER TABLE event
    ADD COLUMN audit_id BIGINT,
    ADD COLUMN seal BIGINT,
    ADD COLUMN form SMALLINT,
    ADD COLUMN hash BYTEA;

ALTER TABLE event DISABLE TRIGGER append_only;

CREATE TRIGGER chain BEFORE INSERT OR UPDATE ON event
FOR EACH ROW EXECUTE FUNCTION levee_chain_event();

DO $$
DECLARE
    position bigint;
BEGIN
    IF EXISTS (SELECT FROM event) THEN
        PERFORM levee_note('OPERATION', session_user, NULL, 'migrate', NULL, NULL, 'DONE', NULL, 1);
    END IF;
    FOR position IN SELECT seq FROM event ORDER BY seq LOOP
        UPDATE event SET form = 1 WHERE seq = position;
    END LOOP;
END
$$;

CREATE OR REPLACE TRIGGER chain BEFORE INSERT ON event
FOR EACH ROW EXECUTE FUNCTION levee_chain_event();

ALTER TABLE event ENABLE TRIGGER append_only;

ALTER TABLE event
    ALTER COLUMN audit_id SET NOT NULL,
    ALTER COLUMN form SET NOT NULL,
    ALTER COLUMN hash SET NOT NULL,
    ADD CONSTRAINT fk_event_audit_id FOREIGN KEY(audit_id) REFERENCES audit (id);

COMMENT ON COLUMN event.audit_id IS 'Who did it: kept by a trigger.';
COMMENT ON COLUMN event.seal IS 'Number of the newest seal of the audit; null before the first.';
COMMENT ON COLUMN event.form IS 'Which columns the hash is over.';
COMMENT ON COLUMN event.hash IS 'SHA-256 over the hash before it, this row and what it tells of; by a trigger.';
