"""Sessions, revocations, accounts."""

from migrations.script import run

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of those who sign in, and of what ends tokens before their time."""
    run("0019_sessions")


def downgrade() -> None:
    """Refuse: who was shut out stays out."""
    raise NotImplementedError("Restore a backup instead.")
