"""Who near a place holds enough of some items is found square by square."""

from migrations.script import run

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the functions."""
    run("0022_holding")


def downgrade() -> None:
    """Refuse: versions only go forward."""
    raise NotImplementedError("Restore a backup instead.")
