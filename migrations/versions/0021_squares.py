"""What lies in each square of the map is counted as it is written; a line of stock knows its depot's cell."""

from migrations.script import run

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the squares, what keeps them, and count what is there."""
    run("0021_squares")


def downgrade() -> None:
    """Refuse: versions only go forward."""
    raise NotImplementedError("Restore a backup instead.")
