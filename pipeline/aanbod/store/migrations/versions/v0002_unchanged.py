"""What says that nothing changed: who read a text, and the checkpoints of finished commands."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("text_version", sa.Column("program_version", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "checkpoint",
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=False),
        sa.Column("inputs", sa.String(), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("command", name=op.f("pk_checkpoint")),
    )
