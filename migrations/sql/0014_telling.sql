-- Takes the head of the event log, writes events behind it in this order, and rings. Whoever calls it does so last.
CREATE FUNCTION levee_tell(bell text, told jsonb) RETURNS void
LANGUAGE plpgsql
AS $$
DECLARE
    before bigint;
BEGIN
    UPDATE event_head SET seq = seq + jsonb_array_length(told) RETURNING seq - jsonb_array_length(told) INTO before;
    INSERT INTO event
    SELECT made.* FROM jsonb_array_elements(told) WITH ORDINALITY AS one (row, place)
     CROSS JOIN jsonb_populate_record(
           NULL::event, one.row || jsonb_build_object('seq', before + one.place, 'recorded_at', clock_timestamp())
     ) AS made;
    PERFORM pg_notify(bell, '');
END
$$;

-- What a decision looks up: the last transition of its response, and the tasks of the response that are in motion.
DROP INDEX ix_response_transition_response_id;
CREATE INDEX ix_response_transition_response_id ON response_transition (response_id, id);
CREATE INDEX ix_task_in_motion ON task (response_id, action_id) WHERE lapses_at IS NULL;

-- As before, but the divisions inside the scope are found by their index, not by reading all.
CREATE OR REPLACE FUNCTION levee_addressed(action plan_action, scope response)
RETURNS TABLE (unit_id bigint, warden_id bigint, labour_id bigint, division_id bigint)
LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH inside AS (
        SELECT DISTINCT d.id FROM division AS o JOIN division AS d ON d.path <@ o.path
         WHERE o.id = ANY (ARRAY(SELECT scope.division_id
                                 UNION ALL
                                 SELECT b.division_id FROM basin_division AS b WHERE b.basin_id = scope.basin_id))
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
