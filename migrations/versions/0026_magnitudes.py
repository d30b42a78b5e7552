"""Who holds very much of an item is found without reading all who hold it."""

from migrations.script import run

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index, and let the search use it."""
    run("0026_magnitudes")


def downgrade() -> None:
    """Refuse: versions only go forward."""
    raise NotImplementedError("Restore a backup instead.")
