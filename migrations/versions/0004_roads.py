"""Roads, and which depot gets there first.

The functions look pgRouting up when they are asked: provisioning makes the extension where there is one.
"""

from migrations.script import run

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Run the script whole."""
    run("0004_roads")


def downgrade() -> None:
    """Refuse: what has been loaded is not thrown away."""
    raise NotImplementedError("Restore a copy of the database instead.")
