"""Journals, what is shown of them, conversations, and drafts for oneself alone."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _entries()
    _shares()
    _prompts()
    _conversations()
    _kept_apart()


def downgrade() -> None:
    raise NotImplementedError("what people wrote for themselves would be lost: put back a backup instead")


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.Text(), primary_key=True)


def _of(name: str, target: str, ondelete: str | None = None, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), sa.ForeignKey(f"{target}.id", ondelete=ondelete), nullable=null)


def _moment(name: str, *, null: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _index(table: str, *columns: str) -> None:
    op.create_index(None, table, list(columns))


def _entries() -> None:
    op.create_table(
        "entries",
        _id(),
        _of("owner_id", "people"),
        _text("role"),
        _of("pair_id", "pairs", "SET NULL", null=True),
        _number("newest"),
    )
    _index("entries", "owner_id", "role")
    _index("entries", "pair_id")
    op.create_table(
        "entry_versions",
        sa.Column("entry_id", sa.Text(), sa.ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
        _text("title"),
        _text("text"),
        _text("digest"),
        sa.Column("on", sa.Date(), nullable=False),
        _moment("changed_at"),
    )


def _shares() -> None:
    op.create_table(
        "grants",
        _id(),
        _text("entry_id"),
        _number("version"),
        _of("owner_id", "people"),
        _text("role"),
        _of("pair_id", "pairs", "CASCADE"),
        _text("excerpt"),
        _text("digest"),
        _flag("use_in_drafts"),
        _moment("granted_at"),
        _moment("expires_at"),
        _moment("revoked_at", null=True),
        sa.ForeignKeyConstraint(
            ["entry_id", "version"], ["entry_versions.entry_id", "entry_versions.version"], ondelete="CASCADE"
        ),
    )
    _index("grants", "entry_id", "version")
    op.create_table(
        "digests",
        _id(),
        _of("owner_id", "people"),
        _text("role"),
        _of("pair_id", "pairs", "CASCADE"),
        sa.Column("points", sa.JSON(), nullable=False),
        _flag("use_in_drafts"),
        _moment("changed_at"),
        _moment("released_at", null=True),
        _moment("withdrawn_at", null=True),
    )
    for table in ("grants", "digests"):
        _index(table, "pair_id")
        _index(table, "owner_id")


def _prompts() -> None:
    op.create_table(
        "shown_prompts",
        _id(),
        _of("owner_id", "people"),
        _text("role"),
        _number("position"),
        _text("text"),
        _text("technique"),
        _text("stage"),
        _text("depth"),
        _moment("at"),
        _text("answered"),
        _of("entry_id", "entries", "CASCADE", null=True),
    )
    _index("shown_prompts", "owner_id", "role", "at")
    _index("shown_prompts", "entry_id")


def _conversations() -> None:
    op.create_table(
        "threads",
        _id(),
        _of("owner_id", "people"),
        _text("role"),
        _of("pair_id", "pairs", "SET NULL", null=True),
        _text("title"),
        _moment("changed_at"),
    )
    _index("threads", "owner_id", "role", "changed_at")
    _index("threads", "pair_id")
    op.create_table(
        "messages",
        _id(),
        _of("thread_id", "threads", "CASCADE"),
        _number("position"),
        _text("asked"),
        sa.Column("answer", sa.JSON()),
        _flag("blocked"),
        _moment("at"),
    )
    _index("messages", "thread_id", "position")


def _kept_apart() -> None:
    """What was there before, with what its owner may now keep to themselves. Nothing changes for old rows."""
    op.create_table(
        "choices",
        sa.Column("person_id", sa.Text(), sa.ForeignKey("people.id"), primary_key=True),
        _flag("may_leave"),
    )
    for table, column in (("strengths", "shared"), ("sessions", "use_next")):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.true()))
        with op.batch_alter_table(table) as batch:
            batch.alter_column(column, server_default=None)
    with op.batch_alter_table("drafts") as batch:
        batch.alter_column("pair_id", existing_type=sa.Text(), nullable=True)
        batch.add_column(_text("entry_id", null=True))
        batch.create_foreign_key(
            "fk_drafts_entry_id_entries", "entries", ["entry_id"], ["id"], ondelete="CASCADE"
        )
    _index("drafts", "author_id", "kind", "created_at")
    _index("drafts", "entry_id")
