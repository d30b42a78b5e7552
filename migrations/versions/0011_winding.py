"""Winding: rings run counter-clockwise, lines as they were drawn."""

from migrations.script import run

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Leave lines as they are."""
    run("0011_winding")


def downgrade() -> None:
    """Refuse: nothing is gained by lines that run backwards."""
    raise NotImplementedError("Restore a backup instead.")
