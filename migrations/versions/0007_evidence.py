"""Evidence: conditions as data, readings that come in, observations, recommendations."""

from migrations.script import run

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and the rule that a tree of conditions is whole."""
    run("0007_evidence", "0007_conditions")


def downgrade() -> None:
    """Refuse: what was observed and recommended would be lost."""
    raise NotImplementedError("Restore a backup instead.")
