"""Winding: rings run counter-clockwise, lines as they were drawn."""

from migrations.script import run

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Leave lines as they are."""
    run("0010_winding")


def downgrade() -> None:
    """Refuse: nothing is gained by lines that run backwards."""
    raise NotImplementedError("Restore a backup instead.")
