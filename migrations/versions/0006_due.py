"""What takes effect by itself is told of."""

from migrations.script import run

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what lies ahead, and the kind of event that tells of it."""
    run("0006_due")


def downgrade() -> None:
    """Refuse: what was told is not taken back."""
    raise NotImplementedError("Restore a backup instead.")
