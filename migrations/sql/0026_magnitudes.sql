-- Who near a place holds very much of an item: the lines of a quantity lie together in an index, square by square.

-- How great an amount is, in twentieths of a power of ten: the preferred numbers R20 of ISO 3; 0 below 1, at most 180.
-- It is not strict inside, so it stands in an index and in a question as the same call.
DO $do$
BEGIN
    EXECUTE format(
        'CREATE FUNCTION levee_magnitude(amount numeric) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE '
        'RETURN width_bucket(greatest(amount, 0), %L::numeric[])',
        (SELECT array_agg(trim_scale(step * 10::numeric ^ zeros) ORDER BY zeros, step)
           FROM unnest('{1,1.12,1.25,1.4,1.6,1.8,2,2.24,2.5,2.8,3.15,3.55,4,4.5,5,5.6,6.3,7.1,8,9}'::numeric[]) AS step,
                generate_series(0, 8) AS zeros)
    );
END
$do$;

CREATE INDEX ix_stock_item_magnitude ON stock (item_id, levee_magnitude(available), cell) INCLUDE (available, depot_id);

-- As before; where not much more is held than is asked for, only lines that may be enough are read.
--
-- The depots that hold enough of each of some items and are no farther than a radius from a place: one within which
-- there are at least `first` of them behind (`behind`, `behind_id`), or all `metres`, which `whole` says. No keys
-- where that would read more than a hundred thousand lines.
--
-- The circle grows until it holds enough. It is looked through by an index on item and cell alone, which says how much
-- there is; only depots that hold enough of the item are measured.
CREATE OR REPLACE FUNCTION levee_holding(
    place geography, metres double precision, first bigint, items bigint[], item bigint, least_ numeric,
    behind double precision, behind_id bigint, OUT keys bigint[], OUT whole boolean
)
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    radius double precision := least(metres, greatest(2000, behind * 1.2));
    least_held CONSTANT numeric := coalesce(least_, 0);
    smallest CONSTANT integer := levee_magnitude(least_);
    largest CONSTANT integer := CASE WHEN least_ IS NOT NULL THEN levee_magnitude((
        SELECT max(available) FROM stock WHERE item_id = item)) END;
    narrow CONSTANT boolean := coalesce(largest - smallest < 32, false);  -- else there are too many to look up each
    seen bigint;
    holders bigint[];
    found bigint;
    grown double precision;
BEGIN
    LOOP
        IF narrow THEN
            SELECT count(*), array_agg(line.depot_id) FILTER (WHERE line.available >= least_held)
              INTO seen, holders
              FROM levee_spans(place, radius) AS span, generate_series(smallest, largest) AS size, LATERAL (
                SELECT stock.depot_id, stock.available FROM stock
                 WHERE stock.item_id = item AND levee_magnitude(stock.available) = size
                   AND stock.cell BETWEEN span.low AND span.high
              ) AS line;
        ELSE
            SELECT count(*), array_agg(line.depot_id) FILTER (
                WHERE line.available >= least_held AND (least_ IS NOT NULL OR line.available > 0))
              INTO seen, holders
              FROM levee_spans(place, radius) AS span, LATERAL (
                SELECT stock.depot_id, stock.available FROM stock
                 WHERE stock.item_id = item AND stock.cell BETWEEN span.low AND span.high
              ) AS line;
        END IF;
        SELECT count(*), array_agg(depot.id) INTO found, keys
          FROM unnest(holders) AS holder, LATERAL (
            SELECT resource.id, ST_Distance(resource.location, place) AS far
              FROM resource WHERE resource.id = holder OFFSET 0  -- looked up one by one: few hold enough
          ) AS depot
         WHERE depot.far <= radius AND (behind IS NULL OR (depot.far, depot.id) > (behind, behind_id))
           AND (cardinality(items) = 1 OR cardinality(items) = (
                SELECT count(*) FROM stock AS other
                 WHERE other.depot_id = depot.id AND other.item_id = ANY (items)
                   AND other.available > 0 AND other.available >= least_held));
        whole := radius >= metres;
        IF whole OR found >= first THEN
            keys := coalesce(keys, '{}');
            RETURN;
        END IF;
        grown := least(CASE WHEN narrow THEN 8 ELSE 4 END, greatest(1.4, sqrt(1.3 * first / greatest(found, 1))),
                       metres / radius);
        IF seen * grown * grown > 100000 THEN
            keys := NULL;
            RETURN;
        END IF;
        radius := CASE grown WHEN metres / radius THEN metres ELSE least(metres, radius * grown) END;
    END LOOP;
END
$$;
