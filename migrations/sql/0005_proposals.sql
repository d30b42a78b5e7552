-- Decisions that others have to agree to (决策审批): the posts that plans name, proposals and what everybody did
-- about them, corrections, and decisions that waited for no approval.

CREATE TABLE post (
    name TEXT NOT NULL,
    role TEXT NOT NULL CONSTRAINT ck_post_role CHECK ("role" IN ('viewer', 'officer', 'commander', 'administrator')),
    basis TEXT NOT NULL CONSTRAINT ck_post_basis CHECK ("basis" IN ('REPORTED', 'DERIVED', 'APPROXIMATE', 'SYNTHETIC')),
    CONSTRAINT pk_post PRIMARY KEY (name)
);

COMMENT ON TABLE post IS 'A post or body that rules of authority name, and the tokens that act for it (岗位).';
COMMENT ON COLUMN post.name IS 'What rules of authority call it, in Chinese (岗位).';
COMMENT ON COLUMN post.role IS 'The least role of a token that may act for it (最低角色).';
COMMENT ON COLUMN post.basis IS 'Where it comes from (依据).';

CREATE TABLE proposal (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    kind TEXT NOT NULL CONSTRAINT ck_proposal_kind CHECK ("kind" IN ('START', 'RAISE', 'LOWER', 'END', 'CORRECT')),
    plan_id BIGINT NOT NULL,
    rule_id BIGINT NOT NULL,
    level_id BIGINT,
    response_id BIGINT,
    last_transition_id BIGINT,
    corrects_id BIGINT,
    division_id BIGINT,
    basin_id BIGINT,
    system TEXT NOT NULL,
    drill BOOLEAN NOT NULL,
    "from" TEXT CONSTRAINT ck_proposal_from CHECK ("from" IN ('I', 'II', 'III', 'IV')),
    "to" TEXT CONSTRAINT ck_proposal_to CHECK ("to" IN ('I', 'II', 'III', 'IV')),
    evidence_at TIMESTAMP WITH TIME ZONE,
    decided_at TIMESTAMP WITH TIME ZONE,
    effective_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expected_until TIMESTAMP WITH TIME ZONE,
    reason TEXT NOT NULL,
    document_no TEXT,
    text TEXT NOT NULL,
    text_en TEXT NOT NULL,
    digest TEXT NOT NULL,
    supersedes_id BIGINT,
    proposed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_proposal PRIMARY KEY (id),
    CONSTRAINT ck_proposal_scope CHECK (num_nonnulls(division_id, basin_id) = 1),
    CONSTRAINT ck_proposal_response CHECK ((kind = 'START') = (response_id IS NULL)),
    CONSTRAINT ck_proposal_limit CHECK (expires_at > proposed_at),
    CONSTRAINT fk_proposal_plan_id FOREIGN KEY(plan_id) REFERENCES plan (id),
    CONSTRAINT fk_proposal_rule_id FOREIGN KEY(rule_id) REFERENCES authority_rule (id),
    CONSTRAINT fk_proposal_level_id FOREIGN KEY(level_id) REFERENCES plan_level (id),
    CONSTRAINT fk_proposal_response_id FOREIGN KEY(response_id) REFERENCES response (id),
    CONSTRAINT fk_proposal_last_transition_id FOREIGN KEY(last_transition_id) REFERENCES response_transition (id),
    CONSTRAINT fk_proposal_corrects_id FOREIGN KEY(corrects_id) REFERENCES response_transition (id),
    CONSTRAINT fk_proposal_division_id FOREIGN KEY(division_id) REFERENCES division (id),
    CONSTRAINT fk_proposal_basin_id FOREIGN KEY(basin_id) REFERENCES basin (id),
    CONSTRAINT fk_proposal_supersedes_id FOREIGN KEY(supersedes_id) REFERENCES proposal (id)
);

