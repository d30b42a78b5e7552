"""Roads, and which depot gets there first.

The functions look pgRouting up when they are asked: provisioning makes the extension where there is one.
"""

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Run the script whole."""
    connection = op.get_bind().connection.dbapi_connection
    assert connection is not None
    op.execute("SELECT 1")  # opens the driver's transaction, which the script below then runs in
    text = (Path(__file__).parents[1] / "sql" / f"{revision}_roads.sql").read_text(encoding="utf-8")
    connection.run_async(lambda driver: driver.execute(text))


def downgrade() -> None:
    """Refuse: what has been loaded is not thrown away."""
    raise NotImplementedError("Restore a copy of the database instead.")
