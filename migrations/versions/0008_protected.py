"""Protected places: what major hazards keep their distance from."""

from migrations.script import run

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, and let the search find what it holds."""
    run("0008_protected")


def downgrade() -> None:
    """Refuse: the places would be lost."""
    raise NotImplementedError("Restore a backup instead.")
