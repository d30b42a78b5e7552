"""How a migration runs: inside the connection and the transaction that it is handed."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from geoalchemy2 import alembic_helpers

from schema.tables import metadata


def render_item(kind: str, item: Any, found: AutogenContext) -> str | Literal[False]:
    """Name the types that Alembic does not know, and import them where they are named."""
    if kind == "type" and type(item).__module__ == "schema.ltree":
        found.imports.add("from schema.ltree import LTree")
        return f"{item!r}"
    rendered: str | Literal[False] = alembic_helpers.render_item(kind, item, found)  # type: ignore[no-untyped-call]
    return rendered


def run() -> None:
    """Bring the database to the revision asked for."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_object=alembic_helpers.include_object,
        render_item=render_item,
        compare_server_default=True,
    )
    context.run_migrations()


run()
