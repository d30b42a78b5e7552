"""Questions about facts of the source documents (原文事实)."""

from __future__ import annotations

from resolvers.rows import paged

paged("facts", "Fact", "Facts of the source documents (原文事实).")
