"""The SQL of a migration: it lies in `migrations/sql` and is never changed once it has run anywhere."""

from __future__ import annotations

from pathlib import Path

from alembic import op

FOLDER = Path(__file__).parent / "sql"


def run(*scripts: str) -> None:
    """Run scripts whole, each by its name without `.sql`, in the transaction of the migration."""
    connection = op.get_bind().connection.dbapi_connection
    assert connection is not None
    op.execute("SELECT 1")  # opens the driver's transaction, which the scripts below then run in
    for script in scripts:
        text = (FOLDER / f"{script}.sql").read_text(encoding="utf-8")
        connection.run_async(lambda driver, text=text: driver.execute(text))
