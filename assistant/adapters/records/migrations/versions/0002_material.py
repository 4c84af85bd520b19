"""What a programme adds beside the practice notes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "materials",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("programme_id", sa.Text(), sa.ForeignKey("programmes.id"), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
    )
    _versions()
    op.create_table(
        "passages",
        sa.Column("id", sa.Text(), primary_key=True),
        _text("material_id"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _text("heading"),
        _text("text"),
        sa.ForeignKeyConstraint(
            ["material_id", "version"],
            ["material_versions.id", "material_versions.version"],
            ondelete="CASCADE",
        ),
    )
    op.create_index(None, "passages", ["material_id", "version", "position"])


def downgrade() -> None:
    for table in ("passages", "material_versions", "materials"):
        op.drop_table(table)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _versions() -> None:
    op.create_table(
        "material_versions",
        sa.Column("id", sa.Text(), sa.ForeignKey("materials.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("programme_id", sa.Text(), sa.ForeignKey("programmes.id"), nullable=False),
        _text("title"),
        _text("author"),
        _text("licence"),
        sa.Column("audience", sa.JSON(), nullable=False),
        _text("file_name"),
        _text("format"),
        _text("digest"),
        _text("status"),
        sa.Column("pages", sa.Integer()),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("added_by", sa.Text(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(None, "material_versions", ["programme_id"])
    _only_one(["programme_id", "digest"], "status <> 'withdrawn'")
    _only_one(["id"], "status = 'published'")


def _only_one(columns: list[str], among: str) -> None:
    where = sa.text(among)
    op.create_index(
        None, "material_versions", columns, unique=True, sqlite_where=where, postgresql_where=where
    )
