"""The version of a table is kept in rows that are written over."""

from migrations.script import run

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let rows be written over, and replace the function."""
    run("0024_places")


def downgrade() -> None:
    """Refuse: versions only go forward."""
    raise NotImplementedError("Restore a backup instead.")
