"""A coding knows its state, and an index holds all that counting reads."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    # As SQL: Alembic would make the table anew in a file, and every other constraint with it.
    op.execute(
        "ALTER TABLE coding ADD COLUMN state VARCHAR DEFAULT 'suggested' NOT NULL "
        "CONSTRAINT ck_coding_state CHECK (state IN ('suggested', 'accepted', 'rejected'))"
    )
    # A decision that came along from an older text is as old as its original.
    op.execute(
        "UPDATE coding SET state = (SELECT CASE verdict WHEN 'accept' THEN 'accepted' ELSE 'rejected' END "
        "FROM decision WHERE decision.coding_id = coding.id ORDER BY coalesce(origin_id, id) DESC LIMIT 1) "
        "WHERE id IN (SELECT coding_id FROM decision)"
    )
    op.create_index("ix_coding_counted", "coding", ["code", "partner", "text_version_id", "status", "state"])
