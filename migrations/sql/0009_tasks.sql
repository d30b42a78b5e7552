-- What a level sets in motion. An action of a plan is done by a unit, or calls people out.

ALTER TABLE plan_action ALTER COLUMN unit_id DROP NOT NULL;
ALTER TABLE plan_action
    ADD COLUMN calls TEXT CONSTRAINT ck_plan_action_calls CHECK ("calls" IN ('WARDENS', 'LABOUR')),
    ADD COLUMN line INTEGER CONSTRAINT ck_plan_action_line CHECK (line BETWEEN 1 AND 3),
    ADD COLUMN people_per_km NUMERIC CONSTRAINT ck_plan_action_people_per_km CHECK (people_per_km > 0),
    ADD COLUMN stretch_km NUMERIC CONSTRAINT ck_plan_action_stretch_km CHECK (stretch_km > 0),
    ADD CONSTRAINT ck_plan_action_assignee CHECK (num_nonnulls(unit_id, calls) = 1),
    ADD CONSTRAINT ck_plan_action_labour CHECK ((calls = 'LABOUR') IS TRUE = (line IS NOT NULL));

COMMENT ON TABLE plan_action IS 'What is to be done at a level (响应行动).';
COMMENT ON COLUMN plan_action.unit_id IS 'Who does it; null where it calls others out (责任单位).';
COMMENT ON COLUMN plan_action.calls IS 'Whom it calls out, where no unit does it (召集对象).';
COMMENT ON COLUMN plan_action.line IS 'Which line of levee labour it calls out, 1 to 3 (梯队).';
COMMENT ON COLUMN plan_action.people_per_km IS 'People that each kilometre takes, where the plan says so (每公里人数).';
COMMENT ON COLUMN plan_action.stretch_km IS 'Kilometres of levee that it is for, where the plan says so (堤段长度).';

CREATE TABLE task (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    response_id BIGINT NOT NULL,
    transition_id BIGINT NOT NULL,
    action_id BIGINT NOT NULL,
    unit_id BIGINT,
    warden_id BIGINT,
    labour_id BIGINT,
    division_id BIGINT NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE,
    lapses_at TIMESTAMP WITH TIME ZONE,
    lapsed_by_id BIGINT,
    CONSTRAINT pk_task PRIMARY KEY (id),
    CONSTRAINT ck_task_assignee CHECK (num_nonnulls(unit_id, warden_id, labour_id) = 1),
    CONSTRAINT ck_task_lapsed CHECK ((lapses_at IS NULL) = (lapsed_by_id IS NULL)),
    CONSTRAINT fk_task_response_id FOREIGN KEY(response_id) REFERENCES response (id),
    CONSTRAINT fk_task_transition_id FOREIGN KEY(transition_id) REFERENCES response_transition (id),
    CONSTRAINT fk_task_action_id FOREIGN KEY(action_id) REFERENCES plan_action (id),
    CONSTRAINT fk_task_unit_id FOREIGN KEY(unit_id) REFERENCES member_unit (id),
    CONSTRAINT fk_task_warden_id FOREIGN KEY(warden_id) REFERENCES warden (id),
    CONSTRAINT fk_task_labour_id FOREIGN KEY(labour_id) REFERENCES resource (id),
    CONSTRAINT fk_task_division_id FOREIGN KEY(division_id) REFERENCES division (id),
    CONSTRAINT fk_task_lapsed_by_id FOREIGN KEY(lapsed_by_id) REFERENCES response_transition (id)
);

CREATE INDEX ix_task_action_id ON task (action_id);
CREATE INDEX ix_task_division_id ON task (division_id);
CREATE INDEX ix_task_due_at ON task (due_at) WHERE lapses_at IS NULL;
CREATE INDEX ix_task_labour_id ON task (labour_id);
CREATE INDEX ix_task_lapsed_by_id ON task (lapsed_by_id);
CREATE INDEX ix_task_response_id ON task (response_id);
CREATE INDEX ix_task_transition_id ON task (transition_id);
CREATE INDEX ix_task_unit_id ON task (unit_id);
CREATE INDEX ix_task_warden_id ON task (warden_id);

COMMENT ON TABLE task IS 'What one unit, warden or pool of labour has to do since a level was announced (响应任务).';
COMMENT ON COLUMN task.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN task.response_id IS 'The response (所属应急响应).';
COMMENT ON COLUMN task.transition_id IS 'The change that set it in motion (下达任务的变动).';
COMMENT ON COLUMN task.action_id IS 'The action of the plan (预案行动).';
COMMENT ON COLUMN task.unit_id IS 'The unit that does it (责任单位).';
COMMENT ON COLUMN task.warden_id IS 'The warden who is called out (责任人).';
COMMENT ON COLUMN task.labour_id IS 'The pool of labour that is called out (抢险劳力).';
COMMENT ON COLUMN task.division_id IS 'The division whose officers answer for it (责任区划).';
COMMENT ON COLUMN task.due_at IS 'Until when it is to be done; null where the plan sets no limit (完成时限).';
COMMENT ON COLUMN task.lapses_at IS 'From when the level no longer asks for it; null while it does (失效时间).';
COMMENT ON COLUMN task.lapsed_by_id IS 'The change that let it lapse (使其失效的变动).';

