-- Where a row lies on the grid of map tiles, and how its outline is drawn from afar; `geo.tiles` says the same.
--
-- A cell is one of 2^24 by 2^24 of the square of Web Mercator (2.4 m at the equator), numbered in Z-order: the
-- cells of any tile are one range of numbers. Beyond 85.05 degrees a place counts to the edge.

CREATE FUNCTION levee_world(shape geometry) RETURNS double precision[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    place CONSTANT geometry := CASE GeometryType(shape) WHEN 'POINT' THEN shape ELSE ST_Centroid(shape) END;
    lat CONSTANT double precision := least(greatest(ST_Y(place), -85.0511287798066), 85.0511287798066);
BEGIN
    RETURN ARRAY[(ST_X(place) + 180) / 360, 0.5 - asinh(tan(radians(lat))) / (2 * pi())];
END
$$;

CREATE FUNCTION levee_cell(shape geometry) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    world CONSTANT double precision[] := levee_world(shape);
    x bigint := least(greatest(floor(world[1] * 16777216), 0), 16777215);
    y bigint := least(greatest(floor(world[2] * 16777216), 0), 16777215);
BEGIN
    IF ST_IsEmpty(shape) THEN
        RETURN NULL;
    END IF;
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

-- The middle between the first and the last of some cells, on the square of Web Mercator from (0, 0) to (1, 1).
CREATE FUNCTION levee_between(low bigint, high bigint) RETURNS double precision[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    x double precision := 1;
    y double precision := 1;
BEGIN
    FOR bit IN 0..23 LOOP
        x := x + (((low >> (2 * bit)) & 1) + ((high >> (2 * bit)) & 1)) * 2.0::double precision ^ bit;
        y := y + (((low >> (2 * bit + 1)) & 1) + ((high >> (2 * bit + 1)) & 1)) * 2.0::double precision ^ bit;
    END LOOP;
    RETURN ARRAY[x / 33554432, y / 33554432];
END
$$;

-- The same place in another system of degrees; none leaves the square.
CREATE FUNCTION levee_world_in(world double precision[], crs text) RETURNS double precision[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    place CONSTANT double precision[] := levee_forth(
        world[1] * 360 - 180, degrees(atan(sinh(pi() * (1 - 2 * world[2])))), crs
    );
    moved CONSTANT double precision[] := levee_world(ST_MakePoint(place[1], place[2]));
BEGIN
    RETURN ARRAY[least(greatest(moved[1], 0), 0.9999999999), least(greatest(moved[2], 0), 0.9999999999)];
END
$$;

-- Vertices move to a grid, the same for all outlines: neighbours keep their common border.
CREATE FUNCTION levee_snapped(shape geometry, step double precision) RETURNS geometry
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    snapped CONSTANT geometry := ST_SnapToGrid(shape, step);
BEGIN
    RETURN CASE WHEN ST_IsEmpty(snapped) THEN shape ELSE ST_Multi(snapped) END;
END
$$;

CREATE FUNCTION levee_far(shape geometry) RETURNS geometry
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN levee_snapped(shape, 0.02);

CREATE FUNCTION levee_middling(shape geometry) RETURNS geometry
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN levee_snapped(shape, 0.0025);
