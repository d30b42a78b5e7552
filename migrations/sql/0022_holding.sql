-- Who near a place holds enough of some items, found square by square.

-- Column and row of a tile woven into its number.
CREATE FUNCTION levee_woven(x bigint, y bigint) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    x := (x | (x << 16)) & 281470681808895;
    y := (y | (y << 16)) & 281470681808895;
    x := (x | (x << 8)) & 71777214294589695;
    y := (y | (y << 8)) & 71777214294589695;
    x := (x | (x << 4)) & 1085102592571150095;
    y := (y | (y << 4)) & 1085102592571150095;
    x := (x | (x << 2)) & 3689348814741910323;
    y := (y | (y << 2)) & 3689348814741910323;
    RETURN ((x | (x << 1)) & 6148914691236517205) | (((y | (y << 1)) & 6148914691236517205) << 1);
END
$$;

-- The cells around a place within some metres, and some more: spans of them, as few as will do.
--
-- On the way there are at most 7 by 7 tiles of one zoom. A degree of latitude has at least 110,574 m; how far the
-- circle reaches east and west is reckoned on a sphere smaller than the earth. It may hold a pole, or the date line.
CREATE FUNCTION levee_spans(place geography, metres double precision) RETURNS TABLE (low bigint, high bigint)
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 10 AS $$
DECLARE
    lon CONSTANT double precision := ST_X(place::geometry);
    lat CONSTANT double precision := ST_Y(place::geometry);
    up CONSTANT double precision := metres / 110574 * 1.001 + 1e-6;
    across CONSTANT double precision := CASE
        WHEN abs(lat) + up >= 89.9 THEN 180
        ELSE least(180, degrees(asin(least(1, sin(radians(least(up, 90))) / cos(radians(lat))))) * 1.01 + 1e-6)
    END;
    north CONSTANT double precision := (levee_world(ST_MakePoint(0, least(90, lat + up))))[2];
    south CONSTANT double precision := (levee_world(ST_MakePoint(0, greatest(-90, lat - up))))[2];
    zoom CONSTANT integer := greatest(0, least(24, floor(ln(6 / greatest(across / 180, south - north, 1e-9)) / ln(2))));
    tiles CONSTANT bigint := 1 << zoom;
    top CONSTANT bigint := greatest(0, least(tiles - 1, floor(north * tiles)));
    bottom CONSTANT bigint := greatest(0, least(tiles - 1, floor(south * tiles)));
    west CONSTANT bigint := floor((lon - across + 180) / 360 * tiles);
    east CONSTANT bigint := least(west + tiles - 1, floor((lon + across + 180) / 360 * tiles));
    digits CONSTANT integer := 2 * (24 - zoom);
BEGIN
    RETURN QUERY WITH tile AS (
        SELECT levee_woven((x + tiles) % tiles, y) AS number
          FROM generate_series(west, east) AS x, generate_series(top, bottom) AS y
    ), run AS (
        SELECT number, number - row_number() OVER (ORDER BY number) AS together FROM tile
    )
    SELECT min(number) << digits, ((max(number) + 1) << digits) - 1 FROM run GROUP BY together;
END
$$;

-- The depots that hold enough of each of some items and are no farther than a radius from a place: one within which
-- there are at least `first` of them behind (`behind`, `behind_id`), or all `metres`, which `whole` says. No keys
-- where that would read more than a hundred thousand lines.
--
-- The circle grows until it holds enough. It is looked through by the index on item and cell alone, which says how much
-- there is; only depots that hold enough of the item are measured.
CREATE FUNCTION levee_holding(
    place geography, metres double precision, first bigint, items bigint[], item bigint, least_ numeric,
    behind double precision, behind_id bigint, OUT keys bigint[], OUT whole boolean
)
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    radius double precision := least(metres, greatest(2000, behind * 1.2));
    least_held CONSTANT numeric := coalesce(least_, 0);
    seen bigint;
    found bigint;
    grown double precision;
BEGIN
    LOOP
        WITH line AS MATERIALIZED (
            SELECT stock.depot_id, stock.available > 0 AND stock.available >= least_held AS enough
              FROM levee_spans(place, radius) AS span, stock
             WHERE stock.item_id = item AND stock.cell BETWEEN span.low AND span.high
        ), near AS (
            SELECT depot.id, depot.far
              FROM line, LATERAL (
                SELECT resource.id, ST_Distance(resource.location, place) AS far
                  FROM resource WHERE resource.id = line.depot_id OFFSET 0  -- looked up one by one: few hold enough
              ) AS depot
             WHERE line.enough AND depot.far <= radius
               AND (cardinality(items) = 1 OR cardinality(items) = (
                    SELECT count(*) FROM stock AS other
                     WHERE other.depot_id = depot.id AND other.item_id = ANY (items)
                       AND other.available > 0 AND other.available >= least_held))
        )
        SELECT (SELECT count(*) FROM line), count(*), array_agg(near.id) INTO seen, found, keys
          FROM near WHERE behind IS NULL OR (near.far, near.id) > (behind, behind_id);
        whole := radius >= metres;
        IF whole OR found >= first THEN
            keys := coalesce(keys, '{}');
            RETURN;
        END IF;
        grown := least(4, greatest(1.4, sqrt(1.5 * first / greatest(found, 1))), metres / radius);
        IF seen * grown * grown > 100000 THEN
            keys := NULL;
            RETURN;
        END IF;
        radius := CASE grown WHEN metres / radius THEN metres ELSE least(metres, radius * grown) END;
    END LOOP;
END
$$;
