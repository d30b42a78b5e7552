"""The functions by which the database keeps the chains itself: no client can forget them, or pass them by."""

from __future__ import annotations

from collections import defaultdict

from schema.chain import GENESIS, NEWEST, entry_text, event_text, seal_text, told
from schema.tables.events import SUBJECT

SEALS = 0x5EA1
"""The key of the advisory lock that one sealer holds."""
BATCH = 1_000
"""How many entries a seal covers at most."""
HASHED = "sha256(before || convert_to({}, 'UTF8'))"
_OWNER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
_GENESIS = f"decode('{GENESIS.hex()}', 'hex')"

NOTE = """
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
$$
"""


def _kinds() -> str:
    """Write what an event tells of, by its kind; kinds that tell of the same are asked for together."""
    kinds = defaultdict(list)
    for kind in SUBJECT:
        kinds[told(NEWEST, kind, "NEW")].append(f"'{kind.value}'")
    cases = (f"    WHEN {', '.join(words)} THEN\n        subject := {row};" for row, words in kinds.items())
    return "\n".join(cases)


CHAIN = f"""
CREATE FUNCTION levee_chain_event() RETURNS trigger
{_OWNER} AS $$
DECLARE
    before bytea;
    sealed bytea;
    subject json;
BEGIN
    -- Where the one before was taken away, a decision is still recorded: the hole is found by who verifies.
    SELECT hash INTO before FROM event WHERE seq < NEW.seq ORDER BY seq DESC LIMIT 1;
    before := coalesce(before, {_GENESIS});
    NEW.audit_id := nullif(current_setting('levee.audit', true), '');
    IF NEW.audit_id IS NULL THEN
        NEW.audit_id := levee_note('WRITE', session_user, NULL, NEW.kind, NULL, NULL, 'DONE', NULL, 1);
    END IF;
    SELECT number, hash INTO NEW.seal, sealed FROM audit_seal ORDER BY number DESC LIMIT 1;
    NEW.form := {NEWEST};
    CASE NEW.kind
{_kinds()}
    END CASE;
    NEW.hash := {HASHED.format(event_text(NEWEST, "NEW", "subject", "encode(sealed, 'hex')"))};
    RETURN NEW;
END
$$
"""  # noqa: S608 - names and numbers of ours

SEAL = f"""
CREATE FUNCTION levee_seal() RETURNS integer
{_OWNER} AS $$
DECLARE
    before bytea;
    made audit_seal;
    covered integer;
BEGIN
    IF NOT EXISTS (SELECT FROM audit_unsealed) OR NOT pg_try_advisory_xact_lock({SEALS}) THEN
        RETURN 0;
    END IF;
    SELECT number, hash INTO made.number, before FROM audit_seal ORDER BY number DESC LIMIT 1;
    WITH due AS (
        DELETE FROM audit_unsealed WHERE id IN (SELECT id FROM audit_unsealed ORDER BY id LIMIT {BATCH})
        RETURNING id
    )
    SELECT count(*), range_agg(int8range(due.id, due.id + 1)),
           string_agg(sha256(convert_to({entry_text(NEWEST, "entry")}, 'UTF8')), ''::bytea ORDER BY due.id)
      INTO covered, made.ids, made.digests
      FROM due LEFT JOIN audit AS entry ON entry.id = due.id;
    IF covered = 0 THEN
        RETURN 0;
    END IF;
    before := coalesce(before, {_GENESIS});
    made.number := coalesce(made.number, 0) + 1;
    made.form := {NEWEST};
    made.at := clock_timestamp();
    made.hash := sha256(before || convert_to({seal_text(NEWEST, "made")}, 'UTF8') || made.digests);
    INSERT INTO audit_seal VALUES (made.*);
    RETURN covered;
END
$$
"""  # noqa: S608 - names and numbers of ours

QUEUE = f"""
CREATE FUNCTION levee_unsealed() RETURNS trigger
{_OWNER} AS $$
BEGIN
    NEW.at := clock_timestamp();
    INSERT INTO audit_unsealed VALUES (NEW.id);
    RETURN NEW;
END
$$
"""  # noqa: S608 - names and numbers of ours

ACCOUNT = f"""
CREATE FUNCTION levee_account_mutation() RETURNS trigger
{_OWNER} AS $$
BEGIN
    PERFORM levee_note('WRITE', NEW.subject, NEW.session, NEW.mutation, NEW.type, NEW.result, 'DONE',
                       NEW.request, 1);
    RETURN NEW;
END
$$
"""

RESULT = f"""
CREATE FUNCTION levee_require_result() RETURNS trigger
{_OWNER} AS $$
BEGIN
    IF EXISTS (SELECT FROM mutation_key WHERE subject = NEW.subject AND key = NEW.key AND result IS NULL) THEN
        RAISE EXCEPTION 'A mutation without a result is not kept.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END
$$
"""

FUNCTIONS = (NOTE, CHAIN, SEAL, QUEUE, ACCOUNT, RESULT)
