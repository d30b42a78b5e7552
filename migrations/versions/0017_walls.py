"""The second wall: what the policies of the tables call."""

from migrations.script import run

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the functions that tell who writes in a transaction and what that reaches."""
    run("0017_walls")


def downgrade() -> None:
    """Refuse: policies stand on them."""
    raise NotImplementedError("Restore a backup instead.")
