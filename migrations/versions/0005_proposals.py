"""Decisions that others have to agree to: posts, proposals, corrections, overrides."""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Run the script whole."""
    connection = op.get_bind().connection.dbapi_connection
    assert connection is not None
    op.execute("SELECT 1")  # opens the driver's transaction, which the script below then runs in
    text = (Path(__file__).parents[1] / "sql" / f"{revision}_proposals.sql").read_text(encoding="utf-8")
    connection.run_async(lambda driver: driver.execute(text))


def downgrade() -> None:
    """Refuse: what was proposed and agreed to would be lost."""
    raise NotImplementedError("Restore a backup instead.")
