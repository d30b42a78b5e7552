-- As before, all of them; only what they cost is less. A function in SQL that cannot be written out into its statement
-- is planned anew in each, one in PL/pgSQL once a connection.

CREATE OR REPLACE FUNCTION levee_cursor(secret bytea, VARIADIC keys text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
    said bytea := convert_to(array_to_json(keys)::text, 'UTF8');
BEGIN
    RETURN translate(encode(substr(sha256(secret || said), 1, 16) || said, 'base64'), E'+/=\n', '-_');
END
$$;

CREATE OR REPLACE FUNCTION levee_division_path(wanted text, argument text) RETURNS ltree
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (SELECT path FROM division WHERE id = levee_division(wanted, argument));
END
$$;

-- The name of the table as text, so that its rows are found by the index.
CREATE OR REPLACE FUNCTION levee_revised() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
    INSERT INTO revision (relation, xid) VALUES (TG_TABLE_NAME, pg_current_xact_id()::text::bigint)
    ON CONFLICT DO NOTHING;
    IF FOUND THEN
        DELETE FROM revision WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM revision
            WHERE relation = TG_TABLE_NAME::text AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
            FOR UPDATE SKIP LOCKED
        ));
    END IF;
    RETURN NULL;
END
$$;

-- First it is asked what is to be set in motion: often nothing, and mostly by units alone. Whom an action calls out is
-- looked for only where one calls somebody who is there.
CREATE OR REPLACE FUNCTION levee_set_in_motion() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    ruling bigint;
    units bigint;
    wardens boolean;
    lines integer[];
    inside bigint[];
    called boolean := false;
BEGIN
    SELECT v.id, count(a.unit_id), bool_or(a.calls = 'WARDENS'), array_agg(a.line) FILTER (WHERE a.calls = 'LABOUR')
      INTO ruling, units, wardens, lines
      FROM response AS r
      JOIN plan_version AS v ON v.plan_id = r.plan_id AND tstzrange(v.valid_from, v.valid_to) @> NEW.effective_at
      LEFT JOIN (plan_level AS l JOIN plan_action AS a ON a.level_id = l.id)
        ON l.version_id = v.id AND levee_severity(l.level) >= levee_severity(NEW."to")
       AND NOT EXISTS (SELECT FROM task AS t
                        WHERE t.response_id = NEW.response_id AND t.action_id = a.id AND t.lapses_at IS NULL)
     WHERE r.id = NEW.response_id
     GROUP BY v.id;
    UPDATE task AS t SET lapses_at = NEW.effective_at, lapsed_by_id = NEW.id
      FROM plan_action AS a JOIN plan_level AS l ON l.id = a.level_id
     WHERE t.response_id = NEW.response_id AND t.lapses_at IS NULL AND a.id = t.action_id
       AND (NEW."to" IS NULL OR levee_severity(l.level) < levee_severity(NEW."to") OR l.version_id IS DISTINCT FROM ruling);
    IF NEW."to" IS NULL OR ruling IS NULL THEN
        RETURN NULL;
    END IF;
    IF wardens OR lines IS NOT NULL THEN
        inside := ARRAY(
            SELECT DISTINCT d.id FROM division AS o JOIN division AS d ON d.path <@ o.path
             WHERE o.id = ANY (ARRAY(SELECT r.division_id FROM response AS r WHERE r.id = NEW.response_id
                                     UNION ALL
                                     SELECT b.division_id FROM response AS r
                                       JOIN basin_division AS b ON b.basin_id = r.basin_id
                                      WHERE r.id = NEW.response_id)));
        called := wardens AND EXISTS (SELECT FROM warden AS w WHERE w.division_id = ANY (inside));
        called := called IS TRUE OR lines IS NOT NULL AND EXISTS (
            SELECT FROM resource AS l WHERE l.kind = 'LABOUR' AND l.available AND l.line = ANY (lines)
               AND l.division_id = ANY (inside));
    END IF;
    IF called THEN
        INSERT INTO task (response_id, transition_id, action_id, unit_id, warden_id, labour_id, division_id, due_at)
        SELECT NEW.response_id, NEW.id, a.id, whom.unit_id, whom.warden_id, whom.labour_id, whom.division_id,
               NEW.effective_at + a.within_minutes * interval '1 minute'
          FROM plan_level AS l
          JOIN plan_action AS a ON a.level_id = l.id
         CROSS JOIN LATERAL (
            SELECT u.id, NULL::bigint, NULL::bigint, u.division_id FROM member_unit AS u WHERE u.id = a.unit_id
            UNION ALL
            SELECT NULL, w.id, NULL, w.division_id FROM warden AS w
             WHERE a.calls = 'WARDENS' AND w.division_id = ANY (inside)
            UNION ALL
            SELECT NULL, NULL, p.id, p.division_id FROM resource AS p
             WHERE a.calls = 'LABOUR' AND p.kind = 'LABOUR' AND p.line = a.line AND p.available
               AND p.division_id = ANY (inside)
         ) AS whom (unit_id, warden_id, labour_id, division_id)
         WHERE l.version_id = ruling AND levee_severity(l.level) >= levee_severity(NEW."to")
           AND NOT EXISTS (SELECT FROM task AS t
                            WHERE t.response_id = NEW.response_id AND t.action_id = a.id AND t.lapses_at IS NULL)
         ORDER BY levee_severity(l.level) DESC, a.seq, whom.division_id, whom.unit_id, whom.warden_id, whom.labour_id;
    ELSIF units > 0 THEN
        INSERT INTO task (response_id, transition_id, action_id, unit_id, division_id, due_at)
        SELECT NEW.response_id, NEW.id, a.id, u.id, u.division_id,
               NEW.effective_at + a.within_minutes * interval '1 minute'
          FROM plan_level AS l JOIN plan_action AS a ON a.level_id = l.id JOIN member_unit AS u ON u.id = a.unit_id
         WHERE l.version_id = ruling AND levee_severity(l.level) >= levee_severity(NEW."to")
           AND NOT EXISTS (SELECT FROM task AS t
                            WHERE t.response_id = NEW.response_id AND t.action_id = a.id AND t.lapses_at IS NULL)
         ORDER BY levee_severity(l.level) DESC, a.seq, u.division_id, u.id;
    END IF;
    RETURN NULL;
END
$$;

DROP FUNCTION levee_addressed(plan_action, response);
