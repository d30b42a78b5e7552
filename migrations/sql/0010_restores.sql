-- What a restore needs (恢复).

-- pg_restore works without a search path: what generated columns call has one of its own.
ALTER FUNCTION levee_cell(geometry) SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION levee_snapped(geometry, double precision) SET search_path = pg_catalog, public, pg_temp;

-- Where the event log lives, so that a restore is seen.
ALTER TABLE event_head ADD COLUMN home TEXT;

COMMENT ON COLUMN event_head.home IS 'Cluster, timeline, database and table that the epoch began in; null before a server looked.';
