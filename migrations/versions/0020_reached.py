"""What the policies of the tables call, at less cost."""

from migrations.script import run

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the functions anew, and one for what lies in divisions."""
    run("0020_reached")


def downgrade() -> None:
    """Refuse: policies stand on them."""
    raise NotImplementedError("Restore a backup instead.")
