"""The audit, sealed, and the chain of the event log."""

from migrations.script import run

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the audit and its seals; let each mutation and event have its entry; chain the events."""
    run("0015_audit")


def downgrade() -> None:
    """Refuse: an audit is not taken back."""
    raise NotImplementedError("Restore a backup instead.")
