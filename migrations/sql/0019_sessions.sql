-- Sessions and what ends them before their time, and accounts of this server's own (会话、吊销、本地账号).

CREATE TABLE session (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    jti TEXT NOT NULL,
    subject TEXT NOT NULL,
    issuer TEXT NOT NULL,
    issued_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_session PRIMARY KEY (id),
    CONSTRAINT uq_session_jti UNIQUE (jti)
);

CREATE INDEX ix_session_expires_at ON session (expires_at);

CREATE INDEX ix_session_subject ON session (subject);

COMMENT ON TABLE session IS 'Who signed in here, and until when (会话); kept for a week after its end.';
COMMENT ON COLUMN session.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN session.jti IS 'Name of the session, as its token bears it.';
COMMENT ON COLUMN session.subject IS 'Whose it is: the account.';
COMMENT ON COLUMN session.issuer IS 'Who issued the token.';
COMMENT ON COLUMN session.issued_at IS 'When it began.';
COMMENT ON COLUMN session.expires_at IS 'When its token ends.';
COMMENT ON COLUMN session.revoked_at IS 'When it was ended before that.';

CREATE TABLE revocation (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    session TEXT,
    subject TEXT,
    before TIMESTAMP WITH TIME ZONE,
    until TIMESTAMP WITH TIME ZONE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    recorded_by TEXT NOT NULL,
    tx BIGINT DEFAULT txid_current() NOT NULL,
    CONSTRAINT pk_revocation PRIMARY KEY (id),
    CONSTRAINT ck_revocation_what CHECK (num_nonnulls(session, subject) = 1),
    CONSTRAINT ck_revocation_before CHECK ((subject IS NULL) = (before IS NULL)),
    CONSTRAINT uq_revocation_session UNIQUE (session),
    CONSTRAINT uq_revocation_subject UNIQUE (subject)
);

CREATE INDEX ix_revocation_tx ON revocation (tx);

CREATE INDEX ix_revocation_until ON revocation (until);

COMMENT ON TABLE revocation IS 'Tokens that are good no more although they have not expired (吊销); every server knows all.';
COMMENT ON COLUMN revocation.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN revocation.session IS 'The session that is ended, whoever issued its token.';
COMMENT ON COLUMN revocation.subject IS 'Whose tokens are ended: those issued before `before`.';
COMMENT ON COLUMN revocation.before IS 'Tokens of the subject issued before then are good no more.';
COMMENT ON COLUMN revocation.until IS 'When no token that it is about can be good any more: then it goes.';
COMMENT ON COLUMN revocation.recorded_at IS 'When it was recorded last.';
COMMENT ON COLUMN revocation.recorded_by IS 'Who recorded it.';
COMMENT ON COLUMN revocation.tx IS 'The transaction that wrote it: a server reads what was not settled when it read last.';

CREATE TABLE account (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    subject TEXT NOT NULL,
    name TEXT,
    hash TEXT NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    disabled_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_account PRIMARY KEY (id),
    CONSTRAINT ck_account_subject CHECK (subject = btrim(subject) AND length(subject) BETWEEN 1 AND 200),
    CONSTRAINT uq_account_subject UNIQUE (subject)
);

COMMENT ON TABLE account IS 'Who may sign in here by name and password (本地账号).';
COMMENT ON COLUMN account.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN account.subject IS 'What it signs in as.';
COMMENT ON COLUMN account.name IS 'What it is called on screens; a post rather than a person.';
COMMENT ON COLUMN account.hash IS 'Of the password, by argon2id; never shown, never logged.';
COMMENT ON COLUMN account.made_at IS 'When it was made.';
COMMENT ON COLUMN account.changed_at IS 'When its password was set last.';
COMMENT ON COLUMN account.disabled_at IS 'Since when it cannot sign in.';

