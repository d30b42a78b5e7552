-- As before; the lines on the way are counted as the index gives them, and kept nowhere.

-- The depots that hold enough of each of some items and are no farther than a radius from a place: one within which
-- there are at least `first` of them behind (`behind`, `behind_id`), or all `metres`, which `whole` says. No keys
-- where that would read more than a hundred thousand lines.
--
-- The circle grows until it holds enough. It is looked through by the index on item and cell alone, which says how much
-- there is; only depots that hold enough of the item are measured.
CREATE OR REPLACE FUNCTION levee_holding(
    place geography, metres double precision, first bigint, items bigint[], item bigint, least_ numeric,
    behind double precision, behind_id bigint, OUT keys bigint[], OUT whole boolean
)
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    radius double precision := least(metres, greatest(2000, behind * 1.2));
    least_held CONSTANT numeric := coalesce(least_, 0);
    seen bigint;
    holders bigint[];
    found bigint;
    grown double precision;
BEGIN
    LOOP
        SELECT count(*), array_agg(line.depot_id) FILTER (
            WHERE line.available >= least_held AND (least_ IS NOT NULL OR line.available > 0))
          INTO seen, holders
          FROM levee_spans(place, radius) AS span, LATERAL (
            SELECT stock.depot_id, stock.available FROM stock
             WHERE stock.item_id = item AND stock.cell BETWEEN span.low AND span.high
          ) AS line;
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
        grown := least(4, greatest(1.4, sqrt(1.3 * first / greatest(found, 1))), metres / radius);
        IF seen * grown * grown > 100000 THEN
            keys := NULL;
            RETURN;
        END IF;
        radius := CASE grown WHEN metres / radius THEN metres ELSE least(metres, radius * grown) END;
    END LOOP;
END
$$;