CREATE INDEX ix_proposal_basin_id ON proposal (basin_id);
CREATE INDEX ix_proposal_corrects_id ON proposal (corrects_id);
CREATE INDEX ix_proposal_division_id ON proposal (division_id);
CREATE INDEX ix_proposal_expires_at ON proposal (expires_at);
CREATE INDEX ix_proposal_last_transition_id ON proposal (last_transition_id);
CREATE INDEX ix_proposal_level_id ON proposal (level_id);
CREATE INDEX ix_proposal_plan_id ON proposal (plan_id);
CREATE INDEX ix_proposal_response_id ON proposal (response_id);
CREATE INDEX ix_proposal_rule_id ON proposal (rule_id);
CREATE INDEX ix_proposal_supersedes_id ON proposal (supersedes_id);

COMMENT ON TABLE proposal IS 'A decision that waits for others to agree, never changed afterwards (待批决策).';
COMMENT ON COLUMN proposal.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN proposal.kind IS 'What is proposed (提议事项).';
COMMENT ON COLUMN proposal.plan_id IS 'The plan it stands under (依据预案).';
COMMENT ON COLUMN proposal.rule_id IS 'The rule that says who has to agree (权限规定).';
COMMENT ON COLUMN proposal.level_id IS 'The level of the plan that it sets in motion (启动级别).';
COMMENT ON COLUMN proposal.response_id IS 'The response; null where one is to start (应急响应).';
COMMENT ON COLUMN proposal.last_transition_id IS 'The last transition when it was proposed; another one since makes it impossible (所见最近变动).';
COMMENT ON COLUMN proposal.corrects_id IS 'The transition that was issued in error; null but for a CORRECT (所更正变动).';
COMMENT ON COLUMN proposal.division_id IS 'The division it is for; null for a basin (区划范围).';
COMMENT ON COLUMN proposal.basin_id IS 'The basin it is for; null for a division (流域范围).';
COMMENT ON COLUMN proposal.system IS 'Response system, such as `flood` (响应体系).';
COMMENT ON COLUMN proposal.drill IS 'Whether it is a drill (演练).';
COMMENT ON COLUMN proposal."from" IS 'The level before; null at a start (原级别).';
COMMENT ON COLUMN proposal."to" IS 'The level after; null at an end (新级别).';
COMMENT ON COLUMN proposal.evidence_at IS 'When the evidence was observed (依据时间).';
COMMENT ON COLUMN proposal.decided_at IS 'When it was decided; null: when it is approved (决定时间).';
COMMENT ON COLUMN proposal.effective_at IS 'From when it is to hold (生效时间).';
COMMENT ON COLUMN proposal.expected_until IS 'Until when it is expected to hold, if that is said (预计持续至).';
COMMENT ON COLUMN proposal.reason IS 'Why (理由).';
COMMENT ON COLUMN proposal.document_no IS 'Number of the document that is to announce it (文号).';
COMMENT ON COLUMN proposal.text IS 'What is to be decided, in Chinese (决定文本).';
COMMENT ON COLUMN proposal.text_en IS 'What is to be decided, in English (决定英文文本).';
COMMENT ON COLUMN proposal.digest IS 'SHA-256 over all that is proposed, in hexadecimal: whoever agrees sends it back (摘要).';
COMMENT ON COLUMN proposal.supersedes_id IS 'The proposal whose place it takes (所替代提议).';
COMMENT ON COLUMN proposal.proposed_at IS 'When it was proposed (提出时间).';
COMMENT ON COLUMN proposal.expires_at IS 'Until when it can be approved (审批截止时间).';

