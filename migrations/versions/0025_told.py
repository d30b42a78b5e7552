"""No transition is committed without the event that tells of it."""

from migrations.script import run

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Have it looked at when a transaction ends."""
    run("0025_told")


def downgrade() -> None:
    """Refuse: versions only go forward."""
    raise NotImplementedError("Restore a backup instead.")