CREATE TABLE account_post (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    account_id BIGINT NOT NULL,
    role TEXT NOT NULL CONSTRAINT ck_account_post_role CHECK ("role" IN ('viewer', 'holder', 'inspector', 'officer', 'reviewer', 'commander', 'administrator')),
    divisions TEXT[] NOT NULL,
    basins TEXT[] NOT NULL,
    units TEXT[] NOT NULL,
    CONSTRAINT pk_account_post PRIMARY KEY (id),
    CONSTRAINT ck_account_post_somewhere CHECK (cardinality(divisions || basins || units) > 0),
    CONSTRAINT fk_account_post_account_id FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE INDEX ix_account_post_account_id ON account_post (account_id);

COMMENT ON TABLE account_post IS 'A post that an account holds (岗位).';
COMMENT ON COLUMN account_post.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN account_post.account_id IS 'Whose it is.';
COMMENT ON COLUMN account_post.role IS 'What it may do there.';
COMMENT ON COLUMN account_post.divisions IS 'In which divisions and all below, by code.';
COMMENT ON COLUMN account_post.basins IS 'For which basins as a whole, by code.';
COMMENT ON COLUMN account_post.units IS 'For whose own things, by the code of the unit.';

CREATE TABLE account_address (
    account_id BIGINT NOT NULL,
    address BYTEA NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_account_address PRIMARY KEY (account_id, address),
    CONSTRAINT fk_account_address_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
);

COMMENT ON TABLE account_address IS 'From where an account has signed in: strangers elsewhere do not lock it out there.';
COMMENT ON COLUMN account_address.account_id IS 'Who signed in.';
COMMENT ON COLUMN account_address.address IS 'From where, as a keyed digest.';
COMMENT ON COLUMN account_address.seen_at IS 'When last.';

CREATE TABLE sign_in_failure (
    what BYTEA NOT NULL,
    name BYTEA,
    failures INTEGER NOT NULL,
    failed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    locked_until TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_sign_in_failure PRIMARY KEY (what)
);

CREATE INDEX ix_sign_in_failure_failed_at ON sign_in_failure (failed_at);

CREATE INDEX ix_sign_in_failure_name ON sign_in_failure (name);

COMMENT ON TABLE sign_in_failure IS 'Failures to sign in, which lock for a growing time (登录失败).';
COMMENT ON COLUMN sign_in_failure.what IS 'A name, an address or both, as a keyed digest.';
COMMENT ON COLUMN sign_in_failure.name IS 'The name alone, as a keyed digest, where there is one.';
COMMENT ON COLUMN sign_in_failure.failures IS 'How many, none of them long after the other.';
COMMENT ON COLUMN sign_in_failure.failed_at IS 'When last.';
COMMENT ON COLUMN sign_in_failure.locked_until IS 'Until when nobody is let in by it.';

-- Counts an attempt to sign in for all that it stands for, unless one of them is locked: then it gives the seconds
-- that are left and counts nothing. What is counted comes in one order, so that two at once wait for each other.
CREATE FUNCTION levee_attempt(whats bytea[], names bytea[], free integer[], memory integer[], longest integer[])
RETURNS double precision
LANGUAGE plpgsql AS $$
DECLARE
    wait double precision;
    n integer;
BEGIN
    PERFORM FROM sign_in_failure WHERE what = ANY (whats) ORDER BY what FOR UPDATE;
    SELECT max(extract(epoch FROM locked_until - clock_timestamp())) INTO wait
      FROM sign_in_failure WHERE what = ANY (whats);
    IF wait > 0 THEN
        RETURN wait;
    END IF;
    FOR i IN 1 .. cardinality(whats) LOOP
        INSERT INTO sign_in_failure AS one (what, name, failures, failed_at)
        VALUES (whats[i], names[i], 1, clock_timestamp())
        ON CONFLICT (what) DO UPDATE SET failed_at = excluded.failed_at, failures = CASE
            WHEN one.failed_at < excluded.failed_at - memory[i] * interval '1 second' THEN 1
            ELSE one.failures + 1 END
        RETURNING failures INTO n;
        UPDATE sign_in_failure SET locked_until = CASE WHEN n >= free[i] THEN clock_timestamp()
            + least(longest[i], 60 * 2 ^ least(n - free[i], 20)) * interval '1 second' END
        WHERE what = whats[i];
    END LOOP;
    RETURN 0;
END
$$;
