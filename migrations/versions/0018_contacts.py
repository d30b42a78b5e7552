"""Contacts, their masks, and who saw them in clear."""

from migrations.script import run

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the schema of the numbers, their masked print, and the record of looks."""
    run("0018_contacts")


def downgrade() -> None:
    """Refuse: what was seen is not taken back."""
    raise NotImplementedError("Restore a backup instead.")
