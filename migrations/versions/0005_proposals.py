"""Decisions that others have to agree to: posts, proposals, corrections, overrides."""

from migrations.script import run

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Run the script whole."""
    run("0005_proposals")


def downgrade() -> None:
    """Refuse: what was proposed and agreed to would be lost."""
    raise NotImplementedError("Restore a backup instead.")