CREATE TABLE task_step (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    task_id BIGINT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT ck_task_step_kind CHECK ("kind" IN ('ACKNOWLEDGE', 'START', 'FINISH', 'CANNOT')),
    reason TEXT,
    recorded_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    recorded_by TEXT NOT NULL,
    CONSTRAINT pk_task_step PRIMARY KEY (id),
    CONSTRAINT ck_task_step_reason CHECK (kind <> 'CANNOT' OR reason IS NOT NULL),
    CONSTRAINT fk_task_step_task_id FOREIGN KEY(task_id) REFERENCES task (id)
);

CREATE INDEX ix_task_step_task_id ON task_step (task_id, id);

COMMENT ON TABLE task_step IS 'What was reported of a task, never changed afterwards (任务反馈).';
COMMENT ON COLUMN task_step.id IS 'Opaque, unique over all types (标识).';
COMMENT ON COLUMN task_step.task_id IS 'The task (所属任务).';
COMMENT ON COLUMN task_step.kind IS 'What is reported (反馈类型).';
COMMENT ON COLUMN task_step.reason IS 'Why it cannot be done, or a remark (理由、备注).';
COMMENT ON COLUMN task_step.recorded_at IS 'When it was recorded here (记录时间).';
COMMENT ON COLUMN task_step.recorded_by IS 'Who recorded it, the subject of the token: a post (记录岗位).';

ALTER TABLE event DROP CONSTRAINT ck_event_kind;
ALTER TABLE event ADD COLUMN task_step_id BIGINT CONSTRAINT fk_event_task_step_id REFERENCES task_step (id);
ALTER TABLE event ADD CONSTRAINT ck_event_kind CHECK ("kind" IN ('TRANSITION', 'PROPOSAL', 'OVERRIDE', 'TOOK_EFFECT', 'RECOMMENDATION', 'TASK_STEP'));
CREATE INDEX ix_event_task_step_id ON event (task_step_id);
COMMENT ON COLUMN event.task_step_id IS 'The report on a task that it tells of.';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON task_step
FOR EACH STATEMENT EXECUTE FUNCTION levee_refuse_change();

-- I is 1, IV is 4: a smaller number is more severe. A level that is null is less severe than any.
CREATE FUNCTION levee_severity(level text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(array_position(ARRAY['I', 'II', 'III', 'IV'], level), 5);

-- Whom an action addresses in the scope of a response: a unit, each warden, each pool of a line of labour.
CREATE FUNCTION levee_addressed(action plan_action, scope response)
RETURNS TABLE (unit_id bigint, warden_id bigint, labour_id bigint, division_id bigint)
LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH inside AS (
        SELECT d.id FROM division AS d
         WHERE d.path <@ ARRAY(SELECT o.path FROM division AS o
                                WHERE o.id = scope.division_id
                                   OR o.id IN (SELECT b.division_id FROM basin_division AS b
                                                WHERE b.basin_id = scope.basin_id))
    )
    SELECT u.id, NULL::bigint, NULL::bigint, u.division_id FROM member_unit AS u WHERE u.id = action.unit_id
    UNION ALL
    SELECT NULL, w.id, NULL, w.division_id FROM warden AS w
     WHERE action.calls = 'WARDENS' AND w.division_id IN (SELECT id FROM inside)
    UNION ALL
    SELECT NULL, NULL, l.id, l.division_id FROM resource AS l
     WHERE action.calls = 'LABOUR' AND l.kind = 'LABOUR' AND l.line = action.line AND l.available
       AND l.division_id IN (SELECT id FROM inside);
END;

-- A change of level lets lapse what the new level no longer asks for, and sets in motion what it asks for and is not in
-- motion yet: the actions of the level and of all less severe ones. It follows each transition, whoever records it;
-- a transition that was imported (it has a source) is history and sets nothing in motion.
CREATE FUNCTION levee_set_in_motion() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    ruling bigint := (SELECT v.id FROM plan_version AS v JOIN response AS r ON r.plan_id = v.plan_id
                       WHERE r.id = NEW.response_id AND tstzrange(v.valid_from, v.valid_to) @> NEW.effective_at);
BEGIN
    UPDATE task AS t SET lapses_at = NEW.effective_at, lapsed_by_id = NEW.id
      FROM plan_action AS a JOIN plan_level AS l ON l.id = a.level_id
     WHERE t.response_id = NEW.response_id AND t.lapses_at IS NULL AND a.id = t.action_id
       AND (NEW."to" IS NULL OR levee_severity(l.level) < levee_severity(NEW."to") OR l.version_id IS DISTINCT FROM ruling);
    IF NEW."to" IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO task (response_id, transition_id, action_id, unit_id, warden_id, labour_id, division_id, due_at)
    SELECT NEW.response_id, NEW.id, a.id, whom.unit_id, whom.warden_id, whom.labour_id, whom.division_id,
           NEW.effective_at + a.within_minutes * interval '1 minute'
      FROM response AS r
      JOIN plan_level AS l ON l.version_id = ruling AND levee_severity(l.level) >= levee_severity(NEW."to")
      JOIN plan_action AS a ON a.level_id = l.id
     CROSS JOIN LATERAL levee_addressed(a, r) AS whom
     WHERE r.id = NEW.response_id
       AND NOT EXISTS (SELECT FROM task AS t
                        WHERE t.response_id = r.id AND t.action_id = a.id AND t.lapses_at IS NULL)
     ORDER BY levee_severity(l.level) DESC, a.seq, whom.division_id, whom.unit_id, whom.warden_id, whom.labour_id;
    RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION levee_set_in_motion() FROM PUBLIC;

CREATE TRIGGER set_in_motion AFTER INSERT ON response_transition
FOR EACH ROW WHEN (NEW.source IS NULL) EXECUTE FUNCTION levee_set_in_motion();
