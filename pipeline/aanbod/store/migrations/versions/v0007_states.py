"""How many codings of each state a text has, without reading the codings."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.drop_index("ix_coding_text_version_id", table_name="coding")
    op.create_index("ix_coding_text", "coding", ["text_version_id", "state"])
