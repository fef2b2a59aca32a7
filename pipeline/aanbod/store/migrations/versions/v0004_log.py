"""The log of decisions holds all that people say: changes, codings by hand, memos, undo, samples and work done."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("coder") as batch:
        batch.drop_constraint(op.f("ck_coder_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_coder_kind"), "kind IN ('rules', 'person', 'school')")
    with op.batch_alter_table("coding") as batch:
        batch.add_column(sa.Column("is_proposed", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch.drop_constraint(op.f("ck_coding_state"), type_="check")
        batch.create_check_constraint(
            op.f("ck_coding_state"), "state IN ('suggested', 'accepted', 'rejected', 'withdrawn')"
        )
    with op.batch_alter_table("decision") as batch:
        batch.alter_column("coding_id", existing_type=sa.String(), nullable=True)
        batch.add_column(sa.Column("transcript_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("code", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("result_id", sa.String(), nullable=True))
        batch.add_column(sa.Column("undoes_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("run_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("session", sa.String(), nullable=False, server_default=""))
        for column, table in REFERS.items():
            batch.create_foreign_key(op.f(f"fk_decision_{column}_{table}"), table, [column], ["id"])
        batch.drop_constraint(op.f("ck_decision_verdict"), type_="check")
        for name, condition in CHECKS.items():
            batch.create_check_constraint(op.f(f"ck_decision_{name}"), condition)
    op.create_index(op.f("ix_decision_transcript_id"), "decision", ["transcript_id"])
    op.create_index(op.f("ix_decision_undoes_id"), "decision", ["undoes_id"])


REFERS = {"transcript_id": "transcript", "result_id": "coding", "undoes_id": "decision", "run_id": "run"}
CHECKS = {
    "verdict": "verdict IN ('accept', 'reject', 'add', 'change', 'memo', 'assign', 'done', 'undo')",
    "object": "CASE WHEN verdict IN ('accept', 'reject', 'add', 'change') THEN coding_id IS NOT NULL "
    "WHEN verdict IN ('assign', 'done') THEN transcript_id IS NOT NULL ELSE true END",
    "result": "(verdict = 'change') = (result_id IS NOT NULL)",
    "undo": "(verdict = 'undo') = (undoes_id IS NOT NULL)",
}
