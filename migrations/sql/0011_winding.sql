-- Exterior rings run counter-clockwise, and lines as they were drawn: ST_ForcePolygonCCW by itself turns those round.

CREATE FUNCTION levee_wound(shape geometry) RETURNS geometry
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE ST_Dimension(shape) WHEN 2 THEN ST_ForcePolygonCCW(shape) ELSE shape END;

CREATE OR REPLACE FUNCTION levee_geojson(shape geometry, crs text) RETURNS json
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN ST_AsGeoJSON(
        levee_wound(levee_datum(shape, crs)),
        CASE crs WHEN 'WEB_MERCATOR' THEN 3 WHEN 'GCJ02' THEN 9 WHEN 'BD09' THEN 9 ELSE 7 END,
        0
    )::json;
END
$$;
