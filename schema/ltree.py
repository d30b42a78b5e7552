"""Column types that SQLAlchemy does not bring."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.types import UserDefinedType


class LTree(UserDefinedType[str]):
    """PostgreSQL's `ltree`: labels from the root down, joined by dots."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Name the type in DDL and casts."""
        return "ltree"


ischema_names["ltree"] = LTree  # so that a database that is read back shows it
