"""Indexes for what is asked by area, nearest first, or by division."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Run the script whole."""
    connection = op.get_bind().connection.dbapi_connection
    assert connection is not None
    op.execute("SELECT 1")  # opens the driver's transaction, which the script below then runs in
    text = (Path(__file__).parents[1] / "sql" / f"{revision}_areas.sql").read_text(encoding="utf-8")
    connection.run_async(lambda driver: driver.execute(text))


def downgrade() -> None:
    """Refuse: nothing is gained by slower answers."""
    raise NotImplementedError("Restore a backup instead.")
