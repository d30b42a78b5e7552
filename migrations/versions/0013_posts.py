"""A post that a plan names may be one more role of a token."""

from migrations.script import run

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let the new roles stand."""
    run("0013_posts")


def downgrade() -> None:
    """Refuse: versions only go forward."""
    raise NotImplementedError("Restore a backup instead.")
