-- What a compiled question calls. Each refuses in a sentence for the reader: SQLSTATE LV4xx becomes
-- the error's code, DETAIL the place in the input.

-- Of immutable parts only, so that it is written into the statement instead of being called: letters, digits and
-- a colon give neither +, / nor a line break in base64.
CREATE FUNCTION levee_id(kind text, key bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN rtrim(encode((kind || ':' || key::text)::bytea, 'base64'), '=');

CREATE FUNCTION levee_cursor(secret bytea, VARIADIC keys text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN translate(
    encode(
        substr(sha256(secret || convert_to(array_to_json(keys)::text, 'UTF8')), 1, 16)
        || convert_to(array_to_json(keys)::text, 'UTF8'),
        'base64'
    ),
    E'+/=\n', '-_'
);

CREATE FUNCTION levee_division(wanted text, argument text) RETURNS bigint
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    found bigint;
BEGIN
    IF wanted IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT id INTO found FROM division
    WHERE code = wanted
    ORDER BY daterange(valid_from, valid_to) @> current_date DESC, valid_from DESC NULLS LAST
    LIMIT 1;
    IF found IS NULL THEN
        RAISE EXCEPTION 'There is no division with the code %.', wanted USING ERRCODE = 'LV404', DETAIL = argument;
    END IF;
    RETURN found;
END
$$;

CREATE FUNCTION levee_division_path(wanted text, argument text) RETURNS ltree
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT path FROM division WHERE id = levee_division(wanted, argument));

CREATE FUNCTION levee_divisions_below(codes text[]) RETURNS SETOF bigint
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT below.id FROM division AS top JOIN division AS below ON below.path <@ top.path
    WHERE top.code = ANY (codes);
END;

CREATE FUNCTION levee_basin_covered(basin bigint, codes text[]) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT count(*) > 0 AND bool_and(division_id IN (SELECT levee_divisions_below(codes)))
    FROM basin_division WHERE basin_id = basin;
END;

CREATE FUNCTION levee_items(wanted text[], argument text) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $$
DECLARE
    found bigint[];
    strange text;
BEGIN
    SELECT w INTO strange FROM unnest(wanted) AS w
    WHERE NOT EXISTS (SELECT FROM supply_item WHERE code = w) LIMIT 1;
    IF strange IS NOT NULL THEN
        RAISE EXCEPTION 'There is no supply item %; the items are %.', left(strange, 40),
            (SELECT string_agg(code, ', ' ORDER BY code) FROM supply_item)
            USING ERRCODE = 'LV400', DETAIL = argument;
    END IF;
    SELECT array_agg(id) INTO found FROM supply_item WHERE code = ANY (wanted);
    RETURN found;
END
$$;
