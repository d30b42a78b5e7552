"""Tasks: what a level sets in motion."""

from migrations.script import run

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let actions call people out, make the tables, and let each change of a level set its tasks in motion."""
    run("0009_tasks", "0009_notice")


def downgrade() -> None:
    """Refuse: what was reported is not taken back."""
    raise NotImplementedError("Restore a backup instead.")
