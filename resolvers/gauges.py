"""Questions about gauges (水文测站)."""

from __future__ import annotations

from resolvers.rows import paged

paged("gauges", "Gauge", "Gauges (水文测站).")
