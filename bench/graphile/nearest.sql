-- What PostGraphile is asked by: the nearest depots, by the index, as rows of the table; and how far each is.
-- Ten more than asked for are taken from the index, since it orders by the sphere and not by the ellipsoid.

CREATE FUNCTION peer_nearest(lon double precision, lat double precision, within double precision, count integer)
RETURNS SETOF resource LANGUAGE sql STABLE AS $$
    SELECT depot.* FROM (
        SELECT id AS key, ST_Distance(location, ST_MakePoint(lon, lat)::geography) AS distance FROM (
            SELECT id, location FROM resource WHERE kind = 'DEPOT'
            ORDER BY location <-> ST_MakePoint(lon, lat)::geography LIMIT count + 10
        ) AS candidate
    ) AS measured
    JOIN resource AS depot ON depot.id = measured.key
    WHERE distance <= within ORDER BY distance, key LIMIT count
$$;

CREATE FUNCTION resource_distance(depot resource, lon double precision, lat double precision)
RETURNS double precision LANGUAGE sql STABLE AS $$
    SELECT ST_Distance(depot.location, ST_MakePoint(lon, lat)::geography)
$$;
