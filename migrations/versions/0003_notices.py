"""Notices: what a change of a level is announced with."""

from migrations.script import run

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add how long a level is expected to hold, and how notices say things."""
    run("0003_notices")


def downgrade() -> None:
    """Refuse: what was announced is not taken back."""
    raise NotImplementedError("Restore a backup instead.")
