"""Indexes for what is asked by area, nearest first, or by division."""

from migrations.script import run

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Run the script whole."""
    run("0002_areas")


def downgrade() -> None:
    """Refuse: nothing is gained by slower answers."""
    raise NotImplementedError("Restore a backup instead.")
