"""Questions about rivers and lakes (水系)."""

from __future__ import annotations

from resolvers.rows import paged

paged("waters", "Water", "Rivers, lakes and reservoirs (水系).")