CREATE TABLE proposal_step (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    proposal_id BIGINT NOT NULL,
    act TEXT NOT NULL CONSTRAINT ck_proposal_step_act CHECK ("act" IN ('PROPOSE', 'REVIEW', 'CONSENT', 'APPROVE', 'REJECT', 'WITHDRAW', 'SUPERSEDE')),
    by TEXT NOT NULL,
    reason TEXT,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    transition_id BIGINT,
    CONSTRAINT pk_proposal_step PRIMARY KEY (id),
    CONSTRAINT ck_proposal_step_transition CHECK ((act = 'APPROVE') = (transition_id IS NOT NULL)),
    CONSTRAINT fk_proposal_step_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id),
    CONSTRAINT fk_proposal_step_transition_id FOREIGN KEY(transition_id) REFERENCES response_transition (id)
);

CREATE UNIQUE INDEX ix_proposal_step_once ON proposal_step (proposal_id, by) WHERE act IN ('PROPOSE', 'REVIEW', 'CONSENT', 'APPROVE');
CREATE UNIQUE INDEX ix_proposal_step_one_end ON proposal_step (proposal_id) WHERE act IN ('APPROVE', 'REJECT', 'WITHDRAW', 'SUPERSEDE');
CREATE INDEX ix_proposal_step_proposal_id ON proposal_step (proposal_id, id);
CREATE INDEX ix_proposal_step_transition_id ON proposal_step (transition_id);

COMMENT ON TABLE proposal_step IS 'What somebody did about a proposal, never changed afterwards (审批记录).';
COMMENT ON COLUMN proposal_step.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN proposal_step.proposal_id IS 'The proposal (所属提议).';
COMMENT ON COLUMN proposal_step.act IS 'What was done (环节).';
COMMENT ON COLUMN proposal_step.by IS 'Who did it: the token''s subject, a post (办理岗位).';
COMMENT ON COLUMN proposal_step.reason IS 'Why; null for PROPOSE and SUPERSEDE (意见).';
COMMENT ON COLUMN proposal_step.at IS 'When (时间).';
COMMENT ON COLUMN proposal_step.transition_id IS 'The transition that an approval recorded; null for other acts (响应变动).';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON proposal
FOR EACH STATEMENT EXECUTE FUNCTION levee_refuse_change();

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON proposal_step
FOR EACH STATEMENT EXECUTE FUNCTION levee_refuse_change();

-- Posts that rules name already: who proposes is an officer, who only reviews or approves a commander.
INSERT INTO post (name, role, basis)
SELECT name, CASE WHEN bool_or(proposes) THEN 'officer' ELSE 'commander' END, min(basis)
FROM (
    SELECT proposer AS name, true AS proposes, basis FROM authority_rule
    UNION ALL SELECT reviewer, false, basis FROM authority_rule
    UNION ALL SELECT approver, false, basis FROM authority_rule
) AS named
WHERE name IS NOT NULL
GROUP BY name;

ALTER TABLE authority_rule
    ADD COLUMN approval_minutes INTEGER DEFAULT 10 NOT NULL
        CONSTRAINT ck_authority_rule_approval_minutes CHECK (approval_minutes BETWEEN 1 AND 1440),
    ADD CONSTRAINT fk_authority_rule_proposer FOREIGN KEY(proposer) REFERENCES post (name),
    ADD CONSTRAINT fk_authority_rule_reviewer FOREIGN KEY(reviewer) REFERENCES post (name),
    ADD CONSTRAINT fk_authority_rule_approver FOREIGN KEY(approver) REFERENCES post (name);

COMMENT ON COLUMN authority_rule.approval_minutes IS 'Minutes from the proposal within which all must have agreed (审批时限).';

-- The invented plans of the demo ask for an approval at the two gravest levels from here on.
INSERT INTO authority_rule (version_id, level, action, proposer, reviewer, approver, upper_consent, basis)
SELECT own.id, level, action, proposer, reviewer, approver, upper_consent, rule.basis
FROM authority_rule AS rule
JOIN plan_version AS other ON other.id = version_id
JOIN plan AS model ON model.id = other.plan_id AND model.code = 'PLAN-01'
JOIN plan ON plan.code = 'PLAN-03'
JOIN plan_version AS own ON own.plan_id = plan.id AND own.basis = 'SYNTHETIC'
WHERE rule.basis = 'SYNTHETIC'
ORDER BY rule.id;

