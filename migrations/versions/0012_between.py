"""The middle between two cells, told by a few shifts instead of a loop over all digits."""

from migrations.script import run

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Write the function anew; what it tells is the same."""
    run("0012_between")


def downgrade() -> None:
    """Refuse: versions only go forward."""
    raise NotImplementedError("Restore a backup instead.")
