"""What a restore needs: functions that find theirs, and where the event log lives."""

from migrations.script import run

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Pin what generated columns call; add where the event log lives."""
    run("0010_restores")


def downgrade() -> None:
    """Refuse: older code would not see a restore."""
    raise NotImplementedError("Restore a backup instead.")
