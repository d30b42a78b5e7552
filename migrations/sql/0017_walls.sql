-- The second wall: who writes in a transaction, as it said itself, and what that reaches. The policies of the tables
-- call these; they follow what the tables declare and are made when a database is prepared (server/policies.py).

-- Who writes: the posts that the transaction set; absent or empty: nobody.
CREATE FUNCTION levee_posts() RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(nullif(current_setting('levee.posts', true), ''), '[]')::jsonb;

CREATE FUNCTION levee_known() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN levee_posts() <> '[]';

-- The server itself: what comes with time or evidence, and what an operator loads.
CREATE FUNCTION levee_system() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN levee_posts() @> '[{"role": "system"}]';

CREATE FUNCTION levee_own_role(roles text[]) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN EXISTS (SELECT FROM jsonb_array_elements(levee_posts()) AS p WHERE p ->> 'role' = ANY (roles));

CREATE FUNCTION levee_own(what text, roles text[]) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN ARRAY(SELECT DISTINCT c FROM jsonb_array_elements(levee_posts()) AS p, jsonb_array_elements_text(p -> what) AS c
              WHERE p ->> 'role' = ANY (roles));

CREATE FUNCTION levee_own_divisions(roles text[]) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN levee_own('divisions', roles);

CREATE FUNCTION levee_own_basins(roles text[]) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN levee_own('basins', roles);

CREATE FUNCTION levee_own_units(roles text[]) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN levee_own('units', roles);

-- The divisions post by post: what one post must cover is not covered by two together.
CREATE FUNCTION levee_own_groups(roles text[]) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT coalesce(jsonb_agg(p -> 'divisions'), '[]') FROM jsonb_array_elements(levee_posts()) AS p
         WHERE p ->> 'role' = ANY (roles));

-- A post reaches a basin that it is for, or whose divisions all lie in its own.
CREATE FUNCTION levee_basin_reached(wanted bigint, basins text[], groups jsonb) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN wanted IS NOT NULL AND (
    EXISTS (SELECT FROM basin AS b WHERE b.id = wanted AND b.code = ANY (basins))
    OR EXISTS (SELECT FROM jsonb_array_elements(groups) AS g
                WHERE levee_basin_covered(wanted, ARRAY(SELECT jsonb_array_elements_text(g))))
);

-- A post stands above a scope when the division above it, or above each of a basin's, lies in its own; above the
-- highest there is none but itself.
CREATE FUNCTION levee_above(division bigint, basin bigint, groups jsonb) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN EXISTS (
    SELECT FROM jsonb_array_elements(groups) AS g
     WHERE NOT EXISTS (
        SELECT FROM division AS d
         WHERE (d.id = $1 OR d.id IN (SELECT b.division_id FROM basin_division AS b WHERE b.basin_id = $2))
           AND coalesce(d.parent_id, d.id) NOT IN (
                SELECT levee_divisions_below(ARRAY(SELECT jsonb_array_elements_text(g))))
     )
);
