"""The beginning: every table, the functions of compiled questions, the triggers.

The SQL of a migration lies in `migrations/sql` under its number and is never changed once it has run
anywhere. Extensions are not made here: creating PostGIS takes a superuser, so provisioning does it.
"""

from pathlib import Path

from alembic import op

from schema.folding import glyphs

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SUBJECTS = (
    "divisions",
    "people",
    "plans",
    "resources",
    "hazards",
    "gauges",
    "facts",
    "responses",
    "events",
    "waters",
)
SCRIPTS = ("tiles", *SUBJECTS, "datum", "functions", "triggers", "revisions", "search")


def upgrade() -> None:
    """Run each script whole; a table comes after those it refers to."""
    folder = Path(__file__).parents[1] / "sql"
    connection = op.get_bind().connection.dbapi_connection
    assert connection is not None
    op.execute("SELECT 1")  # opens the driver's transaction, which the scripts below then run in
    for script in SCRIPTS:
        text = (folder / f"{revision}_{script}.sql").read_text(encoding="utf-8")
        connection.run_async(lambda driver, text=text: driver.execute(text))
    connection.run_async(lambda driver: driver.copy_records_to_table("glyph", records=glyphs()))


def downgrade() -> None:
    """Refuse: before the beginning there is nothing but an empty database."""
    raise NotImplementedError("Drop the database instead.")
