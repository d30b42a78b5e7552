"""Questions about hazard sites (危险源)."""

from __future__ import annotations

from resolvers.rows import paged

paged("hazard_sites", "HazardSite", "Hazard sites of every kind (危险源).")