UPDATE authority_rule SET approval_required = true WHERE basis = 'SYNTHETIC' AND level IN ('I', 'II');

ALTER TABLE response_transition
    ADD COLUMN corrects_id BIGINT,
    ADD COLUMN override_reason TEXT,
    ADD CONSTRAINT ck_response_transition_corrects CHECK (kind = 'CORRECT' OR corrects_id IS NULL),
    ADD CONSTRAINT fk_response_transition_corrects_id FOREIGN KEY(corrects_id) REFERENCES response_transition (id),
    DROP CONSTRAINT ck_response_transition_walk,
    ADD CONSTRAINT ck_response_transition_walk CHECK ((kind = 'START' AND "from" IS NULL AND "to" IS NOT NULL)
        OR (kind IN ('RAISE', 'LOWER') AND "from" IS NOT NULL AND "to" IS NOT NULL)
        OR (kind = 'END' AND "from" IS NOT NULL AND "to" IS NULL)
        OR (kind = 'CORRECT' AND "from" IS DISTINCT FROM "to"));

CREATE INDEX ix_response_transition_corrects_id ON response_transition (corrects_id);

COMMENT ON COLUMN response_transition.corrects_id IS 'The transition that was issued in error; null but for a CORRECT (所更正变动).';
COMMENT ON COLUMN response_transition.override_reason IS 'Why no approval was waited for, where the plan asks for one; else null (未经审批理由).';

ALTER TABLE event
    ADD COLUMN proposal_step_id BIGINT,
    ADD COLUMN override_id BIGINT,
    ADD CONSTRAINT fk_event_proposal_step_id FOREIGN KEY(proposal_step_id) REFERENCES proposal_step (id),
    ADD CONSTRAINT fk_event_override_id FOREIGN KEY(override_id) REFERENCES response_transition (id),
    DROP CONSTRAINT ck_event_kind,
    ADD CONSTRAINT ck_event_kind CHECK ("kind" IN ('TRANSITION', 'PROPOSAL', 'OVERRIDE'));

CREATE INDEX ix_event_proposal_step_id ON event (proposal_step_id);
CREATE INDEX ix_event_override_id ON event (override_id);

COMMENT ON COLUMN event.proposal_step_id IS 'The act on a proposal it tells of.';
COMMENT ON COLUMN event.override_id IS 'The overriding transition it tells of.';

-- An END may have been issued in error; then a CORRECT follows, and later another END. That nothing else follows
-- is seen to here, where the row of the response makes everybody wait for everybody.
DROP INDEX ix_response_transition_one_end;

CREATE OR REPLACE FUNCTION levee_keep_period() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    held tstzrange;
    kept tstzrange;
    begun timestamptz;
BEGIN
    SELECT period INTO held FROM response WHERE id = NEW.response_id FOR UPDATE;
    IF NEW.kind = 'END' AND NOT upper_inf(held) THEN
        RAISE EXCEPTION 'The response has ended; nothing can follow.' USING ERRCODE = 'LV409';
    END IF;
    SELECT effective_at INTO begun FROM response_transition WHERE response_id = NEW.response_id AND kind = 'START';
    kept := tstzrange(begun, CASE WHEN NEW."to" IS NULL THEN NEW.effective_at END);
    IF kept IS DISTINCT FROM held THEN
        UPDATE response SET period = kept WHERE id = NEW.response_id;
    END IF;
    RETURN NULL;
END
$$;

DROP TRIGGER keep_period ON response_transition;

CREATE TRIGGER keep_period AFTER INSERT ON response_transition
FOR EACH ROW WHEN (NEW.kind IN ('START', 'END', 'CORRECT'))
EXECUTE FUNCTION levee_keep_period();
