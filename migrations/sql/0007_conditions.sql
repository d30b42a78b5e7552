-- A tree of conditions is whole when the transaction that wrote it commits: whoever writes, an importer or a
-- hand at psql.

CREATE FUNCTION levee_whole_condition() RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    touched trigger_condition := coalesce(NEW, OLD);
    wrong text;
BEGIN
    WITH RECURSIVE tree AS (
        SELECT id, kind, at_least, 1 AS depth FROM trigger_condition
        WHERE level_id = touched.level_id AND way = touched.way AND parent_id IS NULL
        UNION ALL
        SELECT part.id, part.kind, part.at_least, tree.depth + 1
        FROM tree JOIN trigger_condition AS part ON part.parent_id = tree.id
    ), counted AS (
        SELECT tree.*, kind IN ('ALL', 'ANY', 'AT_LEAST') AS branch,
            (SELECT count(*) FROM trigger_condition AS part WHERE part.parent_id = tree.id) AS parts
        FROM tree
    )
    SELECT CASE
        WHEN count(*) > 100 THEN format('has %s parts; at most 100 are allowed', count(*))
        WHEN max(depth) > 6 THEN format('is %s deep; at most 6 are allowed', max(depth))
        WHEN bool_or(branch AND parts = 0) THEN 'has a branch without parts'
        WHEN bool_or(NOT branch AND parts > 0) THEN 'has a leaf with parts'
        WHEN bool_or(kind = 'AT_LEAST' AND at_least > parts) THEN 'asks for more of its parts than there are'
        WHEN count(*) <> (
            SELECT count(*) FROM trigger_condition WHERE level_id = touched.level_id AND way = touched.way
        ) THEN 'has parts that do not hang on its root'
    END INTO wrong FROM counted;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'The condition % %.', touched.way, wrong USING ERRCODE = 'LV400';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER whole_condition AFTER INSERT OR UPDATE OR DELETE ON trigger_condition
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION levee_whole_condition();
