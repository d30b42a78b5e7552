"""Questions about plans (应急预案)."""

from __future__ import annotations

from resolvers.rows import paged

paged("plans", "Plan", "Plans (应急预案).")
