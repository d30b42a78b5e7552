-- As before, all of them; only what they cost is less. A function in SQL that cannot be written out into its statement
-- is planned anew in each, one in PL/pgSQL once a connection; and each write asks these. They name the schema
-- where they look, since a dump has no search path.
CREATE OR REPLACE FUNCTION levee_posts() RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN coalesce(nullif(current_setting('levee.posts', true), ''), '[]')::jsonb;
END
$$;

CREATE OR REPLACE FUNCTION levee_known() RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN public.levee_posts() <> '[]';
END
$$;

CREATE OR REPLACE FUNCTION levee_system() RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN public.levee_posts() @> '[{"role": "system"}]';
END
$$;

CREATE OR REPLACE FUNCTION levee_own_role(roles text[]) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN EXISTS (SELECT FROM jsonb_array_elements(public.levee_posts()) AS p WHERE p ->> 'role' = ANY (roles));
END
$$;

CREATE OR REPLACE FUNCTION levee_own(what text, roles text[]) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN ARRAY(SELECT DISTINCT c
                   FROM jsonb_array_elements(public.levee_posts()) AS p, jsonb_array_elements_text(p -> what) AS c
                  WHERE p ->> 'role' = ANY (roles));
END
$$;

CREATE OR REPLACE FUNCTION levee_own_divisions(roles text[]) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN public.levee_own('divisions', roles);
END
$$;

CREATE OR REPLACE FUNCTION levee_own_basins(roles text[]) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN public.levee_own('basins', roles);
END
$$;

CREATE OR REPLACE FUNCTION levee_own_units(roles text[]) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN public.levee_own('units', roles);
END
$$;

CREATE OR REPLACE FUNCTION levee_own_groups(roles text[]) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(p -> 'divisions'), '[]') FROM jsonb_array_elements(public.levee_posts()) AS p
             WHERE p ->> 'role' = ANY (roles));
END
$$;

-- What lies in divisions, where nothing is gained by writing it out.
CREATE FUNCTION levee_called_below(codes text[]) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
BEGIN
    RETURN QUERY SELECT below FROM public.levee_divisions_below(codes) AS below;
END
$$;
