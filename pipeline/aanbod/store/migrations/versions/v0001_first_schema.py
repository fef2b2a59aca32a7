"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "transcript",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcript")),
        sa.UniqueConstraint("name", name=op.f("uq_transcript_name")),
    )
    op.create_table(
        "transcript_variable",
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("variable", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("transcript_id", "variable", name=op.f("pk_transcript_variable")),
        sa.ForeignKeyConstraint(
            ["transcript_id"],
            ["transcript.id"],
            name=op.f("fk_transcript_variable_transcript_id_transcript"),
        ),
    )
    op.create_table(
        "transcript_case",
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("transcript_id", "position", name=op.f("pk_transcript_case")),
        sa.UniqueConstraint("transcript_id", "case_name", name=op.f("uq_transcript_case_transcript_id_case_name")),
        sa.ForeignKeyConstraint(
            ["transcript_id"],
            ["transcript.id"],
            name=op.f("fk_transcript_case_transcript_id_transcript"),
        ),
    )
    op.create_table(
        "text_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("source_sha256", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_version")),
        sa.UniqueConstraint("transcript_id", "number", name=op.f("uq_text_version_transcript_id_number")),
        sa.UniqueConstraint("transcript_id", "sha256", name=op.f("uq_text_version_transcript_id_sha256")),
        sa.ForeignKeyConstraint(
            ["transcript_id"],
            ["transcript.id"],
            name=op.f("fk_text_version_transcript_id_transcript"),
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_text_version_number")),
    )
    op.create_index(
        "uq_text_version_current",
        "text_version",
        ["transcript_id"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_table(
        "coder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coder")),
        sa.UniqueConstraint("name", name=op.f("uq_coder_name")),
        sa.CheckConstraint("kind IN ('rules', 'person')", name=op.f("ck_coder_kind")),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("codebook", sa.String(), nullable=False),
        sa.Column("codebook_version", sa.String(), nullable=False),
        sa.Column("program_version", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_table(
        "coding",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("text_version_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("is_lost", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sa.ForeignKeyConstraint(
            ["text_version_id"],
            ["text_version.id"],
            name=op.f("fk_coding_text_version_id_text_version"),
        ),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_coding_coder_id_coder")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_coding_run_id_run")),
        sa.CheckConstraint('start >= 0 AND start < "end"', name=op.f("ck_coding_passage")),
    )
    op.create_index(op.f("ix_coding_text_version_id"), "coding", ["text_version_id"])
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("coding_id", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("origin_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("coding_id", "origin_id", name=op.f("uq_decision_coding_id_origin_id")),
        sa.ForeignKeyConstraint(["coding_id"], ["coding.id"], name=op.f("fk_decision_coding_id_coding")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_decision_coder_id_coder")),
        sa.ForeignKeyConstraint(["origin_id"], ["decision.id"], name=op.f("fk_decision_origin_id_decision")),
        sa.CheckConstraint("verdict IN ('accept', 'reject')", name=op.f("ck_decision_verdict")),
    )
    op.create_table(
        "coded",
        sa.Column("text_version_id", sa.Integer(), nullable=False),
        sa.Column("rules_version", sa.String(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("text_version_id", name=op.f("pk_coded")),
        sa.ForeignKeyConstraint(
            ["text_version_id"],
            ["text_version.id"],
            name=op.f("fk_coded_text_version_id_text_version"),
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_coded_run_id_run")),
    )
